/* Kernels of the membrane operator; the equations are in membrane.h.  One pass over memory: stresses live in row buffers, those on the
   upper side of a row are those on the lower side of the next. */
#include "solver/membrane.h"
#include <string.h>

/* Normal stresses of the cells of row j. */
static void row_normal(const VfMembraneLevel *l, VfPair x, int j, VfSpan c, double *restrict sxx, double *restrict syy)
{
  const size_t k0          = vf_membrane_index(l, 0, j);
  const double *restrict A = l->A + k0, *restrict u = x.u + k0, *restrict v = x.v + k0, *restrict vn = x.v + k0 + l->ld;
  const double rx = 2.0 / l->hx, ry = 2.0 / l->hy;

  for (int i = c.low; i < c.high; i++) {
    const double ux = rx * (u[i + 1] - u[i]), vy = ry * (vn[i] - v[i]);

    sxx[i] = A[i] * (2.0 * ux + vy);
    syy[i] = A[i] * (ux + 2.0 * vy);
  }
}

/* Shear stresses of the corners of row j. */
static void row_shear(const VfMembraneLevel *l, VfPair x, int j, VfSpan c, double *restrict sxy)
{
  const size_t k0          = vf_membrane_index(l, 0, j);
  const double *restrict G = l->G + k0, *restrict u = x.u + k0, *restrict us = x.u + k0 - l->ld, *restrict v = x.v + k0;
  const double *restrict vw = x.v + k0 - 1;
  const double rx = 1.0 / l->hx, ry = 1.0 / l->hy;

  for (int i = c.low; i < c.high; i++) sxy[i] = G[i] * (ry * (u[i] - us[i]) + rx * (v[i] - vw[i]));
}

VfSweep vf_membrane_sweep_start(const VfMembraneLevel *l, VfPair x, int j, VfSpan c)
{
  const size_t  n   = (size_t)l->ld;
  double *const row = l->row + VF_MEMBRANE_HALO;
  const VfSweep s   = {row, row + n, row + 2 * n, row + 3 * n, row + 4 * n};

  if (c.low < c.high) {
    row_normal(l, x, j - 1, (VfSpan){c.low - 1, c.high}, s.sxx, s.syy);
    row_shear(l, x, j, (VfSpan){c.low, c.high + 1}, s.sxy_north);
  }
  return s;
}

static void swap(double **a, double **b)
{
  double *t = *a;

  *a = *b;
  *b = t;
}

void vf_membrane_sweep_row(const VfMembraneLevel *l, VfPair x, int j, VfSpan c, VfSpan want, VfSweep *s, double *restrict ku,
                           double *restrict kv)
{
  const size_t k0 = vf_membrane_index(l, 0, j);
  const double rx = 1.0 / l->hx, ry = 1.0 / l->hy;
  const double *restrict u = x.u + k0, *restrict v = x.v + k0, *restrict Bu = l->Bu + k0, *restrict Bv = l->Bv + k0;

  swap(&s->syy, &s->syy_south);
  swap(&s->sxy, &s->sxy_north);
  if (c.low >= c.high) return;
  row_normal(l, x, j, (VfSpan){c.low - 1, c.high}, s->sxx, s->syy);
  row_shear(l, x, j + 1, (VfSpan){c.low, c.high + 1}, s->sxy_north);
  const double *restrict sxx = s->sxx, *restrict syy = s->syy, *restrict south = s->syy_south;
  const double *restrict sxy = s->sxy, *restrict north = s->sxy_north;

  VF_INDEPENDENT
  for (int i = want.low; i < want.high; i++) {
    ku[i] = Bu[i] * u[i] - rx * (sxx[i] - sxx[i - 1]) - ry * (north[i] - sxy[i]);
    kv[i] = Bv[i] * v[i] - ry * (syy[i] - south[i]) - rx * (sxy[i + 1] - sxy[i]);
  }
}

