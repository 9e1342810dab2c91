/* Thermal decomposition in the melt, and what it does to the glass transition.

   First order:  d(alpha)/dt = k(T) (1 - alpha),   k(T) = k_ref exp[ -E/R (1/T - 1/T_ref) ]

   ZIF-62 held at 723 K shows nothing within 5 min and is a foam after 30 min: Stepniewska et al., J. Non-Cryst. Solids 530, 119806
   (2020); k_ref = 1e-4 1/s (alpha = 3 % and 16 %) is an assumption that agrees with both.  The glass transition falls with it,

       Tg = Tg_0 - fall (alpha - alpha_1)/(alpha_30 - alpha_1)

   alpha_1 and alpha_30 being those of 1 and 30 min at T_ref: measured 322 and 314 degC after 1 and 30 min at 450 degC, Longley et al.,
   Nat. Commun. 11, 5800 (2020), doi:10.1038/s41467-020-19598-9.  That the fall goes with alpha in between is assumed. */
#ifndef VF_PHYSICS_DECOMPOSITION_H
#define VF_PHYSICS_DECOMPOSITION_H

#include "physics/status.h"

typedef struct {
  double k_ref; /* [1/s] >= 0 at T_ref */
  double T_ref; /* [K] > 0 */
  double E;     /* [J/mol] >= 0 */
  double fall;  /* [K] of Tg from 1 to 30 min at T_ref */
} VfDecomposition;

typedef struct {
  double k;     /* [1/s] */
  double dk_dT; /* [1/(s K)] */
} VfDecompositionRate;

/** Rate at n temperatures.  @param T [K] (n) > 0.  @param out (n). */
VfStatus vf_decomposition_rate(const VfDecomposition *decomposition, int n, const double T[], VfDecompositionRate out[]);

/** Share [1] of what is whole at the start that decomposes over dt [s] >= 0: 1 - exp(-integral of k).  @param share [1] out. */
VfStatus vf_decomposition_share(const VfDecomposition *decomposition, double dt, double T0, double T1, double *share);

/** Progress after dt [s] >= 0, exactly for T linear in time as far as Simpson's rule integrates k(T).
    @param T0, T1 [K] at the start and the end of dt.  @param alpha [1] 0..1.  @param after [1] out. */
VfStatus vf_decomposition_advance(const VfDecomposition *decomposition, double dt, double T0, double T1, double alpha,
                                  double *after);

/** Time at T_ref [s] that gives the same progress; INFINITY when there is no rate or alpha is 1.  NaN in, NaN out. */
double vf_decomposition_hold(const VfDecomposition *decomposition, double alpha);

/** Fall of the glass transition [K] at that progress; negative below that of 1 min, 0 when there is no rate. */
double vf_decomposition_fall(const VfDecomposition *decomposition, double alpha);

#endif
