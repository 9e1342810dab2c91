/* What a step that is tried changes, by which the controller judges it and makes the next. */
#ifndef VF_SOLVER_STEPPER_CHANGE_H
#define VF_SOLVER_STEPPER_CHANGE_H

#include "solver/stepper.h"

/** Error, extent of motion, melting and heating of a step of length dt [s], when its balance is solved and the film not yet moved.
    Collective. */
PetscErrorCode VfStepperChange(VfStepper *stepper, double dt, VfStepChange *change);

#endif
