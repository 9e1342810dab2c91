/* summary.json: the result of a run, written whole or not at all when the run ends.  Keys are those users' scripts hold on to;
   what is not known is null, never NaN. */
#ifndef VF_POSTPROC_SUMMARY_H
#define VF_POSTPROC_SUMMARY_H

#include "postproc/diagnostics.h"
#include "postproc/insitu_monitor.h"
#include "postproc/text_file.h"

/** Makes the monitor; writes at END.
    @param diagnostics evaluated by a monitor called before; not owned
    @param insitu      likewise; NULL: the case has none */
PetscErrorCode VfSummaryMonitorCreate(const char *directory, const VfDiagnostics *diagnostics, const VfInsituRecord *insitu,
                                      VfDurability durability, VfMonitor *monitor);

#endif
