#include "solver/gas/gas_column.h"
#include <math.h>
#include <string.h>

/* LAPACK's banded factorisation with row exchanges, which PETSc's headers do not declare. */
void dgbtrf_(const int *m, const int *n, const int *kl, const int *ku, double *ab, const int *ldab, int *ipiv, int *info);
void dgbtrs_(const char *trans, const int *n, const int *kl, const int *ku, const int *nrhs, const double *ab, const int *ldab,
             const int *ipiv, double *b, const int *ldb, int *info);

/* ---- cells -------------------------------------------------------------------------------------------------------- */

PetscErrorCode VfGasGridCreate(int cells, double ratio, VfGasGrid *grid)
{
  double sum = 0.0, at = 0.0;

  PetscFunctionBeginUser;
  grid->cells = cells;
  PetscCall(PetscMalloc3(cells, &grid->width, cells + 1, &grid->gap, cells, &grid->centre));
  for (int k = 0; k < cells; k++) { /* a parabola: smooth, so that the scheme keeps its order */
    const double x = 2.0 * (k + 0.5) / cells - 1.0;
    grid->width[k] = 1.0 + (ratio - 1.0) * (1.0 - x * x);
    sum += grid->width[k];
  }
  for (int k = 0; k < cells; k++) {
    grid->width[k] /= sum;
    grid->centre[k] = at + 0.5 * grid->width[k];
    at += grid->width[k];
  }
  for (int k = 0; k <= cells; k++) grid->gap[k] = (k < cells ? grid->centre[k] : 1.0) - (k > 0 ? grid->centre[k - 1] : 0.0);
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasGridDestroy(VfGasGrid *grid)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(grid->width, grid->gap, grid->centre));
  PetscFunctionReturn(0);
}

/* ---- rates -------------------------------------------------------------------------------------------------------- */

/* Flux through one face from the pressures on its two sides. */
static void face_flux(const VfGasColumn *column, int n, const VfIsotherm isotherm[], double gap, const double p[], const double q[],
                      double flux[])
{
  double high[VF_MIXTURE_MAX], low[VF_MIXTURE_MAX];

  vf_sorption_mobile(n, isotherm, p, high);
  vf_sorption_mobile(n, isotherm, q, low);
  for (int i = 0; i < n; i++) flux[i] = column->diffusivity[i] * (high[i] - low[i]) / (column->h * gap);
}

void vf_gas_rate(const VfGasGrid *grid, const VfGasColumn *column, int n, const VfIsotherm isotherm[], const double p[],
                 const double feed[], const double permeate[], double rate[], double in[], double out[])
{
  double flux[VF_MIXTURE_MAX] = {0};

  face_flux(column, n, isotherm, grid->gap[0], feed, p, in);
  memcpy(flux, in, sizeof(double) * (size_t)n);
  for (int k = 0; k < grid->cells; k++) {
    const double *next = k + 1 < grid->cells ? &p[(k + 1) * n] : permeate;
    double        leaving[VF_MIXTURE_MAX];

    face_flux(column, n, isotherm, grid->gap[k + 1], &p[k * n], next, leaving);
    for (int i = 0; i < n; i++) {
      rate[k * n + i] = (flux[i] - leaving[i]) / (column->h * grid->width[k]);
      flux[i]         = leaving[i];
    }
  }
  memcpy(out, flux, sizeof(double) * (size_t)n);
}

/* ---- Newton's matrix ---------------------------------------------------------------------------------------------- */

PetscErrorCode VfGasMatrixCreate(int cells, int n, VfGasMatrix *m)
{
  const size_t size = (size_t)cells * (size_t)n;

  PetscFunctionBeginUser;
  *m = (VfGasMatrix){.cells = cells, .n = n, .band = 2 * n - 1, .rows = 3 * (2 * n - 1) + 1};
  PetscCall(PetscMalloc2((size_t)m->rows * size, &m->a, size, &m->pivot));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasMatrixDestroy(VfGasMatrix *m)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree2(m->a, m->pivot));
  PetscFunctionReturn(0);
}

static double *entry(const VfGasMatrix *m, int row, int column)
{
  return &m->a[(size_t)column * (size_t)m->rows + (size_t)(2 * m->band + row - column)];
}

/* Adds factor[i] d(mobile concentration i of cell `at`)/dp to the rows of cell `row`. */
static void add_block(const VfGasMatrix *m, int row, int at, const double factor[], const double slope[])
{
  for (int i = 0; i < m->n; i++)
    for (int j = 0; j < m->n; j++) *entry(m, row * m->n + i, at * m->n + j) += factor[i] * slope[i * m->n + j];
}

static void add_cell(const VfGasGrid *grid, const VfGasColumn *column, const VfIsotherm isotherm[], const double p[], double w,
                     int k, const VfGasMatrix *m)
{
  const int    n      = m->n;
  const double square = column->h * column->h;
  double       own[VF_MIXTURE_MAX * VF_MIXTURE_MAX], one[VF_MIXTURE_MAX], away[VF_MIXTURE_MAX], left[VF_MIXTURE_MAX],
      right[VF_MIXTURE_MAX];

  for (int i = 0; i < n; i++) {
    const double reach = w * column->diffusivity[i] / square;
    one[i]             = 1.0;
    away[i]            = reach * (1.0 / grid->gap[k] + 1.0 / grid->gap[k + 1]) / grid->width[k];
    left[i]            = k > 0 ? -reach / (grid->gap[k] * grid->width[k - 1]) : 0.0;
    right[i]           = k + 1 < grid->cells ? -reach / (grid->gap[k + 1] * grid->width[k + 1]) : 0.0;
  }
  vf_sorption_slopes(n, isotherm, &p[k * n], 0, own);
  add_block(m, k, k, one, own);
  vf_sorption_slopes(n, isotherm, &p[k * n], 1, own);
  add_block(m, k, k, away, own);
  if (k > 0) add_block(m, k - 1, k, left, own);
  if (k + 1 < grid->cells) add_block(m, k + 1, k, right, own);
}

int vf_gas_factor(const VfGasGrid *grid, const VfGasColumn *column, const VfIsotherm isotherm[], const double p[], double w,
                  VfGasMatrix *m)
{
  const int size = m->cells * m->n;
  int       info;

  memset(m->a, 0, sizeof(double) * (size_t)m->rows * (size_t)size);
  for (int k = 0; k < m->cells; k++) add_cell(grid, column, isotherm, p, w, k, m);
  dgbtrf_(&size, &size, &m->band, &m->band, m->a, &m->rows, m->pivot, &info);
  return info;
}

void vf_gas_solve(const VfGasMatrix *m, int count, double x[])
{
  const int size = m->cells * m->n;
  int       info;

  dgbtrs_("N", &size, &m->band, &m->band, &count, m->a, &m->rows, m->pivot, x, &size, &info);
}
