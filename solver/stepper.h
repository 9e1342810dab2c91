/* One step of a run.

   The balance is solved once a step, at mid-step: the film is first moved half a step by the last velocity (scaled by how viscosity and
   thickness changed), the balance of that film at its mid-step temperature gives the velocity that then moves the film over the whole step.
   Second order in time: the thickness that enters the balance need only be right to first order. */
#ifndef VF_SOLVER_STEPPER_H
#define VF_SOLVER_STEPPER_H

#include "solver/controller.h"
#include "solver/film.h"
#include "solver/glass.h"
#include "solver/heat.h"
#include "solver/lubrication.h"
#include "solver/momentum.h"

enum { STAGE_HEAT, STAGE_PROPERTIES, STAGE_BALANCE, STAGE_TRANSPORT, STAGE_SETUP };

/* A step in the plane, see stepper_plane.h. */
typedef struct {
  bool    implicit; /* gravity, potential and capillarity are */
  bool    found;    /* the balance had a solution */
  double  alpha;    /* [1] share of the thickness that drove in the step before */
  double  tau;      /* [s] time after the start that the implicit terms see */
  double *hu, *hv;  /* [m] thickness on faces */
  double *drive;    /* [m] thickness that drives */
  double *flux;     /* [m/s] div(h u) */
} VfPlaneStep;

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
  double         pace;  /* factor by which the last velocity was expected to change till mid-step, viscosity aside (pace.h) */
  bool           still; /* lubrication: nothing but the thickness changes over this step */
  bool           same;  /* and nothing but that has changed since the last one */
  VfHeat        *heat;
  double        *old_T, *old_X;     /* before the step; in the fields of eta and rho, which are for those who look between steps */
  double        *guess_u, *guess_v; /* in the fields of the levels, as well */
  double        *drive, *face;      /* on rings: thickness that drives [m]; radius x thickness on faces [m2] */
  VfPlaneStep    plane;
  double         ring_lag;   /* [1] how far the implicit terms of rings are from half a step, 0: midpoint rule, 1: backward Euler */
  bool           ring_found; /* the balance on rings had a solution */
  VfFilmSummary  start;      /* of the state before a step */
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

/** Shortens dt to what the film's rate allows where no step is before it.  Collective. */
PetscErrorCode VfStepperFirst(VfStepper *stepper, double *dt);

/** Tries a step of length dt.  Unless accepted the state is as before, but for eta, rho and levels: VfStepperRefresh().  Collective.
    @param change what the step did (would do).  @param message why it failed, with VF_STEP_FAILED. */
PetscErrorCode VfStepperTry(VfStepper *stepper, double dt, VfStepChange *change, VfStepVerdict *verdict, const char **message);

#endif
