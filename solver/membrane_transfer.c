/* Grid transfer of the membrane operator.

   u(ic, jc) of a coarse cell lies on the fine faces (2I, 2J) and (2I, 2J+1).  Interpolation is linear along the face normal and
   3/4, 1/4 across, exact for rigid motions and even strains; restriction is its transpose over four.  Beyond the bath there is no
   unknown to interpolate from, and what is on a wall is left out too (a film may be near it and free to move): the weights fine->transfer
   leave such faces out of the mean, p of it remaining.

   A face that is held, by friction or by film between it and a wall, does not follow its coarse neighbours.  The weights are

       (1/p) (1 - held/diagonal),      held = sum of the face's row of its own component

   what a relaxation makes of a constant: 1 inside a film afloat, next to nothing where a wall holds, about a half beside a wall. Where friction
   outweighs stretching everywhere they are small everywhere, and only their ratios matter. */
#include "solver/membrane_transfer.h"
#include "solver/membrane_kernels.h"

/* Columns of a fine row, and of the coarse row below it. */
typedef struct {
  int f0, f1, c0, c1;
} Span;

static Span fine_span(const VfMembraneGrid *f, int j)
{
  const int f0 = vf_rows_low(&f->rows, j), f1 = vf_rows_high(&f->rows, j);

  return (Span){f0, f1, f0 / 2, f1 / 2};
}

/* out (+)= w times what was interpolated to even and odd columns. */
static inline void put(double *restrict out, const float *restrict w, bool add, int k, double value)
{
  out[k] = (add ? out[k] : 0.0) + (w ? (double)w[k] : 1.0) * value;
}

static void prolong_u(const VfMembraneGrid *f, const VfMembraneGrid *c, const double *xc, const float *w, double *xf, bool add)
{
  double *restrict t = f->row + 1;

  for (int j = 0; j < f->ym; j++) {
    const int    jc = j / 2, partner = j % 2 ? jc + 1 : jc - 1;
    const Span   s              = add ? fine_span(f, j) : (Span){0, f->xm, 0, c->xm};
    const size_t k0             = vf_grid_place(f, 0, j);
    const double *restrict near = xc + vf_grid_place(c, 0, jc), *restrict far = xc + vf_grid_place(c, 0, partner);

    for (int ic = s.c0; ic <= s.c1; ic++) t[ic] = 0.75 * near[ic] + 0.25 * far[ic];
    for (int ic = s.c0; ic < s.c1; ic++) {
      put(xf + k0, w ? w + k0 : NULL, add, 2 * ic, t[ic]);
      put(xf + k0, w ? w + k0 : NULL, add, 2 * ic + 1, 0.5 * (t[ic] + t[ic + 1]));
    }
  }
}

static void prolong_v(const VfMembraneGrid *f, const VfMembraneGrid *c, const double *xc, const float *w, double *xf, bool add)
{
  double *restrict t = f->row + 1;

  for (int j = 0; j < f->ym; j++) {
    const Span   s             = add ? fine_span(f, j) : (Span){0, f->xm, 0, c->xm};
    const size_t k0            = vf_grid_place(f, 0, j);
    const double *restrict low = xc + vf_grid_place(c, 0, j / 2), *restrict high = xc + vf_grid_place(c, 0, (j + 1) / 2);

    for (int ic = s.c0 - 1; ic <= s.c1; ic++) t[ic] = 0.5 * (low[ic] + high[ic]);
    for (int ic = s.c0; ic < s.c1; ic++) {
      put(xf + k0, w ? w + k0 : NULL, add, 2 * ic, 0.75 * t[ic] + 0.25 * t[ic - 1]);
      put(xf + k0, w ? w + k0 : NULL, add, 2 * ic + 1, 0.75 * t[ic] + 0.25 * t[ic + 1]);
    }
  }
}

