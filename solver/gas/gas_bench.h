/* A membrane on the bench: its columns in classes, its holes and its support, with the laws of a mixture at a temperature, ready to be
   followed in time (gas_transient.h) between whatever sides a rig puts it. */
#ifndef VF_SOLVER_GAS_BENCH_H
#define VF_SOLVER_GAS_BENCH_H

#include "physics/transport/penetrant.h"
#include "solver/gas/gas_classes.h"
#include "solver/gas/gas_transient.h"

typedef struct {
  const VfGasMap    *map;
  const VfCase      *kase;
  int                n; /* gases */
  const VfPenetrant *gas[VF_MIXTURE_MAX];
  VfGasClasses       classes;
  VfGasColumn       *column; /* (classes.n) */
  VfGasTransient     transient;
  double             area;                 /* [m2] of film and holes, over all ranks */
  double             mean[VF_MIXTURE_MAX]; /* [m2/s] diffusivities in glass of middle density */
} VfGasBench;

/** Gathers the columns and prepares the transient, but for its sides and what vf_gas_bench_set() sets.  Collective on map->comm.
    @param map, kase, gas (n)  kept. */
PetscErrorCode VfGasBenchCreate(const VfGasMap *map, const VfCase *kase, int n, const VfPenetrant *const gas[], VfGasBench *bench);
PetscErrorCode VfGasBenchDestroy(VfGasBench *bench);

/** The laws of all gases at T [K], holes and support at the mean pressure p_mean [Pa].
    @param wrong the gas whose laws cannot be evaluated, when the status says so. */
VfStatus vf_gas_bench_set(VfGasBench *bench, double T, double p_mean, int *wrong);

/** [Pa] What stands for the mean pressure in viscous flow from a feed to a sweep [Pa], both total pressures: that flow follows the
    difference of these, which is less than that of the gases fed, and vanishes where both are the same. */
double vf_gas_push(double feed, double sweep);

/** Whether there are holes, pinholes or a support, whose laws depend on the mean pressure. */
bool vf_gas_bench_has_holes(const VfGasBench *bench);

/** Time lag [s] of gas i into a vacuum at mean thickness, and low pressure where isotherms bend: l^2/(6 D), with a support that of two
    layers, [ l_A^2/D_A (a/6 + b/2) + l_B^2/D_B (b/6 + a/2) ]/(a + b), a = l_A/P_A, b = l_B/P_B (R. Ash, R. M. Barrer & D. G. Palmer,
    Br. J. Appl. Phys. 16, 873 (1965), doi:10.1088/0508-3443/16/6/314). */
double vf_gas_bench_lag(const VfGasBench *bench, int i);

#endif
