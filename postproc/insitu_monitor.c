#include "postproc/insitu_monitor.h"
#include "postproc/insitu_data.h"
#include "postproc/insitu_module.h"
#include "postproc/insitu_settings.h"
#include "postproc/process_state.h"
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  char                   directory[VF_PATH_LENGTH]; /* of the results; absolute */
  const VfInsituBackend *backend;
  void                  *state; /* the backend's; NULL before the first state is shown */
  bool                   started, ended;
  VfInsituData           data;
  long                   asked, shown; /* steps: last asked about, last shown; -1: none */
  bool                   answer;       /* to `asked` */
  VfInsituRecord         record;
} Insitu;

PetscErrorCode VfInsituCheck(MPI_Comm comm, const VfCase *kase, char message[], bool *good)
{
  char script[VF_PATH_LENGTH];
  bool failed = false;

  PetscFunctionBeginUser;
  message[0] = '\0';
  if (kase->insitu.given) {
    vf_insitu_script(&kase->insitu, script);
    if (vf_insitu_can_show(script, message, VF_REPORT_LENGTH)) (void)vf_insitu_open(message, VF_REPORT_LENGTH);
    PetscCall(VfReportAgree(comm, message, VF_REPORT_LENGTH, &failed));
  }
  *good = !failed;
  PetscFunctionReturn(0);
}

bool vf_insitu_is_due(const VfEvery *every, long step, double time, double dt)
{
  const double slack = 1.0 + 1e-12; /* outputs and segments end at round times, but for rounding */

  if (step == 0) return true;
  if (every->steps) return step % (long)every->steps == 0;
  return floor(time / every->time * slack) > floor((time - dt) / every->time * slack);
}

/* A failure on any rank is all ranks'; said once. */
static PetscErrorCode conclude(Insitu *s, const VfView *view, char message[], int code)
{
  char        complaint[VF_REPORT_LENGTH] = "", why[VF_REPORT_LENGTH] = "";
  const char *name = strrchr(s->record.script, '/') ? strrchr(s->record.script, '/') + 1 : s->record.script;
  bool        failed, complained;

  PetscFunctionBeginUser;
  PetscCall(PetscStrncpy(code ? why : complaint, message, VF_REPORT_LENGTH));
  PetscCall(VfReportAgree(view->grid->comm, why, sizeof why, &failed));
  PetscCall(VfReportAgree(view->grid->comm, complaint, sizeof complaint, &complained));
  if (failed) {
    PetscCall(PetscSNPrintf(s->record.failed, sizeof s->record.failed, "step %ld: %s", view->step, why));
    PetscCall(PetscFPrintf(view->grid->comm, PETSC_STDERR, "warning: insitu: %s failed at step %ld and is not called again: %s\n",
                           name, view->step, why));
  } else if (complained && !s->record.complaint[0]) {
    PetscCall(PetscSNPrintf(s->record.complaint, sizeof s->record.complaint, "step %ld: %s", view->step, complaint));
    PetscCall(
        PetscFPrintf(view->grid->comm, PETSC_STDERR, "warning: insitu: %s reports at step %ld: %s\n", name, view->step, complaint));
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode start(Insitu *s, const VfView *view)
{
  char  message[VF_REPORT_LENGTH] = "", script[VF_PATH_LENGTH];
  char *settings;
  int   code = 1;

  PetscFunctionBeginUser;
  s->started = true;
  PetscCall(VfInsituDataCreate(view->grid, &s->data));
  vf_insitu_script(&view->kase->insitu, script);
  settings   = vf_insitu_settings(view->kase, view->grid, script, s->directory);
  s->backend = vf_insitu_open(message, sizeof message);
  if (s->backend && settings) {
    const VfInsituSetup setup = {.comm      = view->grid->comm,
                                 .channel   = "film",
                                 .script    = VF_PYTHON_DIR "/pipelines/guard.py",
                                 .directory = s->directory,
                                 .settings  = settings,
                                 .grid      = s->data.grid};

    code = s->backend->init(&setup, &s->state, message);
  }
  free(settings);
  PetscCall(conclude(s, view, message, code));
  PetscFunctionReturn(0);
}

static PetscErrorCode show(Insitu *s, const VfView *view, bool last)
{
  char message[VF_REPORT_LENGTH] = "";

  PetscFunctionBeginUser;
  PetscCall(VfInsituDataFill(view, &s->data));
  const VfInsituFrame frame = {.step = view->step, .time = view->time, .last = last, .n = s->data.n, .arrays = s->data.arrays};
  const int           code  = s->backend->execute(s->state, &frame, message);

  s->shown = view->step;
  s->record.calls++;
  PetscCall(conclude(s, view, message, code));
  PetscFunctionReturn(0);
}

/* Whether this state is one to show; the answer is kept, since it is asked for twice. */
static PetscErrorCode ask(Insitu *s, VfEvent event, const VfView *view, bool *yes)
{
  const bool last = event == VF_EVENT_END;
  int        wanted;

  PetscFunctionBeginUser;
  *yes = false;
  if (s->record.failed[0] || event == VF_EVENT_OUTPUT || s->shown == view->step) PetscFunctionReturn(0);
  if (!last && s->asked == view->step) {
    *yes = s->answer;
    PetscFunctionReturn(0);
  }
  s->asked  = view->step;
  s->answer = false;
  if (!last && !vf_insitu_is_due(&view->kase->insitu.every, view->step, view->time, view->dt)) PetscFunctionReturn(0);
  if (!s->started) PetscCall(start(s, view));
  if (s->record.failed[0]) PetscFunctionReturn(0);
  wanted = s->backend->needed(s->state, view->step, view->time, last);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &wanted, 1, MPI_INT, MPI_LAND, view->grid->comm));
  *yes = s->answer = wanted != 0;
  PetscFunctionReturn(0);
}

