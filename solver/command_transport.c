#include "solver/command_transport.h"
#include "inputs/penetrants.h"
#include "inputs/read_case.h"
#include "postproc/directory.h"
#include "postproc/read_fields.h"
#include "postproc/regions.h"
#include "postproc/transport_report.h"
#include "solver/command_run.h"
#include "solver/gas/gas_programme.h"
#include "solver/gas/gas_rig.h"
#include "solver/gas/gas_steady.h"
#include "solver/initial.h"
#include "solver/signals.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  const VfTransportArguments *arguments;
  bool                        of_run; /* else a uniform membrane */
  VfCase                     *kase;
  VfSources                  *sources;
  MPI_Comm                    comm;
  int                         rank;
  VfPenetrant                 gases[VF_MAX_PENETRANTS + 1]; /* the sweep gas last */
  VfGasMap                    map;
  char                        film[VF_PATH_LENGTH + 64];
} Session;

static void complain(const Session *s, const char *line)
{
  if (s->rank == 0 && line[0]) fprintf(stderr, "vitrifloat: %s\n", line);
}

/* Prints what reading brought up.  @return exit status */
static int tell(const Session *s, VfMessages *messages, int code)
{
  if (s->rank == 0) vf_messages_tell(messages, stderr);
  vf_messages_clear(messages);
  return code ? VF_EXIT_INPUT : VF_EXIT_DONE;
}

/* ---- input -------------------------------------------------------------------------------------------------------- */

/* The transport section of another case, used on this one. */
static int read_section(Session *s)
{
  VfMessages messages = {0};
  VfCase    *other;
  VfSources *sources;
  const int  code = vf_case_read_part(s->arguments->section, VF_PART_TRANSPORT, &other, &sources, &messages);

  if (!code) {
    s->kase->transport = other->transport;
    vf_case_free(&other);
    vf_sources_free(&sources);
  }
  return tell(s, &messages, code);
}

static int read_case(Session *s)
{
  char       path[VF_PATH_LENGTH + 16];
  VfMessages messages = {0};

  snprintf(path, sizeof path, s->of_run ? "%s/case.yaml" : "%s", s->arguments->path);
  const VfCasePart part   = s->of_run ? VF_PART_BOTH : VF_PART_TRANSPORT;
  const int        status = tell(s, &messages, vf_case_read_part(path, part, &s->kase, &s->sources, &messages));

  if (status != VF_EXIT_DONE) return status;
  if (s->of_run) return s->arguments->section ? read_section(s) : status;
  if (s->kase->transport.thickness.set) return status;
  if (s->rank == 0)
    fprintf(stderr, "%s:1: transport.thickness: is missing; a thickness, or the folder of a run instead of a case, is right\n",
            path);
  return VF_EXIT_INPUT;
}

static int load_gases(Session *s)
{
  const VfTransportSpec *t        = &s->kase->transport;
  const char            *file     = s->arguments->section ? s->arguments->section : s->arguments->path;
  VfMessages             messages = {0};
  VfNames                sweep    = {.n = t->rig.kind == VF_RIG_WICKE_KALLENBACH};

  snprintf(sweep.name[0], sizeof sweep.name[0], "%s", t->rig.sweep_gas);
  int code = vf_penetrants_load(&t->gases, t->diameter, file, s->gases, s->sources, &messages);
  if (!code && sweep.n) code = vf_penetrants_load(&sweep, t->diameter, file, &s->gases[t->gases.n], s->sources, &messages);
  return tell(s, &messages, code);
}

/* ---- the film ----------------------------------------------------------------------------------------------------- */

static PetscErrorCode add_holes(const VfGrid *grid, const double c[], VfGasMap *map)
{
  VfRegions      regions;
  VfRegionTotals totals;
  double        *field, areas[VF_REGIONS_LISTED];

  PetscFunctionBeginUser;
  PetscCall(VfFieldCreate(grid, &field));
  for (int j = 0; j < grid->ym; j++)
    for (int i = 0; i < grid->xm; i++) field[vf_index(grid, grid->xs + i, grid->ys + j)] = c[j * grid->xm + i];
  PetscCall(VfGridHalo(grid, 1, &field));
  PetscCall(VfRegionsLabel(grid, field, VF_REGIONS_HOLES, &regions));
  PetscCall(VfRegionsMeasureOpen(grid, field, &regions));
  PetscCall(VfRegionsJoin(&regions, &totals));
  for (int k = 0; k < totals.n; k++) areas[k] = totals.listed[k].open;
  PetscCall(VfGasMapHoles(map, totals.n, areas, (double)totals.count, totals.open));
  PetscCall(VfRegionsDestroy(&regions));
  PetscCall(PetscFree(field));
  PetscFunctionReturn(0);
}

