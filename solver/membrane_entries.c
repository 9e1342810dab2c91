/* Entries of the operators: stored on coarser grids, on the finest worked out from the coefficients, row by row, where they are asked for. */
#include "solver/membrane_grid.h"

const VfOffset vf_membrane_entries[VF_ENTRIES] = {
    {0, 0},   {1, 0},   {-1, 1}, {0, 1},  {1, 1},  {-1, 2}, {0, 2}, {1, 2}, /* u to u */
    {0, 0},   {0, 1},   {1, -1}, {1, 0},  {1, 1},  {2, -1}, {2, 0}, {2, 1}, /* v to v */
    {-2, -1}, {-1, -1}, {0, -1}, {1, -1}, {-2, 0}, {-1, 0}, {0, 0}, {1, 0},
    {-2, 1},  {-1, 1},  {0, 1},  {1, 1},  {-2, 2}, {-1, 2}, {0, 2}, {1, 2}, /* u to v */
};

bool vf_membrane_has_entry(const VfMembraneGrid *g, int e)
{
  return !g->level || e == VF_UU_DIAGONAL || e == VF_UU_EAST || e == VF_UU_NORTH || e == VF_VV_DIAGONAL || e == VF_VV_NORTH ||
         e == VF_VV_EAST || e == VF_UV_WEST || e == VF_UV_HERE || e == VF_UV_NW || e == VF_UV_NORTH;
}

/* a (x + y) + b (z + w) + c on faces that carry something. */
static void diagonal(const unsigned char *restrict carries, double a, const double *restrict x, const double *restrict y, double b,
                     const double *restrict z, const double *restrict w, const double *restrict c, int i0, int i1,
                     double *restrict out)
{
  for (int i = i0; i < i1; i++) out[i] = carries[i] * (c[i] + a * (x[i] + y[i]) + b * (z[i] + w[i]));
}

/* a x between faces that carry something. */
static void link(const unsigned char *restrict one, const unsigned char *restrict other, double a, const double *restrict x, int i0,
                 int i1, double *restrict out)
{
  for (int i = i0; i < i1; i++) out[i] = one[i] * other[i] * a * x[i];
}

/* a (2 x + y) between faces that carry something. */
static void cross(const unsigned char *restrict one, const unsigned char *restrict other, double a, const double *restrict x,
                  const double *restrict y, int i0, int i1, double *restrict out)
{
  for (int i = i0; i < i1; i++) out[i] = one[i] * other[i] * a * (2.0 * x[i] + y[i]);
}

/* From the energy of membrane.h. */
static void finest_row(const VfMembraneGrid *g, int e, int j, int i0, int i1, double *out)
{
  const VfMembraneLevel *l = g->level;
  const size_t           k = vf_membrane_index(l, 0, j), n = k + (size_t)l->ld, s = k - (size_t)l->ld;
  const double           xx = 1.0 / (l->hx * l->hx), yy = 1.0 / (l->hy * l->hy), xy = 1.0 / (l->hx * l->hy);
  const double          *A = l->A, *G = l->G;
  const unsigned char   *u = g->carries.u + k, *v = g->carries.v;

  switch (e) {
  case VF_UU_DIAGONAL:
    diagonal(u, 4.0 * xx, A + k, A + k - 1, yy, G + k, G + n, l->Bu + k, i0, i1, out);
    break;
  case VF_UU_EAST:
    link(u, u + 1, -4.0 * xx, A + k, i0, i1, out);
    break;
  case VF_UU_NORTH:
    link(u, g->carries.u + n, -yy, G + n, i0, i1, out);
    break;
  case VF_VV_DIAGONAL:
    diagonal(v + k, 4.0 * yy, A + k, A + s, xx, G + k, G + k + 1, l->Bv + k, i0, i1, out);
    break;
  case VF_VV_NORTH:
    link(v + k, v + n, -4.0 * yy, A + k, i0, i1, out);
    break;
  case VF_VV_EAST:
    link(v + k, v + k + 1, -xx, G + k + 1, i0, i1, out);
    break;
  case VF_UV_HERE:
    cross(u, v + k, xy, A + k, G + k, i0, i1, out);
    break;
  case VF_UV_NORTH:
    cross(u, v + n, -xy, A + k, G + n, i0, i1, out);
    break;
  case VF_UV_WEST:
    cross(u, v + k - 1, -xy, A + k - 1, G + k, i0, i1, out);
    break;
  case VF_UV_NW:
    cross(u, v + n - 1, xy, A + k - 1, G + n, i0, i1, out);
    break;
  default:
    break;
  }
}

const double *vf_membrane_entry_row(const VfMembraneGrid *g, int e, int j, int i0, int i1, double *buffer)
{
  if (!g->level) return g->entry[e] + vf_grid_place(g, 0, j);
  finest_row(g, e, j, i0, i1, buffer);
  return buffer;
}

PetscErrorCode VfMembraneGridEntriesHalo(VfMembraneGrid *g)
{
  PetscFunctionBeginUser;
  for (int e = 0; e < VF_ENTRIES && g->parallel; e += VF_HALO_MAX_FIELDS)
    PetscCall(VfHaloExchange(&g->halo, VF_HALO_MAX_FIELDS, g->entry + e));
  PetscFunctionReturn(0);
}
