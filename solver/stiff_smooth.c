/* Smoother of a grid of velocity, flux and pressure; see stiff_grid.h. */
#include "solver/membrane_kernels.h"
#include "solver/stiff_grid.h"

/* Of what a relaxation finds.  Blocks add up to 2.5 times the operator at most (found: 2.2 on the finest grid, 2.5 on coarser ones), so that
   0.8 no longer damps everything. */
#define DAMPING 0.7

/* Row buffers: what cells want, those of a row and what the row below wanted of its upper faces; corrections of flux and pressure; residuals
   of two rows of the finest grid. */
typedef struct {
  double *y[4], *south, *dq, *dp, *rq[2], *rp[2];
} Wants;

static Wants wants(const VfStiffGrid *g)
{
  const int     n   = g->k->ld;
  double *const own = g->row + VF_MEMBRANE_HALO, *row = g->k->row;

  return (Wants){.y     = {row, row + n, row + 2 * n, row + 3 * n},
                 .south = row + 4 * n,
                 .dq    = own,
                 .dp    = own + n,
                 .rq    = {own + 2 * n, own + 3 * n},
                 .rp    = {own + 4 * n, own + 5 * n}};
}

/* Residuals of a row: of the left faces, the lower and the upper ones, the cells. */
typedef struct {
  const double *u, *v, *vn, *q, *p;
} Residuals;

static VfSpan cells_of(const VfStiffGrid *g, int j)
{
  const VfSpan wide = vf_rows_wide(&g->k->rows, j);

  return (VfSpan){wide.low - 1, PetscMin(wide.high, g->k->xm)};
}

/* Flux and pressure of the cells of row j, and what the latter takes from their velocities. */
static void solve_flux(const VfStiffGrid *g, Residuals r, int j, Wants *w)
{
  const size_t k0          = vf_grid_place(g->k, 0, j);
  const VfSpan c           = cells_of(g, j);
  const float *restrict g0 = g->patch[0] + k0, *restrict g1 = g->patch[1] + k0, *restrict g2 = g->patch[2] + k0,
                        *restrict g3 = g->patch[3] + k0, *restrict xi = g->patch[4] + k0, *restrict gain = g->patch[5] + k0,
                        *restrict ci = g->patch[6] + k0, *restrict inverse = g->patch[7] + k0;
  const double *restrict u = r.u, *restrict v = r.v, *restrict vn = r.vn, *restrict rq = r.q, *restrict rp = r.p;
  double *restrict left = w->y[0] + 1, *restrict right = w->y[1] + 1, *restrict below = w->y[2] + 1, *restrict above = w->y[3] + 1;
  double *restrict dq = w->dq, *restrict dp = w->dp;

  VF_INDEPENDENT
  for (int i = c.low; i < c.high; i++) {
    const double t = g0[i] * u[i] + g1[i] * u[i + 1] + g2[i] * v[i] + g3[i] * vn[i] - rq[i];
    const double q = (t - xi[i] * rp[i]) * gain[i], p = inverse[i] * rp[i] + ci[i] * q, half = 0.5 * p;

    dq[i] = q;
    dp[i] = p;
    left[i] -= g0[i] * half;
    right[i] -= g1[i] * half;
    below[i] -= g2[i] * half;
    above[i] -= g3[i] * half;
  }
}

/* x = (zero or x) + damping times the sum of one and other. */
static inline void add(bool zero, int i0, int i1, const double *restrict one, const double *restrict other, double *restrict x)
{
  if (zero) {
    for (int i = i0; i < i1; i++) x[i] = DAMPING * (one[i] + other[i]);
  } else {
    for (int i = i0; i < i1; i++) x[i] += DAMPING * (one[i] + other[i]);
  }
}

static inline void add_one(bool zero, int i0, int i1, const double *restrict d, double *restrict x)
{
  if (zero) {
    for (int i = i0; i < i1; i++) x[i] = DAMPING * d[i];
  } else {
    for (int i = i0; i < i1; i++) x[i] += DAMPING * d[i];
  }
}

