/* Grid transfer of the membrane operator.

   u(ic, jc) of a coarse cell lies on the fine faces (2I, 2J) and (2I, 2J+1).  Interpolation is linear along the face normal and
   3/4, 1/4 across, exact for rigid motions and even strains; restriction is its transpose over four.  Beyond the bath there is no
   unknown to interpolate from: the weights fine->transfer leave such faces out of the mean.  Faces on walls are not left out: their
   zero is a boundary value. */
#include "solver/membrane.h"

/* fine.u(+)= w interpolation of coarse.u; add: keep what is there. */
static void prolong_u(const VfMembraneLevel *f, const VfMembraneLevel *c, const double *xc, const double *w, double *xf, bool add)
{
  double *restrict t = f->row;

  for (int j = 0; j < f->ym; j++) {
    const int jc = j / 2, partner = j % 2 ? jc + 1 : jc - 1;
    const double *restrict near = xc + vf_membrane_index(c, 0, jc), *restrict far = xc + vf_membrane_index(c, 0, partner);
    const size_t k0      = vf_membrane_index(f, 0, j);
    double *restrict out = xf + k0;

    for (int ic = 0; ic <= c->xm; ic++) t[ic] = 0.75 * near[ic] + 0.25 * far[ic];
    for (int ic = 0; ic < c->xm; ic++) {
      const double even = t[ic], odd = 0.5 * (t[ic] + t[ic + 1]);

      out[2 * ic]     = (add ? out[2 * ic] : 0.0) + (w ? w[k0 + 2 * (size_t)ic] : 1.0) * even;
      out[2 * ic + 1] = (add ? out[2 * ic + 1] : 0.0) + (w ? w[k0 + 2 * (size_t)ic + 1] : 1.0) * odd;
    }
  }
}

static void prolong_v(const VfMembraneLevel *f, const VfMembraneLevel *c, const double *xc, const double *w, double *xf, bool add)
{
  double *restrict t = f->row + 1;

  for (int j = 0; j < f->ym; j++) {
    const double *restrict low = xc + vf_membrane_index(c, 0, j / 2), *restrict high = xc + vf_membrane_index(c, 0, (j + 1) / 2);
    const size_t k0      = vf_membrane_index(f, 0, j);
    double *restrict out = xf + k0;

    for (int ic = -1; ic <= c->xm; ic++) t[ic] = 0.5 * (low[ic] + high[ic]);
    for (int ic = 0; ic < c->xm; ic++) {
      const double west = 0.75 * t[ic] + 0.25 * t[ic - 1], east = 0.75 * t[ic] + 0.25 * t[ic + 1];

      out[2 * ic]     = (add ? out[2 * ic] : 0.0) + (w ? w[k0 + 2 * (size_t)ic] : 1.0) * west;
      out[2 * ic + 1] = (add ? out[2 * ic + 1] : 0.0) + (w ? w[k0 + 2 * (size_t)ic + 1] : 1.0) * east;
    }
  }
}

static void restrict_u(const VfMembraneLevel *f, const VfMembraneLevel *c, const double *rf, double *bc)
{
  double *restrict t = f->row + 1;

  for (int jc = 0; jc < c->ym; jc++) {
    const double *restrict r0 = rf + vf_membrane_index(f, 0, 2 * jc - 1), *restrict r1 = r0 + f->ld, *restrict r2 = r1 + f->ld,
                           *restrict r3 = r2 + f->ld;
    double *restrict out                = bc + vf_membrane_index(c, 0, jc);

    for (int i = -1; i < f->xm; i++) t[i] = 0.25 * (0.75 * (r1[i] + r2[i]) + 0.25 * (r0[i] + r3[i]));
    for (int ic = 0; ic < c->xm; ic++) out[ic] = t[2 * ic] + 0.5 * (t[2 * ic - 1] + t[2 * ic + 1]);
  }
}