static PetscErrorCode read_film(Session *s, const VfGrid *grid, int *status)
{
  static const char *const names[] = {"h", "c", "Tf"};
  const size_t             n       = (size_t)grid->xm * (size_t)grid->ym;
  char                     path[VF_PATH_LENGTH + 16], message[4096];
  double                  *values[3], time;
  bool                     failed;

  PetscFunctionBeginUser;
  for (int k = 0; k < 3; k++) PetscCall(PetscMalloc1(n, &values[k]));
  snprintf(path, sizeof path, "%s/fields.h5", s->arguments->path);
  PetscCall(VfFieldsReadLast(path, grid, 3, names, values, &time, &failed, message, sizeof message));
  if (failed) {
    complain(s, message);
    *status = VF_EXIT_INPUT;
  } else {
    const VfGasFields fields = {.h = values[0], .c = values[1], .Tf = values[2]};
    PetscCall(VfGasMapFill(grid, s->kase, &fields, &s->map));
    PetscCall(add_holes(grid, values[1], &s->map));
    snprintf(s->film, sizeof s->film, "of %s at %g s", s->arguments->path, time);
  }
  for (int k = 0; k < 3; k++) PetscCall(PetscFree(values[k]));
  PetscFunctionReturn(0);
}

static PetscErrorCode make_film(Session *s, int *status)
{
  VfGrid *grid;

  PetscFunctionBeginUser;
  if (!s->of_run) {
    snprintf(s->film, sizeof s->film, "uniform");
    PetscCall(VfGasMapUniform(s->comm, s->kase, &s->map));
    PetscFunctionReturn(0);
  }
  PetscCall(VfInitialGrid(s->comm, s->kase, &grid));
  PetscCall(read_film(s, grid, status));
  PetscCall(VfGridDestroy(&grid));
  if (*status != VF_EXIT_DONE) PetscFunctionReturn(0);
  if (!(s->map.film_area > 0.0)) {
    complain(s, "the run has no film left at its end; there is no membrane");
    *status = VF_EXIT_INPUT;
  } else if (s->map.liquid > 0 && s->rank == 0)
    fprintf(stderr, "warning: %ld columns of the film had not frozen to glass; they count as frozen at the glass transition\n",
            s->map.liquid);
  PetscFunctionReturn(0);
}

/* ---- results ------------------------------------------------------------------------------------------------------ */

/* What was calculated. */
typedef struct {
  VfGasResult       steady[VF_MAX_NUMBERS * VF_MAX_PENETRANTS];
  long              columns;
  int               n_records; /* measurements done */
  VfRigRecord      *records;
  VfProgrammeRecord programme;
  int               signal; /* that stopped it */
} Results;

static PetscErrorCode write_results(const Session *s, const Results *done, int *status)
{
  const char *directory = s->arguments->directory ? s->arguments->directory : s->of_run ? s->arguments->path : "transport";
  char        message[4096];
  double      holes = 0.0;

  PetscFunctionBeginUser;
  for (int k = 0; k < s->map.n_holes; k++) holes += s->map.hole_count[k];
  const VfTransportReport report = {.kase           = s->kase,
                                    .gases          = s->gases,
                                    .results        = done->steady,
                                    .film           = s->film,
                                    .area           = s->map.film_area,
                                    .thickness_mean = s->map.thickness_mean,
                                    .density_low    = s->map.density_low,
                                    .density_high   = s->map.density_high,
                                    .hole_count     = holes,
                                    .columns        = done->columns,
                                    .liquid         = s->map.liquid,
                                    .n_records      = done->n_records,
                                    .records        = done->records,
                                    .programme      = s->kase->transport.programme.n ? &done->programme : NULL,
                                    .signal         = done->signal};

  if ((s->arguments->directory || !s->of_run) && VfRunDirectoryCreate(s->comm, directory, false, message, sizeof message)) {
    complain(s, message);
    *status = VF_EXIT_INPUT;
    PetscFunctionReturn(0);
  }
  if (s->rank == 0) {
    if (!vf_transport_write(&report, directory, message, sizeof message)) *status = VF_EXIT_NUMERICS;
    complain(s, message);
    vf_transport_print(&report, stdout);
  }
  PetscFunctionReturn(0);
}