/* Row j of cells, from -1 on in order, and the unknowns that are complete with it. */
static void step_cells(const VfStiffGrid *g, Residuals r, int j, bool zero, Wants *w)
{
  const size_t k0    = vf_grid_place(g->k, 0, j);
  double      *above = w->y[3];

  vf_membrane_solve_cells(g->k, r.u - 1, r.v - 1, r.vn - 1, j, w->y);
  solve_flux(g, r, j, w);
  if (j >= 0) {
    const int i0 = vf_rows_low(&g->k->rows, j), i1 = vf_rows_high(&g->k->rows, j);

    add(zero, i0, i1, w->y[0] + 1, w->y[1], g->k->x.u + k0);
    add(zero, i0, i1, w->y[2] + 1, w->south + 1, g->k->x.v + k0);
    add_one(zero, i0, i1, w->dq, g->q + k0);
    add_one(zero, i0, i1, w->dp, g->p + k0);
  }
  w->y[3]  = w->south;
  w->south = above;
}

/* From residuals in arrays, ghosts current. */
static void step(const VfStiffGrid *g, VfPair r, const double *rq, const double *rp, bool zero)
{
  Wants w = wants(g);

  for (int j = -1; j < g->k->ym; j++) {
    const size_t k = vf_grid_place(g->k, 0, j);

    step_cells(g, (Residuals){r.u + k, r.v + k, r.v + k + g->k->ld, rq + k, rp + k}, j, zero, &w);
  }
}

/* On the finest grid residuals are found ahead of the step that changes what they are made of: those of faces two rows, of cells one. */
static void residual_and_step(const VfStiffGrid *g)
{
  Wants          w = wants(g);
  VfResidualRows r = vf_residual_rows_start(g->k);

  vf_residual_rows_next(g->k, -1, false, &r);
  vf_stiff_residual_row(g, -1, cells_of(g, -1), w.rq[1], w.rp[1]);
  for (int j = -1; j < g->k->ym; j++) {
    const int here = j & 1;

    vf_residual_rows_next(g->k, j + 1, false, &r);
    if (j + 1 < g->k->ym) vf_stiff_residual_row(g, j + 1, cells_of(g, j + 1), w.rq[1 - here], w.rp[1 - here]);
    step_cells(g, (Residuals){vf_residual_u(&r, j), vf_residual_v(&r, j), vf_residual_v(&r, j + 1), w.rq[here], w.rp[here]}, j,
               false, &w);
  }
}

/* On coarser grids they go through memory. */
static PetscErrorCode coarse_step(const VfStiffGrid *g)
{
  VfPair        r     = g->k->r;
  double *const all[] = {r.u, r.v, g->rq, g->rp};

  PetscFunctionBeginUser;
  vf_membrane_grid_residual(g->k, false);
  for (int j = 0; j < g->k->ym; j++) {
    const size_t k = vf_grid_place(g->k, 0, j);

    vf_stiff_residual_row(g, j, (VfSpan){vf_rows_low(&g->k->rows, j), vf_rows_high(&g->k->rows, j)}, g->rq + k, g->rp + k);
  }
  PetscCall(VfStiffGridHalo(g, 4, all));
  step(g, r, g->rq, g->rp, false);
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffGridSmooth(VfStiffGrid *g, int n, bool zero_guess)
{
  double *const load[] = {g->k->b.u, g->k->b.v, g->bq, g->bp};

  PetscFunctionBeginUser;
  for (int k = 0; k < n; k++) {
    if (k == 0) PetscCall(VfStiffGridHalo(g, 4, load));
    if (k == 0 && zero_guess) {
      step(g, g->k->b, g->bq, g->bp, true);
      continue;
    }
    PetscCall(VfStiffGridUnknownsHalo(g));
    if (g->finest)
      residual_and_step(g);
    else
      PetscCall(coarse_step(g));
  }
  PetscFunctionReturn(0);
}
