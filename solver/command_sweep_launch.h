/* Workers of a sweep on this machine. */
#ifndef VF_SOLVER_COMMAND_SWEEP_LAUNCH_H
#define VF_SOLVER_COMMAND_SWEEP_LAUNCH_H

#include <sys/types.h>

/** Starts `jobs` workers on the folder, several of them through GNU parallel, in a process group of their own.
    @return the process to wait for; -1 when it cannot be started, told on standard error */
pid_t vf_sweep_launch(const char *directory, long jobs);

/** Asks all workers to save what they have and end. */
void vf_sweep_stop(pid_t launched);

#endif
