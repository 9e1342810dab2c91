#include "solver/gas/gas_fit.h"
#include "physics/random.h"
#include "solver/gas/gas_fit_problem.h"
#include "solver/signals.h"
#include <math.h>
#include <petscblaslapack.h>
#include <string.h>

/* Where fit number `start` begins: the case's own numbers, then places at random. */
static void begin_at(VfFitProblem *f, unsigned long start, double y[])
{
  for (int k = 0; k < f->kase.fit.n; k++) {
    const VfFitParameter *p   = &f->kase.fit.parameters[k];
    const double          own = (*(const double *)((const char *)&f->kase + p->offset) - p->low) / (p->high - p->low);
    y[k]                      = start == 0 ? fmax(1e-3, fmin(1.0 - 1e-3, own)) : vf_random_at(f->kase.fit.seed, (int)start, k);
  }
}

/* The best of all starts, on all ranks. */
static PetscErrorCode search(MPI_Comm comm, VfFitProblem *f, double y[], VfFitResult *result)
{
  const VfCase clean  = f->kase;
  const int    starts = (int)clean.fit.starts;
  double      *chi2, here[VF_FIT_MAX];
  struct {
    double chi2;
    int    rank;
  } best = {INFINITY, 0};
  int rank, size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(PetscMalloc1(starts, &chi2));
  best.rank = rank;
  for (int s = 0; s < starts; s++) {
    chi2[s] = INFINITY;
    if (s % size != rank || vf_signals_caught()) continue;
    f->kase = clean;
    begin_at(f, (unsigned long)s, here);
    PetscCall(VfFitDescend(f, here, &chi2[s]));
    if (chi2[s] < best.chi2) {
      best.chi2 = chi2[s];
      memcpy(y, here, sizeof here);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, chi2, starts, MPI_DOUBLE, MPI_MIN, comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &best, 1, MPI_DOUBLE_INT, MPI_MINLOC, comm));
  PetscCallMPI(MPI_Bcast(y, VF_FIT_MAX, MPI_DOUBLE, best.rank, comm));
  result->starts = starts;
  result->chi2   = best.chi2;
  for (int s = 0; s < starts; s++) result->arrived += chi2[s] <= best.chi2 * 1.01 + 1e-9;
  PetscCall(PetscFree(chi2));
  PetscFunctionReturn(0);
}

/* ---- what the data say -------------------------------------------------------------------------------------------- */

/* Covariance of y: the inverse of J'J by its eigenvectors.  Parameters on a bound that pushes them out do not vary.
    @param condition ratio of singular values */
static PetscErrorCode covariance(int n, int m, const double J[], const int fixed[], double C[VF_FIT_MAX][VF_FIT_MAX],
                                 double *condition)
{
  double       A[VF_FIT_MAX * VF_FIT_MAX], value[VF_FIT_MAX], work[8 * VF_FIT_MAX];
  int          list[VF_FIT_MAX], free_n = 0;
  PetscBLASInt order, length            = 8 * VF_FIT_MAX, info;

  PetscFunctionBeginUser;
  memset(C, 0, sizeof(double) * VF_FIT_MAX * VF_FIT_MAX);
  for (int k = 0; k < n; k++)
    if (!fixed[k]) list[free_n++] = k;
  *condition = (double)NAN;
  if (!free_n) PetscFunctionReturn(0);
  for (int a = 0; a < free_n; a++) {
    for (int b = 0; b < free_n; b++) {
      A[b * free_n + a] = 0.0;
      for (int i = 0; i < m; i++) A[b * free_n + a] += J[i * n + list[a]] * J[i * n + list[b]];
    }
  }
  order = (PetscBLASInt)free_n;
  LAPACKsyev_("V", "U", &order, A, &order, value, work, &length, &info);
  PetscCheck(info == 0, PETSC_COMM_SELF, PETSC_ERR_LIB, "eigenvalues of the fit's normal matrix: %d", (int)info);
  const double top = fmax(value[free_n - 1], 1e-300);
  *condition       = sqrt(top / fmax(value[0], 1e-30 * top));
  for (int a = 0; a < free_n; a++)
    for (int b = 0; b < free_n; b++)
      for (int q = 0; q < free_n; q++) C[list[a]][list[b]] += A[q * free_n + a] * A[q * free_n + b] / fmax(value[q], 1e-14 * top);
  PetscFunctionReturn(0);
}

