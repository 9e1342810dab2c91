#include "solver/gas/gas_programme.h"
#include "physics/transport/rig_equations.h"
#include "solver/gas/gas_course.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A programme on its way. */
typedef struct {
  const VfTransportSpec *spec;
  VfGasBench             bench;
  VfGasCourse            course;
  double                 time_before, p_before[VF_MIXTURE_MAX];      /* [s], [Pa] closed volume: at the last reading */
  double                 most[VF_MIXTURE_MAX], lost[VF_MIXTURE_MAX]; /* [mol] of each gas: ever anywhere; out of balance */
  VfProgrammeRecord     *record;
} Programme;

PetscErrorCode VfProgrammeRecordDestroy(VfProgrammeRecord *r)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(r->row));
  PetscCall(PetscFree2(r->time, r->T));
  PetscCall(PetscFree6(r->feed, r->permeate, r->permeance, r->entered, r->left, r->held));
  *r = (VfProgrammeRecord){0};
  PetscFunctionReturn(0);
}

static PetscErrorCode make_room(const VfGasProgramme *programme, int n, VfProgrammeRecord *r)
{
  const size_t rows = (size_t)programme->n * programme->cycles, samples = rows * programme->samples, all = samples * (size_t)n;

  PetscFunctionBeginUser;
  *r = (VfProgrammeRecord){.n = n};
  PetscCall(PetscCalloc1(rows, &r->row));
  PetscCall(PetscCalloc2(samples, &r->time, samples, &r->T));
  PetscCall(PetscCalloc6(all, &r->feed, all, &r->permeate, all, &r->permeance, all, &r->entered, all, &r->left, all, &r->held));
  PetscFunctionReturn(0);
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

/* Permeances as the rig's equations have them now. */
static void read_rig(const Programme *g, double permeance[])
{
  const VfGasTransient *t    = &g->bench.transient;
  const VfRigSpec      *rig  = &g->spec->rig;
  const int             n    = t->n;
  const double         *feed = g->course.now.feed, *back = &t->z[n], area = g->bench.area;

  if (rig->kind == VF_RIG_WICKE_KALLENBACH) {
    double fraction[VF_MIXTURE_MAX];

    for (int i = 0; i < n; i++) fraction[i] = back[i] / rig->sweep_pressure;
    vf_rig_sweep(n - 1, fraction, g->course.now.sweep_flow, area, feed, back, permeance);
    permeance[n - 1] = (double)NAN;
    return;
  }
  for (int i = 0; i < n; i++) {
    const double drop = feed[i] - back[i], rise = (back[i] - g->p_before[i]) / (t->time - g->time_before);

    permeance[i] = (double)NAN;
    if (rig->kind == VF_RIG_CONSTANT_VOLUME) {
      if (feed[i] > 0.0) permeance[i] = vf_rig_constant_volume(rig->volume, feed[i], g->course.T_volume, area, rise);
    } else if (drop > 0.0 || drop < 0.0)
      permeance[i] = t->flow[n + i] / (area * drop);
  }
}

/* What the film and its holes would pass if steady between the pressures on its sides, over what drives it. */
static PetscErrorCode read_steady(const Programme *g, double steady[])
{
  const VfGasTransient *t = &g->bench.transient;
  const int             n = t->n;
  double                high[VF_MIXTURE_MAX], low[VF_MIXTURE_MAX], flow[VF_MIXTURE_MAX] = {0};

  PetscFunctionBeginUser;
  vf_sorption_mobile(n, t->isotherm, &t->z[0], high);
  vf_sorption_mobile(n, t->isotherm, &t->z[n], low);
  for (int c = 0; c < t->columns; c++)
    for (int i = 0; i < n; i++) flow[i] += t->column[c].area * t->column[c].diffusivity[i] * (high[i] - low[i]) / t->column[c].h;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, flow, n, MPI_DOUBLE, MPI_SUM, t->comm));
  for (int i = 0; i < n; i++) {
    const double drop = g->course.now.feed[i] - t->z[n + i];

    flow[i] += t->leak[i] * (t->z[i] - t->z[n + i]);
    steady[i] = !t->grid.support.nodes && (drop > 0.0 || drop < 0.0) ? flow[i] / (g->bench.area * drop) : (double)NAN;
  }
  PetscFunctionReturn(0);
}

