/* Fields over time: fields.h5 (one group a step, /step_000120/h ...) and fields.xmf, which ParaView opens.

   A dataset is (ny, nx) float64 with attributes units and long_name; u and v become `velocity` (ny, nx, 3), face values
   averaged to the cell.  The file is open only while a step is written: between outputs it is complete on its own, whatever
   becomes of the run.  fields.xmf lists a step once its data are written.  On a full disk the step is left out, what
   was written before stays readable, and the monitor returns an error after one line on standard error. */
#ifndef VF_POSTPROC_FIELDS_H
#define VF_POSTPROC_FIELDS_H

#include "solver/view.h"

/** Makes the monitor; writes at every OUTPUT event.
    @param restarted    steps after restart_time [s] are removed from an existing file, the rest is kept
    @param case_title   title attribute of the file */
PetscErrorCode VfFieldsMonitorCreate(const char *directory, const char *case_title, bool restarted, double restart_time,
                                     VfMonitor *monitor);

#endif
