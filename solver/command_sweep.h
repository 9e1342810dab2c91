/* The command `sweep`: members of a sweep, run by workers until none is left, and the table of what they came to. */
#ifndef VF_SOLVER_COMMAND_SWEEP_H
#define VF_SOLVER_COMMAND_SWEEP_H

#include <stdbool.h>

typedef struct {
  const char *path;      /* the sweep file; or the folder of a sweep that is resumed */
  const char *directory; /* -o */
  long        jobs;      /* --jobs; 0: as the file says, or as many as there are processors */
  bool        resume, retry_failed, dry_run, slurm;
} VfSweepArguments;

/** @return exit status: 0 all members done, 2 wrong input, 3 some members failed, 4 interrupted */
int vf_command_sweep(const VfSweepArguments *arguments);

/** Writes the table of what there is, and tells what is not done.  @return exit status as above, 4 when members are left */
int vf_sweep_conclude(const char *sweep);

/** The command `sweep-table`: the same for a sweep that others work on, or have worked on. */
int vf_command_sweep_table(const char *directory);

#endif
