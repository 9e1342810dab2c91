#include "solver/membrane_coarse.h"

static VfMembraneLevel *coarsest(VfMembraneMg *mg)
{
  return &mg->own[mg->n_own - 1];
}

/* Place of unknown k: the u of all cells, then the v. */
static double *entry(const VfMembraneLevel *l, VfPair x, int k)
{
  const int cells = l->xm * l->ym, cell = k % cells;

  return (k < cells ? x.u : x.v) + vf_membrane_index(l, cell % l->xm, cell / l->xm);
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

PetscErrorCode VfMembraneCoarseFactor(VfMembraneMg *mg)
{
  VfMembraneLevel *l = coarsest(mg);
  const int        n = mg->dense.n;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(l->x.u, l->n));
  PetscCall(PetscArrayzero(l->x.v, l->n));
  for (int c = 0; c < n; c++) {
    *entry(l, l->x, c) = *entry(l, l->inverse, c) > 0.0 ? 1.0 : 0.0;
    vf_membrane_apply(l, l->x, l->r);
    *entry(l, l->x, c) = 0.0;
    for (int r = 0; r < n; r++) mg->dense.a[(size_t)c * (size_t)n + (size_t)r] = *entry(l, l->r, r);
  }
  PetscCall(VfDenseFactor(&mg->dense));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarseSolve(VfMembraneMg *mg)
{
  VfMembraneLevel *l = coarsest(mg);

  PetscFunctionBeginUser;
  for (int k = 0; k < mg->dense.n; k++) mg->dense.b[k] = *entry(l, l->b, k);
  PetscCall(VfDenseSolve(&mg->dense));
  for (int k = 0; k < mg->dense.n; k++) *entry(l, l->x, k) = mg->dense.b[k];
  PetscFunctionReturn(0);
}
