#include "solver/gas/gas_stage.h"
#include <math.h>
#include <petscblaslapack.h>
#include <string.h>

enum { MAX_NEWTON = 25, SIDES_MAX = VF_GAS_SIDES * VF_MIXTURE_MAX };

/* Sums over columns that the sides need: flows into both, and how they follow the sides' pressures. */
typedef struct {
  double flow[SIDES_MAX];
  double by_z[SIDES_MAX * SIDES_MAX];
  double largest; /* change of p over the largest pressure */
} Sums;

static double *column_of(const VfGasTransient *t, double *field, int c)
{
  return field + (size_t)c * ((const VfGasWork *)t->work)->size;
}

/* Sides at given pressures have them from the start: nothing follows their change. */
static bool moves(const VfGasTransient *t, int s)
{
  return t->side[s].kind != VF_SIDE_GIVEN;
}

/* Whether one iteration is exact: Henry's law, and sides whose equations are linear. */
static bool is_linear(const VfGasTransient *t)
{
  for (int i = 0; i < t->n; i++)
    if (t->isotherm[i].capacity * t->isotherm[i].affinity > 0.0) return false;
  for (int s = 0; s < VF_GAS_SIDES; s++)
    if (t->side[s].kind == VF_SIDE_FLOWING) return false;
  return true;
}

static void take_given(VfGasTransient *t)
{
  for (int s = 0; s < VF_GAS_SIDES; s++)
    if (!moves(t, s)) memcpy(&t->z[s * t->n], t->side[s].given, sizeof(double) * (size_t)t->n);
}

/* Right-hand sides that tell how a column follows the sides' pressures: w d(rate)/dz, in the first and last cell alone. */
static void side_sources(const VfGasTransient *t, const VfGasColumn *column, double w, double *x)
{
  const VfGasWork *work = t->work;
  const int        n = t->n, last = t->grid.cells - 1;
  double           slope[VF_MIXTURE_MAX * VF_MIXTURE_MAX];

  memset(x, 0, sizeof(double) * work->size * (size_t)work->parameters);
  for (int s = 0; s < VF_GAS_SIDES; s++) {
    const int cell = s == VF_FEED ? 0 : last;
    if (!moves(t, s)) continue;
    vf_gas_face_slopes(&t->grid, column, n, t->isotherm, s == VF_FEED ? 0 : last + 1, &t->z[s * n], slope);
    for (int j = 0; j < n; j++)
      for (int i = 0; i < n; i++)
        x[(size_t)(s * n + j) * work->size + (size_t)(cell * n + i)] = w * slope[i * n + j] / vf_gas_volume(&t->grid, column, cell);
  }
}

/* Adds to the sums how the flows into the sides follow from a column's response. */
static void add_flows(const VfGasTransient *t, int c, const double in[], const double out[], const double response[], Sums *sums)
{
  const VfGasWork   *work   = t->work;
  const VfGasColumn *column = &t->column[c];
  const int          n = t->n, last = t->grid.cells - 1, m = work->parameters;
  const double      *p = &t->p[(size_t)c * work->size];
  double             inner[VF_MIXTURE_MAX * VF_MIXTURE_MAX], outer[VF_MIXTURE_MAX * VF_MIXTURE_MAX];

  for (int s = 0; s < VF_GAS_SIDES; s++) {
    const int cell = s == VF_FEED ? 0 : last, face = s == VF_FEED ? 0 : last + 1;

    vf_gas_face_slopes(&t->grid, column, n, t->isotherm, face, &p[cell * n], inner);
    vf_gas_face_slopes(&t->grid, column, n, t->isotherm, face, &t->z[s * n], outer);
    for (int i = 0; i < n; i++) {
      /* the flow into a side is what the glass pushes out less what the side pushes in */
      double change = 0.0;
      for (int j = 0; j < n; j++) change += inner[i * n + j] * response[cell * n + j];
      sums->flow[s * n + i] += column->area * ((s == VF_FEED ? -in[i] : out[i]) + change);
      for (int k = 0; k < m; k++) {
        if (!moves(t, k / n)) continue;
        const double *follow = response + (size_t)(k + 1) * work->size;
        double        sum    = k / n == s ? -outer[i * n + k % n] : 0.0;
        for (int j = 0; j < n; j++) sum += inner[i * n + j] * follow[cell * n + j];
        sums->by_z[(s * n + i) * m + k] += column->area * sum;
      }
    }
  }
}

