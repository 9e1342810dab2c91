/* How far a sweep is, on standard error: one line, rewritten, on a terminal; else a line now and then. */
#ifndef VF_SOLVER_COMMAND_SWEEP_PROGRESS_H
#define VF_SOLVER_COMMAND_SWEEP_PROGRESS_H

#include "postproc/sweep_journal.h"

typedef struct {
  const char    *sweep;
  long           n, done, failed, jobs;
  long           ended; /* since it began */
  bool           live, shown;
  double         began, last; /* [s] */
  VfJournalPlace place;
} VfSweepProgress;

/** @param done, failed what had ended before */
void vf_sweep_progress_begin(VfSweepProgress *progress, const char *sweep, long n, long done, long failed, long jobs);

/** Shows a line when it is time for one. */
void vf_sweep_progress_show(VfSweepProgress *progress);

/** Makes room for what is printed next. */
void vf_sweep_progress_end(VfSweepProgress *progress);

#endif