static void restrict_v(const VfMembraneLevel *f, const VfMembraneLevel *c, const double *rf, double *bc)
{
  double *restrict t = f->row + 1;

  for (int jc = 0; jc < c->ym; jc++) {
    const double *restrict r0 = rf + vf_membrane_index(f, 0, 2 * jc - 1), *restrict r1 = r0 + f->ld, *restrict r2 = r1 + f->ld;
    double *restrict out = bc + vf_membrane_index(c, 0, jc);

    for (int i = -1; i <= f->xm; i++) t[i] = 0.25 * (r1[i] + 0.5 * (r0[i] + r2[i]));
    for (int ic = 0; ic < c->xm; ic++) out[ic] = 0.75 * (t[2 * ic] + t[2 * ic + 1]) + 0.25 * (t[2 * ic - 1] + t[2 * ic + 2]);
  }
}

PetscErrorCode VfMembraneProlong(VfMembraneLevel *fine, VfMembraneLevel *coarse)
{
  PetscFunctionBeginUser;
  PetscCall(VfMembraneHalo(coarse, coarse->x));
  prolong_u(fine, coarse, coarse->x.u, fine->transfer.u, fine->x.u, true);
  prolong_v(fine, coarse, coarse->x.v, fine->transfer.v, fine->x.v, true);
  PetscFunctionReturn(0);
}

static void mask(const unsigned char *face, double *x, size_t n)
{
  for (size_t k = 0; k < n; k++) x[k] = face[k] == VF_FACE_MOVES ? x[k] : 0.0;
}

PetscErrorCode VfMembraneRestrict(VfMembraneLevel *fine, VfMembraneLevel *coarse)
{
  PetscFunctionBeginUser;
  for (size_t k = 0; k < fine->n; k++) {
    fine->r.u[k] *= fine->transfer.u[k];
    fine->r.v[k] *= fine->transfer.v[k];
  }
  PetscCall(VfMembraneHalo(fine, fine->r));
  restrict_u(fine, coarse, fine->r.u, coarse->b.u);
  restrict_v(fine, coarse, fine->r.v, coarse->b.v);
  mask(coarse->face_u, coarse->b.u, coarse->n);
  mask(coarse->face_v, coarse->b.v, coarse->n);
  PetscFunctionReturn(0);
}

/* A coarse face is a wall where a wall lies on it, and beyond the bath where both its halves are. */
static unsigned char coarse_face(unsigned char a, unsigned char b)
{
  if (a == VF_FACE_WALL || b == VF_FACE_WALL) return VF_FACE_WALL;
  return a == VF_FACE_BEYOND && b == VF_FACE_BEYOND ? VF_FACE_BEYOND : VF_FACE_MOVES;
}

static void coarsen_faces(const VfMembraneLevel *f, VfMembraneLevel *c)
{
  for (int j = 0; j < c->ym; j++) {
    for (int i = 0; i < c->xm; i++) {
      const size_t kc = vf_membrane_index(c, i, j), k = vf_membrane_index(f, 2 * i, 2 * j);

      c->face_u[kc] = coarse_face(f->face_u[k], f->face_u[k + (size_t)f->ld]);
      c->face_v[kc] = coarse_face(f->face_v[k], f->face_v[k + 1]);
    }
  }
}

static PetscErrorCode transfer_weights(VfMembraneLevel *fine, VfMembraneLevel *coarse)
{
  VfPair w = fine->transfer;

  PetscFunctionBeginUser;
  for (size_t k = 0; k < coarse->n; k++) {
    coarse->x.u[k] = coarse->face_u[k] != VF_FACE_BEYOND ? 1.0 : 0.0;
    coarse->x.v[k] = coarse->face_v[k] != VF_FACE_BEYOND ? 1.0 : 0.0;
  }
  PetscCall(VfMembraneHalo(coarse, coarse->x));
  prolong_u(fine, coarse, coarse->x.u, NULL, w.u, false);
  prolong_v(fine, coarse, coarse->x.v, NULL, w.v, false);
  for (size_t k = 0; k < fine->n; k++) {
    w.u[k] = fine->inverse.u[k] > 0.0 && w.u[k] > 0.0 ? 1.0 / w.u[k] : 0.0;
    w.v[k] = fine->inverse.v[k] > 0.0 && w.v[k] > 0.0 ? 1.0 / w.v[k] : 0.0;
  }
  PetscFunctionReturn(0);
}

