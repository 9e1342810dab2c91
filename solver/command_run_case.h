/* One case carried to its end: what `run` does once, and a sweep for each of its members. */
#ifndef VF_SOLVER_COMMAND_RUN_CASE_H
#define VF_SOLVER_COMMAND_RUN_CASE_H

#include "inputs/case.h"
#include "inputs/sources.h"
#include "postproc/text_file.h"
#include <petscsys.h>
#include <stdbool.h>

typedef struct {
  const VfCase    *kase;
  const VfSources *sources;
  const char      *directory;
  const char      *restart;    /* folder or checkpoint to go on from; NULL: from the start */
  MPI_Comm         comm;       /* of the run: one rank for rings */
  VfDurability     durability; /* of what it leaves */
} VfCaseRun;

/* How it ended. */
typedef struct {
  int  status; /* exit status: done, wrong input (a directory or checkpoint that cannot be used), numerics failed, interrupted */
  bool ran;    /* it came as far as the loop */
  bool saved;  /* all that a restart needs was written */
  char reason[512]; /* one line: why it did not finish; "" when it did */
} VfCaseEnd;

/** Runs a case into its directory.  Collective over its communicator.  Tells on standard error what went wrong before the loop. */
PetscErrorCode VfRunCase(const VfCaseRun *run, VfCaseEnd *end);

#endif
