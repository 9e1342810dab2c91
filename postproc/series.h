/* series.csv: one row a step; columns step, time_s, dt_s, dt_reason, then the diagnostics.  Written by rank 0.

   Times are written to be read back unchanged, other values to 15 digits; what is not known is `nan`.  On a restart rows after the restart time, and
   a last row that was cut short, are dropped (into a new file that replaces the old one whole). */
#ifndef VF_POSTPROC_SERIES_H
#define VF_POSTPROC_SERIES_H

#include "postproc/diagnostics.h"

/** Makes the monitor: a row at START (of a new run) and at every STEP.
    @param diagnostics evaluated by a monitor called before; not owned */
PetscErrorCode VfSeriesMonitorCreate(const char *directory, bool restarted, double restart_time, const VfDiagnostics *diagnostics,
                                     VfMonitor *monitor);

/** Text of a series without the rows after `time` and without an unfinished last row.  Plain C, in place.
    @param text whole file, 0-ended.  @return its new length; *rows: rows that are left, header not counted. */
size_t vf_series_truncate(char text[], double time, long *rows);

#endif
