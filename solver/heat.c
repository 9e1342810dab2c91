#include "solver/heat.h"
#include "physics/melting.h"
#include <math.h>

/* Cells at once: properties are evaluated over stretches of rows. */
enum { STRETCH = 64 };

/* [K] in a step; one that changes less is solved with the same error in kelvin. */
#define RISE 5.0

PetscErrorCode VfHeatCreate(const VfGrid *grid, const VfCase *kase, VfState *scratch, VfDiffusionLoans *loans, VfHeat **out)
{
  VfHeat *h;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&h));
  h->grid         = grid;
  h->kase         = kase;
  h->capacity     = scratch->m;
  h->b            = scratch->c;
  h->delta        = scratch->X;
  h->source       = scratch->decomposition;
  loans->field[0] = scratch->h;
  loans->field[1] = scratch->eta;
  loans->field[2] = scratch->rho;
  PetscCall(VfDiffusionCreate(grid, "heat_", loans, &h->diffusion));
  if (h->diffusion->mg) h->diffusion->mg->shortens = true;
  h->diffusion->least = RISE;
  *out                = h;
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatDestroy(VfHeat **h)
{
  PetscFunctionBeginUser;
  if (!*h) PetscFunctionReturn(0);
  PetscCall(VfDiffusionDestroy(&(*h)->diffusion));
  PetscCall(PetscFree(*h));
  PetscFunctionReturn(0);
}

/* Temperatures of a stretch of a row, n cells from q on: half way through the step, or on the faces to the cells `back` behind them. */
static void temperatures(const double *T, size_t q, size_t back, int n, double rise, double out[])
{
  const double *restrict here = T + q, *restrict behind = T + q - back;

  for (int i = 0; i < n; i++) out[i] = 0.5 * (here[i] + behind[i]) + rise;
}

/* C of a stretch. */
static void capacities(const VfHeat *h, const VfState *s, int i0, size_t q, int n, double rise)
{
  const VfGrid *g       = h->grid;
  const VfCase *k       = h->kase;
  const double  support = k->furnace.support_heat_capacity, depth = k->bath.depth;
  double        T[STRETCH], density[STRETCH], capacity[STRETCH];
  double *restrict out            = h->capacity + q;
  const double *restrict fraction = g->fraction + q, *restrict m = s->m + q;

  temperatures(s->T, q, 0, n, rise, T);
  vf_property_row(&k->bath.density, n, T, density);
  vf_property_row(&k->bath.heat_capacity, n, T, capacity);
  for (int i = 0; i < n; i++) out[i] = fraction[i] * (depth * density[i] * capacity[i] + support);
  for (int i = 0; i < n; i++) {
    if (m[i] > 0.0) out[i] += m[i] * vf_film_heat_capacity(&k->melt, T[i], s->X[q + (size_t)i]);
  }
  for (int i = 0; g->axisymmetric && i < n; i++) out[i] *= vf_x(g, i0 + i);
}

/* Conductances of the faces of a stretch to the cells `back` behind them, over the square of their distance d. */
static void conductances(const VfHeat *h, const VfState *s, int i0, size_t q, size_t back, int n, double rise, double d,
                         double *out)
{
  const VfGrid *g    = h->grid;
  const double  film = 0.5 * h->kase->melt.conductivity / (d * d), below = 0.5 * h->kase->bath.depth / (d * d);
  double        T[STRETCH], k[STRETCH];
  double *restrict to      = out + q;
  const double *restrict b = g->fraction + q, *restrict b_back = b - back, *restrict c = s->c + q, *restrict c_back = c - back;
  const double *restrict thickness = s->h + q, *restrict thickness_back = thickness - back;
  const unsigned char *restrict in = g->inside + q, *restrict in_back = in - back;

  temperatures(s->T, q, back, n, rise, T);
  vf_property_row(&h->kase->bath.conductivity, n, T, k);
  for (int i = 0; i < n; i++) {
    const double kappa = below * (b[i] + b_back[i]) * k[i] + film * (c[i] * thickness[i] + c_back[i] * thickness_back[i]);

    to[i] = in[i] & in_back[i] ? kappa : 0.0; /* outer walls: no flux */
  }
  for (int i = 0; g->axisymmetric && i < n; i++) to[i] *= g->x0 + (i0 + i) * g->dx;
}