/* One sample more. */
static PetscErrorCode sample(Programme *g)
{
  const VfGasTransient *t    = &g->bench.transient;
  VfProgrammeRecord    *r    = g->record;
  const int             n    = t->n;
  const size_t          at   = (size_t)r->samples * (size_t)n;
  double               *held = &r->held[at];

  PetscFunctionBeginUser;
  r->time[r->samples] = t->time;
  r->T[r->samples]    = g->course.now.T;
  read_rig(g, &r->permeance[at]);
  PetscCall(VfGasTransientHeld(t, held));
  for (int i = 0; i < n; i++) {
    r->feed[at + (size_t)i]     = t->z[i];
    r->permeate[at + (size_t)i] = t->z[n + i];
    r->entered[at + (size_t)i]  = -t->through[i];
    r->left[at + (size_t)i]     = t->through[n + i];
    g->most[i]                  = fmax(g->most[i], fmax(held[i], fmax(fabs(t->through[i]), fabs(t->through[n + i]))));
    g->lost[i]                  = fmax(g->lost[i], fabs(-t->through[i] - t->through[n + i] - held[i]));
  }
  g->time_before = t->time;
  memcpy(g->p_before, &t->z[n], sizeof(double) * (size_t)n);
  r->samples++;
  PetscFunctionReturn(0);
}

/* The row of a segment that ended. */
static PetscErrorCode close_row(const Programme *g, const double through[], VfProgrammeRow *row)
{
  const VfGasTransient *t = &g->bench.transient;
  const int             n = t->n;

  PetscFunctionBeginUser;
  row->end   = t->time;
  row->T_end = g->course.now.T;
  if (g->record->samples > 0)
    memcpy(row->permeance, &g->record->permeance[(size_t)(g->record->samples - 1) * (size_t)n], sizeof(double) * (size_t)n);
  PetscCall(read_steady(g, row->steady));
  PetscCall(VfGasTransientHeld(t, row->held));
  for (int i = 0; i < n; i++) {
    const double in = -t->flow[i], out = t->flow[n + i], most = fmax(fabs(in), fabs(out));

    row->feed[i]     = t->z[i];
    row->permeate[i] = t->z[n + i];
    row->entered[i]  = -(t->through[i] - through[i]);
    row->left[i]     = t->through[n + i] - through[n + i];
    row->unsteady[i] = most > 0.0 ? fabs(in - out) / most : 0.0;
  }
  PetscFunctionReturn(0);
}

/* Of gases that never came only round-off is known. */
static double balance(const Programme *g)
{
  double most = 0.0, worst = 0.0;

  for (int i = 0; i < g->record->n; i++) most = fmax(most, g->most[i]);
  for (int i = 0; i < g->record->n; i++)
    if (g->most[i] > 1e-9 * most) worst = fmax(worst, g->lost[i] / g->most[i]);
  return worst;
}

/* ---- going -------------------------------------------------------------------------------------------------------- */

