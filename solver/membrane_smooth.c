/* Residual and smoother of a grid; see membrane_grid.h. */
#include "solver/membrane_grid.h"
#include <math.h>

/* Where the processor multiplies and adds in one instruction, say so: contraction is off for the compiler. */
static inline double madd(double a, double b, double c)
{
#ifdef FP_FAST_FMA
  return fma(a, b, c);
#else
  return a * b + c;
#endif
}

/* A coupling seen from a row: coefficients, and the values they act on. */
typedef struct {
  const double *c, *x;
} Term;

enum { TERMS_SAME = 2 * (VF_ENTRIES_UU - 1), TERMS_CROSS = VF_ENTRIES_UV };

/* out += sum of c x over two or four terms. */
static void add_two(const Term *t, int i0, int i1, double *restrict out)
{
  const double *restrict c0 = t[0].c, *restrict c1 = t[1].c, *restrict y0 = t[0].x, *restrict y1 = t[1].x;

  for (int i = i0; i < i1; i++) out[i] = madd(c0[i], y0[i], madd(c1[i], y1[i], out[i]));
}

static void add_four(const Term *t, int i0, int i1, double *restrict out)
{
  const double *restrict c0 = t[0].c, *restrict c1 = t[1].c, *restrict c2 = t[2].c, *restrict c3 = t[3].c;
  const double *restrict y0 = t[0].x, *restrict y1 = t[1].x, *restrict y2 = t[2].x, *restrict y3 = t[3].x;

  for (int i = i0; i < i1; i++) out[i] = madd(c0[i], y0[i], madd(c1[i], y1[i], madd(c2[i], y2[i], madd(c3[i], y3[i], out[i]))));
}

static void add_terms(int n, const Term *t, int i0, int i1, double *out)
{
  int k = 0;

  for (; k + 4 <= n; k += 4) add_four(t + k, i0, i1, out);
  for (; k + 2 <= n; k += 2) add_two(t + k, i0, i1, out);
}

/* Terms of a component with itself: each entry of the upper half, and its mirror image. */
static void terms_same(const VfMembraneGrid *g, int first, const double *x, size_t k0, Term t[TERMS_SAME])
{
  for (int e = 1; e < VF_ENTRIES_UU; e++) {
    const VfOffset  o     = vf_membrane_entries[first + e];
    const ptrdiff_t shift = o.b * (ptrdiff_t)g->ld + o.a;
    const double   *c     = g->entry[first + e] + k0;

    t[2 * e - 2] = (Term){c, x + k0 + shift};
    t[2 * e - 1] = (Term){c - shift, x + k0 - shift};
  }
}

/* From u to v, or (back) from v to u. */
static void terms_cross(const VfMembraneGrid *g, const double *x, bool back, size_t k0, Term t[TERMS_CROSS])
{
  for (int e = 0; e < VF_ENTRIES_UV; e++) {
    const VfOffset  o     = vf_membrane_entries[VF_FIRST_UV + e];
    const ptrdiff_t shift = o.b * (ptrdiff_t)g->ld + o.a;
    const double   *c     = g->entry[VF_FIRST_UV + e] + k0;

    t[e] = back ? (Term){c - shift, x + k0 - shift} : (Term){c, x + k0 + shift};
  }
}

static void stencil_row(const VfMembraneGrid *g, VfPair x, int j, double *restrict ku, double *restrict kv)
{
  const size_t k0 = vf_grid_place(g, 0, j);
  const int    i0 = vf_rows_low(&g->rows, j), i1 = vf_rows_high(&g->rows, j);
  const double *restrict u = x.u + k0, *restrict v = x.v + k0, *restrict duu = g->entry[VF_UU_DIAGONAL] + k0,
                         *restrict dvv = g->entry[VF_VV_DIAGONAL] + k0;
  Term t[TERMS_CROSS];

  for (int i = i0; i < i1; i++) {
    ku[i] = duu[i] * u[i];
    kv[i] = dvv[i] * v[i];
  }
  terms_same(g, 0, x.u, k0, t);
  add_terms(TERMS_SAME, t, i0, i1, ku);
  terms_same(g, VF_FIRST_VV, x.v, k0, t);
  add_terms(TERMS_SAME, t, i0, i1, kv);
  terms_cross(g, x.v, false, k0, t);
  add_terms(TERMS_CROSS, t, i0, i1, ku);
  terms_cross(g, x.u, true, k0, t);
  add_terms(TERMS_CROSS, t, i0, i1, kv);
}

