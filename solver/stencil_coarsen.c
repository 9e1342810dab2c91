#include "solver/stencil_coarsen.h"

enum { PAD = 4 };

/* Weight of coarse place I at the fine place 2I + d. */
static double weight(VfLie lie, int d)
{
  static const double weights[][4] = {
      [VF_AT_END] = {0.5, 1.0, 0.5, 0.0}, [VF_IN_MIDDLE] = {0.25, 0.75, 0.75, 0.25}, [VF_WITHIN] = {0.0, 1.0, 1.0, 0.0}};

  return d < -1 || d > 2 ? 0.0 : weights[lie][d + 1];
}

PetscErrorCode VfStencilBuffersCreate(int coarse_cells, VfStencilBuffers *s)
{
  double *base;

  PetscFunctionBeginUser;
  s->length = coarse_cells + 2 * PAD;
  PetscCall(PetscCalloc1((4 + VF_STENCIL_WIDTH) * (size_t)s->length, &base));
  s->even = base + PAD;
  s->odd  = s->even + s->length;
  for (int k = 0; k < VF_STENCIL_WIDTH; k++) s->coarse[k] = s->odd + (k + 1) * s->length;
  s->fine = s->odd + (VF_STENCIL_WIDTH + 1) * s->length;
  PetscFunctionReturn(0);
}

PetscErrorCode VfStencilBuffersDestroy(VfStencilBuffers *s)
{
  PetscFunctionBeginUser;
  double *base = s->even - PAD;

  PetscCall(PetscFree(base));
  PetscFunctionReturn(0);
}

static void add_scaled(int i0, int i1, double w, const double *restrict from, double *restrict to)
{
  for (int i = i0; i < i1; i++) to[i] += w * from[i];
}

/* Adds the entry with offset a, now in even and odd, to the coarse offsets along x that it belongs to. */
static void coarsen_x(const VfStencilBlock *q, int a, int i0, int i1, VfStencilBuffers *s)
{
  for (int d = -1; d <= 2; d++) { /* fine column 2I + d */
    const double *from = d % 2 ? s->odd + (d - 1) / 2 : s->even + d / 2;

    for (int alpha = q->a0; alpha <= q->a1; alpha++) {
      const double w = weight(q->row_x, d) * weight(q->column_x, d + a - 2 * alpha);

      if (w > 0.0) add_scaled(i0, i1, w, from, s->coarse[alpha - q->a0]);
    }
  }
}

/* Adds coarse columns of fine row j, offset b along y, to the entries of the coarse rows they belong to. */
static void coarsen_y(const VfStencilBlock *q, int b, int j, int i0, int i1, const VfStencilBuffers *s, double *const coarse[],
                      ptrdiff_t ld)
{
  for (int e = 0; e < q->count; e++) {
    const VfOffset o = q->offsets[e];

    for (int jc = j / 2 - 1; jc <= j / 2 + 1; jc++) {
      const double w = 0.25 * weight(q->row_y, j - 2 * jc) * weight(q->column_y, j + b - 2 * (jc + o.b));

      if (w > 0.0) add_scaled(i0, i1, w, s->coarse[o.a - q->a0], coarse[e] + jc * ld);
    }
  }
}

void vf_stencil_coarsen_row(const VfStencilBlock *q, int block, VfStencilRead read, const void *fine, int j, int i0, int i1,
                            double *const coarse[], ptrdiff_t ld, VfStencilBuffers *s)
{
  if (i0 >= i1) return;
  for (int b = q->b0; b <= q->b1; b++) {
    bool any = false;

    for (int k = 0; k <= q->a1 - q->a0; k++) {
      for (int i = i0 - 1; i < i1 + 1; i++) s->coarse[k][i] = 0.0;
    }
    for (int a = q->a0; a <= q->a1; a++) {
      if (!read(fine, block, (VfOffset){a, b}, j, i0, i1, s)) continue;
      for (int k = 1; k <= 2; k++) s->even[i0 - k] = s->odd[i0 - k] = s->even[i1 - 1 + k] = s->odd[i1 - 1 + k] = 0.0;
      coarsen_x(q, a, i0 - 1, i1 + 1, s);
      any = true;
    }
    if (any) coarsen_y(q, b, j, i0 - 1, i1 + 1, s, coarse, ld);
  }
}
