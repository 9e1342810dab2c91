#include "solver/membrane.h"

static PetscErrorCode pair_create(size_t n, VfPair *pair)
{
  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(n, &pair->u, n, &pair->v));
  PetscFunctionReturn(0);
}

void vf_membrane_stencil_list(const VfStencil *s, double *list[])
{
  int k = 0;

  for (int c = 0; c < VF_SAME; c++) {
    list[k++] = s->uu[c];
    list[k++] = s->vv[c];
  }
  for (int c = 0; c < VF_CROSS; c++) {
    list[k++] = s->uv[c];
    list[k++] = s->vu[c];
  }
}

static PetscErrorCode stencil_create(size_t n, VfStencil *s)
{
  PetscFunctionBeginUser;
  for (int c = 0; c < VF_SAME; c++) PetscCall(PetscCalloc2(n, &s->uu[c], n, &s->vv[c]));
  for (int c = 0; c < VF_CROSS; c++) PetscCall(PetscCalloc2(n, &s->uv[c], n, &s->vu[c]));
  PetscFunctionReturn(0);
}

static PetscErrorCode stencil_destroy(VfStencil *s)
{
  PetscFunctionBeginUser;
  for (int c = 0; c < VF_SAME; c++) PetscCall(PetscFree2(s->uu[c], s->vv[c]));
  for (int c = 0; c < VF_CROSS; c++) PetscCall(PetscFree2(s->uv[c], s->vu[c]));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneLevelCreate(MPI_Comm comm, const int wesn[4], const int box[4], double hx, double hy, bool galerkin,
                                     VfMembraneLevel *l)
{
  PetscFunctionBeginUser;
  *l   = (VfMembraneLevel){.is       = box[0],
                           .js       = box[1],
                           .xm       = box[2],
                           .ym       = box[3],
                           .ld       = box[2] + 2 * VF_MEMBRANE_HALO,
                           .hx       = hx,
                           .hy       = hy,
                           .galerkin = galerkin,
                           .parallel = wesn != NULL};
  l->n = (size_t)l->ld * (size_t)(l->ym + 2 * VF_MEMBRANE_HALO);
  if (galerkin)
    PetscCall(stencil_create(l->n, &l->stencil));
  else
    PetscCall(PetscCalloc4(l->n, &l->A, l->n, &l->G, l->n, &l->Bu, l->n, &l->Bv));
  PetscCall(PetscMalloc2(l->n, &l->face_u, l->n, &l->face_v));
  for (size_t k = 0; k < l->n; k++) l->face_u[k] = l->face_v[k] = VF_FACE_BEYOND;
  PetscCall(pair_create(l->n, &l->inverse));
  PetscCall(pair_create(l->n, &l->transfer));
  PetscCall(pair_create(l->n, &l->x));
  PetscCall(pair_create(l->n, &l->b));
  PetscCall(pair_create(l->n, &l->r));
  PetscCall(pair_create(l->n, &l->d));
  PetscCall(PetscCalloc1(5 * (size_t)l->ld, &l->row));
  if (wesn) PetscCall(VfHaloCreate(comm, wesn, l->xm, l->ym, VF_MEMBRANE_HALO, &l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneLevelDestroy(VfMembraneLevel *l)
{
  VfPair *pairs[] = {&l->inverse, &l->transfer, &l->x, &l->b, &l->r, &l->d};

  PetscFunctionBeginUser;
  if (l->galerkin)
    PetscCall(stencil_destroy(&l->stencil));
  else
    PetscCall(PetscFree4(l->A, l->G, l->Bu, l->Bv));
  PetscCall(PetscFree2(l->face_u, l->face_v));
  for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]); k++) PetscCall(PetscFree2(pairs[k]->u, pairs[k]->v));
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
