/* Operators of velocity, flux and pressure, row by row. */
#include "solver/membrane_kernels.h"
#include "solver/stiff_grid.h"

const VfOffset vf_stiff_offsets[VF_STIFF_C] = {{0, 0}, {1, 0},  {-1, 1}, {0, 1}, {1, 1}, {2, 0}, {-2, 1},
                                               {2, 1}, {-2, 2}, {-1, 2}, {0, 2}, {1, 2}, {2, 2}};
const VfOffset vf_flux_offsets[VF_STIFF_D]  = {{0, -1}, {0, 0}, {0, 1}, {1, -1}, {1, 0}, {1, 1},
                                               {-1, 0}, {0, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}};

static ptrdiff_t shift_of(const VfStiffGrid *g, VfOffset o)
{
  return o.b * (ptrdiff_t)g->k->ld + o.a;
}

static void push_finest(const VfStiffGrid *g, const double *p, size_t k0, VfSpan c, double *restrict ku, double *restrict kv)
{
  const double *restrict hu = g->finest->hu + k0, *restrict hv = g->finest->hv + k0;
  const double *restrict here = p + k0, *restrict south = p + k0 - g->k->ld;

  for (int i = c.low; i < c.high; i++) {
    ku[i] -= hu[i] * (here[i] - here[i - 1]);
    kv[i] -= hv[i] * (here[i] - south[i]);
  }
}

void vf_stiff_push_row(const VfStiffGrid *g, const double *p, int j, VfSpan c, double *ku, double *kv)
{
  const size_t k0 = vf_grid_place(g->k, 0, j);
  VfTerm       t[VF_STIFF_D];

  if (g->finest) {
    push_finest(g, p, k0, c, ku, kv);
    return;
  }
  for (int e = 0; e < VF_STIFF_D; e++) {
    const ptrdiff_t shift = shift_of(g, vf_flux_offsets[e]);

    t[e] = (VfTerm){g->d[e] + k0 - shift, p + k0 - shift};
  }
  vf_add_terms(VF_STIFF_D / 2, t, c, ku);
  vf_add_terms(VF_STIFF_D / 2, t + VF_STIFF_D / 2, c, kv);
}

static void flux_finest(const VfStiffGrid *g, VfPair x, size_t k0, VfSpan c, double *restrict out)
{
  const size_t north        = k0 + (size_t)g->k->ld;
  const double *restrict hu = g->finest->hu + k0, *restrict hv = g->finest->hv + k0, *restrict hn = g->finest->hv + north;
  const double *restrict u = x.u + k0, *restrict v = x.v + k0, *restrict vn = x.v + north, *restrict inside = g->inside + k0;

  for (int i = c.low; i < c.high; i++) out[i] = inside[i] * (hu[i + 1] * u[i + 1] - hu[i] * u[i] + hn[i] * vn[i] - hv[i] * v[i]);
}

void vf_stiff_flux_row(const VfStiffGrid *g, VfPair x, int j, VfSpan c, double *out)
{
  const size_t k0 = vf_grid_place(g->k, 0, j);
  VfTerm       t[VF_STIFF_D];

  if (g->finest) {
    flux_finest(g, x, k0, c, out);
    return;
  }
  for (int e = 0; e < VF_STIFF_D; e++)
    t[e] = (VfTerm){g->d[e] + k0, (e < VF_STIFF_D / 2 ? x.u : x.v) + k0 + shift_of(g, vf_flux_offsets[e])};
  for (int i = c.low; i < c.high; i++) out[i] = 0.0;
  vf_add_terms(VF_STIFF_D, t, c, out);
}

static void pressure_finest(const VfStiffGrid *g, const double *x, size_t k0, VfSpan c, double *restrict out)
{
  const VfStiffOperator *o     = g->finest;
  const size_t           north = k0 + (size_t)g->k->ld, south = k0 - (size_t)g->k->ld;
  const double *restrict kx = o->kx + k0, *restrict ky = o->ky + k0, *restrict kn = o->ky + north, *restrict level = o->level + k0;
  const double *restrict q = x + k0, *restrict qn = x + north, *restrict qs = x + south;

  for (int i = c.low; i < c.high; i++)
    out[i] = level[i] * q[i] + kx[i] * (q[i] - q[i - 1]) + kx[i + 1] * (q[i] - q[i + 1]) + ky[i] * (q[i] - qs[i]) +
             kn[i] * (q[i] - qn[i]);
}

/* out = a symmetric stencil of n entries times x. */
static void symmetric(const VfStiffGrid *g, int n, double *const entry[], const double *x, size_t k0, VfSpan c,
                      double *restrict out)
{
  const double *restrict diagonal = entry[0] + k0, *restrict here = x + k0;
  VfTerm t[2 * (VF_STIFF_C - 1)];

  for (int e = 1; e < n; e++) {
    const ptrdiff_t shift = shift_of(g, vf_stiff_offsets[e]);

    t[2 * e - 2] = (VfTerm){entry[e] + k0, x + k0 + shift};
    t[2 * e - 1] = (VfTerm){entry[e] + k0 - shift, x + k0 - shift};
  }
  for (int i = c.low; i < c.high; i++) out[i] = diagonal[i] * here[i];
  vf_add_terms(2 * (n - 1), t, c, out);
}

void vf_stiff_pressure_row(const VfStiffGrid *g, const double *q, int j, VfSpan c, double *out)
{
  const size_t k0 = vf_grid_place(g->k, 0, j);

  if (g->finest)
    pressure_finest(g, q, k0, c, out);
  else
    symmetric(g, VF_STIFF_C, g->c, q, k0, c, out);
}

/* out -= sign I x */
static void residual_mass(const VfStiffGrid *g, double sign, const double *x, size_t k0, VfSpan c, double *restrict out)
{
  double *restrict mass = g->row + (VF_STIFF_ROWS - 1) * g->k->ld + VF_MEMBRANE_HALO;

  if (g->finest) {
    for (int i = c.low; i < c.high; i++) out[i] -= sign * x[k0 + (size_t)i];
    return;
  }
  symmetric(g, VF_STIFF_I, g->i, x, k0, c, mass);
  for (int i = c.low; i < c.high; i++) out[i] -= sign * mass[i];
}

void vf_stiff_residual_row(const VfStiffGrid *g, int j, VfSpan c, double *restrict rq, double *restrict rp)
{
  const size_t k0           = vf_grid_place(g->k, 0, j);
  const double *restrict bq = g->bq + k0, *restrict bp = g->bp + k0;

  vf_stiff_flux_row(g, g->k->x, j, c, rq);
  vf_stiff_pressure_row(g, g->q, j, c, rp);
  for (int i = c.low; i < c.high; i++) {
    rq[i] = bq[i] - rq[i];
    rp[i] = bp[i] + rp[i];
  }
  residual_mass(g, -1.0, g->q, k0, c, rq);
  residual_mass(g, 1.0, g->p, k0, c, rp);
}
