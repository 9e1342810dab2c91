#include "solver/membrane_grid.h"

/* Of the finest grid what the level holds already: vectors, what the faces are, buffers for messages. */
static void share_level(VfMembraneGrid *g, const VfMembraneLevel *l)
{
  g->x       = l->x;
  g->b       = l->b;
  g->d       = l->r;
  g->carries = l->inverse;
  g->face_u  = l->face_u;
  g->face_v  = l->face_v;
  g->rows    = l->rows;
  g->halo    = l->halo;
}

static PetscErrorCode create_pair(size_t n, VfPair *pair)
{
  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2(n, &pair->u, n, &pair->v));
  PetscFunctionReturn(0);
}

/* What a coarser grid has of its own. */
static PetscErrorCode create_coarse(const VfMembraneGrid *whole, VfMembraneGrid *g)
{
  PetscFunctionBeginUser;
  PetscCheck(!whole || g->n <= whole->n, PETSC_COMM_SELF, PETSC_ERR_PLIB, "a part of a grid is larger than the whole");
  for (int e = 0; e < VF_ENTRIES; e++) {
    if (whole)
      g->entry[e] = whole->entry[e];
    else
      PetscCall(PetscCalloc1(g->n, &g->entry[e]));
  }
  PetscCall(create_pair(g->n, &g->x));
  PetscCall(create_pair(g->n, &g->b));
  if (!whole) PetscCall(create_pair(g->n, &g->r));
  if (!whole) PetscCall(create_pair(g->n, &g->d));
  PetscCall(PetscCalloc2(g->n, &g->carries.u, g->n, &g->carries.v));
  PetscCall(PetscMalloc2(g->n, &g->face_u, g->n, &g->face_v));
  for (size_t k = 0; k < g->n; k++) g->face_u[k] = g->face_v[k] = VF_FACE_BEYOND;
  PetscCall(VfRowsCreate(g->ym, &g->rows));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGridCreate(MPI_Comm comm, const int wesn[4], VfRung rung, const VfMembraneLevel *level,
                                    const VfMembraneGrid *whole, VfMembraneGrid *g)
{
  PetscFunctionBeginUser;
  *g   = (VfMembraneGrid){.xm       = rung.xm,
                          .ym       = rung.ym,
                          .ld       = rung.xm + 2 * VF_MEMBRANE_HALO,
                          .level    = level,
                          .parallel = wesn != NULL,
                          .gathered = whole != NULL};
  g->n = (size_t)g->ld * (size_t)(g->ym + 2 * VF_MEMBRANE_HALO);
  for (int k = 0; k < VF_FACTORS && !whole; k++) PetscCall(PetscCalloc1(g->n, &g->factor[k]));
  if (!whole) PetscCall(PetscCalloc2(g->n, &g->transfer.u, g->n, &g->transfer.v));
  if (level)
    share_level(g, level);
  else
    PetscCall(create_coarse(whole, g));
  PetscCall(PetscCalloc1(VF_SCRATCH_ROWS * (size_t)g->ld, &g->row));
  vf_membrane_grid_expect(g, false);
  if (wesn && !level) PetscCall(VfHaloCreate(comm, wesn, g->xm, g->ym, VF_MEMBRANE_HALO, &g->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGridDestroy(VfMembraneGrid *g)
{
  VfPair *pairs[] = {&g->d, &g->r, &g->x, &g->b};

  PetscFunctionBeginUser;
  for (int e = 0; e < VF_ENTRIES && !g->gathered; e++) PetscCall(PetscFree(g->entry[e]));
  for (int k = 0; k < VF_FACTORS; k++) PetscCall(PetscFree(g->factor[k]));
  PetscCall(PetscFree2(g->transfer.u, g->transfer.v));
  if (!g->level) {
    for (size_t k = 0; k < sizeof(pairs) / sizeof(pairs[0]); k++) PetscCall(PetscFree2(pairs[k]->u, pairs[k]->v));
    PetscCall(PetscFree2(g->carries.u, g->carries.v));
    PetscCall(PetscFree2(g->face_u, g->face_v));
    PetscCall(VfRowsDestroy(&g->rows));
  }
  PetscCall(PetscFree(g->row));
  if (g->parallel && !g->level) PetscCall(VfHaloDestroy(&g->halo));
  PetscFunctionReturn(0);
}

void vf_membrane_grid_clear_beyond(const VfMembraneGrid *g, int nx, int ny, double *x)
{
  const size_t first = vf_grid_place(g, -VF_MEMBRANE_HALO, 0), end = vf_grid_place(g, -VF_MEMBRANE_HALO, ny);

  for (size_t k = 0; k < first; k++) x[k] = 0.0;
  for (size_t k = end; k < g->n; k++) x[k] = 0.0;
  for (int j = 0; j < ny; j++) {
    double *row = x + vf_grid_place(g, 0, j);

    for (int i = -VF_MEMBRANE_HALO; i < 0; i++) row[i] = 0.0;
    for (int i = nx; i < g->xm + VF_MEMBRANE_HALO; i++) row[i] = 0.0;
  }
}

PetscErrorCode VfMembraneGridFlagsHalo(const VfMembraneGrid *g, VfFlags flags)
{
  PetscFunctionBeginUser;
  if (g->parallel) PetscCall(VfMembraneFlagsHalo(&g->halo, g->n, flags, g->gathered ? g->x : g->d));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGridHalo(const VfMembraneGrid *g, VfPair x)
{
  PetscFunctionBeginUser;
  if (g->parallel) {
    double *const fields[] = {x.u, x.v};

    PetscCall(VfHaloExchange(&g->halo, 2, fields));
  }
  PetscFunctionReturn(0);
}
