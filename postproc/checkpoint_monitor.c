#include "postproc/checkpoint.h"

typedef struct {
  char         path[VF_PATH_LENGTH];
  double       every, last; /* [s] wall clock */
  bool         failed;      /* and has said so */
  uint64_t     case_hash;
  VfDurability durability;
} Monitor;

/* All ranks write when rank 0's clock says so. */
static PetscErrorCode is_due(const Monitor *s, MPI_Comm comm, bool *due)
{
  int yes = MPI_Wtime() - s->last >= s->every;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Bcast(&yes, 1, MPI_INT, 0, comm));
  *due = yes;
  PetscFunctionReturn(0);
}

static PetscErrorCode monitor_call(void *context, VfEvent event, const VfView *view, VfOutcome outcome)
{
  Monitor       *s    = context;
  bool           due  = event == VF_EVENT_END;
  PetscErrorCode code = 0;

  PetscFunctionBeginUser;
  (void)outcome; /* a finished run leaves one too: time.end may be raised and the run continued */
  if (event == VF_EVENT_STEP) PetscCall(is_due(s, view->grid->comm, &due));
  if (!due || s->failed) PetscFunctionReturn(0);
  code      = VfCheckpointWrite(s->path, view, s->case_hash, s->durability);
  s->failed = code != 0;
  s->last   = MPI_Wtime();
  PetscFunctionReturn(code);
}

static PetscErrorCode monitor_destroy(void **context)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(*context));
  PetscFunctionReturn(0);
}

PetscErrorCode VfCheckpointMonitorCreate(const char *directory, double every, uint64_t case_hash, VfDurability durability,
                                         VfMonitor *monitor)
{
  Monitor *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  PetscCall(PetscSNPrintf(s->path, sizeof s->path, "%s/checkpoint.h5", directory));
  s->every      = every;
  s->last       = MPI_Wtime();
  s->case_hash  = case_hash;
  s->durability = durability;
  *monitor      = (VfMonitor){.name = "checkpoint", .context = s, .call = monitor_call, .destroy = monitor_destroy};
  PetscFunctionReturn(0);
}