/* Linearises one column about p, z: its response to its own residual and to the sides. */
static int eliminate(VfGasTransient *t, int c, const double base[], double w, Sums *sums)
{
  VfGasWork         *work     = t->work;
  const VfGasColumn *column   = &t->column[c];
  double            *response = work->response + (size_t)c * work->size * (size_t)(1 + work->parameters);
  double            *p = column_of(t, t->p, c), *C = column_of(t, t->C, c), *rate = column_of(t, t->rate, c);
  double             in[VF_MIXTURE_MAX], out[VF_MIXTURE_MAX];

  vf_gas_rate(&t->grid, column, t->n, t->isotherm, p, &t->z[0], &t->z[t->n], rate, in, out);
  for (int k = 0; k < t->grid.cells; k++) vf_gas_load(&t->grid, t->n, t->isotherm, k, &p[k * t->n], &C[k * t->n]);
  for (size_t k = 0; k < work->size; k++) response[k] = base[k] + w * rate[k] - C[k];
  side_sources(t, column, w, response + work->size);
  const int info = vf_gas_factor(&t->grid, column, t->isotherm, p, w, &work->kept[c]);
  if (!info) vf_gas_solve(&work->kept[c], 1, response);
  for (int s = 0; s < VF_GAS_SIDES && !info; s++)
    if (moves(t, s)) vf_gas_solve(&work->kept[c], t->n, response + (size_t)(1 + s * t->n) * work->size);
  add_flows(t, c, in, out, response, sums);
  return info;
}

/* Adds what holes pass.  @param by_z may be NULL. */
static void add_leak(const VfGasTransient *t, double flow[], double by_z[])
{
  const int n = t->n, m = VF_GAS_SIDES * n;

  for (int i = 0; i < n; i++) {
    const int f = VF_FEED * n + i, q = VF_PERMEATE * n + i;

    flow[f] -= t->leak[i] * (t->z[f] - t->z[q]);
    flow[q] += t->leak[i] * (t->z[f] - t->z[q]);
    if (!by_z) continue;
    by_z[f * m + f] -= t->leak[i];
    by_z[f * m + q] += t->leak[i];
    by_z[q * m + f] += t->leak[i];
    by_z[q * m + q] -= t->leak[i];
  }
}

/* Newton's change of the sides' pressures. */
static int solve_sides(const VfGasTransient *t, const double z0[], double w, const Sums *sums, double change[])
{
  const VfGasWork *work = t->work;
  const int        n = t->n, m = work->parameters;
  double           matrix[SIDES_MAX * SIDES_MAX], by_z[VF_MIXTURE_MAX * VF_MIXTURE_MAX], by_M[VF_MIXTURE_MAX * VF_MIXTURE_MAX];
  PetscBLASInt     order = m, one = 1, pivot[SIDES_MAX], info = 0;

  for (int s = 0; s < VF_GAS_SIDES; s++) {
    double residual[VF_MIXTURE_MAX];

    vf_gas_side(&t->side[s], n, &t->z[s * n], &z0[s * n], w, &sums->flow[s * n], residual, by_z, by_M);
    for (int i = 0; i < n; i++) {
      change[s * n + i] = -residual[i];
      for (int k = 0; k < m; k++) {
        double sum = k / n == s ? by_z[i * n + k % n] : 0.0;
        for (int j = 0; j < n; j++) sum += by_M[i * n + j] * sums->by_z[(s * n + j) * m + k];
        matrix[k * m + s * n + i] = sum; /* column after column */
      }
    }
  }
  LAPACKgesv_(&order, &one, matrix, &order, pivot, change, &order, &info);
  return (int)info;
}

/* p += the column's own change and what follows from the sides; pressures stay positive. */
static void update(VfGasTransient *t, int c, const double change[], double scale, bool linear, Sums *sums)
{
  const VfGasWork *work     = t->work;
  const double    *response = work->response + (size_t)c * work->size * (size_t)(1 + work->parameters);
  double          *p        = column_of(t, t->p, c);

  for (size_t k = 0; k < work->size; k++) {
    double step = response[k];
    for (int s = 0; s < VF_GAS_SIDES; s++)
      for (int q = s * t->n; q < (s + 1) * t->n && moves(t, s); q++) step += response[(size_t)(q + 1) * work->size + k] * change[q];
    sums->largest = fmax(sums->largest, fabs(step) / scale);
    p[k]          = !linear && p[k] + step < -1e-3 * scale ? 0.5 * p[k] : p[k] + step;
  }
}

