/* Residual of the finest grid, row by row. */
#include "solver/membrane_kernels.h"

VfResidualRows vf_residual_rows_start(const VfMembraneGrid *g)
{
  VfResidualRows r = {.sweep = vf_membrane_sweep_start(g->level, g->x, -1, vf_rows_near(&g->rows, -1))};

  for (int k = 0; k < 4; k++) {
    r.u[k] = g->row + (VF_RESIDUAL_FIRST + 2 * k) * g->ld + VF_MEMBRANE_HALO;
    r.v[k] = r.u[k] + g->ld;
  }
  return r;
}

void vf_residual_rows_next(const VfMembraneGrid *g, int j, bool weighted, VfResidualRows *rows)
{
  const size_t k0     = vf_grid_place(g, 0, j);
  const VfSpan want   = vf_rows_reach(&g->rows, j);
  double *restrict ru = rows->u[j & 3], *restrict rv = rows->v[j & 3];
  const double *restrict bu = g->b.u + k0, *restrict bv = g->b.v + k0;
  const float *restrict wu = g->transfer.u + k0, *restrict wv = g->transfer.v + k0;

  for (int i = -1; i < want.low; i++) ru[i] = rv[i] = 0.0;
  for (int i = want.high; i < g->xm + 1; i++) ru[i] = rv[i] = 0.0;
  vf_membrane_sweep_row(g->level, g->x, j, vf_rows_near(&g->rows, j), want, &rows->sweep, ru, rv);
  if (g->push) g->push(g->pushing, j, want, ru, rv);
  if (weighted) {
    for (int i = want.low; i < want.high; i++) {
      ru[i] = wu[i] * (bu[i] - ru[i]);
      rv[i] = wv[i] * (bv[i] - rv[i]);
    }
    return;
  }
  for (int i = want.low; i < want.high; i++) {
    ru[i] = bu[i] - ru[i];
    rv[i] = bv[i] - rv[i];
  }
}
