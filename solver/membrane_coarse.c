#include "solver/membrane_coarse.h"

static VfMembraneGrid *coarsest(VfMembraneMg *mg)
{
  return &mg->own[mg->ladder.n_own - 1];
}

PetscErrorCode VfMembraneCoarseCreate(VfMembraneMg *mg)
{
  PetscFunctionBeginUser;
  PetscCall(VfDenseCreate(2 * coarsest(mg)->xm * coarsest(mg)->ym, &mg->dense));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarseDestroy(VfMembraneMg *mg)
{
  PetscFunctionBeginUser;
  PetscCall(VfDenseDestroy(&mg->dense));
  PetscFunctionReturn(0);
}

/* Unknowns: the u of all cells, then the v. */
static int number(const VfMembraneGrid *g, bool is_u, int i, int j)
{
  return (is_u ? 0 : g->xm * g->ym) + j * g->xm + i;
}

static void file_entry(VfMembraneMg *mg, int e, int i, int j)
{
  const VfMembraneGrid *g = coarsest(mg);
  const VfOffset        o = vf_membrane_entries[e];
  const int             p = i + o.a, q = j + o.b, n = mg->dense.n;

  if (!g->entry[e] || p < 0 || q < 0 || p >= g->xm || q >= g->ym) return;
  const int    row = number(g, e < VF_FIRST_VV || e >= VF_FIRST_UV, i, j), column = number(g, e < VF_FIRST_VV, p, q);
  const double value = g->entry[e][vf_grid_place(g, i, j)];

  mg->dense.a[(size_t)row * (size_t)n + (size_t)column] = value;
  mg->dense.a[(size_t)column * (size_t)n + (size_t)row] = value;
}

PetscErrorCode VfMembraneCoarseFactor(VfMembraneMg *mg)
{
  const VfMembraneGrid *g = coarsest(mg);

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(mg->dense.a, (size_t)mg->dense.n * (size_t)mg->dense.n));
  for (int e = 0; e < VF_ENTRIES; e++) {
    for (int j = 0; j < g->ym; j++) {
      for (int i = 0; i < g->xm; i++) file_entry(mg, e, i, j);
    }
  }
  PetscCall(VfDenseFactor(&mg->dense));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarseSolve(VfMembraneMg *mg)
{
  VfMembraneGrid *g     = coarsest(mg);
  double         *b     = mg->dense.b;
  const int       cells = g->xm * g->ym;

  PetscFunctionBeginUser;
  for (int c = 0; c < cells; c++) {
    const size_t k = vf_grid_place(g, c % g->xm, c / g->xm);

    b[c]         = g->carries.u[k] * g->b.u[k];
    b[cells + c] = g->carries.v[k] * g->b.v[k];
  }
  PetscCall(VfDenseSolve(&mg->dense));
  for (int c = 0; c < cells; c++) {
    const size_t k = vf_grid_place(g, c % g->xm, c / g->xm);

    g->x.u[k] = b[c];
    g->x.v[k] = b[cells + c];
  }
  PetscFunctionReturn(0);
}
