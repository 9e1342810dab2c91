#include "solver/gas/gas_transient.h"
#include "solver/gas/gas_stage.h"
#include "solver/signals.h"
#include <math.h>
#include <string.h>

#define G (1.0 - 0.70710678118654752) /* 1 - 1/sqrt(2) */

PetscErrorCode VfGasTransientCreate(VfGasTransient *t, int film, const double p[], const double z0[])
{
  VfGasWork   *work;
  const int    cells = film + t->grid.support.nodes;
  const size_t size = (size_t)cells * (size_t)t->n, all = size * (size_t)t->columns;

  PetscFunctionBeginUser;
  PetscCall(VfGasGridCreate(film, 4.0, &t->grid));
  PetscCall(PetscNew(&work));
  t->work          = work;
  work->size       = size;
  work->parameters = VF_GAS_SIDES * t->n;
  PetscCall(PetscCalloc3(all, &t->C, all, &t->p, all, &t->rate));
  PetscCall(PetscCalloc4(all, &work->base, all, &work->stage_rate, all, &work->start, all * (size_t)(1 + work->parameters),
                         &work->response));
  PetscCall(PetscCalloc1(t->columns, &work->kept));
  for (int c = 0; c < t->columns; c++) PetscCall(VfGasMatrixCreate(cells, t->n, &work->kept[c]));
  for (size_t k = 0; k < all; k++) t->p[k] = p[k % (size_t)t->n];
  memcpy(t->z, z0, sizeof(double) * (size_t)work->parameters);
  t->time = t->step_next = 0.0;
  t->steps = t->rejected = t->newton = 0;
  memset(t->through, 0, sizeof t->through);
  memset(t->largest, 0, sizeof t->largest);
  PetscCall(VfGasStageRate(t));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasTransientDestroy(VfGasTransient *t)
{
  VfGasWork *work = t->work;

  PetscFunctionBeginUser;
  for (int c = 0; c < t->columns; c++) PetscCall(VfGasMatrixDestroy(&work->kept[c]));
  PetscCall(PetscFree(work->kept));
  PetscCall(PetscFree4(work->base, work->stage_rate, work->start, work->response));
  PetscCall(PetscFree3(t->C, t->p, t->rate));
  PetscCall(VfGasGridDestroy(&t->grid));
  PetscCall(PetscFree(t->work));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasTransientHeld(const VfGasTransient *t, double held[])
{
  const int cells = t->grid.cells, n = t->n;

  PetscFunctionBeginUser;
  memset(held, 0, sizeof(double) * (size_t)n);
  for (int c = 0; c < t->columns; c++)
    for (int k = 0; k < cells; k++)
      for (int i = 0; i < n; i++)
        held[i] += t->C[(c * cells + k) * n + i] * t->column[c].area * vf_gas_volume(&t->grid, &t->column[c], k);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, held, n, MPI_DOUBLE, MPI_SUM, t->comm));
  PetscFunctionReturn(0);
}

/* A stage that ends at `time`, with what holds then. */
static PetscErrorCode stage(VfGasTransient *t, double time, const double z0[], double w, bool *failed)
{
  PetscFunctionBeginUser;
  if (t->conditions) PetscCall(t->conditions(t, time, t->context));
  PetscCall(VfGasStageSolve(t, ((VfGasWork *)t->work)->base, z0, w, failed));
  PetscFunctionReturn(0);
}

/* Pressures for which the glass holds what it holds: a stage of no length. */
PetscErrorCode VfGasTransientRefresh(VfGasTransient *t)
{
  VfGasWork   *work = t->work;
  const size_t all  = work->size * (size_t)t->columns;
  double       z[VF_GAS_SIDES * VF_MIXTURE_MAX];
  bool         failed;

  PetscFunctionBeginUser;
  memcpy(work->base, t->C, sizeof(double) * all);
  memcpy(z, t->z, sizeof z);
  PetscCall(stage(t, t->time, z, 0.0, &failed));
  PetscCheck(!failed, t->comm, PETSC_ERR_NOT_CONVERGED, "no pressures belong to what the glass holds");
  t->step_next = 0.0;
  PetscFunctionReturn(0);
}

