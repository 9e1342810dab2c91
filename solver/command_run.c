#include "solver/command_run.h"
#include "inputs/read_case.h"
#include "postproc/checkpoint.h"
#include "postproc/directory.h"
#include "postproc/insitu_monitor.h"
#include "postproc/monitors.h"
#include "solver/initial.h"
#include "solver/run.h"
#include "solver/signals.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  const VfRunArguments *arguments;
  VfCase               *kase;
  VfSources            *sources;
  MPI_Comm              comm; /* of the run: one rank for rings */
  int                   rank;
  uint64_t              hash;
} Session;

/* One line on standard error, from one rank. */
static void complain(const Session *s, const char *line)
{
  if (s->rank == 0 && line[0]) fprintf(stderr, "vitrifloat: %s\n", line);
}

static PetscErrorCode read_case(Session *s, int *status)
{
  VfMessages messages = {0};

  PetscFunctionBeginUser;
  *status = vf_case_read(s->arguments->case_path, &s->kase, &s->sources, &messages) ? VF_EXIT_INPUT : VF_EXIT_DONE;
  if (s->rank == 0) vf_messages_tell(&messages, stderr);
  vf_messages_clear(&messages);
  if (*status == VF_EXIT_DONE) s->hash = vf_case_hash(s->kase);
  PetscFunctionReturn(0);
}

