/* Blocks of the smoother of velocity, flux and pressure. */
#include "solver/stiff_grid.h"

/* The block's factor holds 1/(2 D): twice what it makes is the whole. */
static inline double solve_block(float *const factor[VF_FACTORS], size_t k, const double r[4], double y[4])
{
  const double l10 = factor[0][k], l20 = factor[1][k], l21 = factor[2][k], l30 = factor[3][k], l31 = factor[4][k],
               l32 = factor[5][k];
  const double a0 = r[0], a1 = r[1] - l10 * a0, a2 = r[2] - l20 * a0 - l21 * a1, a3 = r[3] - l30 * a0 - l31 * a1 - l32 * a2;

  y[3] = 2.0 * factor[9][k] * a3;
  y[2] = 2.0 * factor[8][k] * a2 - l32 * y[3];
  y[1] = 2.0 * factor[7][k] * a1 - l21 * y[2] - l31 * y[3];
  y[0] = 2.0 * factor[6][k] * a0 - l10 * y[1] - l20 * y[2] - l30 * y[3];
  return r[0] * y[0] + r[1] * y[1] + r[2] * y[2] + r[3] * y[3];
}

/* A cell's d, i, c.  The faces of its own: left, right, below, above. */
static void own_numbers(const VfStiffGrid *g, size_t k, double d[4], double *i, double *c)
{
  const size_t north = k + (size_t)g->k->ld;

  if (g->finest) {
    const VfStiffOperator *o = g->finest;

    d[0] = -o->hu[k];
    d[1] = o->hu[k + 1];
    d[2] = -o->hv[k];
    d[3] = o->hv[north];
    *i   = 1.0;
    *c   = o->level[k] + o->kx[k] + o->kx[k + 1] + o->ky[k] + o->ky[north];
    return;
  }
  d[0] = g->d[1][k];
  d[1] = g->d[4][k];
  d[2] = g->d[7][k];
  d[3] = g->d[10][k];
  *i   = g->i[0][k];
  *c   = g->c[0][k];
}

/* g, then X/i, 1/(i + X c/i), c/i, 1/i, of a cell of film. */
static void make_patch(const VfStiffGrid *g, size_t k)
{
  double d[4], y[4], i, c;

  own_numbers(g, k, d, &i, &c);
  const double X = solve_block(g->k->factor, k, d, y);

  for (int n = 0; n < 4; n++) g->patch[n][k] = (float)y[n];
  g->patch[4][k] = (float)(X / i);
  g->patch[5][k] = (float)(1.0 / (i + X * c / i));
  g->patch[6][k] = (float)(c / i);
  g->patch[7][k] = (float)(1.0 / i);
}

/* What a face that moves costs through the q of all film that it feeds: the sum of d c d/i^2.  @param first of the entries of D: of u, or v */
static double pressed(const VfStiffGrid *g, int first, size_t face)
{
  double sum = 0.0, own[4], i, c;

  for (int e = first; e < first + VF_STIFF_D / 2; e++) {
    const VfOffset o = vf_flux_offsets[e];
    const size_t   k = face - (size_t)(o.b * (ptrdiff_t)g->k->ld + o.a);

    if (!(g->inside[k] > 0.0)) continue;
    own_numbers(g, k, own, &i, &c);
    const double d = g->finest ? (first == 0 ? own[o.a] * (o.b == 0) : own[2 + o.b] * (o.a == 0)) : g->d[e][k];

    sum += d * d * c / (i * i);
  }
  return sum;
}

/* A cell of bare bath knows nothing of q, and its own stiffness may be next to nothing: it would move faces that film feeds on too far. */
static void stiffen(const VfStiffGrid *g, int i, int j)
{
  const size_t k        = vf_grid_place(g->k, i, j);
  const double extra[4] = {pressed(g, 0, k), pressed(g, 0, k + 1), pressed(g, VF_STIFF_D / 2, k),
                           pressed(g, VF_STIFF_D / 2, k + (size_t)g->k->ld)};

  if (extra[0] + extra[1] + extra[2] + extra[3] > 0.0) vf_membrane_grid_stiffen(g->k, i, j, extra);
}

PetscErrorCode VfStiffGridPrepare(VfStiffGrid *g)
{
  double *const vectors[] = {g->q, g->p, g->bq, g->bp, g->rq, g->rp};

  PetscFunctionBeginUser;
  for (int f = 0; f < 6; f++) PetscCall(PetscArrayzero(vectors[f], g->k->n));
  if (g->k->gathered) PetscFunctionReturn(0);
  for (int n = 0; n < VF_PATCH_NUMBERS; n++) PetscCall(PetscArrayzero(g->patch[n], g->k->n));
  for (int j = -1; j < g->k->ym; j++) {
    const VfSpan wide = vf_rows_wide(&g->k->rows, j);

    for (int i = wide.low - 1; i < wide.high && wide.low < wide.high; i++) {
      const size_t k = vf_grid_place(g->k, i, j);

      if (g->inside[k] > 0.0)
        make_patch(g, k);
      else
        stiffen(g, i, j);
    }
  }
  PetscFunctionReturn(0);
}
