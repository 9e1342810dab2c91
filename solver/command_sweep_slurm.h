/* Hands the members of a sweep to a cluster's queue: writes the scripts, submits them, says how to watch. */
#ifndef VF_SOLVER_COMMAND_SWEEP_SLURM_H
#define VF_SOLVER_COMMAND_SWEEP_SLURM_H

#include "inputs/sweep.h"

/** Submits what is left of a sweep: DIRECTORY/slurm.sh as an array of tasks, DIRECTORY/slurm-table.sh to write the table after them
    (inputs/slurm_script.h).  What the jobs print goes to DIRECTORY/slurm/, where `jobs` holds their numbers: while one of them is in the
    queue nothing is submitted again.
    @param left (n_members) members not done
    @return the exit status: 0 submitted, 2 not (one line on standard error says why; the scripts may stand) */
int vf_sweep_submit(const VfSweep *sweep, const char *directory, long n_members, const bool *left);

#endif