/* Sets the rig to what the segment begins with. */
static PetscErrorCode begin(Programme *g, const VfGasSegment *segment, bool first)
{
  VfGasTransient *t = &g->bench.transient;
  const int       n = t->n;
  double          z[2 * VF_MIXTURE_MAX];

  PetscFunctionBeginUser;
  vf_gas_course_next(&g->course, segment);
  PetscCall(VfGasCourseSet(t, g->course.begin, &g->course));
  if (g->course.failed) PetscFunctionReturn(0);
  vf_gas_course_pressures(&g->course, z);
  if (first) {
    const double evacuated[VF_MIXTURE_MAX] = {0};

    t->conditions = VfGasCourseSet;
    t->context    = &g->course;
    PetscCall(VfGasTransientCreate(t, (int)g->spec->rig.cells, evacuated, z));
  } else {
    memcpy(t->z, z, sizeof(double) * (size_t)n); /* the feed's side holds nothing: its gas changes at once */
    if (segment->evacuate) memset(&t->z[n], 0, sizeof(double) * (size_t)n);
    PetscCall(VfGasTransientRefresh(t));
  }
  g->time_before = t->time;
  memcpy(g->p_before, &t->z[n], sizeof(double) * (size_t)n);
  PetscFunctionReturn(0);
}

/* One segment, from sample to sample: evenly where something changes evenly, closer together at the beginning where not. */
static PetscErrorCode go(Programme *g, int cycle, int number, bool *on, char message[], size_t size)
{
  const VfGasSegment *segment = &g->spec->programme.segment[number];
  const bool          even    = segment->heats || segment->change == VF_CHANGE_LINEAR;
  const int           samples = (int)g->spec->programme.samples;
  VfGasTransient     *t       = &g->bench.transient;
  VfProgrammeRecord  *r       = g->record;
  VfProgrammeRow     *row     = &r->row[r->rows];
  double              through[2 * VF_MIXTURE_MAX];
  bool                failed = false;

  PetscFunctionBeginUser;
  PetscCall(begin(g, segment, r->rows == 0));
  *row = (VfProgrammeRow){.cycle = cycle, .segment = number, .begin = g->course.begin, .T_begin = g->course.from.T};
  memcpy(through, t->through, sizeof through);
  for (int k = 0; k < samples && !failed && !g->course.failed && !r->signal; k++) {
    const double share = (double)(k + 1) / samples, part = even ? share : share * share * share;

    PetscCall(VfGasTransientGo(t, k + 1 < samples ? g->course.begin + g->course.length * part : g->course.begin + g->course.length,
                               &failed));
    r->signal = t->signal;
    if (!failed && !g->course.failed) PetscCall(sample(g));
  }
  if (g->course.failed)
    snprintf(message, size, "the permeability of %s at %g K cannot be evaluated: pores too narrow, or parameters out of all bounds",
             g->bench.gas[g->course.wrong]->name, g->course.now.T);
  else if (failed)
    snprintf(message, size, "the programme does not get on at %g s, in its segment %d", t->time, number);
  else {
    PetscCall(close_row(g, through, row));
    r->rows++;
  }
  *on = !message[0] && !r->signal;
  PetscFunctionReturn(0);
}

PetscErrorCode VfProgrammeGo(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], VfProgrammeRecord *record,
                             char message[], size_t size)
{
  const VfTransportSpec *t = &kase->transport;
  const int              n = t->gases.n + (t->rig.kind == VF_RIG_WICKE_KALLENBACH);
  const VfPenetrant     *all[VF_MIXTURE_MAX];
  Programme              g  = {.spec = t, .record = record};
  bool                   on = true;

  PetscFunctionBeginUser;
  message[0] = '\0';
  for (int i = 0; i < n; i++) all[i] = &gases[i];
  PetscCall(make_room(&t->programme, n, record));
  PetscCall(VfGasBenchCreate(map, kase, n, all, &g.bench));
  vf_gas_course_start(&g.course, &g.bench);
  for (int cycle = 0; cycle < (int)t->programme.cycles && on; cycle++)
    for (int i = 0; i < t->programme.n && on; i++) PetscCall(go(&g, cycle, i, &on, message, size));
  record->balance  = balance(&g);
  record->steps    = g.bench.transient.steps;
  record->rejected = g.bench.transient.rejected;
  if (g.bench.transient.work) PetscCall(VfGasTransientDestroy(&g.bench.transient));
  PetscCall(VfGasBenchDestroy(&g.bench));
  PetscFunctionReturn(0);
}
