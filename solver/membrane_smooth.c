/* Smoother of a grid; see membrane_grid.h. */
#include "solver/membrane_kernels.h"

void vf_membrane_solve_cells(const VfMembraneGrid *g, const double *restrict u, const double *restrict v, const double *restrict vn,
                             int j, double *const y[4])
{
  const size_t k0 = vf_grid_place(g, -1, j);
  const int    i0 = g->rows.wide_low[j + 1], i1 = g->rows.wide_high[j + 1] + 1;
  const float *restrict l10 = g->factor[0] + k0, *restrict l20 = g->factor[1] + k0, *restrict l21 = g->factor[2] + k0,
                        *restrict l30 = g->factor[3] + k0, *restrict l31 = g->factor[4] + k0, *restrict l32 = g->factor[5] + k0,
                        *restrict p0 = g->factor[6] + k0, *restrict p1 = g->factor[7] + k0, *restrict p2 = g->factor[8] + k0,
                        *restrict p3 = g->factor[9] + k0;
  double *restrict left = y[0], *restrict right = y[1], *restrict below = y[2], *restrict above = y[3];

  VF_INDEPENDENT
  for (int i = i0; i < i1; i++) {
    const double a0 = u[i], a1 = madd(-(double)l10[i], a0, u[i + 1]),
                 a2 = madd(-(double)l21[i], a1, madd(-(double)l20[i], a0, v[i]));
    const double a3 = madd(-(double)l32[i], a2, madd(-(double)l31[i], a1, madd(-(double)l30[i], a0, vn[i])));
    const double z3 = p3[i] * a3, z2 = madd(-(double)l32[i], z3, p2[i] * a2),
                 z1 = madd(-(double)l31[i], z3, madd(-(double)l21[i], z2, p1[i] * a1));

    left[i]  = madd(-(double)l30[i], z3, madd(-(double)l20[i], z2, madd(-(double)l10[i], z1, p0[i] * a0)));
    right[i] = z1;
    below[i] = z2;
    above[i] = z3;
  }
}

/* A Chebyshev step: d = keep d + gain M r;  x += d.  zero: from x = 0, d is then x itself;  d_is_x: it still is;  last: nobody will ask for d. */
typedef struct {
  double keep, gain;
  bool   zero, d_is_x, last;
} Step;

/* One component of a row: its correction is the sum of what its two cells want. */
static inline void step_component(Step q, int i0, int i1, const double *restrict one, const double *restrict other,
                                  double *restrict x, double *restrict d)
{
  if (q.zero) {
    for (int i = i0; i < i1; i++) x[i] = q.gain * (one[i] + other[i]);
  } else if (q.last) {
    const double *from = q.d_is_x ? x : d;

    for (int i = i0; i < i1; i++) x[i] += madd(q.gain, one[i] + other[i], q.keep * from[i]);
  } else {
    for (int i = i0; i < i1; i++) {
      d[i] = madd(q.gain, one[i] + other[i], q.keep * (q.d_is_x ? x[i] : d[i]));
      x[i] += d[i];
    }
  }
}

static void step_row(const VfMembraneGrid *g, int j, Step q, double *const y[4], const double *south)
{
  const size_t k0 = vf_grid_place(g, 0, j);
  const int    i0 = vf_rows_low(&g->rows, j), i1 = vf_rows_high(&g->rows, j);

  step_component(q, i0, i1, y[0] + 1, y[1], g->x.u + k0, g->d.u + k0);
  step_component(q, i0, i1, y[2] + 1, south + 1, g->x.v + k0, g->d.v + k0);
}

/* Row buffers of what cells want: those of a row, and what the row below wanted of its upper faces. */
typedef struct {
  double *y[4], *south;
} Wants;

static Wants wants(const VfMembraneGrid *g)
{
  const int n = g->ld;

  return (Wants){.y = {g->row, g->row + n, g->row + 2 * n, g->row + 3 * n}, .south = g->row + 4 * n};
}

