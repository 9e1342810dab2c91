/* A step of a film that lubrication moves. */
#ifndef VF_SOLVER_STEPPER_LUBRICATION_H
#define VF_SOLVER_STEPPER_LUBRICATION_H

#include "solver/stepper.h"

/** Does nothing but the thickness change over the next step?  In an isothermal segment, once the structure of the melt is in equilibrium and
    its voids are closed: rho and eta of mid-step are then those of the state as it stands.  Collective. */
PetscErrorCode VfStepperStill(const VfStepper *stepper, bool *still);

/** Solves a step of length dt [s] of the film whose rho and eta at mid-step are those of `film`.  A step that finds no solution has an
    infinite error: the controller asks for a shorter one.  Collective. */
PetscErrorCode VfStepperBalanceLubrication(VfStepper *stepper, const VfState *film, double dt);

/** What the step just tried changed; the film is not still.  Collective. */
PetscErrorCode VfStepperLubricationChange(const VfStepper *stepper, VfStepChange *change);

#endif
