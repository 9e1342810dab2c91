/* Galerkin's operator of the next coarser grid, K_c = P' W K W P / 4, W the transfer weights, by arithmetic on entries.

   Interpolation is a product of one in x and one in y.  So a row of fine cells is first coarsened along x, entry by entry, in row
   buffers, and the result is then added to the coarse rows that the fine row belongs to.  Each rank starts from its own fine rows; what
   falls on a neighbour's coarse cells is sent there. */
#include "solver/membrane_transfer.h"

/* How an unknown lies along a direction: u along x and v along y are on the ends of their cells (weights 1/2, 1, 1/2 at the fine places
   2I - 1 .. 2I + 1), the others in the middle (1/4, 3/4, 3/4, 1/4 at 2I - 1 .. 2I + 2). */
typedef enum { AT_END, IN_MIDDLE } Lie;

/* Weight of coarse place I at the fine place 2I + d. */
static double weight(Lie lie, int d)
{
  static const double end[] = {0.5, 1.0, 0.5, 0.0}, middle[] = {0.25, 0.75, 0.75, 0.25};

  return d < -1 || d > 2 ? 0.0 : lie == AT_END ? end[d + 1] : middle[d + 1];
}

/* A block of the operator: rows of one component, columns of one.  Offsets a0 .. a1, b0 .. b1. */
typedef struct {
  bool column_u, row_u;
  int  first, count; /* entries */
  int  a0, a1, b0, b1;
  bool symmetric;
} Block;

static const Block blocks[] = {{true, true, 0, VF_ENTRIES_UU, -1, 1, -2, 2, true},
                               {false, false, VF_FIRST_VV, VF_ENTRIES_UU, -2, 2, -1, 1, true},
                               {false, true, VF_FIRST_UV, VF_ENTRIES_UV, -2, 1, -1, 2, false}};

enum { PAD = 4, MAX_WIDTH = 5 };

/* Row buffers, by coarse column from -PAD: a fine entry at even and odd columns, and what it becomes for each coarse offset along x; and a
   row of the finest grid. */
typedef struct {
  int     length;
  double *even, *odd, *coarse[MAX_WIDTH], *fine;
} Buffers;

static PetscErrorCode buffers_create(const VfMembraneGrid *c, Buffers *s)
{
  double *base;

  PetscFunctionBeginUser;
  s->length = c->xm + 2 * PAD;
  PetscCall(PetscCalloc1((4 + MAX_WIDTH) * (size_t)s->length, &base));
  s->even = base + PAD;
  s->odd  = s->even + s->length;
  for (int k = 0; k < MAX_WIDTH; k++) s->coarse[k] = s->odd + (k + 1) * s->length;
  s->fine = s->odd + (MAX_WIDTH + 1) * s->length;
  PetscFunctionReturn(0);
}

static PetscErrorCode buffers_destroy(Buffers *s)
{
  PetscFunctionBeginUser;
  double *base = s->even - PAD;

  PetscCall(PetscFree(base));
  PetscFunctionReturn(0);
}

/* Entry (a, b) of fine row j, whichever half of the stencil it is in, between weights. */
static bool read_entry(const VfMembraneGrid *f, const Block *q, int a, int b, int j, Buffers *s)
{
  const int       i0 = vf_rows_low(&f->rows, j) / 2, i1 = vf_rows_high(&f->rows, j) / 2;
  const ptrdiff_t shift    = b * (ptrdiff_t)f->ld + a;
  const size_t    k0       = vf_grid_place(f, 0, j);
  const float *restrict wr = (q->row_u ? f->transfer.u : f->transfer.v) + k0;
  const float *restrict wc = (q->column_u ? f->transfer.u : f->transfer.v) + k0 + shift;
  const double *c          = NULL;

  for (int e = q->first; e < q->first + q->count && !c; e++) {
    const VfOffset o = vf_membrane_entries[e];

    if (!vf_membrane_has_entry(f, e)) continue;
    if (o.a == a && o.b == b)
      c = vf_membrane_entry_row(f, e, j, 2 * i0, 2 * i1, s->fine);
    else if (q->symmetric && o.a == -a && o.b == -b)
      c = vf_membrane_entry_row(f, e, j + b, 2 * i0 + a, 2 * i1 + a, s->fine) + a;
  }
  if (!c) return false;
  for (int k = 1; k <= 2; k++) s->even[i0 - k] = s->odd[i0 - k] = s->even[i1 - 1 + k] = s->odd[i1 - 1 + k] = 0.0;
  for (int i = i0; i < i1; i++) {
    s->even[i] = c[2 * i] * wr[2 * i] * wc[2 * i];
    s->odd[i]  = c[2 * i + 1] * wr[2 * i + 1] * wc[2 * i + 1];
  }
  return true;
}

