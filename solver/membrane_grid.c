#include "solver/membrane_grid.h"

const VfOffset vf_membrane_entries[VF_ENTRIES] = {
    {0, 0},   {1, 0},   {-1, 1}, {0, 1},  {1, 1},  {-1, 2}, {0, 2}, {1, 2}, /* u to u */
    {0, 0},   {0, 1},   {1, -1}, {1, 0},  {1, 1},  {2, -1}, {2, 0}, {2, 1}, /* v to v */
    {-2, -1}, {-1, -1}, {0, -1}, {1, -1}, {-2, 0}, {-1, 0}, {0, 0}, {1, 0},
    {-2, 1},  {-1, 1},  {0, 1},  {1, 1},  {-2, 2}, {-1, 2}, {0, 2}, {1, 2}, /* u to v */
};

static const int finest_entries[] = {VF_UU_DIAGONAL, VF_UU_EAST, VF_UU_NORTH, VF_VV_DIAGONAL, VF_VV_NORTH,
                                     VF_VV_EAST,     VF_UV_WEST, VF_UV_HERE,  VF_UV_NW,       VF_UV_NORTH};

enum { FINEST_ENTRIES = sizeof(finest_entries) / sizeof(finest_entries[0]) };

static bool has_entry(const VfMembraneGrid *g, int e)
{
  for (int k = 0; k < FINEST_ENTRIES; k++) {
    if (finest_entries[k] == e) return true;
  }
  return !g->level;
}

PetscErrorCode VfMembraneGridCreate(MPI_Comm comm, const int wesn[4], VfRung rung, const VfMembraneLevel *level, VfMembraneGrid *g)
{
  VfPair   *pairs[] = {&g->carries, &g->transfer, &g->r, &g->d, &g->x, &g->b};
  const int n_pairs = level ? 4 : 6;

  PetscFunctionBeginUser;
  *g = (VfMembraneGrid){
      .xm = rung.xm, .ym = rung.ym, .ld = rung.xm + 2 * VF_MEMBRANE_HALO, .level = level, .parallel = wesn != NULL};
  g->n = (size_t)g->ld * (size_t)(g->ym + 2 * VF_MEMBRANE_HALO);
  for (int e = 0; e < VF_ENTRIES; e++) {
    if (has_entry(g, e)) PetscCall(PetscCalloc1(g->n, &g->entry[e]));
  }
  for (int k = 0; k < VF_FACTORS; k++) PetscCall(PetscCalloc1(g->n, &g->factor[k]));
  PetscCall(PetscMalloc2(g->n, &g->face_u, g->n, &g->face_v));
  for (size_t k = 0; k < g->n; k++) g->face_u[k] = g->face_v[k] = VF_FACE_BEYOND;
  for (int k = 0; k < n_pairs; k++) PetscCall(PetscCalloc2(g->n, &pairs[k]->u, g->n, &pairs[k]->v));
  if (level) {
    g->x = level->x;
    g->b = level->b;
  }
  PetscCall(VfRowsCreate(g->ym, &g->rows));
  PetscCall(PetscCalloc1(7 * (size_t)g->ld, &g->row));
  if (wesn) PetscCall(VfHaloCreate(comm, wesn, g->xm, g->ym, VF_MEMBRANE_HALO, &g->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGridDestroy(VfMembraneGrid *g)
{
  VfPair   *pairs[] = {&g->carries, &g->transfer, &g->r, &g->d, &g->x, &g->b};
  const int n_pairs = g->level ? 4 : 6;

  PetscFunctionBeginUser;
  for (int e = 0; e < VF_ENTRIES; e++) PetscCall(PetscFree(g->entry[e]));
  for (int k = 0; k < VF_FACTORS; k++) PetscCall(PetscFree(g->factor[k]));
  PetscCall(PetscFree2(g->face_u, g->face_v));
  for (int k = 0; k < n_pairs; k++) PetscCall(PetscFree2(pairs[k]->u, pairs[k]->v));
  PetscCall(VfRowsDestroy(&g->rows));
  PetscCall(PetscFree(g->row));
  if (g->parallel) PetscCall(VfHaloDestroy(&g->halo));
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

PetscErrorCode VfMembraneGridEntriesHalo(VfMembraneGrid *g)
{
  double *list[VF_ENTRIES];
  int     n = 0;

  PetscFunctionBeginUser;
  if (!g->parallel) PetscFunctionReturn(0);
  for (int e = 0; e < VF_ENTRIES; e++) {
    if (g->entry[e]) list[n++] = g->entry[e];
  }
  for (int k = 0; k < n; k += VF_HALO_MAX_FIELDS)
    PetscCall(VfHaloExchange(&g->halo, PetscMin(n - k, (int)VF_HALO_MAX_FIELDS), list + k));
  PetscFunctionReturn(0);
}

/* Entries of the row of cells j, from the energy of membrane.h, between faces that carry something. */
static void finest_row(VfMembraneGrid *g, int j)
{
  const VfMembraneLevel *l  = g->level;
  const size_t           k0 = vf_membrane_index(l, 0, j), ld = (size_t)l->ld;
  const double           xx = 1.0 / (l->hx * l->hx), yy = 1.0 / (l->hy * l->hy), xy = 1.0 / (l->hx * l->hy);
  const double *restrict A = l->A, *restrict G = l->G;
  const double *restrict cu = g->carries.u, *restrict cv = g->carries.v;

  VF_INDEPENDENT
  for (size_t k = k0; k < k0 + (size_t)l->xm; k++) {
    const size_t n = k + ld, s = k - ld, e = k + 1, w = k - 1;
    const double u = cu[k], v = cv[k];

    g->entry[VF_UU_DIAGONAL][k] = u * (l->Bu[k] + 4.0 * xx * (A[k] + A[w]) + yy * (G[k] + G[n]));
    g->entry[VF_UU_EAST][k]     = -u * cu[e] * 4.0 * xx * A[k];
    g->entry[VF_UU_NORTH][k]    = -u * cu[n] * yy * G[n];
    g->entry[VF_VV_DIAGONAL][k] = v * (l->Bv[k] + 4.0 * yy * (A[k] + A[s]) + xx * (G[k] + G[e]));
    g->entry[VF_VV_NORTH][k]    = -v * cv[n] * 4.0 * yy * A[k];
    g->entry[VF_VV_EAST][k]     = -v * cv[e] * xx * G[e];
    g->entry[VF_UV_HERE][k]     = u * cv[k] * xy * (2.0 * A[k] + G[k]);
    g->entry[VF_UV_NORTH][k]    = -u * cv[n] * xy * (2.0 * A[k] + G[n]);
    g->entry[VF_UV_WEST][k]     = -u * cv[w] * xy * (2.0 * A[w] + G[k]);
    g->entry[VF_UV_NW][k]       = u * cv[n - 1] * xy * (2.0 * A[w] + G[n]);
  }
}

PetscErrorCode VfMembraneGridFinest(VfMembraneGrid *g)
{
  const VfMembraneLevel *l = g->level;

  PetscFunctionBeginUser;
  for (size_t k = 0; k < l->n; k++) {
    g->face_u[k]    = l->face_u[k];
    g->face_v[k]    = l->face_v[k];
    g->carries.u[k] = l->inverse.u[k] > 0.0 ? 1.0 : 0.0;
    g->carries.v[k] = l->inverse.v[k] > 0.0 ? 1.0 : 0.0;
  }
  PetscCall(VfMembraneGridHalo(g, g->carries));
  for (int j = 0; j < g->ym; j++) finest_row(g, j);
  PetscCall(VfMembraneGridEntriesHalo(g));
  PetscFunctionReturn(0);
}
