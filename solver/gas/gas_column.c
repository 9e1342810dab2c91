#include "solver/gas/gas_column.h"
#include <math.h>
#include <string.h>

/* LAPACK's banded factorisation with row exchanges, which PETSc's headers do not declare. */
void dgbtrf_(const int *m, const int *n, const int *kl, const int *ku, double *ab, const int *ldab, int *ipiv, int *info);
void dgbtrs_(const char *trans, const int *n, const int *kl, const int *ku, const int *nrhs, const double *ab, const int *ldab,
             const int *ipiv, double *b, const int *ldb, int *info);

/* ---- cells -------------------------------------------------------------------------------------------------------- */

PetscErrorCode VfGasGridCreate(int film, double ratio, VfGasGrid *grid)
{
  double sum = 0.0, at = 0.0;

  PetscFunctionBeginUser;
  grid->film  = film;
  grid->cells = film + grid->support.nodes;
  PetscCall(PetscMalloc3(film, &grid->width, film + 1, &grid->gap, film, &grid->centre));
  for (int k = 0; k < film; k++) { /* a parabola: smooth, so that the scheme keeps its order */
    const double x = 2.0 * (k + 0.5) / film - 1.0;
    grid->width[k] = 1.0 + (ratio - 1.0) * (1.0 - x * x);
    sum += grid->width[k];
  }
  for (int k = 0; k < film; k++) {
    grid->width[k] /= sum;
    grid->centre[k] = at + 0.5 * grid->width[k];
    at += grid->width[k];
  }
  for (int k = 0; k <= film; k++) grid->gap[k] = (k < film ? grid->centre[k] : 1.0) - (k > 0 ? grid->centre[k - 1] : 0.0);
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasGridDestroy(VfGasGrid *grid)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(grid->width, grid->gap, grid->centre));
  PetscFunctionReturn(0);
}

double vf_gas_volume(const VfGasGrid *grid, const VfGasColumn *column, int k)
{
  if (k < grid->film) return column->h * grid->width[k];
  return grid->support.length / grid->support.nodes * (k == grid->film ? 0.5 : 1.0);
}

/* ---- rates -------------------------------------------------------------------------------------------------------- */

void vf_gas_load(const VfGasGrid *grid, int n, const VfIsotherm isotherm[], int k, const double p[], double C[])
{
  if (k < grid->film) {
    vf_sorption_load(n, isotherm, p, C);
    return;
  }
  for (int i = 0; i < n; i++) C[i] = grid->support.pores * p[i];
}

/* Gas number i through face f: what a difference of one in `mobile` lets through. */
static double conductance(const VfGasGrid *grid, const VfGasColumn *column, int f, int i)
{
  if (f <= grid->film) return column->diffusivity[i] / (column->h * grid->gap[f]);
  return grid->support.permeability[i] * grid->support.nodes / grid->support.length;
}

/* What drives through face f: the mobile concentration in the film, the pressure in the support. */
static void mobile(const VfGasGrid *grid, int n, const VfIsotherm isotherm[], int f, const double p[], double c[])
{
  if (f <= grid->film)
    vf_sorption_mobile(n, isotherm, p, c);
  else
    memcpy(c, p, sizeof(double) * (size_t)n);
}