static void add_scaled(int i0, int i1, double w, const double *restrict from, double *restrict to)
{
  for (int i = i0; i < i1; i++) to[i] += w * from[i];
}

/* Adds the entry with offset a, now in even and odd, to the coarse offsets along x that it belongs to. */
static void coarsen_x(const Block *q, int a, int i0, int i1, Buffers *s)
{
  const Lie row = q->row_u ? AT_END : IN_MIDDLE, column = q->column_u ? AT_END : IN_MIDDLE;

  for (int d = -1; d <= 2; d++) { /* fine column 2I + d */
    const double *from = d % 2 ? s->odd + (d - 1) / 2 : s->even + d / 2;

    for (int alpha = q->a0; alpha <= q->a1; alpha++) {
      const double w = weight(row, d) * weight(column, d + a - 2 * alpha);

      if (w > 0.0) add_scaled(i0, i1, w, from, s->coarse[alpha - q->a0]);
    }
  }
}

/* Adds coarse columns of fine row j, offset b along y, to the entries of the coarse rows they belong to. */
static void coarsen_y(VfMembraneGrid *c, const Block *q, int b, int j, int i0, int i1, const Buffers *s)
{
  const Lie row = q->row_u ? IN_MIDDLE : AT_END, column = q->column_u ? IN_MIDDLE : AT_END;

  for (int e = q->first; e < q->first + q->count; e++) {
    const VfOffset o = vf_membrane_entries[e];

    for (int jc = j / 2 - 1; jc <= j / 2 + 1; jc++) {
      const double w = 0.25 * weight(row, j - 2 * jc) * weight(column, j + b - 2 * (jc + o.b));

      if (w > 0.0) add_scaled(i0, i1, w, s->coarse[o.a - q->a0], c->entry[e] + vf_grid_place(c, 0, jc));
    }
  }
}

static void coarsen_row(const VfMembraneGrid *f, VfMembraneGrid *c, const Block *q, int j, Buffers *s)
{
  const int i0 = vf_rows_low(&f->rows, j) / 2 - 1, i1 = vf_rows_high(&f->rows, j) / 2 + 1;

  if (vf_rows_low(&f->rows, j) >= vf_rows_high(&f->rows, j)) return;
  for (int b = q->b0; b <= q->b1; b++) {
    bool any = false;

    for (int k = 0; k <= q->a1 - q->a0; k++) {
      for (int i = i0; i < i1; i++) s->coarse[k][i] = 0.0;
    }
    for (int a = q->a0; a <= q->a1; a++) {
      if (!read_entry(f, q, a, b, j, s)) continue;
      coarsen_x(q, a, i0, i1, s);
      any = true;
    }
    if (any) coarsen_y(c, q, b, j, i0, i1, s);
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
  Buffers s = {0};

  PetscFunctionBeginUser;
  vf_membrane_coarsen_faces(f, c);
  PetscCall(VfMembraneTransferWeights(f, c));
  for (int e = 0; e < VF_ENTRIES; e++) PetscCall(PetscArrayzero(c->entry[e], c->n));
  PetscCall(buffers_create(c, &s));
  for (int j = 0; j < f->ym; j++) {
    for (size_t q = 0; q < sizeof(blocks) / sizeof(blocks[0]); q++) coarsen_row(f, c, &blocks[q], j, &s);
  }
  PetscCall(buffers_destroy(&s));
  for (int k = 0; k < VF_ENTRIES && c->parallel; k += VF_HALO_MAX_FIELDS)
    PetscCall(VfHaloReturn(&c->halo, VF_HALO_MAX_FIELDS, c->entry + k));
  PetscCall(clear_walls(c));
  if (!c->gathered) PetscCall(VfMembraneGridEntriesHalo(c));
  PetscFunctionReturn(0);
}
