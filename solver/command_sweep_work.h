/* The command `sweep-work`: takes members of a sweep, one after the other, until none is left.  Any number of them may work on the
   same folder at once, on one machine or several.  A member in other hands is waited for, and taken over should they let go of it. */
#ifndef VF_SOLVER_COMMAND_SWEEP_WORK_H
#define VF_SOLVER_COMMAND_SWEEP_WORK_H

#include <stdbool.h>

typedef struct {
  const char *directory;
  long        task, of; /* begins at the members of task `task` of `of`, 1 ...; then does what others left */
  bool        some;     /* only members first ... last; those beyond the sweep's last are none */
  long        first, last;
  int         ranks;   /* of one member; 0: as the sweep says */
  double      seconds; /* [s] it may take; no member is begun that would take longer, judged by the longest so far; 0: no limit */
  bool        tied;    /* ends, without ado, with the process that started it */
} VfSweepWork;

/** Works under supervision: a child runs the members, and one that dies with a member is replaced, the member noted as failed.
    @return exit status: done when no member is left to take (whatever they came to), wrong input, interrupted */
int vf_sweep_work(const VfSweepWork *work);

#endif