void vf_membrane_apply(const VfMembraneLevel *l, VfPair x, VfPair y)
{
  VfSweep s = vf_membrane_sweep_start(l, x, 0, vf_rows_wide(&l->rows, -1));

  for (int j = 0; j < l->ym; j++) vf_membrane_apply_row(l, x, j, &s, y);
}

void vf_membrane_apply_row(const VfMembraneLevel *l, VfPair x, int j, VfSweep *s, VfPair y)
{
  const size_t k0     = vf_membrane_index(l, 0, j);
  const VfSpan want   = {vf_rows_low(&l->rows, j), vf_rows_high(&l->rows, j)};
  double *restrict yu = y.u + k0, *restrict yv = y.v + k0;
  const unsigned char *restrict iu = l->inverse.u + k0, *restrict iv = l->inverse.v + k0;

  vf_membrane_sweep_row(l, x, j, vf_rows_wide(&l->rows, j), want, s, yu, yv);
  for (int i = want.low; i < want.high; i++) {
    yu[i] = iu[i] ? yu[i] : 0.0;
    yv[i] = iv[i] ? yv[i] : 0.0;
  }
}

/* 1 for a face that moves, with stiffness in a cell or corner beside it. */
static unsigned char carries(double a, double g, int face)
{
  return face == VF_FACE_MOVES && a + g > 0.0;
}

/* Beyond the rows' ends everything is zero; within, all is written before it is read. */
void vf_rows_clear_beyond(const VfRows *r, int xm, int ym, int ld, double *x)
{
  for (int j = 0; j < ym; j++) {
    double   *row = x + (size_t)(j + VF_MEMBRANE_HALO) * (size_t)ld + VF_MEMBRANE_HALO;
    const int low = vf_rows_low(r, j), high = vf_rows_high(r, j);

    memset(row, 0, (size_t)low * sizeof(double));
    if (high < xm) memset(row + high, 0, (size_t)(xm - high) * sizeof(double));
  }
}

void vf_membrane_prepare(VfMembraneLevel *l)
{
  const VfPair pairs[] = {l->x, l->b, l->r};

  for (int j = 0; j < l->ym; j++) {
    int low = l->xm, high = 0;

    for (int i = 0; i < l->xm; i++) {
      const size_t k = vf_membrane_index(l, i, j), north = k + (size_t)l->ld, south = k - (size_t)l->ld;

      l->inverse.u[k] = carries(l->A[k] + l->A[k - 1], l->G[k] + l->G[north], l->face_u[k]);
      l->inverse.v[k] = carries(l->A[k] + l->A[south], l->G[k] + l->G[k + 1], l->face_v[k]);
      if (l->inverse.u[k] || l->inverse.v[k]) {
        low  = i < low ? i : low;
        high = i + 1;
      }
    }
    vf_rows_set(&l->rows, j, low, high);
  }
  vf_rows_close(&l->rows, l->ym);
  for (size_t p = 0; p < sizeof(pairs) / sizeof(pairs[0]) && !l->borrows; p++) {
    vf_rows_clear_beyond(&l->rows, l->xm, l->ym, l->ld, pairs[p].u);
    vf_rows_clear_beyond(&l->rows, l->xm, l->ym, l->ld, pairs[p].v);
  }
}

void vf_membrane_find_reach(VfMembraneLevel *l)
{
  for (int j = -1; j <= l->ym; j++) {
    const unsigned char *u = l->inverse.u + vf_membrane_index(l, 0, j), *v = l->inverse.v + vf_membrane_index(l, 0, j);
    VfSpan               c = {-1, l->xm + 1};

    while (c.low < c.high && !u[c.low] && !v[c.low]) c.low++;
    while (c.low < c.high && !u[c.high - 1] && !v[c.high - 1]) c.high--;
    vf_rows_reach_set(&l->rows, j, c);
  }
  vf_rows_reach_close(&l->rows, l->ym);
}