/* C and the conductances of the faces, from the film at the start of the step, at the temperature expected half way. */
static PetscErrorCode set_coefficients(VfHeat *h, const VfState *s, double rise)
{
  const VfGrid *g             = h->grid;
  double *const conductance[] = {h->diffusion->ax, h->diffusion->ay};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i += STRETCH) {
      const size_t q = vf_index(g, i, j);
      const int    n = PetscMin(STRETCH, g->xs + g->xm - i);

      capacities(h, s, i, q, n, rise);
      conductances(h, s, i, q, 1, n, rise, g->dx, conductance[0]);
      if (g->ny > 1) conductances(h, s, i, q, (size_t)g->ld, n, rise, g->dy, conductance[1]);
    }
  }
  PetscCall(VfGridHalo(g, 2, conductance)); /* a cell needs those of its far faces too */
  PetscFunctionReturn(0);
}

/* Heat carried by the moving film, -m cp u.grad T, upwind. */
static double carried(const VfHeat *h, const VfState *s, size_t q)
{
  const VfGrid *g  = h->grid;
  const size_t  ld = (size_t)g->ld;
  const double  u = 0.5 * (s->u[q] + s->u[q + 1]), v = g->ny > 1 ? 0.5 * (s->v[q] + s->v[q + ld]) : 0.0;
  const size_t  x = u > 0.0 ? q - 1 : q + 1, y = v > 0.0 ? q - ld : q + ld;
  double        sum = 0.0;

  if (s->m[q] <= 0.0 || (u == 0.0 && v == 0.0)) return 0.0;
  if (u != 0.0 && g->inside[x]) sum += fabs(u) * (s->T[x] - s->T[q]) / g->dx;
  if (v != 0.0 && g->inside[y]) sum += fabs(v) * (s->T[y] - s->T[q]) / g->dy;
  return s->m[q] * vf_film_heat_capacity(&h->kase->melt, s->T[q], s->X[q]) * sum;
}

/* A stage of TR-BDF2: b = sum of F(T) over n wall temperatures + late C delta/a, and the diagonal of the operator over a, C/a - dF/dT. */
typedef struct {
  int           n;
  const double *T_wall;
  double        a, late;
} Stage;

static void set_row(VfHeat *h, const VfState *s, const VfSurroundings *around, const Stage *stage, int j)
{
  const VfGrid    *g  = h->grid;
  const VfFurnace *f  = &h->kase->furnace;
  const size_t     ld = (size_t)g->ld, q0 = vf_index(g, g->xs, j);
  const double     over = 1.0 / stage->a, late = stage->late * over;
  double *restrict d = h->diffusion->d + q0, *restrict b = h->b + q0;
  const double *restrict T = s->T + q0, *restrict above = T + ld, *restrict below = T - ld, *restrict c = s->c + q0;
  const double *restrict ax = h->diffusion->ax + q0, *restrict ay = h->diffusion->ay + q0, *restrict far = ay + ld;
  const double *restrict source = h->source + q0, *restrict delta = h->delta + q0, *restrict capacity = h->capacity + q0;
  const double *restrict fraction = g->fraction + q0;
  const double n = stage->n, first = stage->T_wall[0], last = stage->T_wall[stage->n - 1], both = stage->n > 1 ? 1.0 : 0.0;

  for (int i = 0; i < g->xm; i++) {
    const VfExchange e         = vf_exchange_of(f, c[i], fraction[i]);
    const double     measure   = g->axisymmetric ? vf_x(g, g->xs + i) : 1.0;
    const double     flux      = vf_exchange_flux(e, f, around, first, T[i]) + both * vf_exchange_flux(e, f, around, last, T[i]);
    double           conducted = ax[i] * (T[i - 1] - T[i]) + ax[i + 1] * (T[i + 1] - T[i]);

    if (g->ny > 1) conducted += ay[i] * (below[i] - T[i]) + far[i] * (above[i] - T[i]);
    d[i] = capacity[i] * over + measure * vf_exchange_slope(e, f, around, T[i]);
    b[i] = measure * (flux + n * source[i]) + n * conducted + late * capacity[i] * delta[i];
  }
  for (int i = 0; i < g->xm; i++) {
    if (g->inside[q0 + (size_t)i]) continue;
    d[i] = 1.0;
    b[i] = 0.0;
  }
}

