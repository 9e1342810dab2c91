#include "solver/stepper_rings.h"
#include "solver/extend.h"
#include "solver/force_rings.h"
#include "solver/implicit_weight.h"
#include "solver/momentum_axisymmetric.h"
#include "solver/thickness_flux.h"
#include <math.h>

/* Error, in tolerances, of a step that has no solution: the controller halves it. */
#define NO_SOLUTION 6.5

/* The thickness at the start, in the cells of the middle film; where the film came by half the step, that of the middle moved back. */
static PetscErrorCode thickness_at_start(const VfStepper *s, double dt, double *drive)
{
  const VfGrid *g  = s->grid;
  const double *h  = s->middle.h;
  double       *hu = s->face;

  PetscFunctionBeginUser;
  PetscCall(VfThicknessFaces(g, (VfFluxFilm){h, h, NULL}, hu, NULL));
  vf_thickness_flux(g, h, hu, NULL, s->guess_u, NULL, drive);
  for (int i = 0; i < g->nx; i++) {
    const size_t q = vf_index(g, i, 0);

    if (s->state.w[q] > 0.0 && s->middle.w[q] > 0.0)
      drive[q] = fmax(s->state.m[q] / (s->middle.rho[q] * s->state.c[q]), 0.0);
    else
      drive[q] = fmax(h[q] + 0.5 * dt * drive[q], 0.0);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperBalanceRings(VfStepper *s, double dt)
{
  VfState     *mid   = &s->middle;
  const double level = vf_implicit_weight(dt * s->summary.level_rate), wave = vf_implicit_weight(dt * s->summary.stiff_rate);

  PetscFunctionBeginUser;
  PetscCall(thickness_at_start(s, dt, s->drive));
  PetscCall(VfFilmBalance(s->grid, &s->laws, mid, s->drive, &s->forces));
  PetscCall(VfForceRings(s->grid, &s->laws, mid, s->drive, s->guess_u, &s->forces));
  PetscCall(VfMomentumAxisymmetric(s->grid, &s->forces, mid, (VfImplicit){dt * level, dt * wave}, mid->u, &s->ring_found));
  if (!s->ring_found) PetscCall(PetscArrayzero(mid->u, s->grid->n_local));
  PetscCall(VfExtendVelocity(s->grid, mid->w, mid->u, mid->v));
  s->ring_lag = 2.0 * fmax(level, wave) - 1.0;
  s->statistics.momentum_solves++;
  PetscFunctionReturn(0);
}

/* div u of ring i; *inner: no edge of the film within two rings. */
static double divergence(const VfStepper *s, const double *u, int i, bool *inner)
{
  const VfGrid *g = s->grid;
  const size_t  q = vf_index(g, i, 0);
  const double  r = vf_x(g, i);

  *inner = true;
  for (int d = -2; d <= 2; d++) *inner = *inner && (i + d < 0 || i + d >= g->nx || s->middle.w[q + (size_t)d] >= 0.999);
  return ((r + 0.5 * g->dx) * u[q + 1] - (r - 0.5 * g->dx) * u[q]) / (r * g->dx);
}

void vf_stepper_rings_error(const VfStepper *s, double dt, VfStepChange *change)
{
  double sum = 0.0, area = 0.0;
  bool   inner;

  for (int i = 0; i < s->grid->nx; i++) {
    const double D = divergence(s, s->middle.u, i, &inner), before = divergence(s, s->guess_u, i, &inner) / s->pace;

    if (!inner) continue;
    sum += vf_x(s->grid, i) * dt * fabs(D - before);
    area += vf_x(s->grid, i);
  }
  if (area > 0.0) change->error += 0.5 * s->ring_lag * sum / area;
  if (!s->ring_found) change->error = fmax(change->error, NO_SOLUTION * s->kase->time.tolerance);
}