/* Row jc from the residual's rows 2 jc - 1 .. 2 jc + 2, by column. */
static void restrict_u(const VfMembraneGrid *c, int jc, const double *const rows[4], double *restrict t)
{
  const size_t k0 = vf_grid_place(c, 0, jc);
  const int    i0 = vf_rows_low(&c->rows, jc), i1 = vf_rows_high(&c->rows, jc);
  const double *restrict r0 = rows[0], *restrict r1 = rows[1], *restrict r2 = rows[2], *restrict r3 = rows[3];
  const unsigned char *restrict carries = c->carries.u + k0;
  double *restrict out                  = c->b.u + k0;

  for (int i = 2 * i0 - 1; i < 2 * i1; i++) t[i] = 0.25 * (0.75 * (r1[i] + r2[i]) + 0.25 * (r0[i] + r3[i]));
  for (int ic = i0; ic < i1; ic++) out[ic] = carries[ic] * (t[2 * ic] + 0.5 * (t[2 * ic - 1] + t[2 * ic + 1]));
}

static void restrict_v(const VfMembraneGrid *c, int jc, const double *const rows[4], double *restrict t)
{
  const size_t k0 = vf_grid_place(c, 0, jc);
  const int    i0 = vf_rows_low(&c->rows, jc), i1 = vf_rows_high(&c->rows, jc);
  const double *restrict r0 = rows[0], *restrict r1 = rows[1], *restrict r2 = rows[2];
  const unsigned char *restrict carries = c->carries.v + k0;
  double *restrict out                  = c->b.v + k0;

  for (int i = 2 * i0 - 1; i < 2 * i1 + 1; i++) t[i] = 0.25 * (r1[i] + 0.5 * (r0[i] + r2[i]));
  for (int ic = i0; ic < i1; ic++)
    out[ic] = carries[ic] * (0.75 * (t[2 * ic] + t[2 * ic + 1]) + 0.25 * (t[2 * ic - 1] + t[2 * ic + 2]));
}

static void restrict_finest(const VfMembraneGrid *f, const VfMembraneGrid *c)
{
  double        *t = f->row + VF_MEMBRANE_HALO;
  VfResidualRows r = vf_residual_rows_start(f);

  vf_residual_rows_next(f, -1, true, &r);
  vf_residual_rows_next(f, 0, true, &r);
  for (int jc = 0; jc < c->ym; jc++) {
    const double *u[4], *v[4];

    vf_residual_rows_next(f, 2 * jc + 1, true, &r);
    vf_residual_rows_next(f, 2 * jc + 2, true, &r);
    for (int k = 0; k < 4; k++) {
      u[k] = vf_residual_u(&r, 2 * jc - 1 + k);
      v[k] = vf_residual_v(&r, 2 * jc - 1 + k);
    }
    restrict_u(c, jc, u, t);
    restrict_v(c, jc, v, t);
  }
}

static void restrict_stored(const VfMembraneGrid *f, const VfMembraneGrid *c)
{
  double *t = f->row + VF_MEMBRANE_HALO;

  for (int jc = 0; jc < c->ym; jc++) {
    const double *u[4], *v[4];

    for (int k = 0; k < 4; k++) {
      u[k] = f->r.u + vf_grid_place(f, 0, 2 * jc - 1 + k);
      v[k] = f->r.v + vf_grid_place(f, 0, 2 * jc - 1 + k);
    }
    restrict_u(c, jc, u, t);
    restrict_v(c, jc, v, t);
  }
}

