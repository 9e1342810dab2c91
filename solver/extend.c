#include "solver/extend.h"

/* An edge that crosses two cells in a step comes one beyond where it was when the velocity was solved, and by the middle of the next
   step two; the faces behind it are needed too. */
enum { LAYERS = 4 };

/* Does face (i, j) of the component along (di, dj) move with film?  1 yes, 0 no, -1 wall. */
static double known(const VfGrid *g, const double *w, int i, int j, int di, int dj)
{
  if (!vf_on_grid(g, i, j) || !vf_on_grid(g, i - di, j - dj)) return -1.0;
  return w[vf_index(g, i, j)] > 0.0 || w[vf_index(g, i - di, j - dj)] > 0.0 ? 1.0 : 0.0;
}

/* Mean of the linear continuations that reach face q from two known faces in a row; walls count as known when nearest only. */
static bool continued(const VfGrid *g, const double *f, const double *flag, size_t q, double *value)
{
  const ptrdiff_t steps[4] = {1, -1, g->ld, -(ptrdiff_t)g->ld};
  double          sum      = 0.0;
  int             n        = 0;

  for (int d = 0; d < (g->ny > 1 ? 4 : 2); d++) {
    const size_t a = (size_t)((ptrdiff_t)q + steps[d]), b = (size_t)((ptrdiff_t)q + 2 * steps[d]);

    if (flag[a] <= 0.0 || flag[b] <= 0.0) continue;
    sum += 2.0 * f[a] - f[b];
    n++;
  }
  *value = n ? sum / n : 0.0;
  return n > 0;
}

/* One more layer: reads `flag`, writes f and the flags of newly known faces (0.5 until the layer is done). */
static void add_layer(const VfGrid *g, double *f, double *flag)
{
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      double       value;

      if (flag[q] != 0.0) continue;
      f[q] = 0.0;
      if (!continued(g, f, flag, q, &value)) continue;
      f[q]    = value;
      flag[q] = -0.5; /* not yet to be continued from */
    }
  }
  for (size_t q = 0; q < g->n_local; q++) flag[q] = flag[q] == -0.5 ? 1.0 : flag[q];
}

PetscErrorCode VfExtendVelocity(const VfGrid *g, const double *w, double *u, double *v)
{
  double *flags[2], *components[2] = {u, v};

  PetscFunctionBeginUser;
  for (int d = 0; d < (g->ny > 1 ? 2 : 1); d++) {
    PetscCall(VfFieldCreate(g, &flags[d]));
    for (int j = g->ys; j < g->ys + g->ym; j++) {
      for (int i = g->xs; i < g->xs + g->xm; i++) flags[d][vf_index(g, i, j)] = known(g, w, i, j, d == 0, d == 1);
    }
    for (int layer = 0; layer < LAYERS; layer++) {
      double *const fields[] = {flags[d], components[d]};

      PetscCall(VfGridHalo(g, 2, fields));
      add_layer(g, components[d], flags[d]);
    }
    PetscCall(VfGridHalo(g, 1, &components[d]));
    PetscCall(PetscFree(flags[d]));
  }
  PetscFunctionReturn(0);
}
