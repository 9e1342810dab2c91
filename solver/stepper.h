/* One step of a run.

   The balance is solved once a step, at mid-step: the film is first moved half a step by the last velocity (scaled by how the viscosity
   changed), the balance of that film at its mid-step temperature gives the velocity that then moves the film over the whole step.
   Second order in time: the thickness that enters the balance need only be right to first order. */
#ifndef VF_SOLVER_STEPPER_H
#define VF_SOLVER_STEPPER_H

#include "solver/controller.h"
#include "solver/film.h"
#include "solver/glass.h"
#include "solver/heat.h"
#include "solver/lubrication.h"
#include "solver/momentum.h"

typedef struct {
  const VfCase  *kase;
  const VfGrid  *grid;
  VfFilmLaws     laws;
  VfGlassLaws    glass;
  VfState        state;
  VfState        middle; /* the film at mid-step */
  VfFilmForces   forces;
  VfMomentum    *momentum;          /* NULL on rings, and where lubrication moves the film */
  VfLubrication *lubrication;       /* NULL where it does not */
  double         lubrication_error; /* of the thickness, of the step just tried */
  VfHeat        *heat;
  double        *old_T, *old_X, *guess_u, *guess_v;
  double        *drive; /* [m] thickness that drives where stiff terms are implicit */
  double         lag; /* [1] of the last step in the plane: how much later than half way the implicit terms acted, of half a step */
  bool           unsolved;   /* the last step in the plane, being implicit, found no solution */
  double         ring_lag;   /* [1] how far the implicit terms of rings are from half a step, 0: midpoint rule, 1: backward Euler */
  bool           ring_found; /* the balance on rings had a solution */
  VfFilmSummary  summary;    /* of the middle state of the last step */
  VfStatistics   statistics;
  double         T_wall; /* [K] at the end of the last step */
  PetscLogStage  stages[5];
} VfStepper;

typedef enum { VF_STEP_ACCEPTED, VF_STEP_TOO_LONG, VF_STEP_FAILED } VfStepVerdict;

PetscErrorCode VfStepperCreate(const VfCase *kase, const VfGrid *grid, VfStepper **stepper);
PetscErrorCode VfStepperDestroy(VfStepper **stepper);

/** Derived fields of the state as it stands (after initial conditions or a restart).  Collective. */
PetscErrorCode VfStepperRefresh(VfStepper *stepper);

/** Makes T (and X) those of an isothermal segment.  Collective. */
PetscErrorCode VfStepperSetIsothermal(VfStepper *stepper, double T);

/** Tries a step of length dt.  Unless accepted the state is as before.  Collective.
    @param change what the step did (would do).  @param message why it failed, with VF_STEP_FAILED. */
PetscErrorCode VfStepperTry(VfStepper *stepper, double dt, VfStepChange *change, VfStepVerdict *verdict, const char **message);

#endif
