/* Leaves a run directory made by the real monitors from a fake run:

     write_run DIRECTORY [-shape planar|rectangle|quarter|axisymmetric] [-cells n] [-steps n] [-restart] [-outcome done|failed|interrupted]

   Step k is at time 10 k s, with output at every second step; -restart continues from DIRECTORY/checkpoint.h5.
   Exit status: 0, 2 (refused), 3 (a monitor could not write). */
#include "postproc/checkpoint.h"
#include "postproc/directory.h"
#include "postproc/monitors.h"
#include "tests/unit/postproc/fake_run.h"
#include <stdio.h>
#include <string.h>

typedef struct {
  char      directory[512], shape[32], outcome[32];
  PetscInt  cells, steps;
  PetscBool restart;
} Options;

static PetscErrorCode read_options(const char *directory, Options *o)
{
  PetscFunctionBeginUser;
  *o = (Options){.shape = "planar", .outcome = "done", .cells = 32, .steps = 4};
  snprintf(o->directory, sizeof o->directory, "%s", directory);
  PetscCall(PetscOptionsGetString(NULL, NULL, "-shape", o->shape, sizeof o->shape, NULL));
  PetscCall(PetscOptionsGetString(NULL, NULL, "-outcome", o->outcome, sizeof o->outcome, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-cells", &o->cells, NULL));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-steps", &o->steps, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-restart", &o->restart, NULL));
  PetscFunctionReturn(0);
}

static FakeShape shape_of(const Options *o)
{
  const int n = (int)o->cells;

  if (!strcmp(o->shape, "axisymmetric")) return (FakeShape){.nx = n, .ny = 1, .axisymmetric = true, .copies = 1};
  if (!strcmp(o->shape, "quarter")) return (FakeShape){.nx = n, .ny = n, .disc = true, .copies = 4};
  return (FakeShape){.nx = n, .ny = n - 5, .disc = strcmp(o->shape, "rectangle") != 0, .copies = 1};
}

/* Tells every monitor; 3 when one could not write. */
static int tell(int n, VfMonitor *monitors, VfEvent event, const VfView *view, VfOutcome outcome)
{
  int status = 0;

  for (int k = 0; k < n; k++) {
    if (monitors[k].call(monitors[k].context, event, view, outcome)) status = 3;
  }
  return status;
}

static PetscErrorCode film_at(FakeRun *run, long step)
{
  const double grown = 2e-3 + 1e-3 * (double)step;

  PetscFunctionBeginUser;
  PetscCall(FakeRunFilm(run, 4e-10 / (grown * grown), fmin(grown, 9e-3), 10.0 * (double)step, step));
  if (step == 0) run->statistics.mass_initial = 1e-6;
  PetscFunctionReturn(0);
}

static PetscErrorCode carry_out(const Options *o, FakeRun *run, long first, int *status)
{
  VfMonitor      *monitors;
  int             n;
  const VfOutcome outcome = !strcmp(o->outcome, "failed")        ? VF_RUN_NUMERICS_FAILED
                            : !strcmp(o->outcome, "interrupted") ? VF_RUN_INTERRUPTED
                                                                 : VF_RUN_DONE;

  PetscFunctionBeginUser;
  PetscCall(VfMonitorsCreate(o->directory, &run->kase, 42, o->restart == PETSC_TRUE, 10.0 * (double)first, VF_SAFE_FROM_POWER_CUT,
                             &n, &monitors));
  PetscCall(film_at(run, first));
  *status = tell(n, monitors, VF_EVENT_START, &run->view, outcome);
  if (!o->restart && !*status) *status = tell(n, monitors, VF_EVENT_OUTPUT, &run->view, outcome);
  for (long step = first + 1; step <= o->steps && !*status; step++) {
    PetscCall(film_at(run, step));
    *status = tell(n, monitors, VF_EVENT_STEP, &run->view, outcome);
    if (step % 2 == 0 && !*status) *status = tell(n, monitors, VF_EVENT_OUTPUT, &run->view, outcome);
  }
  if (tell(n, monitors, VF_EVENT_END, &run->view, *status ? VF_RUN_NUMERICS_FAILED : outcome)) *status = 3;
  PetscCall(VfMonitorsDestroy(&n, &monitors));
  PetscFunctionReturn(0);
}

/* Makes the directory ready and, on a restart, reads the checkpoint in it; status 2 when refused. */
static PetscErrorCode prepare(const Options *o, FakeRun *run, long *first, int *status)
{
  char   message[1024], path[600];
  double time;

  PetscFunctionBeginUser;
  *first  = 0;
  *status = VfRunDirectoryCreate(PETSC_COMM_WORLD, o->directory, o->restart, message, sizeof message) ? 2 : 0;
  if (message[0]) PetscCall(PetscFPrintf(PETSC_COMM_WORLD, PETSC_STDERR, "%s\n", message));
  if (*status || !o->restart) PetscFunctionReturn(0);
  vf_checkpoint_path(o->directory, path, sizeof path);
  if (VfCheckpointPeek(PETSC_COMM_WORLD, path, &time, first, message, sizeof message) ||
      VfCheckpointRead(path, run->grid, FAKE_FIELDS, run->fields, FAKE_SCALARS, run->scalars, 42, message, sizeof message)) {
    *status = 2;
    PetscCall(PetscFPrintf(PETSC_COMM_WORLD, PETSC_STDERR, "%s\n", message));
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode run_all(const char *directory, int *status)
{
  Options o;
  FakeRun run;
  long    first;

  PetscFunctionBeginUser;
  PetscCall(read_options(directory, &o));
  PetscCall(FakeRunCreate(PETSC_COMM_WORLD, shape_of(&o), &run));
  PetscCall(prepare(&o, &run, &first, status));
  if (!*status) PetscCall(carry_out(&o, &run, first, status));
  PetscCall(FakeRunDestroy(&run));
  PetscFunctionReturn(0);
}

int main(int argc, char **argv)
{
  int            status = 0;
  PetscErrorCode code;

  if (argc < 2) return 2;
  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  code = run_all(argv[1], &status);
  if (PetscFinalize() || code) return 1;
  return status;
}
