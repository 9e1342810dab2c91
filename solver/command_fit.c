#include "solver/command_fit.h"
#include "inputs/penetrants.h"
#include "inputs/read_case.h"
#include "inputs/schema.h"
#include "postproc/directory.h"
#include "postproc/fit_report.h"
#include "solver/command_run.h"
#include "solver/gas/gas_fit.h"
#include "solver/signals.h"
#include <stdio.h>
#include <string.h>

typedef struct {
  const char    *path, *directory;
  VfCase        *kase;
  VfSources     *sources;
  VfMeasurements data;
  VfPenetrant    gases[VF_MAX_PENETRANTS];
  VfNames        names;
  int            rank;
} Session;

/* Prints what reading brought up.  @return exit status */
static int tell(const Session *s, VfMessages *messages, int code)
{
  if (s->rank == 0) vf_messages_tell(messages, stderr);
  vf_messages_clear(messages);
  return code ? VF_EXIT_INPUT : VF_EXIT_DONE;
}

/* Adds a gas that a measurement names.  @return whether there was room */
static bool add_gas(VfNames *names, const char *gas)
{
  for (int k = 0; k < names->n; k++)
    if (!strcmp(names->name[k], gas)) return true;
  if (names->n == VF_MAX_PENETRANTS) return false;
  snprintf(names->name[names->n++], sizeof names->name[0], "%s", gas);
  return true;
}

static int read_all(Session *s)
{
  VfMessages messages = {0};
  int        code     = vf_case_read_part(s->path, VF_PART_TRANSPORT, &s->kase, &s->sources, &messages);

  if (!code && !s->kase->fit.given) {
    vf_messages_add(&messages, VF_MESSAGE_ERROR, s->path, 1, "fit",
                    "is missing; fit: {measurements: FILE, parameters: [...]} is right");
    code = 2;
  }
  if (!code) code = vf_measurements_read(s->kase->fit.measurements, s->kase, &s->data, &messages);
  for (int i = 0; i < s->data.n && s->kase->fit.use == VF_USE_ALL; i++) s->data.items[i].predicted = s->data.items[i].compared;
  for (int i = 0; i < s->data.n && !code; i++)
    if (!add_gas(&s->names, s->data.items[i].gas) || (s->data.items[i].over[0] && !add_gas(&s->names, s->data.items[i].over))) {
      vf_messages_add(&messages, VF_MESSAGE_ERROR, s->kase->fit.measurements, 1, "gas", "names more than %d gases; fewer are right",
                      VF_MAX_PENETRANTS);
      code = 2;
    }
  if (!code)
    code = vf_penetrants_load(&s->names, s->kase->transport.diameter, s->kase->fit.measurements, s->gases, s->sources, &messages);
  return tell(s, &messages, code);
}

static PetscErrorCode write_results(const Session *s, const VfFitResult *result, int *status)
{
  const char       *units[VF_FIT_MAX];
  const VfFitReport report = {.kase = s->kase, .data = &s->data, .result = result, .units = units};
  char              path[128], message[4096];
  int               n;
  const VfKey      *keys = vf_schema(&n);

  PetscFunctionBeginUser;
  for (int k = 0; k < result->n; k++) {
    snprintf(path, sizeof path, "transport.%s", s->kase->fit.parameters[k].name);
    units[k] = keys[vf_schema_find(path)].unit;
  }
  if (VfRunDirectoryCreate(PETSC_COMM_WORLD, s->directory, false, message, sizeof message)) {
    if (s->rank == 0) fprintf(stderr, "vitrifloat: %s\n", message);
    *status = VF_EXIT_INPUT;
    PetscFunctionReturn(0);
  }
  if (s->rank != 0) PetscFunctionReturn(0);
  if (message[0]) fprintf(stderr, "vitrifloat: %s\n", message);
  if (!vf_fit_write(&report, s->directory, message, sizeof message)) {
    fprintf(stderr, "vitrifloat: %s\n", message);
    *status = VF_EXIT_NUMERICS;
  }
  vf_fit_print(&report, stdout);
  PetscFunctionReturn(0);
}

PetscErrorCode VfCommandFit(const char *path, const char *directory, int *status)
{
  Session     s = {.path = path, .directory = directory};
  VfFitResult result;
  char        message[1024];

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &s.rank));
  vf_signals_catch();
  *status = read_all(&s);
  if (*status == VF_EXIT_DONE) {
    PetscCall(VfGasFit(PETSC_COMM_WORLD, s.kase, s.names.n, s.gases, &s.data, &result, message, sizeof message));
    if (message[0] && s.rank == 0) fprintf(stderr, "vitrifloat: %s\n", message);
    if (message[0]) *status = result.signal ? VF_EXIT_INTERRUPTED : VF_EXIT_NUMERICS;
    if (*status == VF_EXIT_DONE) PetscCall(write_results(&s, &result, status));
    PetscCall(VfFitResultDestroy(&result));
  }
  PetscCallMPI(MPI_Bcast(status, 1, MPI_INT, 0, PETSC_COMM_WORLD));
  vf_measurements_free(&s.data);
  vf_sources_free(&s.sources);
  vf_case_free(&s.kase);
  PetscFunctionReturn(0);
}
