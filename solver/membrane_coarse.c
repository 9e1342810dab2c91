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

static void file_entry(const VfMembraneGrid *g, int e, int j, VfDense *dense)
{
  const VfOffset o   = vf_membrane_entries[e];
  const double  *row = vf_membrane_entry_row(g, e, j, 0, g->xm, g->row);

  for (int i = 0; i < g->xm; i++) {
    const int p = i + o.a, q = j + o.b, n = dense->n;

    if (p < 0 || q < 0 || p >= g->xm || q >= g->ym) continue;
    const int one = number(g, e < VF_FIRST_VV || e >= VF_FIRST_UV, i, j), other = number(g, e < VF_FIRST_VV, p, q);

    dense->a[(size_t)one * (size_t)n + (size_t)other] = row[i];
    dense->a[(size_t)other * (size_t)n + (size_t)one] = row[i];
  }
}

PetscErrorCode VfMembraneGridAssemble(const VfMembraneGrid *g, VfDense *dense)
{
  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(dense->a, (size_t)dense->n * (size_t)dense->n));
  for (int e = 0; e < VF_ENTRIES; e++) {
    for (int j = 0; j < g->ym && vf_membrane_has_entry(g, e); j++) file_entry(g, e, j, dense);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarseFactor(VfMembraneMg *mg)
{
  PetscFunctionBeginUser;
  PetscCall(VfMembraneGridAssemble(coarsest(mg), &mg->dense));
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
