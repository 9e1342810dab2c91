#include "solver/membrane.h"

PetscErrorCode VfMembraneLevelCreate(MPI_Comm comm, const int wesn[4], VfRung rung, double hx, double hy, VfMembraneLevel *l)
{
  VfPair *pairs[] = {&l->inverse, &l->x, &l->b, &l->r, &l->y, &l->p, &l->s};

  PetscFunctionBeginUser;
  *l = (VfMembraneLevel){
      .xm = rung.xm, .ym = rung.ym, .ld = rung.xm + 2 * VF_MEMBRANE_HALO, .hx = hx, .hy = hy, .parallel = wesn != NULL};
  l->n = (size_t)l->ld * (size_t)(l->ym + 2 * VF_MEMBRANE_HALO);
  PetscCall(PetscCalloc4(l->n, &l->A, l->n, &l->G, l->n, &l->Bu, l->n, &l->Bv));
  PetscCall(PetscMalloc2(l->n, &l->face_u, l->n, &l->face_v));
  for (size_t k = 0; k < l->n; k++) l->face_u[k] = l->face_v[k] = VF_FACE_BEYOND;
  for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]); k++) PetscCall(PetscCalloc2(l->n, &pairs[k]->u, l->n, &pairs[k]->v));
  PetscCall(VfRowsCreate(l->ym, &l->rows));
  PetscCall(PetscCalloc1(5 * (size_t)l->ld, &l->row));
  if (wesn) PetscCall(VfHaloCreate(comm, wesn, l->xm, l->ym, VF_MEMBRANE_HALO, &l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneLevelBorrow(VfMembraneLevel *l, size_t n, double *const arrays[VF_MEMBRANE_BORROWED])
{
  VfPair *pairs[] = {&l->y, &l->p, &l->s};

  PetscFunctionBeginUser;
  if (l->n > n) PetscFunctionReturn(0);
  for (int k = 0; k < VF_MEMBRANE_BORROWED / 2; k++) {
    PetscCall(PetscFree2(pairs[k]->u, pairs[k]->v));
    *pairs[k] = (VfPair){arrays[2 * k], arrays[2 * k + 1]};
  }
  l->borrows = true;
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneLevelDestroy(VfMembraneLevel *l)
{
  VfPair   *pairs[] = {&l->inverse, &l->x, &l->b, &l->r, &l->y, &l->p, &l->s};
  const int own     = l->borrows ? 4 : 7;

  PetscFunctionBeginUser;
  PetscCall(PetscFree4(l->A, l->G, l->Bu, l->Bv));
  PetscCall(PetscFree2(l->face_u, l->face_v));
  for (int k = 0; k < own; k++) PetscCall(PetscFree2(pairs[k]->u, pairs[k]->v));
  PetscCall(VfRowsDestroy(&l->rows));
  PetscCall(PetscFree(l->row));
  if (l->parallel) PetscCall(VfHaloDestroy(&l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneHalo(const VfMembraneLevel *l, VfPair x)
{
  PetscFunctionBeginUser;
  if (l->parallel) {
    double *const fields[] = {x.u, x.v};

    PetscCall(VfHaloExchange(&l->halo, 2, fields));
  }
  PetscFunctionReturn(0);
}
