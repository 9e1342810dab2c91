/* The command `sweep-work`: takes members of a sweep, one after the other, until none is left.  Any number of them may work on the
   same folder at once, on one machine or several. */
#ifndef VF_SOLVER_COMMAND_SWEEP_WORK_H
#define VF_SOLVER_COMMAND_SWEEP_WORK_H

typedef struct {
  const char *directory;
  long        task, of; /* begins at the members of task `task` of `of`, 1 ...; then does what others left */
} VfSweepWork;

/** Works under supervision: a child runs the members, and one that dies with a member is replaced, the member noted as failed.
    @return exit status: done when no member is left to take (whatever they came to), wrong input, interrupted */
int vf_sweep_work(const VfSweepWork *work);

#endif
