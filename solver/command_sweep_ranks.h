/* A member of a sweep on several ranks: a run of its own. */
#ifndef VF_SOLVER_COMMAND_SWEEP_RANKS_H
#define VF_SOLVER_COMMAND_SWEEP_RANKS_H

#include "solver/command_run_case.h"

/** Starts `mpiexec -n ranks vitrifloat run` and waits for it; signals that came to this process meanwhile are passed on. */
void vf_run_on_ranks(const VfCaseRun *run, int ranks, VfCaseEnd *end);

#endif