/* A first step: a hundredth of the time in which the fastest gas crosses the first cell. */
static PetscErrorCode first_step(const VfGasTransient *t, double *step)
{
  double fastest = 0.0;

  PetscFunctionBeginUser;
  for (int c = 0; c < t->columns; c++) {
    const double width = t->column[c].h * t->grid.width[0];
    for (int i = 0; i < t->n; i++) fastest = fmax(fastest, t->column[c].diffusivity[i] / (width * width));
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &fastest, 1, MPI_DOUBLE, MPI_MAX, t->comm));
  *step = fastest > 0.0 ? 0.01 / fastest : 1.0;
  PetscFunctionReturn(0);
}

typedef struct {
  double z[VF_GAS_SIDES * VF_MIXTURE_MAX], flow[VF_GAS_SIDES * VF_MIXTURE_MAX], first[VF_GAS_SIDES * VF_MIXTURE_MAX];
} Before;

/* Both stages of a step.  rate_start (= t->rate at entry) is kept in `early`. */
static PetscErrorCode two_stages(VfGasTransient *t, double dt, const double z0[], Before *b, bool *failed)
{
  VfGasWork   *work                              = t->work;
  const size_t all                               = work->size * (size_t)t->columns;
  double       z1[VF_GAS_SIDES * VF_MIXTURE_MAX] = {0};

  PetscFunctionBeginUser;
  memcpy(work->base, work->start, sizeof(double) * all);
  PetscCall(stage(t, t->time + G * dt, z0, G * dt, failed));
  if (*failed) PetscFunctionReturn(0);
  memcpy(work->stage_rate, t->rate, sizeof(double) * all);
  memcpy(b->first, t->flow, sizeof b->first);
  for (size_t k = 0; k < all; k++) work->base[k] = work->start[k] + (1.0 - G) * dt * t->rate[k];
  /* dz/dt of the first stage, by what the stage's equation says */
  for (int k = 0; k < work->parameters; k++) z1[k] = z0[k] + (1.0 - G) / G * (t->z[k] - z0[k]);
  PetscCall(stage(t, t->time + dt, z1, G * dt, failed));
  PetscFunctionReturn(0);
}

/* Weights of the third-order formula on the rates at 0, G dt and dt, less the method's own. */
static void error_weights(double e[3])
{
  e[0] = 0.5 - 1.0 / (6.0 * G);
  e[1] = 1.0 / (6.0 * G * (1.0 - G)) - (1.0 - G);
  e[2] = (2.0 - 3.0 * G) / (6.0 * (1.0 - G)) - G;
}

/* What the glass would hold next to either side, and what a ten-thousandth of the highest pressure would leave in it of a gas that is
   hardly there: the pressures themselves are known no better than that. */
static void grow_with_sides(const VfGasTransient *t, double largest[])
{
  double load[VF_MIXTURE_MAX], high = 0.0;

  for (int s = 0; s < VF_GAS_SIDES; s++) {
    vf_sorption_load(t->n, t->isotherm, &t->z[s * t->n], load);
    for (int i = 0; i < t->n; i++) {
      largest[i] = fmax(largest[i], fabs(load[i]));
      high       = fmax(high, fabs(t->z[s * t->n + i]));
    }
  }
  for (int i = 0; i < t->n; i++)
    largest[i] = fmax(largest[i], 1e-4 * high * (t->isotherm[i].henry + t->isotherm[i].capacity * t->isotherm[i].affinity));
}

/* Error of the step over the tolerance, of each gas over the most that it has been anywhere so far: of one that is driven out
   nothing is asked that its remains could not give.  `early` (columns x size): rates at the start, overwritten. */
