/* The momentum balance on rings: u(r) alone, hoop stress included; a banded system solved directly.

   Dissipation of a ring between faces l, r:  A (4 ur^2 + 4 ut^2 + 4 ur ut)/2,  ur = (u_r - u_l)/dr,  ut = (u_l + u_r)/(2 r):
   both strains of u = a r are exactly a.

   Gravity, interface potential and capillarity are implicit: they act on the thickness a time tau later, h - tau q with
   q = div(h u), which adds the positive form tau [stiff q^2 + Gamma |grad q|^2]/2.  No step is bound by their stability. */
#ifndef VF_SOLVER_MOMENTUM_AXISYMMETRIC_H
#define VF_SOLVER_MOMENTUM_AXISYMMETRIC_H

#include "solver/film.h"

/** Solves for u [m/s] on the faces of an axisymmetric grid.
    @param forces with the tensions of the thickness that drives at the start of tau.  @param h [m] thickness of the film.
    @param tau [s] >= 0; 0: explicit. */
PetscErrorCode VfMomentumAxisymmetric(const VfGrid *grid, const VfFilmForces *forces, const double *h, double tau, double *u);

#endif