static void fill_parameters(const VfFitProblem *f, const double y[], const double C[VF_FIT_MAX][VF_FIT_MAX], VfFitResult *r)
{
  r->n = f->kase.fit.n;
  for (int k = 0; k < r->n; k++) {
    const VfFitParameter *p     = &f->kase.fit.parameters[k];
    const double          range = p->high - p->low;

    r->value[k]      = p->low + y[k] * range;
    r->error[k]      = sqrt(C[k][k]) * range;
    r->determined[k] = !r->at_bound[k] && sqrt(12.0 * C[k][k]) < 1.0;
    for (int q = 0; q < r->n; q++)
      r->correlation[k][q] = C[k][k] > 0.0 && C[q][q] > 0.0 ? C[k][q] / sqrt(C[k][k] * C[q][q]) : k == q;
  }
}

/* Standard errors of all models, fitted or predicted, from those of the parameters. */
static PetscErrorCode fill_models(VfFitProblem *f, const double y[], const double C[VF_FIT_MAX][VF_FIT_MAX], VfFitResult *r)
{
  const int n = f->kase.fit.n, m = f->data->n;
  double   *up, *down, *slope, at[VF_FIT_MAX], *scratch;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc4(m, &up, m, &down, (size_t)m * (size_t)n, &slope, m, &scratch));
  for (int k = 0; k < n; k++) {
    memcpy(at, y, sizeof at);
    const double high = fmin(y[k] + VF_FIT_NUDGE, 1.0), low = fmax(y[k] - VF_FIT_NUDGE, 0.0);
    at[k] = high;
    vf_fit_residuals(f, at, scratch, up);
    at[k] = low;
    vf_fit_residuals(f, at, scratch, down);
    for (int i = 0; i < m; i++) {
      const bool energy = f->data->items[i].quantity == VF_MEASURED_ACTIVATION_ENERGY;
      slope[i * n + k]  = (energy ? up[i] - down[i] : log(up[i] / down[i])) / (high - low);
    }
  }
  vf_fit_residuals(f, y, r->residual, r->model);
  for (int i = 0; i < m; i++) {
    double variance = 0.0;
    for (int a = 0; a < n; a++)
      for (int b = 0; b < n; b++) variance += slope[i * n + a] * C[a][b] * slope[i * n + b];
    r->model_error[i]         = sqrt(fmax(variance, 0.0));
    const VfMeasurement *item = &f->data->items[i];
    if (item->predicted) r->residual[i] = vf_fit_deviation(item, r->model[i], f->target[i], f->sigma[i]);
    r->n_used += !item->predicted && (item->relation == 0 || r->residual[i] != 0.0);
  }
  PetscCall(PetscFree4(up, down, slope, scratch));
  PetscFunctionReturn(0);
}

/* Which parameters stand on a bound that the data push them against. */
static void find_bounds(int n, int m, const double y[], const double J[], const double r[], int at_bound[])
{
  for (int k = 0; k < n; k++) {
    double slope = 0.0;

    for (int i = 0; i < m; i++) slope += J[i * n + k] * r[i];
    at_bound[k] = y[k] < 1e-6 && slope >= 0.0 ? -1 : y[k] > 1.0 - 1e-6 && slope <= 0.0 ? 1 : 0;
  }
}

static PetscErrorCode analyse(VfFitProblem *f, const double y[], double C[VF_FIT_MAX][VF_FIT_MAX], int at_bound[],
                              double *condition)
{
  const int n = f->kase.fit.n, m = f->data->n;
  double   *J, *r;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2((size_t)m * (size_t)n, &J, m, &r));
  PetscCall(VfFitJacobian(f, y, J));
  vf_fit_residuals(f, y, r, NULL);
  find_bounds(n, m, y, J, r, at_bound);
  PetscCall(covariance(n, m, J, at_bound, C, condition));
  PetscCall(PetscFree2(J, r));
  PetscFunctionReturn(0);
}

/* ---- synthetic data ----------------------------------------------------------------------------------------------- */

