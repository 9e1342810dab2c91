/* Running the members of a sweep in one process. */
#ifndef VF_SOLVER_COMMAND_SWEEP_MEMBERS_H
#define VF_SOLVER_COMMAND_SWEEP_MEMBERS_H

#include "solver/command_sweep_work.h"

/* What the worker is at, seen by who watches over it. */
typedef struct {
  long   member;  /* -1: none */
  double until;   /* [s] of the monotonic clock; 0: no limit */
  double longest; /* [s] that a member took so far */
} VfUnderWay;

/** Seconds of a clock that nobody sets. */
double vf_monotonic(void);

/* Exit status of a worker that goes on in a fresh process: PETSc broke off in the middle of a member, and may have left things behind. */
enum { VF_WORKER_AGAIN = 9 };

/** Takes members until none is left.  Starts MPI and PETSc.  @return exit status: done, wrong input, interrupted, VF_WORKER_AGAIN */
int vf_sweep_members(const VfSweepWork *work, VfUnderWay *under_way);

#endif
