/* Operators of the next coarser grid of velocity, flux and pressure (stiff_grid.h). */
#include "mesh/cell_transfer.h"
#include "solver/stencil_coarsen.h"
#include "solver/stiff_grid.h"

enum { HALF_D = VF_STIFF_D / 2 };

static const VfStencilBlock blocks[VF_STIFF_BLOCKS] = {
    [VF_FLUX_U]  = {VF_WITHIN, VF_WITHIN, VF_AT_END, VF_IN_MIDDLE, HALF_D, vf_flux_offsets, 0, 1, -1, 1},
    [VF_FLUX_V]  = {VF_WITHIN, VF_WITHIN, VF_IN_MIDDLE, VF_AT_END, HALF_D, vf_flux_offsets + HALF_D, -1, 1, 0, 1},
    [VF_BENDING] = {VF_IN_MIDDLE, VF_IN_MIDDLE, VF_IN_MIDDLE, VF_IN_MIDDLE, VF_STIFF_C, vf_stiff_offsets, -2, 2, -2, 2},
    [VF_MASS]    = {VF_IN_MIDDLE, VF_IN_MIDDLE, VF_IN_MIDDLE, VF_IN_MIDDLE, VF_STIFF_I, vf_stiff_offsets, -1, 1, -1, 1},
};

static double *const *entries_of(const VfStiffGrid *g, VfStiffPart block)
{
  return block == VF_FLUX_U ? g->d : block == VF_FLUX_V ? g->d + HALF_D : block == VF_BENDING ? g->c : g->i;
}

static const double *finest_entry(const VfStiffGrid *g, VfStiffPart block, VfOffset at, int j, int i0, int i1, double *restrict out)
{
  const VfStiffOperator *o  = g->finest;
  const size_t           k0 = vf_grid_place(g->k, 0, j), there = vf_grid_place(g->k, at.a, j + at.b);
  const double *restrict inside = g->inside + k0, *restrict kx = o->kx + k0, *restrict ky = o->ky + k0,
                         *restrict kn = ky + g->k->ld;
  const double *restrict level = o->level + k0, *restrict h = (block == VF_FLUX_U ? o->hu : o->hv) + there;
  const double sign = at.a + at.b > 0 ? 1.0 : -1.0;

  if (block == VF_MASS) return at.a || at.b ? NULL : inside;
  if (block == VF_BENDING) {
    if (at.a * at.a + at.b * at.b > 1) return NULL;
    const double *restrict link = at.a ? o->kx + (at.a > 0 ? there : k0) : o->ky + (at.b > 0 ? there : k0);

    for (int i = i0; i < i1; i++) out[i] = at.a || at.b ? -link[i] : level[i] + kx[i] + kx[i + 1] + ky[i] + kn[i];
    return out;
  }
  if ((block == VF_FLUX_U ? at.b : at.a) != 0) return NULL;
  for (int i = i0; i < i1; i++) out[i] = inside[i] * sign * h[i];
  return out;
}

/* A coarser grid's, whichever half of a symmetric stencil it is in. */
static const double *coarse_entry(const VfStiffGrid *g, VfStiffPart block, VfOffset at, int j)
{
  double *const *entry = entries_of(g, block);

  for (int e = 0; e < blocks[block].count; e++) {
    const VfOffset o = blocks[block].offsets[e];

    if (o.a == at.a && o.b == at.b) return entry[e] + vf_grid_place(g->k, 0, j);
    if (block >= VF_BENDING && o.a == -at.a && o.b == -at.b) return entry[e] + vf_grid_place(g->k, at.a, j + at.b);
  }
  return NULL;
}

const double *vf_stiff_entry(const VfStiffGrid *g, VfStiffPart part, VfOffset at, int j, int i0, int i1, double *buffer)
{
  return g->finest ? finest_entry(g, part, at, j, i0, i1, buffer) : coarse_entry(g, part, at, j);
}

static bool read_entry(const void *fine, int block, VfOffset at, int j, int i0, int i1, VfStencilBuffers *s)
{
  const VfStiffGrid *g  = fine;
  const size_t       k0 = vf_grid_place(g->k, 0, j), there = vf_grid_place(g->k, at.a, j + at.b);
  const float       *w  = block == VF_FLUX_U ? g->k->transfer.u + there : block == VF_FLUX_V ? g->k->transfer.v + there : NULL;
  const double      *wr = g->weight + k0, *wc = g->weight + there;
  const double      *c = vf_stiff_entry(g, (VfStiffPart)block, at, j, 2 * i0, 2 * i1, s->fine);

  if (!c) return false;
  for (int i = i0; i < i1; i++) {
    s->even[i] = c[2 * i] * (w ? (double)w[2 * i] : wr[2 * i] * wc[2 * i]);
    s->odd[i]  = c[2 * i + 1] * (w ? (double)w[2 * i + 1] : wr[2 * i + 1] * wc[2 * i + 1]);
  }
  return true;
}

