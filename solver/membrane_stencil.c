/* Residual of the coarser grids, where the operator is a stencil. */
#include "solver/membrane_kernels.h"

enum { TERMS_SAME = 2 * (VF_ENTRIES_UU - 1), TERMS_CROSS = VF_ENTRIES_UV };

/* out += sum of c x over two or four terms. */
static void add_two(const VfTerm *t, int i0, int i1, double *restrict out)
{
  const double *restrict c0 = t[0].c, *restrict c1 = t[1].c, *restrict y0 = t[0].x, *restrict y1 = t[1].x;

  for (int i = i0; i < i1; i++) out[i] = madd(c0[i], y0[i], madd(c1[i], y1[i], out[i]));
}

static void add_four(const VfTerm *t, int i0, int i1, double *restrict out)
{
  const double *restrict c0 = t[0].c, *restrict c1 = t[1].c, *restrict c2 = t[2].c, *restrict c3 = t[3].c;
  const double *restrict y0 = t[0].x, *restrict y1 = t[1].x, *restrict y2 = t[2].x, *restrict y3 = t[3].x;

  for (int i = i0; i < i1; i++) out[i] = madd(c0[i], y0[i], madd(c1[i], y1[i], madd(c2[i], y2[i], madd(c3[i], y3[i], out[i]))));
}

void vf_add_terms(int n, const VfTerm *t, VfSpan c, double *out)
{
  int k = 0;

  for (; k + 4 <= n; k += 4) add_four(t + k, c.low, c.high, out);
  for (; k + 2 <= n; k += 2) add_two(t + k, c.low, c.high, out);
}

/* Terms of a component with itself: each entry of the upper half, and its mirror image. */
static void terms_same(const VfMembraneGrid *g, int first, const double *x, size_t k0, VfTerm t[TERMS_SAME])
{
  for (int e = 1; e < VF_ENTRIES_UU; e++) {
    const VfOffset  o     = vf_membrane_entries[first + e];
    const ptrdiff_t shift = o.b * (ptrdiff_t)g->ld + o.a;
    const double   *c     = g->entry[first + e] + k0;

    t[2 * e - 2] = (VfTerm){c, x + k0 + shift};
    t[2 * e - 1] = (VfTerm){c - shift, x + k0 - shift};
  }
}

/* From u to v, or (back) from v to u. */
static void terms_cross(const VfMembraneGrid *g, const double *x, bool back, size_t k0, VfTerm t[TERMS_CROSS])
{
  for (int e = 0; e < VF_ENTRIES_UV; e++) {
    const VfOffset  o     = vf_membrane_entries[VF_FIRST_UV + e];
    const ptrdiff_t shift = o.b * (ptrdiff_t)g->ld + o.a;
    const double   *c     = g->entry[VF_FIRST_UV + e] + k0;

    t[e] = back ? (VfTerm){c - shift, x + k0 - shift} : (VfTerm){c, x + k0 + shift};
  }
}

static void stencil_row(const VfMembraneGrid *g, VfPair x, int j, double *restrict ku, double *restrict kv)
{
  const size_t k0 = vf_grid_place(g, 0, j);
  const int    i0 = vf_rows_low(&g->rows, j), i1 = vf_rows_high(&g->rows, j);
  const double *restrict u = x.u + k0, *restrict v = x.v + k0, *restrict duu = g->entry[VF_UU_DIAGONAL] + k0,
                         *restrict dvv = g->entry[VF_VV_DIAGONAL] + k0;
  VfTerm t[TERMS_CROSS];

  for (int i = i0; i < i1; i++) {
    ku[i] = duu[i] * u[i];
    kv[i] = dvv[i] * v[i];
  }
  terms_same(g, 0, x.u, k0, t);
  vf_add_terms(TERMS_SAME, t, (VfSpan){i0, i1}, ku);
  terms_same(g, VF_FIRST_VV, x.v, k0, t);
  vf_add_terms(TERMS_SAME, t, (VfSpan){i0, i1}, kv);
  terms_cross(g, x.v, false, k0, t);
  vf_add_terms(TERMS_CROSS, t, (VfSpan){i0, i1}, ku);
  terms_cross(g, x.u, true, k0, t);
  vf_add_terms(TERMS_CROSS, t, (VfSpan){i0, i1}, kv);
}

/* Blocks of the smoother leave faces without unknown alone, weights set them to zero. */
static void residual_row(const VfMembraneGrid *g, int j, bool weighted)
{
  const size_t k0 = vf_grid_place(g, 0, j);
  const int    i0 = vf_rows_low(&g->rows, j), i1 = vf_rows_high(&g->rows, j);
  const double *restrict bu = g->b.u + k0, *restrict bv = g->b.v + k0, *restrict ku = g->row, *restrict kv = g->row + g->ld;
  const float *restrict wu = g->transfer.u + k0, *restrict wv = g->transfer.v + k0;
  double *restrict ru = g->r.u + k0, *restrict rv = g->r.v + k0;

  for (int i = i0; i < i1; i++) {
    ru[i] = bu[i] - ku[i];
    rv[i] = bv[i] - kv[i];
  }
  for (int i = i0; i < i1 && weighted; i++) {
    ru[i] *= wu[i];
    rv[i] *= wv[i];
  }
}

void vf_membrane_grid_residual(const VfMembraneGrid *g, bool weighted)
{
  for (int j = 0; j < g->ym; j++) {
    stencil_row(g, g->x, j, g->row, g->row + g->ld);
    if (g->push) g->push(g->pushing, j, (VfSpan){vf_rows_low(&g->rows, j), vf_rows_high(&g->rows, j)}, g->row, g->row + g->ld);
    residual_row(g, j, weighted);
  }
}
