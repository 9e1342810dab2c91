/* Progress on the terminal, by rank 0: one live line on standard error when that is a terminal, else plain lines on standard
   output at most every ten seconds of wall-clock time and at field outputs. */
#ifndef VF_POSTPROC_PROGRESS_H
#define VF_POSTPROC_PROGRESS_H

#include "postproc/diagnostics.h"

/* What a progress line says. */
typedef struct {
  double      time, dt; /* [s] */
  long        step;
  const char *dt_reason;
  double      temperature;    /* [K] */
  double      thickness_mean; /* [m] NaN: no film */
  double      left;           /* [s] wall-clock time left, NaN: not known */
} VfProgressState;

/** A wall-clock time in words: "12 s", "3 min 05 s", "2 h 07 min".  Plain C. */
void vf_progress_duration(double seconds, char text[], size_t size);

/** Formats one line without its end.  Plain C. */
void vf_progress_line(const VfProgressState *state, char line[], size_t size);

/** Makes the monitor.  @param diagnostics evaluated by a monitor called before; not owned */
PetscErrorCode VfProgressMonitorCreate(const VfDiagnostics *diagnostics, VfMonitor *monitor);

#endif