static PetscErrorCode measure_error(VfGasTransient *t, double dt, double early[], double *error)
{
  const VfGasWork *work    = t->work;
  const size_t     all     = work->size * (size_t)t->columns;
  const int        n       = t->n;
  double          *largest = t->largest, e[3], worst[VF_MIXTURE_MAX] = {0};

  PetscFunctionBeginUser;
  error_weights(e);
  for (size_t k = 0; k < all; k++) early[k] = dt * (e[0] * early[k] + e[1] * work->stage_rate[k] + e[2] * t->rate[k]);
  vf_gas_stage_filter(t, early);
  grow_with_sides(t, largest);
  for (size_t k = 0; k < all; k++) {
    const size_t i = k % (size_t)n;
    largest[i]     = fmax(largest[i], fabs(t->C[k]));
    worst[i]       = fmax(worst[i], fabs(early[k]));
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, largest, n, MPI_DOUBLE, MPI_MAX, t->comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, worst, n, MPI_DOUBLE, MPI_MAX, t->comm));
  *error = 0.0;
  for (int i = 0; i < n; i++) *error = fmax(*error, largest[i] > 0.0 ? worst[i] / largest[i] : 0.0);
  *error /= t->tolerance;
  PetscFunctionReturn(0);
}

/* Everything back to the start of the step. */
static void go_back(VfGasTransient *t, const double p[], const double rate[], const Before *b)
{
  const VfGasWork *work = t->work;
  const size_t     all  = work->size * (size_t)t->columns;

  memcpy(t->C, work->start, sizeof(double) * all);
  memcpy(t->p, p, sizeof(double) * all);
  memcpy(t->rate, rate, sizeof(double) * all);
  memcpy(t->z, b->z, sizeof b->z);
  memcpy(t->flow, b->flow, sizeof b->flow);
}

PetscErrorCode VfGasTransientStep(VfGasTransient *t, double end, bool *failed)
{
  VfGasWork   *work = t->work;
  const size_t all  = work->size * (size_t)t->columns;
  double      *p, *rate, *early, dt = t->step_next;
  Before       b = {{0}, {0}, {0}};

  PetscFunctionBeginUser;
  if (!(dt > 0.0)) PetscCall(first_step(t, &dt));
  PetscCall(PetscMalloc3(all, &p, all, &rate, all, &early));
  memcpy(work->start, t->C, sizeof(double) * all);
  memcpy(p, t->p, sizeof(double) * all);
  memcpy(rate, t->rate, sizeof(double) * all);
  memcpy(b.z, t->z, sizeof b.z);
  memcpy(b.flow, t->flow, sizeof b.flow);
  for (int tries = 0;; tries++) {
    double       error = INFINITY;
    const double whole = dt;
    const bool   last  = t->time + dt >= end * (1.0 - 1e-14);

    if (last) dt = end - t->time;
    PetscCall(two_stages(t, dt, b.z, &b, failed));
    memcpy(early, rate, sizeof(double) * all);
    if (!*failed) PetscCall(measure_error(t, dt, early, &error));
    const double factor = *failed ? 0.25 : fmin(4.0, fmax(0.2, 0.85 / cbrt(fmax(error, 1e-6))));
    t->step_next        = dt * factor;
    if (!*failed && error <= 1.0) {
      t->time = last ? end : t->time + dt;
      if (last) t->step_next = fmax(t->step_next, whole); /* it was cut short by the clock, not by its error */
      break;
    }
    t->rejected++;
    go_back(t, p, rate, &b);
    if (tries == 60) break;
    *failed = false;
    dt      = t->step_next;
  }
  if (!*failed) {
    t->steps++;
    for (int k = 0; k < work->parameters; k++) t->through[k] += dt * ((1.0 - G) * b.first[k] + G * t->flow[k]);
  }
  PetscCall(PetscFree3(p, rate, early));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasTransientGo(VfGasTransient *t, double end, bool *failed)
{
  PetscFunctionBeginUser;
  *failed = false;
  while (t->time < end && !*failed && !t->signal) {
    PetscCall(VfGasTransientStep(t, end, failed));
    PetscCall(VfSignalsAgree(t->comm, &t->signal));
  }
  PetscFunctionReturn(0);
}
