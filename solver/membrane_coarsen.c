/* Galerkin's operator of the next coarser grid, K_c = P' W K W P / 4, W the transfer weights (stencil_coarsen.h). */
#include "solver/membrane_transfer.h"
#include "solver/stencil_coarsen.h"

/* A block of the operator: rows of one component, columns of one. */
typedef struct {
  bool           column_u, row_u;
  int            first; /* entry */
  bool           symmetric;
  VfStencilBlock stencil;
} Block;

static const Block blocks[] = {
    {true, true, 0, true, {VF_AT_END, VF_IN_MIDDLE, VF_AT_END, VF_IN_MIDDLE, VF_ENTRIES_UU, vf_membrane_entries, -1, 1, -2, 2}},
    {false,
     false,
     VF_FIRST_VV,
     true,
     {VF_IN_MIDDLE, VF_AT_END, VF_IN_MIDDLE, VF_AT_END, VF_ENTRIES_UU, vf_membrane_entries + VF_FIRST_VV, -2, 2, -1, 1}},
    {false,
     true,
     VF_FIRST_UV,
     false,
     {VF_AT_END, VF_IN_MIDDLE, VF_IN_MIDDLE, VF_AT_END, VF_ENTRIES_UV, vf_membrane_entries + VF_FIRST_UV, -2, 1, -1, 2}}};

/* Entry (a, b) of fine row j, whichever half of the stencil it is in, between weights. */
static bool read_entry(const void *fine, int block, VfOffset at, int j, int i0, int i1, VfStencilBuffers *s)
{
  const VfMembraneGrid *f = fine;
  const Block          *q = &blocks[block];

  const ptrdiff_t shift    = at.b * (ptrdiff_t)f->ld + at.a;
  const size_t    k0       = vf_grid_place(f, 0, j);
  const float *restrict wr = (q->row_u ? f->transfer.u : f->transfer.v) + k0;
  const float *restrict wc = (q->column_u ? f->transfer.u : f->transfer.v) + k0 + shift;
  const double *c          = NULL;

  for (int e = q->first; e < q->first + q->stencil.count && !c; e++) {
    const VfOffset o = vf_membrane_entries[e];

    if (!vf_membrane_has_entry(f, e)) continue;
    if (o.a == at.a && o.b == at.b)
      c = vf_membrane_entry_row(f, e, j, 2 * i0, 2 * i1, s->fine);
    else if (q->symmetric && o.a == -at.a && o.b == -at.b)
      c = vf_membrane_entry_row(f, e, j + at.b, 2 * i0 + at.a, 2 * i1 + at.a, s->fine) + at.a;
  }
  if (!c) return false;
  for (int i = i0; i < i1; i++) {
    s->even[i] = c[2 * i] * wr[2 * i] * wc[2 * i];
    s->odd[i]  = c[2 * i + 1] * wr[2 * i + 1] * wc[2 * i + 1];
  }
  return true;
}

/* Fine row j. */
static void coarsen_row(const VfMembraneGrid *f, VfMembraneGrid *c, int j, VfStencilBuffers *s)
{
  const int i0 = vf_rows_low(&f->rows, j) / 2, i1 = vf_rows_high(&f->rows, j) / 2;

  for (int q = 0; q < (int)(sizeof(blocks) / sizeof(blocks[0])); q++) {
    double *coarse[VF_ENTRIES];

    for (int e = 0; e < blocks[q].stencil.count; e++) coarse[e] = c->entry[blocks[q].first + e] + vf_grid_place(c, 0, 0);
    vf_stencil_coarsen_row(&blocks[q].stencil, q, read_entry, f, j, i0, i1, coarse, c->ld, s);
  }
}

/* Walls and what lies beyond the bath have no unknown. */
static PetscErrorCode clear_walls(VfMembraneGrid *c)
{
  PetscFunctionBeginUser;
  for (size_t k = 0; k < c->n; k++) {
    c->carries.u[k] = c->face_u[k] == VF_FACE_MOVES;
    c->carries.v[k] = c->face_v[k] == VF_FACE_MOVES;
  }
  PetscCall(VfMembraneGridFlagsHalo(c, c->carries));
  for (int e = 0; e < VF_ENTRIES; e++) {
    const unsigned char *row    = e < VF_FIRST_VV || e >= VF_FIRST_UV ? c->carries.u : c->carries.v,
                        *column = e < VF_FIRST_VV ? c->carries.u : c->carries.v;

    vf_membrane_grid_clear_beyond(c, c->xm, c->ym, c->entry[e]);
    for (int j = 0; j < c->ym; j++) {
      const size_t k0                 = vf_grid_place(c, 0, j);
      double *restrict x              = c->entry[e] + k0;
      const unsigned char *restrict r = row + k0, *restrict q =
                                                      column + k0 + vf_membrane_entries[e].b * c->ld + vf_membrane_entries[e].a;

      for (int i = 0; i < c->xm; i++) x[i] *= r[i] * q[i];
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGridCoarsen(VfMembraneGrid *f, VfMembraneGrid *c)
{
  VfStencilBuffers s = {0};

  PetscFunctionBeginUser;
  vf_membrane_coarsen_faces(f, c);
  PetscCall(VfMembraneTransferWeights(f, c));
  for (int e = 0; e < VF_ENTRIES; e++) PetscCall(PetscArrayzero(c->entry[e], c->n));
  PetscCall(VfStencilBuffersCreate(c->xm, &s));
  for (int j = 0; j < f->ym; j++) coarsen_row(f, c, j, &s);
  PetscCall(VfStencilBuffersDestroy(&s));
  for (int k = 0; k < VF_ENTRIES && c->parallel; k += VF_HALO_MAX_FIELDS)
    PetscCall(VfHaloReturn(&c->halo, VF_HALO_MAX_FIELDS, c->entry + k));
  PetscCall(clear_walls(c));
  if (!c->gathered) PetscCall(VfMembraneGridEntriesHalo(c));
  PetscFunctionReturn(0);
}
