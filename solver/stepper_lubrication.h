/* A step of a film that lubrication moves. */
#ifndef VF_SOLVER_STEPPER_LUBRICATION_H
#define VF_SOLVER_STEPPER_LUBRICATION_H

#include "solver/stepper.h"

/** Sets `still`: does nothing but the thickness change over the next step?  So it is in an isothermal segment, once the structure of the melt
    is in equilibrium, where the film has no voids: rho and eta of mid-step are then those of the state as it stands.  And `same`:
    they are those of the step before.  Collective. */
PetscErrorCode VfStepperStill(VfStepper *stepper);

/** Solves a step of length dt [s].  A step that finds no solution has an infinite error: the controller asks for a shorter one.  Collective. */
PetscErrorCode VfStepperBalanceLubrication(VfStepper *stepper, double dt);

/** What the step just tried changed; the film is not still.  Collective. */
PetscErrorCode VfStepperLubricationChange(const VfStepper *stepper, VfStepChange *change);

#endif
