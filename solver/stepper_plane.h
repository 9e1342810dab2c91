/* The balance of a step in the plane, where gravity, interface potential and capillarity may be implicit.

   They act on a thickness eta, which in an explicit step is that of the film at mid-step, and in an implicit one

       eta = alpha eta_before + (1 - alpha) h_end,      alpha = w/(1 + 2 w),      w = dt/dt_before

   eta_before is the thickness that acted in the step before, h_end that at the end of this one, h_start - dt div(h u): for a linear
   film this is the two-step backward difference formula, of second order and L-stable.  docs/theory.md, section 6.0. */
#ifndef VF_SOLVER_STEPPER_PLANE_H
#define VF_SOLVER_STEPPER_PLANE_H

#include "solver/stepper.h"

/** Lends the step of the film at mid-step the fields that are of no use once its viscosity and thickness are known: m, X, Tf,
    decomposition. */
void vf_plane_step_lend(VfState *middle, VfPlaneStep *plane);

/** Velocity of the middle film over a step of length dt [s].
    @param converged false: the momentum balance has no solution.  Collective. */
PetscErrorCode VfStepperBalancePlane(VfStepper *stepper, double dt, bool *converged);

/** Adds to the change of a step of length dt [s] what the implicit terms do (what they would do, after an explicit one).  Collective. */
PetscErrorCode VfStepperPlaneError(VfStepper *stepper, double dt, VfStepChange *change);

/** Notes what the next step has to know of this one, of length dt [s].  Not collective. */
void vf_stepper_plane_accept(VfStepper *stepper, double dt);

#endif