/* Measurements on the rig, one after the other until a signal comes; one that it cuts short does not count. */
static PetscErrorCode measure(const Session *s, Results *done, int *status)
{
  const int n = vf_rig_count(s->kase);
  char      message[1024];

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(n, &done->records));
  for (int k = 0; k < n && *status == VF_EXIT_DONE && !done->signal; k++) {
    PetscCall(VfRigMeasure(&s->map, s->kase, s->gases, k, &done->records[k], message, sizeof message));
    complain(s, message);
    if (message[0]) *status = VF_EXIT_NUMERICS;
    done->signal = done->records[k].signal;
    if (!done->signal) done->n_records++;
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode follow_programme(const Session *s, Results *done, int *status)
{
  char message[1024];

  PetscFunctionBeginUser;
  if (!s->kase->transport.programme.n) PetscFunctionReturn(0);
  PetscCall(VfProgrammeGo(&s->map, s->kase, s->gases, &done->programme, message, sizeof message));
  complain(s, message);
  if (message[0]) *status = VF_EXIT_NUMERICS;
  done->signal = done->programme.signal;
  PetscFunctionReturn(0);
}

static void tell_of_signal(const Session *s, const Results *done)
{
  char line[256];

  snprintf(line, sizeof line, "interrupted by signal %d (%s); what was reached is written, status interrupted", done->signal,
           strsignal(done->signal));
  complain(s, line);
}

static PetscErrorCode calculate(Session *s, Results *done, int *status)
{
  char message[1024];

  PetscFunctionBeginUser;
  done->columns = s->map.n;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &done->columns, 1, MPI_LONG, MPI_SUM, s->comm));
  PetscCall(VfGasSteadyEvaluate(&s->map, s->kase, s->gases, done->steady, message, sizeof message));
  complain(s, message);
  *status = message[0] ? VF_EXIT_INPUT : VF_EXIT_DONE;
  if (*status == VF_EXIT_DONE) PetscCall(measure(s, done, status));
  if (*status == VF_EXIT_DONE) PetscCall(follow_programme(s, done, status));
  if (*status == VF_EXIT_DONE) PetscCall(write_results(s, done, status));
  if (*status == VF_EXIT_DONE && done->signal) {
    tell_of_signal(s, done);
    *status = VF_EXIT_INTERRUPTED;
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode permeate(Session *s, int *status)
{
  Results *done;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&done));
  PetscCall(make_film(s, status));
  if (*status == VF_EXIT_DONE) PetscCall(calculate(s, done, status));
  PetscCall(VfProgrammeRecordDestroy(&done->programme));
  PetscCall(PetscFree(done->records));
  PetscCall(PetscFree(done));
  PetscCall(VfGasMapDestroy(&s->map));
  PetscFunctionReturn(0);
}

PetscErrorCode VfCommandTransport(const VfTransportArguments *arguments, int *status)
{
  struct stat info;
  Session     s = {.arguments = arguments, .comm = PETSC_COMM_WORLD};
  int         size;

  PetscFunctionBeginUser;
  vf_signals_catch();
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &s.rank));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &size));
  s.of_run = stat(arguments->path, &info) == 0 && S_ISDIR(info.st_mode);
  *status  = read_case(&s);
  if (*status == VF_EXIT_DONE) *status = load_gases(&s);
  if (*status == VF_EXIT_DONE && s.of_run && s.kase->mesh.geometry == VF_AXISYMMETRIC) s.comm = PETSC_COMM_SELF;
  if (*status == VF_EXIT_DONE && s.of_run && !vf_initial_fits(s.kase, size)) {
    complain(&s, "the cells of the run cannot be shared by so many ranks; fewer are right");
    *status = VF_EXIT_INPUT;
  }
  if (*status == VF_EXIT_DONE && (s.comm == PETSC_COMM_WORLD || s.rank == 0)) PetscCall(permeate(&s, status));
  PetscCallMPI(MPI_Bcast(status, 1, MPI_INT, 0, PETSC_COMM_WORLD));
  vf_sources_free(&s.sources);
  vf_case_free(&s.kase);
  PetscFunctionReturn(0);
}
