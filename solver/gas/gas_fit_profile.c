/* Intervals of what a fit predicts, by profile likelihood: a spring pulls one predicted value away from the best while everything fitted
   gives way as little as it can; the interval ends where chi2 has risen by 3.84 (95 %, one degree of freedom).

   Each end of the spring's rest gives one place on the profile, whatever the spring's strength: at the least of
   chi2(y) + (q(y) - hold)^2/spring^2 the numbers y are also the best of all with the same q. */
#include "solver/gas/gas_fit_problem.h"
#include "solver/signals.h"
#include <math.h>
#include <string.h>

static const double rise_95  = 3.841459; /* chi-squared of one degree of freedom, 95 % */
static const double normal95 = 1.959964;
enum { MARCHES = 40, CUTS = 8 };

/* One side of one prediction: a place on the profile. */
typedef struct {
  double q;    /* distance from the best in the coordinate, >= 0 outwards */
  double rise; /* of chi2 */
  double y[VF_FIT_MAX];
} Place;

/* The place on the profile that a spring at distance `hold` finds, begun at `from`. */
static PetscErrorCode pull(VfFitProblem *f, double best, double chi2, int side, double hold, double spring, const Place *from,
                           Place *to)
{
  double with, *r, *model, value;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(f->data->n, &r, f->data->n, &model));
  *to       = *from;
  f->hold   = best + side * hold;
  f->spring = spring;
  PetscCall(VfFitDescend(f, to->y, &with));
  vf_fit_residuals(f, to->y, r, model);
  value    = vf_fit_coordinate(&f->data->items[f->held], model[f->held]);
  to->rise = with - r[f->held] * r[f->held] - chi2;
  to->q    = side * (value - best);
  PetscCall(PetscFree2(r, model));
  PetscFunctionReturn(0);
}

/* Distance of the interval's end on one side; INFINITY when none is found within `reach`. */
static PetscErrorCode find_end(VfFitProblem *f, const double y[], double best, double chi2, int side, double step, double reach,
                               double *end)
{
  const double shortest = 1e-3 * step;
  Place        inner    = {0}, outer;

  PetscFunctionBeginUser;
  *end = INFINITY;
  memcpy(inner.y, y, sizeof inner.y);
  for (int i = 0;; i++) {
    if (i == MARCHES || inner.q > reach || step < shortest) PetscFunctionReturn(0);
    PetscCall(pull(f, best, chi2, side, inner.q + step, 0.15 * step, &inner, &outer));
    if (!isfinite(outer.rise) || !isfinite(outer.q)) PetscFunctionReturn(0);
    if (outer.rise >= rise_95) break;
    step *= outer.q > inner.q + 0.3 * step ? 1.6 : 0.4; /* where a bound is met the rise steepens: a shorter and stiffer spring */
    if (outer.q > inner.q) inner = outer;
  }
  for (int i = 0; i < CUTS && outer.q - inner.q > 5e-3 * outer.q; i++) { /* the root of the rise is nearly straight */
    const double a = sqrt(fmax(inner.rise, 0.0)), b = sqrt(outer.rise);
    const double at = inner.q + (outer.q - inner.q) * fmax(0.05, fmin(0.95, (sqrt(rise_95) - a) / (b - a)));
    Place        middle;

    PetscCall(pull(f, best, chi2, side, at, 0.02 * (outer.q - inner.q), &inner, &middle));
    if (!(middle.q > inner.q && middle.q < outer.q)) break;
    *(middle.rise < rise_95 ? &inner : &outer) = middle;
  }
  const double a = sqrt(fmax(inner.rise, 0.0)), b = sqrt(outer.rise);
  *end = inner.q + (outer.q - inner.q) * (sqrt(rise_95) - a) / (b - a);
  PetscFunctionReturn(0);
}

/* Distances of both ends for measurement i. */
static PetscErrorCode profile(const VfFitProblem *original, const double y[], double chi2, int i, double model, double error,
                              double ends[2])
{
  VfFitProblem         f      = *original;
  const VfMeasurement *m      = &f.data->items[i];
  const bool           energy = m->quantity == VF_MEASURED_ACTIVATION_ENERGY;
  const double         step = fmin(error, energy ? 2e3 : 0.5), reach = energy ? 1e5 : log(1e3);

  PetscFunctionBeginUser;
  ends[0] = ends[1] = 0.0;
  if (!(error > 1e-9)) PetscFunctionReturn(0); /* the fitted numbers have no say in it */
  f.held = i;
  for (int k = 0; k < 2; k++) PetscCall(find_end(&f, y, vf_fit_coordinate(m, model), chi2, k ? 1 : -1, step, reach, &ends[k]));
  PetscFunctionReturn(0);
}

/* How far a measurement is from a model whose interval reaches `ends` down and up. */
static double distance(const VfMeasurement *m, double model, const double ends[2])
{
  const double gap   = vf_fit_coordinate(m, m->value) - vf_fit_coordinate(m, model);
  const double sigma = m->predicted ? hypot(m->sigma, ends[gap > 0.0] / normal95) : m->sigma;

  if ((m->relation > 0 && gap <= 0.0) || (m->relation < 0 && gap >= 0.0)) return 0.0;
  return -gap / sigma;
}

PetscErrorCode VfFitIntervals(MPI_Comm comm, const VfFitProblem *f, const double y[], VfFitResult *result)
{
  const int n = f->data->n;
  double   *ends;
  int       rank, size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(PetscCalloc1(2 * (size_t)n, &ends));
  for (int i = rank; i < n && !vf_signals_caught(); i += size) {
    ends[2 * i] = ends[2 * i + 1] = normal95 * result->model_error[i];
    if (f->kase.fit.intervals == VF_INTERVALS_PROFILE && f->data->items[i].predicted && !f->data->items[i].compared)
      PetscCall(profile(f, y, result->chi2, i, result->model[i], result->model_error[i], &ends[2 * i]));
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, ends, 2 * n, MPI_DOUBLE, MPI_SUM, comm));
  for (int i = 0; i < n; i++) {
    const VfMeasurement *m      = &f->data->items[i];
    const bool           energy = m->quantity == VF_MEASURED_ACTIVATION_ENERGY;

    result->low[i]      = energy ? result->model[i] - ends[2 * i] : result->model[i] * exp(-ends[2 * i]);
    result->high[i]     = energy ? result->model[i] + ends[2 * i + 1] : result->model[i] * exp(ends[2 * i + 1]);
    result->distance[i] = distance(m, result->model[i], &ends[2 * i]);
  }
  PetscCall(PetscFree(ends));
  PetscFunctionReturn(0);
}
