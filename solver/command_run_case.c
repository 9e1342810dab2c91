#include "solver/command_run_case.h"
#include "inputs/read_case.h"
#include "postproc/checkpoint.h"
#include "postproc/directory.h"
#include "postproc/insitu_monitor.h"
#include "postproc/monitors.h"
#include "solver/command_run.h"
#include "solver/initial.h"
#include "solver/run.h"
#include <stdio.h>
#include <sys/stat.h>

/* A run while it goes on. */
typedef struct {
  const VfCaseRun *run;
  VfCaseEnd       *end;
  uint64_t         hash;
  int              rank;
} Session;

/* One line on standard error, from one rank. */
static void complain(const Session *s, const char *line)
{
  if (s->rank == 0 && line[0]) fprintf(stderr, "vitrifloat: %s\n", line);
}

/* The same of what keeps the case from running. */
static void refuse(const Session *s, int status, const char *line)
{
  complain(s, line);
  s->end->status = status;
  snprintf(s->end->reason, sizeof(s->end->reason), "%.500s", line);
}

static bool same_directory(const char *checkpoint, const char *directory)
{
  char        expected[4096];
  struct stat a, b;

  snprintf(expected, sizeof(expected), "%s/checkpoint.h5", directory);
  return !stat(checkpoint, &a) && !stat(expected, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Fills the state from a checkpoint; anything wrong with it is the input's fault. */
static PetscErrorCode restore(const Session *s, VfStepper *stepper, const char *path)
{
  VfField  fields[VF_STATE_FIELDS];
  VfScalar scalars[VF_STATE_SCALARS];
  char     message[512];

  PetscFunctionBeginUser;
  const int n = vf_state_tables(&stepper->state, fields, scalars);

  if (VfCheckpointRead(path, stepper->grid, n, fields, VF_STATE_SCALARS, scalars, s->hash, message, sizeof(message)))
    refuse(s, VF_EXIT_INPUT, message);
  PetscFunctionReturn(0);
}

static PetscErrorCode write_case(const Session *s)
{
  char  path[4096];
  FILE *file;

  PetscFunctionBeginUser;
  if (s->rank != 0) PetscFunctionReturn(0);
  snprintf(path, sizeof(path), "%s/case.yaml", s->run->directory);
  file = fopen(path, "w");
  if (!file || vf_case_write(s->run->kase, s->run->sources, file) || fclose(file))
    fprintf(stderr, "vitrifloat: %s: cannot be written\n", path);
  PetscFunctionReturn(0);
}

/* Monitors and loop, once the state stands. */
static PetscErrorCode go(const Session *s, VfStepper *stepper, bool restarted, bool here)
{
  VfRun       run = {.stepper = stepper, .restarted = restarted && here};
  VfRunResult result;
  char        message[4096];

  PetscFunctionBeginUser;
  if (VfRunDirectoryCreate(s->run->comm, s->run->directory, here, message, sizeof(message))) {
    refuse(s, VF_EXIT_INPUT, message);
    PetscFunctionReturn(0);
  }
  complain(s, message);
  PetscCall(write_case(s));
  if (VfMonitorsCreate(s->run->directory, s->run->kase, s->hash, run.restarted, stepper->state.time, s->run->durability,
                       &run.n_monitors, &run.monitors)) {
    s->end->status = VF_EXIT_NUMERICS;
    snprintf(s->end->reason, sizeof(s->end->reason), "results could not be written");
    PetscFunctionReturn(0);
  }
  PetscCall(VfRunGo(&run, &result));
  PetscCall(VfMonitorsDestroy(&run.n_monitors, &run.monitors));
  s->end->ran    = true;
  s->end->saved  = result.saved;
  s->end->status = result.outcome == VF_RUN_DONE          ? VF_EXIT_DONE
                   : result.outcome == VF_RUN_INTERRUPTED ? VF_EXIT_INTERRUPTED
                                                          : VF_EXIT_NUMERICS;
  snprintf(s->end->reason, sizeof(s->end->reason), "%s", result.message);
  PetscFunctionReturn(0);
}

/* Refuses pictures that cannot be had, before anything is made. */
static PetscErrorCode check_insitu(const Session *s)
{
  const VfSource *source = vf_sources_find(s->run->sources, "insitu.script");
  char            reason[VF_REPORT_LENGTH], line[VF_REPORT_LENGTH + 1024];
  bool            good;

  PetscFunctionBeginUser;
  PetscCall(VfInsituCheck(s->run->comm, s->run->kase, reason, &good));
  if (good) PetscFunctionReturn(0);
  snprintf(line, sizeof(line), "%s: insitu.script: %s", source ? source->source : "the case", reason);
  refuse(s, VF_EXIT_INPUT, line);
  PetscFunctionReturn(0);
}

/* The state of a new run. */
static PetscErrorCode start(const Session *s, const VfGrid *grid, VfStepper *stepper)
{
  PetscFunctionBeginUser;
  PetscCall(VfInitialState(grid, s->run->kase, &stepper->state));
  if (!stepper->lubrication) PetscFunctionReturn(0);
  PetscCall(VfStepperRefresh(stepper));
  PetscCall(VfLubricationWet(stepper->lubrication, &stepper->state));
  PetscFunctionReturn(0);
}

PetscErrorCode VfRunCase(const VfCaseRun *run, VfCaseEnd *end)
{
  Session    s                = {.run = run, .end = end, .hash = vf_case_hash(run->kase)};
  char       checkpoint[4096] = "";
  VfGrid    *grid;
  VfStepper *stepper;
  bool       here = false;

  PetscFunctionBeginUser;
  *end = (VfCaseEnd){.status = VF_EXIT_DONE};
  PetscCallMPI(MPI_Comm_rank(run->comm, &s.rank));
  PetscCall(check_insitu(&s));
  if (end->status != VF_EXIT_DONE) PetscFunctionReturn(0);
  if (run->restart) {
    vf_checkpoint_path(run->restart, checkpoint, sizeof(checkpoint));
    here = same_directory(checkpoint, run->directory);
  }
  PetscCall(VfInitialGrid(run->comm, run->kase, &grid));
  PetscCall(VfStepperCreate(run->kase, grid, &stepper));
  if (run->restart)
    PetscCall(restore(&s, stepper, checkpoint));
  else
    PetscCall(start(&s, grid, stepper));
  if (end->status == VF_EXIT_DONE) PetscCall(go(&s, stepper, run->restart != NULL, here));
  PetscCall(VfStepperDestroy(&stepper));
  PetscCall(VfGridDestroy(&grid));
  PetscFunctionReturn(0);
}