/* A coarse cell is film where any of the four below is. */
static PetscErrorCode coarsen_film(VfStiffGrid *f, VfStiffGrid *c)
{
  const VfPatch fine = {f->k->xm, f->k->ym, VF_MEMBRANE_HALO, f->k->ld}, coarse = {c->k->xm, c->k->ym, VF_MEMBRANE_HALO, c->k->ld};

  PetscFunctionBeginUser;
  for (int j = 0; j < c->k->ym; j++) {
    for (int i = 0; i < c->k->xm; i++) {
      const size_t k = vf_grid_place(f->k, 2 * i, 2 * j), north = k + (size_t)f->k->ld;

      c->inside[vf_grid_place(c->k, i, j)] =
          f->inside[k] + f->inside[k + 1] + f->inside[north] + f->inside[north + 1] > 0.0 ? 1.0 : 0.0;
    }
  }
  PetscCall(VfStiffGridHalo(c, 1, &c->inside));
  vf_cells_weights(fine, coarse, f->inside, c->inside, f->weight);
  PetscCall(VfStiffGridHalo(f, 1, &f->weight));
  PetscFunctionReturn(0);
}

/* What has no unknown: faces that carry nothing. */
static void clear_faces(VfStiffGrid *c)
{
  for (int e = 0; e < VF_STIFF_D; e++) {
    const unsigned char *carries = e < HALF_D ? c->k->carries.u : c->k->carries.v;

    for (int j = 0; j < c->k->ym; j++) {
      const size_t k0 = vf_grid_place(c->k, 0, j), there = vf_grid_place(c->k, vf_flux_offsets[e].a, j + vf_flux_offsets[e].b);

      for (int i = 0; i < c->k->xm; i++) c->d[e][k0 + (size_t)i] *= carries[there + (size_t)i];
    }
  }
}

static PetscErrorCode exchange(const VfStiffGrid *g, int n, double *const entry[], bool back)
{
  PetscFunctionBeginUser;
  for (int e = 0; e < n && g->k->parallel; e += VF_HALO_MAX_FIELDS) {
    if (back)
      PetscCall(VfHaloReturn(&g->k->halo, PetscMin(n - e, VF_HALO_MAX_FIELDS), entry + e));
    else
      PetscCall(VfHaloExchange(&g->k->halo, PetscMin(n - e, VF_HALO_MAX_FIELDS), entry + e));
  }
  PetscFunctionReturn(0);
}

static void coarsen_rows(const VfStiffGrid *f, VfStiffGrid *c, VfStencilBuffers *s)
{
  for (int j = 0; j < f->k->ym; j++) {
    const int i0 = vf_rows_low(&f->k->rows, j) / 2, i1 = vf_rows_high(&f->k->rows, j) / 2;

    for (int b = 0; b < VF_STIFF_BLOCKS; b++) {
      double *coarse[VF_STIFF_C];

      for (int e = 0; e < blocks[b].count; e++) coarse[e] = entries_of(c, (VfStiffPart)b)[e] + vf_grid_place(c->k, 0, 0);
      vf_stencil_coarsen_row(&blocks[b], b, read_entry, f, j, i0, i1, coarse, c->k->ld, s);
    }
  }
}

PetscErrorCode VfStiffGridCoarsen(VfStiffGrid *f, VfStiffGrid *c)
{
  VfStencilBuffers s = {0};

  PetscFunctionBeginUser;
  PetscCall(coarsen_film(f, c));
  for (int b = 0; b < VF_STIFF_BLOCKS; b++) {
    for (int e = 0; e < blocks[b].count; e++) PetscCall(PetscArrayzero(entries_of(c, (VfStiffPart)b)[e], c->k->n));
  }
  PetscCall(VfStencilBuffersCreate(c->k->xm, &s));
  coarsen_rows(f, c, &s);
  PetscCall(VfStencilBuffersDestroy(&s));
  PetscCall(exchange(c, VF_STIFF_C, c->c, true));
  PetscCall(exchange(c, VF_STIFF_I, c->i, true));
  for (int b = 0; b < VF_STIFF_BLOCKS; b++) {
    for (int e = 0; e < blocks[b].count; e++)
      vf_membrane_grid_clear_beyond(c->k, c->k->xm, c->k->ym, entries_of(c, (VfStiffPart)b)[e]);
  }
  clear_faces(c);
  if (c->k->gathered) PetscFunctionReturn(0);
  PetscCall(exchange(c, VF_STIFF_D, c->d, false));
  PetscCall(exchange(c, VF_STIFF_C, c->c, false));
  PetscCall(exchange(c, VF_STIFF_I, c->i, false));
  PetscFunctionReturn(0);
}
