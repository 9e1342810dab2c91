/* The momentum balance on rings: u(r) alone, hoop stress included; a tridiagonal system solved directly.

   Dissipation of a ring between faces l, r:  A (4 ur^2 + 4 ut^2 + 4 ur ut)/2,  ur = (u_r - u_l)/dr,  ut = (u_l + u_r)/(2 r):
   both strains of u = a r are exactly a. */
#ifndef VF_SOLVER_MOMENTUM_AXISYMMETRIC_H
#define VF_SOLVER_MOMENTUM_AXISYMMETRIC_H

#include "solver/film.h"

/** Solves for u [m/s] on the faces of an axisymmetric grid from the coefficients and tensions in `forces`. */
PetscErrorCode VfMomentumAxisymmetric(const VfGrid *grid, const VfFilmForces *forces, double *u);

#endif
