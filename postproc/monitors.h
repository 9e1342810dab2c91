/* The monitors of a run, in the order they are to be called: diagnostics, series, fields, checkpoint, in situ (when the case
   asks for it), summary, progress. */
#ifndef VF_POSTPROC_MONITORS_H
#define VF_POSTPROC_MONITORS_H

#include "postproc/text_file.h"
#include "solver/view.h"
#include <stdint.h>

/** Makes the monitors of a run that writes into `directory` (see postproc/directory.h).
    A monitor that cannot write prints one line on standard error and returns PETSC_ERR_FILE_WRITE on all ranks without a stack
    trace: the loop tests the code (no PetscCall), ends the run, and calls END on all monitors so that state is saved if possible.
    @param case_hash    written into checkpoints
    @param restarted    outputs in the directory are continued: what is later than restart_time [s] is dropped
    @param durability   of checkpoints and the summary: forcing them to disk takes milliseconds each time, tens on a busy disk
    @param n, monitors  freed by VfMonitorsDestroy */
PetscErrorCode VfMonitorsCreate(const char *directory, const VfCase *kase, uint64_t case_hash, int restarted, double restart_time,
                                VfDurability durability, int *n, VfMonitor **monitors);

PetscErrorCode VfMonitorsDestroy(int *n, VfMonitor **monitors);

#endif
