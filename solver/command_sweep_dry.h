/* What a sweep would do: its members, and a guess at what they cost. */
#ifndef VF_SOLVER_COMMAND_SWEEP_DRY_H
#define VF_SOLVER_COMMAND_SWEEP_DRY_H

#include "solver/command_sweep_folder.h"

/** Prints the table of members on standard output: on a terminal the first and the last ten, else all, as members.csv has them.
    Then, on standard error, how long they may take: one member is run for a few seconds, the others counted by their cells. */
void vf_sweep_dry_run(const VfSweepFolder *folder, long jobs);

#endif