/* Data as the case's own numbers would give them, with noise; do the intervals hold those numbers? */
static PetscErrorCode draw(VfFitProblem *f, const double truth[], unsigned long number, int covered[])
{
  const int    n = f->kase.fit.n, m = f->data->n;
  const double noise = f->kase.fit.noise;
  double      *made, *sigma, *scratch, y[VF_FIT_MAX], C[VF_FIT_MAX][VF_FIT_MAX], chi2, condition;
  int          at_bound[VF_FIT_MAX];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc3(m, &made, m, &sigma, m, &scratch));
  vf_fit_residuals(f, truth, scratch, made);
  for (int i = 0; i < m; i++) {
    const bool   energy = f->data->items[i].quantity == VF_MEASURED_ACTIVATION_ENERGY;
    const double gauss  = vf_random_normal_at(f->kase.fit.seed + 1, (int)number, i);

    sigma[i] = energy ? noise * fabs(made[i]) : noise;
    made[i]  = energy ? made[i] + sigma[i] * gauss : made[i] * exp(noise * gauss);
  }
  f->target = made;
  f->sigma  = sigma;
  memcpy(y, truth, sizeof y);
  PetscCall(VfFitDescend(f, y, &chi2));
  PetscCall(analyse(f, y, C, at_bound, &condition));
  for (int k = 0; k < n; k++) covered[k] += fabs(y[k] - truth[k]) <= 1.959964 * sqrt(C[k][k]);
  PetscCall(PetscFree3(made, sigma, scratch));
  PetscFunctionReturn(0);
}

static PetscErrorCode draw_all(MPI_Comm comm, const VfFitProblem *f, VfFitResult *result)
{
  VfFitProblem copy              = *f;
  double       truth[VF_FIT_MAX] = {0};
  int          rank, size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  begin_at(&copy, 0, truth);
  result->draws = (int)f->kase.fit.draws;
  for (int d = rank; d < result->draws && !vf_signals_caught(); d += size)
    PetscCall(draw(&copy, truth, (unsigned long)d, result->covered));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, result->covered, VF_FIT_MAX, MPI_INT, MPI_SUM, comm));
  PetscFunctionReturn(0);
}

/* ---- all together ------------------------------------------------------------------------------------------------- */

PetscErrorCode VfGasFit(MPI_Comm comm, const VfCase *kase, int n_gases, const VfPenetrant gases[], const VfMeasurements *data,
                        VfFitResult *result, char message[], size_t size)
{
  VfFitProblem f = {.kase = *kase, .n_gases = n_gases, .gases = gases, .data = data, .held = -1};
  double      *target, *sigma, y[VF_FIT_MAX] = {0}, C[VF_FIT_MAX][VF_FIT_MAX];

  PetscFunctionBeginUser;
  message[0] = '\0';
  *result    = (VfFitResult){.n_data = data->n};
  PetscCall(PetscMalloc6(data->n, &result->model, data->n, &result->model_error, data->n, &result->residual, data->n, &result->low,
                         data->n, &result->high, data->n, &result->distance));
  PetscCall(PetscMalloc2(data->n, &target, data->n, &sigma));
  for (int i = 0; i < data->n; i++) {
    target[i] = data->items[i].value;
    sigma[i]  = data->items[i].sigma;
  }
  f.target = target;
  f.sigma  = sigma;
  PetscCall(draw_all(comm, &f, result));
  PetscCall(search(comm, &f, y, result));
  PetscCall(analyse(&f, y, C, result->at_bound, &result->condition));
  fill_parameters(&f, y, (const double(*)[VF_FIT_MAX])C, result);
  PetscCall(fill_models(&f, y, (const double(*)[VF_FIT_MAX])C, result));
  PetscCall(VfFitIntervals(comm, &f, y, result));
  PetscCall(VfSignalsAgree(comm, &result->signal));
  if (result->signal)
    snprintf(message, size, "interrupted by signal %d (%s); nothing is written", result->signal, strsignal(result->signal));
  else if (!isfinite(result->chi2) || result->chi2 >= VF_FIT_HOPELESS * VF_FIT_HOPELESS)
    snprintf(message, size, "nothing could be fitted: between the bounds the laws cannot be evaluated for some measurement");
  result->aic  = result->chi2 + 2.0 * result->n;
  result->aicc = result->n_used > result->n + 1
                     ? result->aic + 2.0 * result->n * (result->n + 1.0) / (result->n_used - result->n - 1.0)
                     : (double)NAN;
  PetscCall(PetscFree2(target, sigma));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFitResultDestroy(VfFitResult *result)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree6(result->model, result->model_error, result->residual, result->low, result->high, result->distance));
  PetscFunctionReturn(0);
}
