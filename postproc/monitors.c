#include "postproc/monitors.h"
#include "postproc/checkpoint.h"
#include "postproc/fields.h"
#include "postproc/insitu_monitor.h"
#include "postproc/progress.h"
#include "postproc/series.h"
#include "postproc/summary.h"

enum { MOST_MONITORS = 7 };

PetscErrorCode VfMonitorsCreate(const char *directory, const VfCase *kase, uint64_t case_hash, int restarted, double restart_time,
                                VfDurability durability, int *n, VfMonitor **monitors)
{
  const bool            again = restarted != 0;
  const VfDiagnostics  *values;
  const VfInsituRecord *insitu = NULL;
  VfMonitor            *m;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(MOST_MONITORS, monitors));
  m = *monitors;
  PetscCall(VfDiagnosticsMonitorCreate(&values, m++));
  PetscCall(VfSeriesMonitorCreate(directory, again, restart_time, values, m++));
  PetscCall(VfFieldsMonitorCreate(directory, kase->title, again, restart_time, m++));
  PetscCall(VfCheckpointMonitorCreate(directory, kase->output.checkpoint_every, case_hash, durability, m++));
  if (kase->insitu.given) PetscCall(VfInsituMonitorCreate(directory, kase, &insitu, m++)); /* the state is saved before */
  PetscCall(VfSummaryMonitorCreate(directory, values, insitu, durability, m++));
  PetscCall(VfProgressMonitorCreate(values, m++));
  *n = (int)(m - *monitors);
  PetscFunctionReturn(0);
}

PetscErrorCode VfMonitorsDestroy(int *n, VfMonitor **monitors)
{
  PetscFunctionBeginUser;
  for (int k = *n - 1; k >= 0; k--) { /* the diagnostics, which others read, go last */
    if ((*monitors)[k].destroy) PetscCall((*monitors)[k].destroy(&(*monitors)[k].context));
  }
  PetscCall(PetscFree(*monitors));
  *n = 0;
  PetscFunctionReturn(0);
}
