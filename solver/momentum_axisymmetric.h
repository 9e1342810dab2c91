/* The momentum balance on rings: u(r) alone, hoop stress included; a banded system solved directly.

   Dissipation of a ring between faces l, r:  A (4 ur^2 + 4 ut^2 + 4 ur ut)/2,  ur = (u_r - u_l)/dr,  ut = (u_l + u_r)/(2 r):
   both strains of u = a r are exactly a.

   Gravity, interface potential and capillarity are implicit: they act on the thickness a time tau later, h - tau q with
   q = div(h u), which adds the positive form [tau_level stiff q^2 + tau_wave Gamma |grad q|^2]/2.  No step is bound by their
   stability.  The two times differ because their rates do: a wave as short as the grid is to be damped while the film as a whole
   is still followed to second order. */
#ifndef VF_SOLVER_MOMENTUM_AXISYMMETRIC_H
#define VF_SOLVER_MOMENTUM_AXISYMMETRIC_H

#include "solver/film.h"

/* [s] How long after the start of the step the thickness drives: by gravity and potential, by capillarity; 0: explicit. */
typedef struct {
  double level, wave;
} VfImplicit;

/** Solves for u [m/s] on the faces of an axisymmetric grid.
    @param forces with the ring terms (force_rings.h) of the thickness that drives at the start of tau.  @param film whose thickness moves.
    @param found false: the energy has no minimum (phi'' < 0 makes waves grow faster than 1/tau); u is left alone. */
PetscErrorCode VfMomentumAxisymmetric(const VfGrid *grid, const VfFilmForces *forces, const VfState *film, VfImplicit tau,
                                      double *u, bool *found);

#endif
