#include "solver/membrane.h"

enum { VECTORS = 6 };

static void list_vectors(VfMembraneLevel *l, VfPair *pairs[VECTORS])
{
  VfPair *const all[VECTORS] = {&l->x, &l->b, &l->r, &l->y, &l->p, &l->s};

  for (int k = 0; k < VECTORS; k++) pairs[k] = all[k];
}

static PetscErrorCode create_arrays(VfMembraneLevel *l)
{
  VfPair *pairs[VECTORS];

  PetscFunctionBeginUser;
  list_vectors(l, pairs);
  PetscCall(PetscCalloc4(l->n, &l->A, l->n, &l->G, l->n, &l->Bu, l->n, &l->Bv));
  for (int k = 0; k < VECTORS; k++) PetscCall(PetscCalloc2(l->n, &pairs[k]->u, l->n, &pairs[k]->v));
  PetscFunctionReturn(0);
}

/* Grid and level lie alike where they hold as many cells: padding adds some. */
static void borrow_arrays(VfMembraneLevel *l, const VfMembraneLoan *loan)
{
  l->A       = loan->A;
  l->G       = loan->G;
  l->Bu      = loan->Bu;
  l->Bv      = loan->Bv;
  l->x       = loan->x;
  l->b       = loan->b;
  l->r       = loan->r;
  l->y       = loan->y;
  l->p       = loan->p;
  l->s       = loan->s;
  l->borrows = true;
}

PetscErrorCode VfMembraneLevelCreate(MPI_Comm comm, const int wesn[4], VfRung rung, double hx, double hy,
                                     const VfMembraneLoan *loan, VfMembraneLevel *l)
{
  PetscFunctionBeginUser;
  *l = (VfMembraneLevel){
      .xm = rung.xm, .ym = rung.ym, .ld = rung.xm + 2 * VF_MEMBRANE_HALO, .hx = hx, .hy = hy, .parallel = wesn != NULL};
  l->n = (size_t)l->ld * (size_t)(l->ym + 2 * VF_MEMBRANE_HALO);
  if (loan && loan->n == l->n)
    borrow_arrays(l, loan);
  else
    PetscCall(create_arrays(l));
  PetscCall(PetscCalloc2(l->n, &l->inverse.u, l->n, &l->inverse.v));
  PetscCall(PetscMalloc2(l->n, &l->face_u, l->n, &l->face_v));
  for (size_t k = 0; k < l->n; k++) l->face_u[k] = l->face_v[k] = VF_FACE_BEYOND;
  PetscCall(VfRowsCreate(l->ym, &l->rows));
  PetscCall(PetscCalloc1(5 * (size_t)l->ld, &l->row));
  if (wesn) PetscCall(VfHaloCreate(comm, wesn, l->xm, l->ym, VF_MEMBRANE_HALO, &l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneLevelDestroy(VfMembraneLevel *l)
{
  VfPair *pairs[VECTORS];

  PetscFunctionBeginUser;
  list_vectors(l, pairs);
  if (!l->borrows) PetscCall(PetscFree4(l->A, l->G, l->Bu, l->Bv));
  for (int k = 0; k < VECTORS && !l->borrows; k++) PetscCall(PetscFree2(pairs[k]->u, pairs[k]->v));
  PetscCall(PetscFree2(l->inverse.u, l->inverse.v));
  PetscCall(PetscFree2(l->face_u, l->face_v));
  PetscCall(VfRowsDestroy(&l->rows));
  PetscCall(PetscFree(l->row));
  if (l->parallel) PetscCall(VfHaloDestroy(&l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneLevelClear(VfMembraneLevel *l)
{
  const VfPair pairs[] = {l->x, l->r, l->p, l->s};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]) && l->borrows; k++) {
    PetscCall(PetscArrayzero(pairs[k].u, l->n));
    PetscCall(PetscArrayzero(pairs[k].v, l->n));
  }
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

PetscErrorCode VfMembraneFlagsHalo(const VfHaloPlan *plan, size_t n, VfFlags f, VfPair work)
{
  double *const fields[] = {work.u, work.v};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < n; k++) {
    work.u[k] = f.u[k];
    work.v[k] = f.v[k];
  }
  PetscCall(VfHaloExchange(plan, 2, fields));
  for (size_t k = 0; k < n; k++) {
    f.u[k] = work.u[k] > 0.0;
    f.v[k] = work.v[k] > 0.0;
  }
  PetscFunctionReturn(0);
}
