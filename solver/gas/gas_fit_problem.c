#include "solver/gas/gas_fit_problem.h"
#include <math.h>
#include <petsctao.h>
#include <string.h>

static double *parameter(VfFitProblem *f, int k)
{
  return (double *)((char *)&f->kase + f->kase.fit.parameters[k].offset);
}

/* ---- residuals ---------------------------------------------------------------------------------------------------- */

double vf_fit_coordinate(const VfMeasurement *m, double value)
{
  return m->quantity == VF_MEASURED_ACTIVATION_ENERGY ? value : log(value);
}

double vf_fit_deviation(const VfMeasurement *m, double model, double target, double sigma)
{
  if (!isfinite(model) || (m->quantity != VF_MEASURED_ACTIVATION_ENERGY && !(model > 0.0))) return VF_FIT_HOPELESS;
  const double r = m->quantity == VF_MEASURED_ACTIVATION_ENERGY ? (model - target) / sigma : log(model / target) / sigma;
  if (m->relation > 0) return fmin(r, 0.0);
  if (m->relation < 0) return fmax(r, 0.0);
  return fmax(-VF_FIT_HOPELESS, fmin(VF_FIT_HOPELESS, r));
}

static double spring(const VfFitProblem *f, const VfMeasurement *m, double value)
{
  const double r = (vf_fit_coordinate(m, value) - f->hold) / f->spring;

  return isfinite(r) ? fmax(-VF_FIT_HOPELESS, fmin(VF_FIT_HOPELESS, r)) : VF_FIT_HOPELESS;
}

void vf_fit_residuals(VfFitProblem *f, const double y[], double r[], double model[])
{
  for (int k = 0; k < f->kase.fit.n; k++) {
    const VfFitParameter *p = &f->kase.fit.parameters[k];
    *parameter(f, k)        = p->low + y[k] * (p->high - p->low);
  }
  for (int i = 0; i < f->data->n; i++) {
    const VfMeasurement *m     = &f->data->items[i];
    const bool           idle  = m->predicted && !model && i != f->held;
    const double         value = idle ? m->value : vf_measured_model(&f->kase, f->n_gases, f->gases, m);

    r[i] = m->predicted ? 0.0 : vf_fit_deviation(m, value, f->target[i], f->sigma[i]);
    if (i == f->held) r[i] = spring(f, m, value);
    if (model) model[i] = value;
  }
}

PetscErrorCode VfFitJacobian(VfFitProblem *f, const double y[], double J[])
{
  const int n = f->kase.fit.n, m = f->data->n;
  double    at[VF_FIT_MAX], *up, *down;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(m, &up, m, &down));
  for (int k = 0; k < n; k++) {
    memcpy(at, y, sizeof(double) * (size_t)n);
    const double high = fmin(y[k] + VF_FIT_NUDGE, 1.0), low = fmax(y[k] - VF_FIT_NUDGE, 0.0);
    at[k] = high;
    vf_fit_residuals(f, at, up, NULL);
    at[k] = low;
    vf_fit_residuals(f, at, down, NULL);
    for (int i = 0; i < m; i++) J[i * n + k] = (up[i] - down[i]) / (high - low);
  }
  PetscCall(PetscFree2(up, down));
  PetscFunctionReturn(0);
}

static PetscErrorCode tao_residual(Tao tao, Vec y, Vec r, void *context)
{
  const double *at;
  double       *out;

  (void)tao;
  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(y, &at));
  PetscCall(VecGetArray(r, &out));
  vf_fit_residuals(context, at, out, NULL);
  PetscCall(VecRestoreArray(r, &out));
  PetscCall(VecRestoreArrayRead(y, &at));
  PetscFunctionReturn(0);
}

static PetscErrorCode tao_jacobian(Tao tao, Vec y, Mat J, Mat pre, void *context)
{
  VfFitProblem *f = context;
  const double *at;
  double       *rows;
  PetscInt      row[1], column[VF_FIT_MAX];

  (void)tao;
  (void)pre;
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)f->data->n * (size_t)f->kase.fit.n, &rows));
  PetscCall(VecGetArrayRead(y, &at));
  PetscCall(VfFitJacobian(f, at, rows));
  PetscCall(VecRestoreArrayRead(y, &at));
  for (int k = 0; k < f->kase.fit.n; k++) column[k] = k;
  for (int i = 0; i < f->data->n; i++) {
    row[0] = i;
    PetscCall(MatSetValues(J, 1, row, f->kase.fit.n, column, &rows[i * f->kase.fit.n], INSERT_VALUES));
  }
  PetscCall(MatAssemblyBegin(J, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(J, MAT_FINAL_ASSEMBLY));
  PetscCall(PetscFree(rows));
  PetscFunctionReturn(0);
}

/* ---- one fit ------------------------------------------------------------------------------------------------------ */

PetscErrorCode VfFitDescend(VfFitProblem *f, double y[], double *chi2)
{
  const int n = f->kase.fit.n, m = f->data->n;
  Vec       at, low, high, r;
  Mat       J;
  Tao       tao;
  double   *out;

  PetscFunctionBeginUser;
  PetscCall(VecCreateSeqWithArray(PETSC_COMM_SELF, 1, n, y, &at));
  PetscCall(VecDuplicate(at, &low));
  PetscCall(VecDuplicate(at, &high));
  PetscCall(VecSet(low, 0.0));
  PetscCall(VecSet(high, 1.0));
  PetscCall(VecCreateSeq(PETSC_COMM_SELF, m, &r));
  PetscCall(MatCreateSeqDense(PETSC_COMM_SELF, m, n, NULL, &J));
  PetscCall(TaoCreate(PETSC_COMM_SELF, &tao));
  PetscCall(TaoSetOptionsPrefix(tao, "fit_"));
  PetscCall(TaoSetType(tao, TAOBRGN));
  PetscCall(TaoSetSolution(tao, at));
  PetscCall(TaoSetVariableBounds(tao, low, high));
  PetscCall(TaoSetResidualRoutine(tao, r, tao_residual, f));
  PetscCall(TaoSetJacobianResidualRoutine(tao, J, J, tao_jacobian, f));
  PetscCall(TaoSetTolerances(tao, 1e-6, 1e-8, 1e-7));
  PetscCall(TaoSetMaximumIterations(tao, 60));
  PetscCall(TaoSetFromOptions(tao));
  PetscCall(TaoSolve(tao));
  PetscCall(VecGetArray(r, &out));
  for (int k = 0; k < n; k++) y[k] = fmax(0.0, fmin(1.0, y[k]));
  vf_fit_residuals(f, y, out, NULL);
  *chi2 = 0.0;
  for (int i = 0; i < m; i++) *chi2 += out[i] * out[i];
  PetscCall(VecRestoreArray(r, &out));
  PetscCall(TaoDestroy(&tao));
  PetscCall(MatDestroy(&J));
  PetscCall(VecDestroy(&r));
  PetscCall(VecDestroy(&high));
  PetscCall(VecDestroy(&low));
  PetscCall(VecDestroy(&at));
  PetscFunctionReturn(0);
}
