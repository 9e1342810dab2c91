/* What is on either side of a membrane: gas at given pressures, a closed volume that fills, or a chamber that gas flows through.

     given     p = what is given
     closed    V/(R T) dp_i/dt = M_i
     flowing   V/(R T) dp_i/dt = F_i + M_i - (sum F + sum M) p_i/P       well mixed at the constant total pressure P; what comes in in
                                                                         all must go out; V = 0: always in balance

   M_i [mol/s] comes through the membrane, F_i flows in. */
#ifndef VF_SOLVER_GAS_SIDE_H
#define VF_SOLVER_GAS_SIDE_H

#include "physics/constants.h"
#include "physics/transport/glass_gas.h"

typedef enum { VF_SIDE_GIVEN = 0, VF_SIDE_CLOSED, VF_SIDE_FLOWING } VfGasSideKind;

typedef struct {
  VfGasSideKind kind;
  double        T;                      /* [K] of its gas */
  double        volume;                 /* [m3] closed, flowing */
  double        pressure;               /* [Pa] flowing: total */
  double        given[VF_MIXTURE_MAX];  /* [Pa] given: partial pressures */
  double        inflow[VF_MIXTURE_MAX]; /* [mol/s] flowing */
} VfGasSide;

/** Equations of a side for an implicit stage of weight w [s]:  z - z0 - w dz/dt = 0 where dz/dt is as above, or z = given, or (flowing
    without a volume) dz/dt's right-hand side = 0.
    @param z, z0 [Pa] (n).  @param M [mol/s] (n).  @param residual (n).
    @param by_z, by_M (n x n) its derivatives. */
void vf_gas_side(const VfGasSide *side, int n, const double z[], const double z0[], double w, const double M[], double residual[],
                 double by_z[], double by_M[]);

#endif