static void set_stage(VfHeat *h, const VfState *s, const VfSurroundings *around, Stage stage)
{
  const VfGrid *g = h->grid;

  for (int j = g->ys; j < g->ys + g->ym; j++) set_row(h, s, around, &stage, j);
}

/* Sum of C delta over own cells: heat taken up in a stage. */
static double taken_up(const VfHeat *h)
{
  const VfGrid *g   = h->grid;
  double        sum = 0.0;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (size_t q = q0; q < q0 + (size_t)g->xm; q++) sum += g->inside[q] ? h->capacity[q] * h->delta[q] : 0.0;
  }
  return sum;
}

/* Solves for delta and adds it to T. */
static PetscErrorCode implicit_stage(VfHeat *h, VfState *s, bool *converged)
{
  const VfGrid *g = h->grid;

  PetscFunctionBeginUser;
  PetscCall(VfDiffusionSolve(h->diffusion, h->b, h->delta, converged));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (g->inside[q]) s->T[q] += h->delta[q];
    }
  }
  PetscCall(VfGridHalo(g, 1, &s->T));
  PetscFunctionReturn(0);
}

/* Crystal of cell q after dt at T; what is far too cold to melt or has none left is not asked the law. */
static VfStatus melted(const VfMelting *law, double T, double X, double dt, double *out)
{
  const double         coldest = law->Tm - 8.5 * law->w; /* below, Xeq is 1 to the last digit */
  VfMeltingEquilibrium equilibrium;
  VfMeltingStep        advanced;

  *out = X;
  if (X <= 0.0 || (T > 0.0 && T < coldest)) return VF_OK;
  VfStatus status = vf_melting_equilibrium(law, 1, &T, &equilibrium);

  if (!status) status = vf_melting_advance(law, dt, 1, &X, &equilibrium.Xeq, &advanced);
  if (!status) *out = advanced.X;
  return status;
}

/* Melts over dt at the temperature expected half way; returns heat sources [W/m2] in source. */
static PetscErrorCode melt(VfHeat *h, double rise, double dt, VfState *s, double *source)
{
  const VfGrid   *g      = h->grid;
  const VfMelting law    = {h->kase->melt.melting_temperature, h->kase->melt.melting_width, h->kase->melt.melting_time};
  const double    fusion = h->kase->melt.heat_of_fusion * (1.0 - h->kase->melt.zni_fraction); /* zni stays solid */

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      double       X;

      source[q] = 0.0;
      if (!g->inside[q] || s->c[q] <= 0.0) continue;
      PetscCheck(!melted(&law, s->T[q] + rise, s->X[q], dt, &X), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
                 "the melting law fails in cell (%d, %d) at %g K, X = %g", i, j, s->T[q] + rise, s->X[q]);
      source[q] = carried(h, s, q) - s->m[q] * fusion * (s->X[q] - X) / dt;
      s->X[q]   = X;
    }
  }
  PetscCall(VfGridHalo(g, 1, &s->X));
  PetscFunctionReturn(0);
}

