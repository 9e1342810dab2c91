/* Structural relaxation of the glass: fictive temperature by Tool, Narayanaswamy and Moynihan (TNM).

   Relaxation time (Tool 1946; Narayanaswamy, J. Am. Ceram. Soc. 54, 491 (1971), doi:10.1111/j.1151-2916.1971.tb12186.x):

       tau(T, Tf) = tau_ref exp{ H/R [ x/T + (1 - x)/Tf - 1/T_ref ] },      tau_ref = eta(T_ref)/G

   tied to the viscosity law by T_ref (where it gives 1e12 Pa s), its slope there (H) and the shear modulus G.  Response to a step
   of temperature, in reduced time d(xi) = dt/tau, a stretched exponential as a sum of Maxwell terms (Prony sum):

       M(xi) = exp(-xi^beta)  =  sum over k  w_k exp(-xi/l_k)  + error,       0.4 <= beta <= 1,  |error| < 2.5e-3

   Each term has a fictive temperature of its own, the state of a cell:

       dTf_k/dt = (T - Tf_k)/(l_k tau),        Tf = sum over k  w_k Tf_k

   A step is the exact solution for T linear in time and tau constant, tau taken half way (second order), and is cut where tau would
   change by more than a quarter: any step length is stable, and T = Tf comes out where relaxation is fast. */
#ifndef VF_PHYSICS_GLASS_RELAXATION_H
#define VF_PHYSICS_GLASS_RELAXATION_H

#include "physics/status.h"
#include "physics/viscosity.h"

enum { VF_RELAXATION_TERMS = 12, VF_RELAXATION_LANES = 8 };

/* What becomes of a structure over a time: it stays; it is that of the liquid, all terms at T; it is integrated. */
typedef enum { VF_STRUCTURE_KEEPS = 0, VF_STRUCTURE_LIQUID, VF_STRUCTURE_RELAXES } VfStructureFate;

typedef struct {
  double H;       /* [J/mol] activation enthalpy >= 0 */
  double x;       /* [1] nonlinearity, 0..1 */
  double beta;    /* [1] stretching exponent, 0.4..1 */
  double T_ref;   /* [K] */
  double tau_ref; /* [s] relaxation time of the liquid at T_ref */
  /* from vf_relaxation_prony() */
  double weight[VF_RELAXATION_TERMS]; /* [1] w_k >= 0, sum 1 */
  double time[VF_RELAXATION_TERMS];   /* [1] l_k, falling */
} VfRelaxation;

typedef struct {
  double tau;      /* [s] */
  double dtau_dT;  /* [s/K] at constant Tf */
  double dtau_dTf; /* [s/K] at constant T */
} VfRelaxationTime;

typedef struct {
  double T; /* [K] where the law gives the viscosity asked for */
  double H; /* [J/mol] R d(ln eta)/d(1/T) there */
} VfRelaxationReference;

/** Temperature at which a viscosity law gives `eta` [Pa s], and its activation enthalpy there.
    @param T_else [K] taken when no temperature between 50 and 3000 K has that viscosity (a constant one). */
VfStatus vf_relaxation_reference(const VfViscosity *viscosity, double eta, double T_else, VfRelaxationReference *out);

/** Fills weight and time for beta: non-negative least squares over fixed times.  VF_ERR_ARGUMENT for beta outside 0.4..1. */
VfStatus vf_relaxation_prony(VfRelaxation *relaxation);

/** Relaxation time at n states.  @param T, Tf [K] (n) > 0.  @param out (n), capped at 1e260 s. */
VfStatus vf_relaxation_time(const VfRelaxation *relaxation, int n, const double T[], const double Tf[], VfRelaxationTime out[]);

/** Fictive temperature [K] of the terms. */
double vf_relaxation_fictive(const VfRelaxation *relaxation, const double partial[VF_RELAXATION_TERMS]);

/** Whether a structure is that of the liquid after dt [s], within 1e-4 K: vf_relaxation_advance() then makes all terms T1.  It is where
    the terms follow T closely, and had time to or were no further off at the start.
    @param T [K] the lowest temperature  @param change [K] how far it goes in dt  @param Tf [K] the lowest of the terms
    @param lag [K] of the term furthest from the temperature at the start */
int vf_relaxation_follows(const VfRelaxation *relaxation, double T, double change, double dt, double Tf, double lag);

/** Whether the terms of a glass at Tf [K] move by less than 1e-6 K in dt while T stays below T_high, if none is further than 1000 K away. */
int vf_relaxation_frozen(const VfRelaxation *relaxation, double T_high, double dt, double Tf);

/** Advances the terms of several glasses over dt [s] >= 0, side by side in vectors.  Each takes the pieces of dt that it needs: nothing
    depends on its neighbours.
    @param T0, T1 [K] (VF_RELAXATION_LANES) before and after  @param partial [K] Tf_k of each, updated
    @param fate in: those that do not relax are left alone, but their numbers must be temperatures; out: what became of the others. */
VfStatus vf_relaxation_advance_lanes(const VfRelaxation *relaxation, const double T0[VF_RELAXATION_LANES],
                                     const double T1[VF_RELAXATION_LANES], double dt,
                                     double          partial[VF_RELAXATION_TERMS][VF_RELAXATION_LANES],
                                     VfStructureFate fate[VF_RELAXATION_LANES]);

/** Fictive temperatures [K] of the terms of several glasses. */
void vf_relaxation_fictive_lanes(const VfRelaxation *relaxation, double partial[VF_RELAXATION_TERMS][VF_RELAXATION_LANES],
                                 double Tf[VF_RELAXATION_LANES]);

/** Advances the terms of one over dt [s] >= 0 while T goes linearly from T0 to T1 [K].  @param partial [K] Tf_k, updated. */
VfStatus vf_relaxation_advance(const VfRelaxation *relaxation, double T0, double T1, double dt,
                               double partial[VF_RELAXATION_TERMS]);

#endif