/* `low` of one face is the `high` of the next, but for the film's back. */
void vf_gas_rate(const VfGasGrid *grid, const VfGasColumn *column, int n, const VfIsotherm isotherm[], const double p[],
                 const double feed[], const double permeate[], double rate[], double in[], double out[])
{
  double flux[VF_MIXTURE_MAX] = {0}, high[VF_MIXTURE_MAX] = {0}, low[VF_MIXTURE_MAX] = {0};

  mobile(grid, n, isotherm, 0, feed, high);
  for (int f = 0; f <= grid->cells; f++) {
    const double volume = f > 0 ? vf_gas_volume(grid, column, f - 1) : 1.0;

    if (f == grid->film + 1) mobile(grid, n, isotherm, f, &p[(f - 1) * n], high);
    mobile(grid, n, isotherm, f, f < grid->cells ? &p[f * n] : permeate, low);
    for (int i = 0; i < n; i++) {
      const double leaving = conductance(grid, column, f, i) * (high[i] - low[i]);
      if (f == 0)
        in[i] = leaving;
      else
        rate[(f - 1) * n + i] = (flux[i] - leaving) / volume;
      flux[i] = leaving;
      high[i] = low[i];
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

static void diagonal(int n, double value, double slope[])
{
  memset(slope, 0, sizeof(double) * (size_t)(n * n));
  for (int i = 0; i < n; i++) slope[i * n + i] = value;
}

void vf_gas_load_slopes(const VfGasGrid *grid, int n, const VfIsotherm isotherm[], int k, const double p[], double slope[])
{
  if (k < grid->film)
    vf_sorption_slopes(n, isotherm, p, 0, slope);
  else
    diagonal(n, grid->support.pores, slope);
}

static void mobile_slopes(const VfGasGrid *grid, int n, const VfIsotherm isotherm[], int f, const double p[], double slope[])
{
  if (f <= grid->film)
    vf_sorption_slopes(n, isotherm, p, 1, slope);
  else
    diagonal(n, 1.0, slope);
}

void vf_gas_face_slopes(const VfGasGrid *grid, const VfGasColumn *column, int n, const VfIsotherm isotherm[], int f,
                        const double p[], double slope[])
{
  mobile_slopes(grid, n, isotherm, f, p, slope);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) slope[i * n + j] *= conductance(grid, column, f, i);
}

/* Adds factor[i] slope[i, j] to the entries that say how the rows of cell `row` follow the pressures of cell `at`. */
static void add_block(const VfGasMatrix *m, int row, int at, const double factor[], const double slope[])
{
  for (int j = 0; j < m->n; j++) {
    double *column = entry(m, row * m->n, at * m->n + j);
    for (int i = 0; i < m->n; i++) column[i] += factor[i] * slope[i * m->n + j];
  }
}

/* What flows through face f of cell k, as far as it follows the pressures of k: out of k, into the cell beyond.
   @param own, beyond [1/m] w over the volumes of k and of that cell, 0 for none */
static void add_face(const VfGasGrid *grid, const VfGasColumn *column, int k, int f, double own, double beyond,
                     const double slope[], const VfGasMatrix *m)
{
  double out[VF_MIXTURE_MAX], in[VF_MIXTURE_MAX];

  for (int i = 0; i < m->n; i++) {
    const double through = conductance(grid, column, f, i);
    out[i]               = own * through;
    in[i]                = -beyond * through;
  }
  add_block(m, k, k, out, slope);
  if (beyond > 0.0) add_block(m, f == k ? k - 1 : k + 1, k, in, slope);
}

/* @param over [1/m] w over the volumes of the cells before, at and after k, 0 where there is none. */
static void add_cell(const VfGasGrid *grid, const VfGasColumn *column, const VfIsotherm isotherm[], const double p[],
                     const double over[3], int k, const VfGasMatrix *m)
{
  const int n = m->n;
  double    slope[VF_MIXTURE_MAX * VF_MIXTURE_MAX], one[VF_MIXTURE_MAX];

  for (int i = 0; i < n; i++) one[i] = 1.0;
  vf_gas_load_slopes(grid, n, isotherm, k, &p[k * n], slope);
  add_block(m, k, k, one, slope);
  mobile_slopes(grid, n, isotherm, k, &p[k * n], slope);
  add_face(grid, column, k, k, over[1], over[0], slope, m);
  if (k == grid->film) mobile_slopes(grid, n, isotherm, k + 1, &p[k * n], slope);
  add_face(grid, column, k, k + 1, over[1], over[2], slope, m);
}

int vf_gas_factor(const VfGasGrid *grid, const VfGasColumn *column, const VfIsotherm isotherm[], const double p[], double w,
                  VfGasMatrix *m)
{
  const int size    = m->cells * m->n;
  double    over[3] = {0.0, 0.0, w / vf_gas_volume(grid, column, 0)};
  int       info;

  memset(m->a, 0, sizeof(double) * (size_t)m->rows * (size_t)size);
  for (int k = 0; k < m->cells; k++) {
    over[0] = over[1];
    over[1] = over[2];
    over[2] = k + 1 < m->cells ? w / vf_gas_volume(grid, column, k + 1) : 0.0;
    add_cell(grid, column, isotherm, p, over, k, m);
  }
  dgbtrf_(&size, &size, &m->band, &m->band, m->a, &m->rows, m->pivot, &info);
  return info;
}

void vf_gas_solve(const VfGasMatrix *m, int count, double x[])
{
  const int size = m->cells * m->n;
  int       info;

  dgbtrs_("N", &size, &m->band, &m->band, &count, m->a, &m->rows, m->pivot, x, &size, &info);
}