static double pressure_scale(const VfGasTransient *t)
{
  double scale = 1e-30;

  for (int k = 0; k < VF_GAS_SIDES * t->n; k++) scale = fmax(scale, fabs(t->z[k]));
  for (int s = 0; s < VF_GAS_SIDES; s++)
    for (int i = 0; i < t->n; i++) scale = fmax(scale, t->side[s].kind == VF_SIDE_GIVEN ? t->side[s].given[i] : 0.0);
  return scale;
}

PetscErrorCode VfGasStageSolve(VfGasTransient *t, const double base[], const double z0[], double w, bool *failed)
{
  VfGasWork *work = t->work;
  double     change[SIDES_MAX];

  PetscFunctionBeginUser;
  *failed = true;
  take_given(t);
  const bool linear = is_linear(t);
  for (int iteration = 0; iteration < MAX_NEWTON; iteration++) {
    const double scale = pressure_scale(t);
    Sums         sums  = {{0}, {0}, 0.0};
    double       wrong = 0.0;

    t->newton++;
    for (int c = 0; c < t->columns; c++) wrong += eliminate(t, c, base + (size_t)c * work->size, w, &sums) != 0;
    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &sums, (int)(sizeof(sums) / sizeof(double)), MPI_DOUBLE, MPI_SUM, t->comm));
    add_leak(t, sums.flow, sums.by_z);
    if (solve_sides(t, z0, w, &sums, change)) wrong += 1.0;
    sums.largest = 0.0;
    for (int c = 0; c < t->columns; c++) update(t, c, change, scale, linear, &sums);
    for (int k = 0; k < work->parameters; k++) {
      t->z[k] += change[k];
      sums.largest = fmax(sums.largest, fabs(change[k]) / scale);
    }
    double told[2] = {sums.largest, wrong};
    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, told, 2, MPI_DOUBLE, MPI_MAX, t->comm));
    if (told[1] > 0.0 || !isfinite(told[0])) break;
    *failed = told[0] > 1e-9 && !linear;
    if (!*failed) break;
  }
  PetscCall(VfGasStageRate(t));
  /* what Newton's method leaves is an error of the pressures, not of what the glass holds: gas is neither made nor lost */
  for (size_t k = 0; k < work->size * (size_t)t->columns; k++) t->C[k] = base[k] + w * t->rate[k];
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasStageRate(VfGasTransient *t)
{
  const VfGasWork *work            = t->work;
  double           flow[SIDES_MAX] = {0};

  PetscFunctionBeginUser;
  for (int c = 0; c < t->columns; c++) {
    double *p = column_of(t, t->p, c), *C = column_of(t, t->C, c), in[VF_MIXTURE_MAX], out[VF_MIXTURE_MAX];

    vf_gas_rate(&t->grid, &t->column[c], t->n, t->isotherm, p, &t->z[0], &t->z[t->n], column_of(t, t->rate, c), in, out);
    for (int k = 0; k < t->grid.cells; k++) vf_gas_load(&t->grid, t->n, t->isotherm, k, &p[k * t->n], &C[k * t->n]);
    for (int i = 0; i < t->n; i++) {
      flow[i] -= t->column[c].area * in[i];
      flow[t->n + i] += t->column[c].area * out[i];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, flow, work->parameters, MPI_DOUBLE, MPI_SUM, t->comm));
  add_leak(t, flow, NULL);
  memcpy(t->flow, flow, sizeof(double) * (size_t)work->parameters);
  PetscFunctionReturn(0);
}

void vf_gas_stage_filter(const VfGasTransient *t, double x[])
{
  const VfGasWork *work = t->work;
  const int        n    = t->n;
  double           slope[VF_MIXTURE_MAX * VF_MIXTURE_MAX], before[VF_MIXTURE_MAX];

  for (int c = 0; c < t->columns; c++) {
    double *mine = x + (size_t)c * work->size, *p = column_of(t, t->p, c);

    vf_gas_solve(&work->kept[c], 1, mine);
    for (int k = 0; k < t->grid.cells; k++) {
      vf_gas_load_slopes(&t->grid, n, t->isotherm, k, &p[k * n], slope);
      memcpy(before, &mine[k * n], sizeof(double) * (size_t)n);
      for (int i = 0; i < n; i++) {
        mine[k * n + i] = 0.0;
        for (int j = 0; j < n; j++) mine[k * n + i] += slope[i * n + j] * before[j];
      }
    }
  }
}