PetscErrorCode VfMembraneGridProlong(VfMembraneGrid *fine, VfMembraneGrid *coarse)
{
  PetscFunctionBeginUser;
  PetscCall(VfMembraneGridHalo(coarse, coarse->x));
  prolong_u(fine, coarse, coarse->x.u, fine->transfer.u, fine->x.u, true);
  prolong_v(fine, coarse, coarse->x.v, fine->transfer.v, fine->x.v, true);
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGridRestrict(VfMembraneGrid *fine, VfMembraneGrid *coarse)
{
  PetscFunctionBeginUser;
  PetscCall(VfMembraneGridHalo(fine, fine->x));
  if (fine->level) {
    restrict_finest(fine, coarse);
    PetscFunctionReturn(0);
  }
  vf_membrane_grid_residual(fine, true);
  PetscCall(VfMembraneGridHalo(fine, fine->r));
  restrict_stored(fine, coarse);
  PetscFunctionReturn(0);
}

/* A coarse face is a wall where a wall lies on it, and beyond the bath where both its halves are. */
static unsigned char coarse_face(unsigned char a, unsigned char b)
{
  if (a != VF_FACE_MOVES || b != VF_FACE_MOVES) return VF_FACE_BEYOND;
  return a == VF_FACE_BEYOND && b == VF_FACE_BEYOND ? VF_FACE_BEYOND : VF_FACE_MOVES;
}

void vf_membrane_coarsen_faces(const VfMembraneGrid *f, VfMembraneGrid *c)
{
  for (int j = 0; j < c->ym; j++) {
    for (int i = 0; i < c->xm; i++) {
      const size_t kc = vf_grid_place(c, i, j), k = vf_grid_place(f, 2 * i, 2 * j);

      c->face_u[kc] = coarse_face(f->face_u[k], f->face_u[k + (size_t)f->ld]);
      c->face_v[kc] = coarse_face(f->face_v[k], f->face_v[k + 1]);
    }
  }
}

static void add_row(const double *restrict from, int i0, int i1, double *restrict to)
{
  for (int i = i0; i < i1; i++) to[i] += from[i];
}

/* What holds the faces of row j, columns i0 .. i1 - 1, at rest: the sum of a component's entries, friction and walls; and their diagonal. */
static void held_row(const VfMembraneGrid *g, int first, int j, int i0, int i1, double *held, double *diagonal)
{
  double *t = g->row + VF_MEMBRANE_HALO;

  for (int i = i0; i < i1; i++) held[i] = diagonal[i] = 0.0;
  for (int e = first; e < first + VF_ENTRIES_UU; e++) {
    const VfOffset o = vf_membrane_entries[e];

    if (!vf_membrane_has_entry(g, e)) continue;
    add_row(vf_membrane_entry_row(g, e, j, i0, i1, t), i0, i1, held);
    if (e == first)
      add_row(held, i0, i1, diagonal);
    else
      add_row(vf_membrane_entry_row(g, e, j - o.b, i0 - o.a, i1 - o.a, t) - o.a, i0, i1, held);
  }
}

/* Weights of a component, p standing in w: 1/p, times what one relaxation leaves of a constant. */
static void weigh(const VfMembraneGrid *f, int first, const unsigned char *carries, double *w)
{
  for (int j = 0; j < f->ym; j++) {
    const int    i0 = vf_rows_low(&f->rows, j), i1 = vf_rows_high(&f->rows, j);
    const size_t k0       = vf_grid_place(f, 0, j);
    double *restrict held = f->row + 2 * f->ld, *restrict d = f->row + 3 * f->ld, *restrict out = w + k0;

    if (!f->follows) held_row(f, first, j, i0, i1, held, d);
    for (int i = 0; i < f->xm; i++) out[i] = carries[k0 + (size_t)i] && out[i] > 0.0 ? 1.0 / out[i] : 0.0;
    for (int i = i0; i < i1 && !f->follows; i++) out[i] *= held[i] > 0.0 ? fmax(1.0 - held[i] / d[i], 0.0) : 1.0;
  }
}

PetscErrorCode VfMembraneTransferWeights(VfMembraneGrid *fine, VfMembraneGrid *coarse)
{
  VfPair w = fine->level ? fine->level->p : fine->d;

  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(w.u, fine->n));
  PetscCall(PetscArrayzero(w.v, fine->n));
  for (size_t k = 0; k < coarse->n; k++) {
    coarse->x.u[k] = coarse->face_u[k] != VF_FACE_BEYOND ? 1.0 : 0.0;
    coarse->x.v[k] = coarse->face_v[k] != VF_FACE_BEYOND ? 1.0 : 0.0;
  }
  PetscCall(VfMembraneGridHalo(coarse, coarse->x));
  prolong_u(fine, coarse, coarse->x.u, NULL, w.u, false);
  prolong_v(fine, coarse, coarse->x.v, NULL, w.v, false);
  weigh(fine, 0, fine->carries.u, w.u);
  weigh(fine, VF_FIRST_VV, fine->carries.v, w.v);
  PetscCall(VfMembraneGridHalo(fine, w));
  for (size_t k = 0; k < fine->n; k++) {
    fine->transfer.u[k] = (float)w.u[k];
    fine->transfer.v[k] = (float)w.v[k];
  }
  PetscFunctionReturn(0);
}