/* sums: heat received at the start, without conduction, and C, over own cells. */
static void received(const VfHeat *h, const VfState *s, const VfSurroundings *around, double sums[4])
{
  const VfGrid    *g = h->grid;
  const VfFurnace *f = &h->kase->furnace;

  sums[0] = sums[3] = 0.0;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (int i = 0; i < g->xm; i++) {
      const size_t q       = q0 + (size_t)i;
      const double measure = !g->inside[q] ? 0.0 : g->axisymmetric ? vf_x(g, g->xs + i) : 1.0;

      sums[0] += measure * (vf_exchange_flux(vf_exchange_of(f, s->c[q], g->fraction[q]), f, around, around->T_wall[0], s->T[q]) +
                            h->source[q]);
      sums[3] += g->inside[q] ? h->capacity[q] : 0.0;
    }
  }
}

/* Of F, the heat that film and bath receive, at the start, at the middle stage and at the end the third-order companion of TR-BDF2 makes
   another temperature of the end; their difference, as a mean over film and bath.  sums: F(T0), C d1, C d2, C over own cells. */
static PetscErrorCode estimate(const VfHeat *h, double a, double sums[4], double *error)
{
  const double g = VF_HEAT_STAGE, k = (-3.0 * g * g + 4.0 * g - 2.0) / (12.0 * (2.0 - g));
  const double w_start = (1.0 - g) * (1.0 - g) / (g * (2.0 - g));

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 4, MPI_DOUBLE, MPI_SUM, h->grid->comm));
  const double F0 = sums[0], F1 = sums[1] / a - F0, F2 = (sums[2] - w_start * sums[1]) / a, dt = 2.0 * a / g;

  *error = fabs(2.0 * k * dt * (F0 / g - F1 / (g * (1.0 - g)) + F2 / (1.0 - g)) / sums[3]);
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatAdvance(VfHeat *h, VfSurroundings *around, double dt, VfState *s, bool *converged)
{
  const double gamma = VF_HEAT_STAGE, a = 0.5 * gamma * dt; /* both stages share the implicit operator */
  const double w_start = (1.0 - gamma) * (1.0 - gamma) / (gamma * (2.0 - gamma));
  double       rise, sums[4];
  bool         second;

  PetscFunctionBeginUser;
  PetscCall(VfSurroundingsExpect(h->grid, h->kase, s, dt, around, &rise));
  PetscCall(set_coefficients(h, s, rise));
  PetscCall(melt(h, rise, dt, s, h->source));
  PetscCall(PetscArrayzero(h->delta, h->grid->n_local));
  received(h, s, around, sums);

  /* trapezoidal rule to the middle stage: C d = a (F(T0, t0) + F(T0 + d, t1)) */
  set_stage(h, s, around, (Stage){2, around->T_wall, a, 0.0});
  PetscCall(implicit_stage(h, s, converged));
  sums[1] = taken_up(h);

  /* backward difference to the end, from the middle stage: C (T - T1) = a F(T) + w_start C (T1 - T0), T1 - T0 the delta of the first */
  set_stage(h, s, around, (Stage){1, around->T_wall + 2, a, w_start});
  for (size_t q = 0; q < h->grid->n_local; q++) h->delta[q] *= 1.0 / gamma - 1.0;
  h->diffusion->keeps = true; /* radiation has become steeper by a trifle */
  PetscCall(implicit_stage(h, s, &second));
  sums[2]    = taken_up(h);
  *converged = *converged && second;
  PetscCall(estimate(h, a, sums, &h->error));
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatHighest(const VfGrid *g, const VfState *s, double *T, double *X)
{
  double most[2] = {-INFINITY, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (size_t q = q0; q < q0 + (size_t)g->xm; q++) {
      if (!g->inside[q] || s->c[q] <= 0.0) continue;
      if (s->T[q] > most[0]) most[0] = s->T[q];
      if (s->X[q] > most[1]) most[1] = s->X[q];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, most, 2, MPI_DOUBLE, MPI_MAX, g->comm));
  *T = most[0];
  *X = most[1];
  PetscFunctionReturn(0);
}
