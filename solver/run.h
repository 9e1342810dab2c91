/* The loop of a run: steps, monitors, interruptions. */
#ifndef VF_SOLVER_RUN_H
#define VF_SOLVER_RUN_H

#include "solver/flotation.h"
#include "solver/stepper.h"

typedef struct {
  VfStepper *stepper;
  int        n_monitors;
  VfMonitor *monitors;
  bool       restarted;
  /* the run's own */
  VfFlotation *flotation;
  VfFlatness   flatness; /* of the last output */
  double       floated;  /* step for which the levels stand in the state; -1: none */
} VfRun;

typedef struct {
  VfOutcome outcome;
  bool      saved;        /* all that a restart needs of the last state was written */
  char      message[256]; /* one line: why the run did not finish; "" when it did */
} VfRunResult;

/** Carries the run to its end.  Collective.  Errors of monitors end the run; they have said why themselves. */
PetscErrorCode VfRunGo(VfRun *run, VfRunResult *result);

#endif