/* Between the two everything may happen that ParaView and a script can think of. */
static void enter(VfProcessState *kept, double *since)
{
  vf_process_keep(kept);
  *since = MPI_Wtime();
}

static void leave(Insitu *s, VfProcessState *kept, double since)
{
  s->record.seconds += MPI_Wtime() - since;
  vf_process_restore(kept);
}

static PetscErrorCode insitu_wants(void *context, VfEvent event, const VfView *view, bool *yes)
{
  Insitu        *s = context;
  VfProcessState kept;
  double         since;

  PetscFunctionBeginUser;
  enter(&kept, &since);
  PetscCall(ask(s, event, view, yes));
  leave(s, &kept, since);
  PetscFunctionReturn(0);
}

static PetscErrorCode insitu_call(void *context, VfEvent event, const VfView *view, VfOutcome outcome)
{
  Insitu        *s   = context;
  const bool     end = event == VF_EVENT_END;
  bool           yes = false;
  VfProcessState kept;
  double         since;

  PetscFunctionBeginUser;
  enter(&kept, &since);
  if (!(end && outcome == VF_RUN_INTERRUPTED)) PetscCall(ask(s, event, view, &yes)); /* an interrupted run is in a hurry */
  if (yes) PetscCall(show(s, view, end));
  if (end && s->state) s->backend->finalize(&s->state);
  leave(s, &kept, since);
  PetscFunctionReturn(0);
}

static PetscErrorCode insitu_destroy(void **context)
{
  Insitu *s = *context;

  PetscFunctionBeginUser;
  if (s->state) s->backend->finalize(&s->state);
  PetscCall(VfInsituDataDestroy(&s->data));
  PetscCall(PetscFree(s));
  *context = NULL;
  PetscFunctionReturn(0);
}

PetscErrorCode VfInsituMonitorCreate(const char *directory, const VfCase *kase, const VfInsituRecord **record, VfMonitor *monitor)
{
  Insitu *s;
  char    place[VF_PATH_LENGTH], *whole;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  PetscCall(PetscSNPrintf(place, sizeof place, "%s/insitu", directory));
  if (mkdir(place, 0777) && errno != EEXIST) /* the other ranks find it made */
    fprintf(stderr, "warning: insitu: cannot make %s: %s\n", place, strerror(errno));
  whole = realpath(place, NULL);
  PetscCall(PetscStrncpy(s->directory, whole ? whole : place, sizeof s->directory));
  free(whole);
  PetscCall(PetscStrncpy(s->record.script, kase->insitu.script, sizeof s->record.script));
  s->asked = s->shown = -1;
  *record             = &s->record;
  *monitor = (VfMonitor){.name = "insitu", .context = s, .call = insitu_call, .destroy = insitu_destroy, .wants = insitu_wants};
  PetscFunctionReturn(0);
}