static bool same_directory(const char *checkpoint, const char *directory)
{
  char        expected[4096];
  struct stat a, b;

  snprintf(expected, sizeof(expected), "%s/checkpoint.h5", directory);
  return !stat(checkpoint, &a) && !stat(expected, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Fills the state from a checkpoint; anything wrong with it is the input's fault. */
static PetscErrorCode restore(Session *s, VfStepper *stepper, const char *path, int *status)
{
  VfField  fields[VF_STATE_FIELDS];
  VfScalar scalars[VF_STATE_SCALARS];
  char     message[512];

  PetscFunctionBeginUser;
  const int n = vf_state_tables(&stepper->state, fields, scalars);

  if (VfCheckpointRead(path, stepper->grid, n, fields, VF_STATE_SCALARS, scalars, s->hash, message, sizeof(message))) {
    complain(s, message);
    *status = VF_EXIT_INPUT;
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode write_case(const Session *s)
{
  char  path[4096];
  FILE *file;

  PetscFunctionBeginUser;
  if (s->rank != 0) PetscFunctionReturn(0);
  snprintf(path, sizeof(path), "%s/case.yaml", s->arguments->directory);
  file = fopen(path, "w");
  if (!file || vf_case_write(s->kase, s->sources, file) || fclose(file))
    fprintf(stderr, "vitrifloat: %s: cannot be written\n", path);
  PetscFunctionReturn(0);
}

/* A word as a shell takes it: in quotes when it holds more than letters, digits and harmless signs. */
static void quote(const char *word, char quoted[], size_t size)
{
  const char *const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./,:@%=";
  size_t            n     = 0;

  if (word[0] && !word[strspn(word, plain)]) {
    snprintf(quoted, size, "%s", word);
    return;
  }
  quoted[n++] = '\'';
  for (; *word && n + 6 < size; word++) {
    if (*word == '\'')
      n += (size_t)snprintf(quoted + n, size - n, "'\\''");
    else
      quoted[n++] = *word;
  }
  quoted[n++] = '\'';
  quoted[n]   = '\0';
}

static PetscErrorCode finish(const Session *s, const VfRunResult *result, int *status)
{
  char path[8192], directory[8192];

  PetscFunctionBeginUser;
  *status = result->outcome == VF_RUN_DONE          ? VF_EXIT_DONE
            : result->outcome == VF_RUN_INTERRUPTED ? VF_EXIT_INTERRUPTED
                                                    : VF_EXIT_NUMERICS;
  if (s->rank != 0 || result->outcome == VF_RUN_DONE) PetscFunctionReturn(0);
  quote(s->arguments->case_path, path, sizeof(path));
  quote(s->arguments->directory, directory, sizeof(directory));
  fprintf(stderr, "vitrifloat: %s; %s continue with: vitrifloat run %s -o %s --restart %s\n", result->message,
          result->saved ? "the state is saved," : "from the last checkpoint", path, directory, directory);
  PetscFunctionReturn(0);
}

/* Monitors and loop, once the state stands. */
static PetscErrorCode go(Session *s, VfStepper *stepper, bool restarted, bool here, int *status)
{
  VfRun       run = {.stepper = stepper, .restarted = restarted && here};
  VfRunResult result;
  char        message[4096];

  PetscFunctionBeginUser;
  if (VfRunDirectoryCreate(s->comm, s->arguments->directory, here, message, sizeof(message))) {
    complain(s, message);
    *status = VF_EXIT_INPUT;
    PetscFunctionReturn(0);
  }
  complain(s, message);
  PetscCall(write_case(s));
  if (VfMonitorsCreate(s->arguments->directory, s->kase, s->hash, run.restarted, stepper->state.time, &run.n_monitors,
                       &run.monitors)) {
    *status = VF_EXIT_NUMERICS;
    PetscFunctionReturn(0);
  }
  PetscCall(VfRunGo(&run, &result));
  PetscCall(VfMonitorsDestroy(&run.n_monitors, &run.monitors));
  PetscCall(finish(s, &result, status));
  PetscFunctionReturn(0);
}

/* Refuses pictures that cannot be had, before anything is made. */
static PetscErrorCode check_insitu(const Session *s, int *status)
{
  const VfSource *source = vf_sources_find(s->sources, "insitu.script");
  char            reason[VF_REPORT_LENGTH], line[VF_REPORT_LENGTH + 1024];
  bool            good;

  PetscFunctionBeginUser;
  PetscCall(VfInsituCheck(s->comm, s->kase, reason, &good));
  if (good) PetscFunctionReturn(0);
  snprintf(line, sizeof(line), "%s: insitu.script: %s", source ? source->source : s->arguments->case_path, reason);
  complain(s, line);
  *status = VF_EXIT_INPUT;
  PetscFunctionReturn(0);
}

/* The state of a new run. */
static PetscErrorCode start(const Session *s, const VfGrid *grid, VfStepper *stepper)
{
  PetscFunctionBeginUser;
  PetscCall(VfInitialState(grid, s->kase, &stepper->state));
  if (!stepper->lubrication) PetscFunctionReturn(0);
  PetscCall(VfStepperRefresh(stepper));
  PetscCall(VfLubricationWet(stepper->lubrication, &stepper->state));
  PetscFunctionReturn(0);
}

static PetscErrorCode run_case(Session *s, int *status)
{
  const char *restart          = s->arguments->restart;
  char        checkpoint[4096] = "";
  VfGrid     *grid;
  VfStepper  *stepper;
  bool        here = false;

  PetscFunctionBeginUser;
  PetscCall(check_insitu(s, status));
  if (*status != VF_EXIT_DONE) PetscFunctionReturn(0);
  if (restart) {
    vf_checkpoint_path(restart, checkpoint, sizeof(checkpoint));
    here = same_directory(checkpoint, s->arguments->directory);
  }
  PetscCall(VfInitialGrid(s->comm, s->kase, &grid));
  PetscCall(VfStepperCreate(s->kase, grid, &stepper));
  if (restart)
    PetscCall(restore(s, stepper, checkpoint, status));
  else
    PetscCall(start(s, grid, stepper));
  if (*status == VF_EXIT_DONE) PetscCall(go(s, stepper, restart != NULL, here, status));
  PetscCall(VfStepperDestroy(&stepper));
  PetscCall(VfGridDestroy(&grid));
  PetscFunctionReturn(0);
}

/* Options PETSc was given and nobody asked for: most often a misspelt name. */
static PetscErrorCode report_unused_options(const Session *s)
{
  PetscInt n;
  char   **names, **values;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsLeftGet(NULL, &n, &names, &values));
  for (PetscInt k = 0; k < n && s->rank == 0; k++)
    fprintf(stderr, "warning: the option -%s was not used by this run; is its name right?\n", names[k]);
  PetscCall(PetscOptionsLeftRestore(NULL, &n, &names, &values));
  PetscFunctionReturn(0);
}

PetscErrorCode VfCommandRun(const VfRunArguments *arguments, int *status)
{
  Session s = {.arguments = arguments, .comm = PETSC_COMM_WORLD};
  int     size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &s.rank));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &size));
  PetscCall(read_case(&s, status));
  if (*status != VF_EXIT_DONE) PetscFunctionReturn(0);
  if (s.kase->mesh.geometry == VF_AXISYMMETRIC)
    s.comm = PETSC_COMM_SELF; /* a few hundred unknowns: one rank does it */
  else if (!vf_initial_fits(s.kase, size)) {
    char line[256];

    snprintf(line, sizeof(line), "%s: mesh.cells: %d x %d cells cannot be shared by %d ranks; use fewer ranks or more cells",
             arguments->case_path, s.kase->mesh.cells[0], s.kase->mesh.cells[1], size);
    complain(&s, line);
    *status = VF_EXIT_INPUT;
  }
  vf_signals_catch();
  if (*status == VF_EXIT_DONE && (s.comm == PETSC_COMM_WORLD || s.rank == 0)) PetscCall(run_case(&s, status));
  PetscCallMPI(MPI_Bcast(status, 1, MPI_INT, 0, PETSC_COMM_WORLD));
  PetscCall(report_unused_options(&s));
  vf_sources_free(&s.sources);
  vf_case_free(&s.kase);
  PetscFunctionReturn(0);
}