/* Colours: a row couples to at most one column of a colour when colours repeat every 4 cells along the face normal, 5 across. */
typedef struct {
  bool is_u;
  int  a, b; /* the columns with i = a modulo na, j = b modulo nb */
  int  na, nb;
} Colour;

static bool has_colour(const VfMembraneLevel *c, Colour q, int i, int j)
{
  return (c->is + i) % q.na == q.a && (c->js + j) % q.nb == q.b;
}

/* coarse->x = 1 on the moving faces of one colour, 0 elsewhere. */
static void set_colour(VfMembraneLevel *c, Colour q)
{
  const unsigned char *face = q.is_u ? c->face_u : c->face_v;
  double              *x    = q.is_u ? c->x.u : c->x.v;

  for (size_t k = 0; k < c->n; k++) c->x.u[k] = c->x.v[k] = 0.0;
  for (int j = 0; j < c->ym; j++) {
    for (int i = 0; i < c->xm; i++) {
      const size_t k = vf_membrane_index(c, i, j);

      if (has_colour(c, q, i, j) && face[k] == VF_FACE_MOVES) x[k] = 1.0;
    }
  }
}

/* Place in low .. high of the offset that equals d modulo n; -1 when there is none. */
static int place(int d, int n, int low, int high)
{
  const int p = ((d - low) % n + n) % n;

  return p <= high - low ? p : -1;
}

/* Files the response of one colour: row (i, j) sees the column at the offset (a, b) - (i, j) modulo the colours' period. */
static void file_colour(VfMembraneLevel *c, Colour q)
{
  const int      la = q.is_u ? -1 : -2, ha = q.is_u ? 1 : 2, lb = q.is_u ? -2 : -1, hb = q.is_u ? 2 : 1; /* same component */
  const int      xa = q.is_u ? -1 : -2, ya = q.is_u ? 2 : 1, xb = q.is_u ? -2 : -1, yb = q.is_u ? 1 : 2; /* the other one */
  double *const *same = q.is_u ? c->stencil.uu : c->stencil.vv, *const *cross = q.is_u ? c->stencil.vu : c->stencil.uv;
  const double  *b_same = q.is_u ? c->b.u : c->b.v, *b_cross = q.is_u ? c->b.v : c->b.u;

  for (int j = 0; j < c->ym; j++) {
    for (int i = 0; i < c->xm; i++) {
      const size_t k  = vf_membrane_index(c, i, j);
      const int    da = q.a - c->is - i, db = q.b - c->js - j;
      const int    sa = place(da, q.na, la, ha), sb = place(db, q.nb, lb, hb), ca = place(da, q.na, xa, ya),
                cb = place(db, q.nb, xb, yb);

      if (sa >= 0 && sb >= 0) same[(ha - la + 1) * sb + sa][k] = b_same[k];
      if (ca >= 0 && cb >= 0) cross[4 * cb + ca][k] = b_cross[k];
    }
  }
}

static PetscErrorCode probe(VfMembraneLevel *fine, VfMembraneLevel *coarse, Colour q)
{
  PetscFunctionBeginUser;
  set_colour(coarse, q);
  PetscCall(PetscArrayzero(fine->x.u, fine->n));
  PetscCall(PetscArrayzero(fine->x.v, fine->n));
  PetscCall(VfMembraneProlong(fine, coarse));
  PetscCall(VfMembraneHalo(fine, fine->x));
  vf_membrane_apply(fine, fine->x, fine->r);
  PetscCall(VfMembraneRestrict(fine, coarse));
  file_colour(coarse, q);
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneCoarsen(VfMembraneLevel *fine, VfMembraneLevel *coarse)
{
  PetscFunctionBeginUser;
  coarsen_faces(fine, coarse);
  PetscCall(transfer_weights(fine, coarse));
  for (int is_u = 0; is_u < 2; is_u++) {
    Colour q = {.is_u = is_u, .na = is_u ? 4 : 5, .nb = is_u ? 5 : 4};

    for (q.b = 0; q.b < q.nb; q.b++) {
      for (q.a = 0; q.a < q.na; q.a++) PetscCall(probe(fine, coarse, q));
    }
  }
  PetscFunctionReturn(0);
}
