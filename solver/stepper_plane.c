#include "solver/stepper_plane.h"
#include "solver/contact.h"
#include "solver/extend.h"
#include "solver/thickness_flux.h"
#include <math.h>

/* film.stiff: automatic takes steps of more than this z = dt x (fastest rate) implicitly; the midpoint rule is stable below 2. */
#define AUTOMATIC_FROM 1.5

/* Error, in tolerances, of an implicit step that found no solution: the controller halves it. */
#define UNSOLVED 6.5

/* A thickness that drives stays between these parts of that at mid-step. */
#define DRIVE_LEAST 0.2
#define DRIVE_MOST 5.0

/* Relief, relative to the thickness, below which the film counts as flat. */
#define RELIEF_LEAST 1e-4

void vf_plane_step_lend(VfState *middle, VfPlaneStep *p)
{
  *p = (VfPlaneStep){.hu = middle->m, .hv = middle->X, .drive = middle->Tf, .flux = middle->decomposition};
}

/* What stands in them is of the film at mid-step, or of the momentum solve; beyond walls nothing will be written, and zero is meant. */
static PetscErrorCode clear(const VfGrid *g, double *one, double *other)
{
  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(one, g->n_local));
  PetscCall(PetscArrayzero(other, g->n_local));
  PetscFunctionReturn(0);
}

/* Thickness on faces; found twice, as momentum works in these fields in between. */
static PetscErrorCode set_faces(VfStepper *s)
{
  const VfState *mid = &s->middle;

  PetscFunctionBeginUser;
  PetscCall(clear(s->grid, s->plane.hu, s->plane.hv));
  PetscCall(VfThicknessFaces(s->grid, (VfFluxFilm){mid->h, mid->w, mid->c}, s->plane.hu, s->plane.hv));
  PetscFunctionReturn(0);
}

static bool has_history(const VfState *s)
{
  return s->dt_before > 0.0 && s->fluidity > 0.0;
}

/* A first step, without a step before it, is explicit: the controller keeps it short. */
static void choose(VfStepper *s, double dt)
{
  const VfStiff mode    = s->kase->film_stiff;
  const bool    history = has_history(&s->state);
  VfPlaneStep  *p       = &s->plane;

  p->implicit =
      history && (mode == VF_STIFF_IMPLICIT || (mode == VF_STIFF_AUTOMATIC && dt * s->summary.stiff_rate > AUTOMATIC_FROM));
  p->alpha = history ? dt / (s->state.dt_before + 2.0 * dt) : 0.0;
  p->tau   = p->implicit ? (1.0 - p->alpha) * dt : 0.0;
}

/* The thickness that would drive if the film went on with the first guess of its velocity. */
static PetscErrorCode expected_drive(VfStepper *s, double dt)
{
  const VfGrid *g = s->grid;
  const double *h = s->middle.h, before = s->state.dt_before;
  VfPlaneStep  *p = &s->plane;

  PetscFunctionBeginUser;
  PetscCall(set_faces(s));
  PetscCall(clear(g, p->drive, p->flux));
  vf_thickness_flux(g, s->middle.w, p->hu, p->hv, s->guess_u, s->guess_v, p->flux);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q     = vf_index(g, i, j);
      const double start = h[q] + 0.5 * dt * p->flux[q];
      const double past  = s->state.h_drive[q] > 0.0 ? s->state.h_drive[q] : start + 0.5 * before * p->flux[q];

      p->drive[q] = p->alpha * past + (1.0 - p->alpha) * start - p->tau * p->flux[q];
      p->drive[q] = fmin(fmax(p->drive[q], DRIVE_LEAST * h[q]), DRIVE_MOST * h[q]);
    }
  }
  PetscCall(VfGridHalo(g, 1, &p->drive));
  PetscFunctionReturn(0);
}

static PetscErrorCode set_operator(VfStepper *s)
{
  const VfFilmForces          *f            = &s->forces;
  const VfPlaneStep           *p            = &s->plane;
  const VfMomentumCoefficients coefficients = {f->A, f->G, f->Bu, f->Bv};
  const VfStiffTerms           terms        = {s->middle.h, s->middle.w, f->A, f->stiff, f->Gamma, p->hu, p->hv, p->tau};

  PetscFunctionBeginUser;
  PetscCall(VfMomentumSetCoefficients(s->momentum, &coefficients, p->implicit ? &terms : NULL));
  PetscFunctionReturn(0);
}

/* Thickness that would drive without its flux, kept in Gamma, which the terms have taken over: momentum works where drive and flux are. */
static void keep_drive(VfStepper *s)
{
  const VfPlaneStep *p = &s->plane;

  for (size_t q = 0; q < s->grid->n_local; q++) s->forces.Gamma[q] = p->drive[q] + p->tau * p->flux[q];
}

