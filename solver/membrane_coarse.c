#include "solver/membrane_coarse.h"
#include <petscblaslapack.h>

/* Relative shift of the diagonal: a floating film without friction has three rigid motions of zero energy. */
#define COARSE_SHIFT 1e-13

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
  mg->n_dense = 2 * coarsest(mg)->xm * coarsest(mg)->ym;
  PetscCall(PetscMalloc2((size_t)mg->n_dense * (size_t)mg->n_dense, &mg->dense, mg->n_dense, &mg->dense_b));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarseDestroy(VfMembraneMg *mg)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree2(mg->dense, mg->dense_b));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarseFactor(VfMembraneMg *mg)
{
  VfMembraneLevel *l     = coarsest(mg);
  const size_t     n     = (size_t)mg->n_dense;
  PetscBLASInt     order = (PetscBLASInt)mg->n_dense, info = 0;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(l->x.u, l->n));
  PetscCall(PetscArrayzero(l->x.v, l->n));
  for (size_t c = 0; c < n; c++) {
    *entry(l, l->x, (int)c) = *entry(l, l->inverse, (int)c) > 0.0 ? 1.0 : 0.0;
    vf_membrane_apply(l, l->x, l->r);
    *entry(l, l->x, (int)c) = 0.0;
    for (size_t r = 0; r < n; r++) mg->dense[c * n + r] = *entry(l, l->r, (int)r);
    if (mg->dense[c * n + c] > 0.0)
      mg->dense[c * n + c] *= 1.0 + COARSE_SHIFT;
    else
      mg->dense[c * n + c] = 1.0; /* carries nothing: its right-hand side is zero */
  }
  LAPACKpotrf_("L", &order, mg->dense, &order, &info);
  PetscCheck(info == 0, PETSC_COMM_SELF, PETSC_ERR_MAT_CH_ZRPVT, "the coarsest membrane operator is not positive (pivot %d)",
             (int)info);
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarseSolve(VfMembraneMg *mg)
{
  VfMembraneLevel *l     = coarsest(mg);
  PetscBLASInt     order = (PetscBLASInt)mg->n_dense, one = 1, info = 0;

  PetscFunctionBeginUser;
  for (int k = 0; k < mg->n_dense; k++) mg->dense_b[k] = *entry(l, l->b, k);
  LAPACKpotrs_("L", &order, &one, mg->dense, &order, mg->dense_b, &order, &info);
  for (int k = 0; k < mg->n_dense; k++) *entry(l, l->x, k) = mg->dense_b[k];
  PetscFunctionReturn(0);
}
