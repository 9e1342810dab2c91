#include "solver/lubrication_error.h"
#include "solver/lubrication_film.h"
#include "solver/row_sums.h"
#include <math.h>

/* Root mean square of a difference of the owned cells over that of the thickness, weighted by area. */
static PetscErrorCode relative_size(const VfLubrication *l, const double *from, const double *to, double *size)
{
  const VfLubricationLevel *level   = VfLubricationMgFinest(l->mg);
  double                    sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = 0; j < l->grid->ym; j++) {
    const size_t  k0 = vf_patch_index(level->p, 0, j);
    const double *a  = level->a + k0;

    sums[0] += vf_row_norm(l->grid->xm, a, l->f.h + k0);
    sums[1] += from ? vf_row_square(l->grid->xm, a, to + k0, from + k0) : vf_row_norm(l->grid->xm, a, to + k0);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, l->grid->comm));
  *size = sqrt(sums[1] / sums[0]);
  PetscFunctionReturn(0);
}

/* The first step, backward Euler, is wrong by half its length times the change of the rate,  (h - h_now - dt f(h_now))/2.  Of a wave
   that decays many times over within the step that says far too much, and the operator of the step, inverted by a V-cycle, takes it
   down to the wave itself (Hairer and Wanner 1996, Solving ODEs II, IV.8).  What the step changes is no measure: a wave of small
   height may grow many times over within a step that hardly changes the film. */
static PetscErrorCode first_error(VfLubrication *l, double *error)
{
  VfLubricationLevel *level      = VfLubricationMgFinest(l->mg);
  double *const       unknowns[] = {l->f.h, l->f.p};
  double             *result     = l->f.predicted; /* done with */

  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(result, l->f.h, level->n));
  for (int start = 1; start >= 0; start--) {
    for (size_t k = 0; k < level->n; k++) {
      if (level->d[k] > 0.0) l->f.h[k] = start ? l->f.now[k] : result[k];
    }
    PetscCall(VfLubricationLevelHalo(level, 1, unknowns));
    vf_lubrication_pressure(l);
    PetscCall(VfLubricationLevelHalo(level, 2, unknowns));
    if (!start) break;
    (void)vf_lubrication_residual(l, NULL); /* b1 = a dt f(h_now) */
    for (size_t k = 0; k < level->n; k++) {
      level->b1[k] = 0.5 * (level->a[k] * (result[k] - l->f.now[k]) - level->b1[k]);
      level->b2[k] = 0.0;
    }
    vf_spans_fill(&level->spans);
    PetscCall(VfLubricationMgSetStiffness(l->mg));
    PetscCall(VfLubricationMgCycle(l->mg, VF_LUBRICATION_SWEEPS));
    l->cycles++;
  }
  PetscCall(relative_size(l, NULL, level->e, error));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationError(VfLubrication *l, double dt, double *error)
{
  PetscFunctionBeginUser;
  if (l->formula.order == 1) {
    PetscCall(first_error(l, error));
    PetscFunctionReturn(0);
  }
  PetscCall(relative_size(l, l->f.predicted, l->f.h, error));
  *error *= l->formula.gamma / (dt + l->formula.gamma); /* lubrication_time.h */
  PetscFunctionReturn(0);
}

/* A first step, backward Euler, that changes the thickness by this times the root of the tolerance is wrong by about the tolerance. */
#define FIRST_PART 0.3

PetscErrorCode VfLubricationFirst(VfLubrication *l, const VfState *s, double S, double *dt)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);
  double                    rate;

  PetscFunctionBeginUser;
  l->potential.S = S;
  PetscCall(VfLubricationLoad(l, s, s, 1.0, false));
  PetscCall(VfLubricationFaces(l, false));
  PetscCall(VfLubricationStart(l));
  (void)vf_lubrication_residual(l, NULL); /* beyond the potential's law the step itself fails */
  for (size_t k = 0; k < level->n; k++) level->b1[k] = level->a[k] > 0.0 ? level->b1[k] / level->a[k] : 0.0;
  PetscCall(relative_size(l, NULL, level->b1, &rate));
  if (rate > 0.0) *dt = fmin(*dt, FIRST_PART * sqrt(l->kase->time.tolerance) / rate);
  PetscFunctionReturn(0);
}