/* r = b - K x; blocks of the smoother leave faces without unknown alone, weights set them to zero. */
static void residual_row(const VfMembraneGrid *g, int j, const double *restrict ku, const double *restrict kv, bool weighted)
{
  const size_t k0 = vf_grid_place(g, 0, j);
  const int    i0 = vf_rows_low(&g->rows, j), i1 = vf_rows_high(&g->rows, j);
  const double *restrict bu = g->b.u + k0, *restrict bv = g->b.v + k0, *restrict wu = g->transfer.u + k0,
                         *restrict wv = g->transfer.v + k0;
  double *restrict ru = g->r.u + k0, *restrict rv = g->r.v + k0;

  if (weighted) {
    for (int i = i0; i < i1; i++) {
      ru[i] = wu[i] * (bu[i] - ku[i]);
      rv[i] = wv[i] * (bv[i] - kv[i]);
    }
    return;
  }
  for (int i = i0; i < i1; i++) {
    ru[i] = bu[i] - ku[i];
    rv[i] = bv[i] - kv[i];
  }
}

void vf_membrane_grid_residual(const VfMembraneGrid *g, bool weighted)
{
  VfSweep s = {.ku = g->row, .kv = g->row + g->ld};

  if (g->level) s = vf_membrane_sweep_start(g->level, g->x);
  for (int j = 0; j < g->ym; j++) {
    if (g->level)
      vf_membrane_sweep_row(g->level, g->x, j, &s);
    else
      stencil_row(g, g->x, j, s.ku, s.kv);
    residual_row(g, j, s.ku, s.kv, weighted);
  }
}

/* Half the corrections of the four faces of the cells of row j, buffers from cell -1: left, right, below, above. */
static void solve_cells(const VfMembraneGrid *g, VfPair r, int j, double *const y[4])
{
  const size_t k0 = vf_grid_place(g, -1, j);
  const int    i0 = g->rows.wide_low[j + 1], i1 = g->rows.wide_high[j + 1] + 1;
  const double *restrict u = r.u + k0, *restrict v = r.v + k0, *restrict vn = r.v + k0 + g->ld;
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

/* Ghosts of r must be current. */
static void step(const VfMembraneGrid *g, VfPair r, Step q)
{
  const int n    = g->ld;
  double   *y[4] = {g->row, g->row + n, g->row + 2 * n, g->row + 3 * n}, *south = g->row + 4 * n;

  for (int j = -1; j < g->ym; j++) {
    double *above = y[3];

    solve_cells(g, r, j, y);
    if (j >= 0) step_row(g, j, q, y, south);
    y[3]  = south;
    south = above;
  }
}

/* Bounds of the spectrum of the preconditioned operator.  Finest grid: a cell's strain touches five blocks, a corner's four, each by halves: at
   most 2.5, found 1.9 to 2.03.  Second grid: found up to 2.44.  Coarser: found up to 2.82 on liquids and 4.06 on solids, where what holds an edge
   is friction of single faces, which reach more blocks the coarser the grid; with a smaller bound cycles are not positive there.  Chebyshev's
   polynomial is below one to 1.06 times the bound. */
#define LAMBDA_FINEST 2.35
#define LAMBDA_COARSER 4.2

/* The lower end of the damped interval: below it lies what the coarser grid can represent. */
#define CHEBYSHEV_RATIO 15.0

PetscErrorCode VfMembraneGridSmooth(VfMembraneGrid *g, int degree, bool zero_guess)
{
  const double high = g->level ? LAMBDA_FINEST : LAMBDA_COARSER, low = high / CHEBYSHEV_RATIO;
  const double theta = 0.5 * (high + low), delta = 0.5 * (high - low), sigma = theta / delta;
  double       rho = 1.0 / sigma;

  PetscFunctionBeginUser;
  for (int k = 0; k < degree; k++) {
    const bool   zero     = k == 0 && zero_guess;
    const VfPair r        = zero ? g->b : g->r;
    const double rho_next = 1.0 / (2.0 * sigma - rho);

    if (!zero) {
      PetscCall(VfMembraneGridHalo(g, g->x));
      vf_membrane_grid_residual(g, false);
    }
    PetscCall(VfMembraneGridHalo(g, r));
    step(g, r,
         (Step){.keep   = k == 0 ? 0.0 : rho_next * rho,
                .gain   = k == 0 ? 1.0 / theta : 2.0 * rho_next / delta,
                .zero   = zero,
                .d_is_x = k == 1 && zero_guess,
                .last   = k == degree - 1});
    if (k > 0) rho = rho_next;
  }
  PetscFunctionReturn(0);
}