/* The flux of the velocity found, and the thickness that it says drove. */
static PetscErrorCode note_result(VfStepper *s)
{
  const VfGrid  *g   = s->grid;
  const VfState *mid = &s->middle;
  VfPlaneStep   *p   = &s->plane;

  PetscFunctionBeginUser;
  PetscCall(set_faces(s));
  const double *without = p->implicit ? s->forces.Gamma : mid->h; /* the flux */

  vf_thickness_flux(g, mid->w, p->hu, p->hv, mid->u, mid->v, p->flux);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      p->drive[q] = mid->w[q] > 0.0 ? fmax(without[q] - p->tau * p->flux[q], 0.0) : 0.0;
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperBalancePlane(VfStepper *s, double dt, bool *converged)
{
  VfPlaneStep  *p   = &s->plane;
  VfFilmForces *f   = &s->forces;
  VfState      *mid = &s->middle;
  const bool    all = s->kase->film_stiff != VF_STIFF_EXPLICIT;

  PetscFunctionBeginUser;
  choose(s, dt);
  if (p->implicit) {
    PetscCall(VfFilmForcesKeepStiff(s->grid, f));
    PetscCall(expected_drive(s, dt));
  }
  PetscCall(VfFilmBalance(s->grid, &s->laws, mid, p->implicit ? p->drive : mid->h, f));
  PetscCall(PetscLogStagePush(s->stages[STAGE_SETUP]));
  PetscCall(set_operator(s));
  PetscCall(PetscLogStagePop());
  if (p->implicit) keep_drive(s);
  PetscCall(VfMomentumSolve(s->momentum, f->fu, f->fv, mid->u, mid->v, converged));
  p->found   = *converged;
  *converged = *converged || p->implicit; /* a shorter step is less stiff */
  if (all) PetscCall(note_result(s));
  PetscCall(VfExtendVelocity(s->grid, mid->w, mid->u, mid->v));
  PetscCall(VfContactStop(s->grid, mid->c, mid->u, mid->v));
  PetscFunctionReturn(0);
}

/* No edge of the film within two cells: beside an edge rates jump with every cell that it crosses. */
static bool is_inner(const VfGrid *g, const double *w, int i, int j)
{
  const size_t q = vf_index(g, i, j), ld = (size_t)g->ld;

  for (int d = 1; d <= 2; d++) {
    if (i - d >= 0 && w[q - (size_t)d] < 0.999) return false;
    if (i + d < g->nx && w[q + (size_t)d] < 0.999) return false;
    if (j - d >= 0 && w[q - (size_t)d * ld] < 0.999) return false;
    if (j + d < g->ny && w[q + (size_t)d * ld] < 0.999) return false;
  }
  return w[q] >= 0.999;
}

/* Change of thickness over the step less what the last two steps made expect: linear in time, and with the fluidity. */
static double surprise(const VfStepper *s, double dt, double scale, size_t q)
{
  const VfState *state    = &s->state;
  const double   expected = state->h_rate[q] + dt / state->dt_before * (state->h_rate[q] - state->h_flux[q]);

  return dt * (s->plane.flux[q] - scale * expected);
}

PetscErrorCode VfStepperPlaneError(VfStepper *s, double dt, VfStepChange *change)
{
  const VfGrid  *g   = s->grid;
  const VfState *mid = &s->middle, *state = &s->state;
  double         sums[5] = {0.0, 0.0, 0.0, 0.0, 0.0}; /* over the inner film: area, h, h^2, surprise, its square */

  PetscFunctionBeginUser;
  change->error_implicit = change->error;
  change->implicit       = s->plane.implicit;
  if (!s->plane.found) change->error = fmax(change->error, UNSOLVED * s->kase->time.tolerance);
  if (!has_history(state) || s->kase->film_stiff == VF_STIFF_EXPLICIT) PetscFunctionReturn(0);
  const double scale = s->summary.fluidity / state->fluidity;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q      = vf_index(g, i, j);
      const double weight = vf_cell_weight(g, i), h = mid->h[q];

      if (!(state->h_drive[q] > 0.0) || !is_inner(g, mid->w, i, j)) continue;
      const double d = surprise(s, dt, scale, q), terms[5] = {1.0, h, h * h, d, d * d};

      for (int k = 0; k < 5; k++) sums[k] += weight * terms[k];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 5, MPI_DOUBLE, MPI_SUM, g->comm));
  if (!(sums[0] > 0.0)) PetscFunctionReturn(0);
  const double h = sums[1] / sums[0], d = sums[3] / sums[0];
  const double relief = sqrt(fmax(sums[2] / sums[0] - h * h, 0.0)) / h, uneven = sqrt(fmax(sums[4] / sums[0] - d * d, 0.0));
  const double formula = (dt + state->dt_before) / (2.0 * dt + state->dt_before), share = formula / (1.0 + formula);

  change->error_implicit += share * (fabs(d) + uneven / sqrt(fmin(fmax(relief, RELIEF_LEAST), 1.0))) / h;
  if (s->plane.implicit) change->error = fmax(change->error, change->error_implicit);
  PetscFunctionReturn(0);
}

void vf_stepper_plane_accept(VfStepper *s, double dt)
{
  const VfGrid *g     = s->grid;
  VfState      *state = &s->state;
  VfPlaneStep  *p     = &s->plane;
  const double  scale = has_history(state) ? s->summary.fluidity / state->fluidity : 0.0;

  if (s->kase->film_stiff == VF_STIFF_EXPLICIT) return;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q    = vf_index(g, i, j);
      const double past = scale > 0.0 && state->h_drive[q] > 0.0 ? scale * state->h_flux[q] : p->flux[q];

      state->h_rate[q]  = (p->flux[q] - p->alpha * past) / (1.0 - p->alpha);
      state->h_flux[q]  = p->flux[q];
      state->h_drive[q] = p->drive[q];
    }
  }
  state->dt_before = dt;
}