/* Row j of cells, from -1 on in order, and the faces that are complete with it. */
static void step_cells(const VfMembraneGrid *g, const double *u, const double *v, const double *vn, int j, Step q, Wants *w)
{
  double *above = w->y[3];

  vf_membrane_solve_cells(g, u - 1, v - 1, vn - 1, j, w->y);
  if (j >= 0) step_row(g, j, q, w->y, w->south);
  w->y[3]  = w->south;
  w->south = above;
}

/* Ghosts of r must be current. */
static void step(const VfMembraneGrid *g, VfPair r, Step q)
{
  Wants w = wants(g);

  for (int j = -1; j < g->ym; j++) {
    const size_t k = vf_grid_place(g, 0, j);

    step_cells(g, r.u + k, r.v + k, r.v + k + g->ld, j, q, &w);
  }
}

/* On the finest grid, the residual two rows ahead of the step that changes what it was made of. */
static void residual_and_step(const VfMembraneGrid *g, Step q)
{
  Wants          w = wants(g);
  VfResidualRows r = vf_residual_rows_start(g);

  vf_residual_rows_next(g, -1, false, &r);
  for (int j = -1; j < g->ym; j++) {
    vf_residual_rows_next(g, j + 1, false, &r);
    step_cells(g, vf_residual_u(&r, j), vf_residual_v(&r, j), vf_residual_v(&r, j + 1), j, q, &w);
  }
}

/* Bounds of the spectrum of the preconditioned operator.  Finest grid: a cell's strain touches five blocks, a corner's four, each by halves: at
   most 2.5, found 1.9 to 2.03.  Second grid: found up to 2.44.  Coarser: found up to 2.82 on liquids and 4.06 on solids, where what holds an edge
   is friction of single faces, which reach more blocks the coarser the grid; with a smaller bound cycles are not positive there, and a larger one costs
   liquids an iteration or two.  Chebyshev's
   polynomial is below one to 1.06 times the bound, where edges are gripped to 1.2 times. */
#define LAMBDA_FINEST 2.35
#define LAMBDA_COARSER 2.7
#define LAMBDA_GRIPPED 4.2

/* The lower end of the damped interval: below it lies what the coarser grid can represent.  Afloat, coarse grids know the softest motions
   better than a relaxation does, and little is left in between.  Where friction holds an edge the spectrum has no such gap: of the two steps the
   second would be spent on what lies far below the first. */
#define RATIO_AFLOAT 15.0
#define RATIO_GRIPPED 5.0

void vf_membrane_grid_expect(VfMembraneGrid *g, bool grips)
{
  g->spectrum = g->level ? LAMBDA_FINEST : grips ? LAMBDA_GRIPPED : LAMBDA_COARSER;
  g->lowest   = g->spectrum / (grips ? RATIO_GRIPPED : RATIO_AFLOAT);
}

PetscErrorCode VfMembraneGridSmooth(VfMembraneGrid *g, int degree, bool zero_guess)
{
  const double high = g->spectrum, low = g->lowest;
  const double theta = 0.5 * (high + low), delta = 0.5 * (high - low), sigma = theta / delta;
  double       rho = 1.0 / sigma;

  PetscFunctionBeginUser;
  for (int k = 0; k < degree; k++) {
    const bool   zero     = k == 0 && zero_guess;
    const double rho_next = 1.0 / (2.0 * sigma - rho);
    const Step   q        = {.keep   = k == 0 ? 0.0 : rho_next * rho,
                             .gain   = k == 0 ? 1.0 / theta : 2.0 * rho_next / delta,
                             .zero   = zero,
                             .d_is_x = k == 1 && zero_guess,
                             .last   = k == degree - 1};

    PetscCall(VfMembraneGridHalo(g, zero ? g->b : g->x));
    if (zero)
      step(g, g->b, q);
    else if (g->level)
      residual_and_step(g, q);
    else {
      vf_membrane_grid_residual(g, false);
      PetscCall(VfMembraneGridHalo(g, g->r));
      step(g, g->r, q);
    }
    if (k > 0) rho = rho_next;
  }
  PetscFunctionReturn(0);
}
