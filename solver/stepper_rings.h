/* The balance of a step on rings, where gravity, interface potential and capillarity are implicit. */
#ifndef VF_SOLVER_STEPPER_RINGS_H
#define VF_SOLVER_STEPPER_RINGS_H

#include "solver/stepper.h"

/** Velocity of the middle film over a step of length dt [s].  A step so long that the film would come apart by its own instability has
    none: ring_found is then false and the velocity zero. */
PetscErrorCode VfStepperBalanceRings(VfStepper *stepper, double dt);

/** Adds to the error of a step of length dt [s] what the implicit terms do: with tau beyond half a step they are of first order, and the
    thickness is wrong by up to half of what its rate changed over the step.  The mean over the film is taken, without the rings next to
    an edge, whose rate changes with every ring that the edge crosses. */
void vf_stepper_rings_error(const VfStepper *stepper, double dt, VfStepChange *change);

#endif
