#include "solver/contact.h"
#include "solver/front.h"
#include <math.h>

/* Contact begins at REACH and is whole at CLOSED (in cells). */
#define REACH 0.1
#define CLOSED 0.005

double vf_contact_gap(const VfGrid *g, const double *c, int i, int j)
{
  const size_t   q = vf_index(g, i, j);
  const VfNormal n = vf_front_normal(g, g->fraction, i, j);
  const double   a = fabs(n.nx), b = fabs(n.ny), length = hypot(a, b);

  if (!(length > 0.0)) return g->fraction[q] - c[q]; /* a pocket narrower than a cell */
  return (vf_front_line(a, b, g->fraction[q]) - vf_front_line(a, b, fmin(c[q], 1.0))) / length;
}

double vf_contact_grip(const VfGrid *g, const double *c, int i, int j)
{
  const size_t q = vf_index(g, i, j);

  if (g->fraction[q] >= 1.0 || c[q] <= 0.0) return 0.0;
  if (g->fraction[q] <= 0.0) return 1.0;
  return fmin(fmax((REACH - vf_contact_gap(g, c, i, j)) / (REACH - CLOSED), 0.0), 1.0);
}

/* Does a wall hold the face between cell (i, j) and its neighbour at (-di, -dj)? */
static bool held(const VfGrid *g, const double *c, int i, int j, int di, int dj)
{
  if (!vf_on_grid(g, i - di, j - dj) || !vf_contact_beyond(g, vf_index(g, i, j), vf_index(g, i - di, j - dj))) return false;
  return vf_contact_grip(g, c, i, j) >= 1.0 || vf_contact_grip(g, c, i - di, j - dj) >= 1.0;
}

PetscErrorCode VfContactStop(const VfGrid *g, const double *c, double *u, double *v)
{
  double *const fields[] = {u, v};

  PetscFunctionBeginUser;
  if (g->ny == 1) PetscFunctionReturn(0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (held(g, c, i, j, 1, 0)) u[q] = 0.0;
      if (held(g, c, i, j, 0, 1)) v[q] = 0.0;
    }
  }
  PetscCall(VfGridHalo(g, 2, fields));
  PetscFunctionReturn(0);
}

bool vf_contact_on_rim(const VfGrid *g, int i, int j)
{
  const bool axes = g->copies > 1;

  return i == g->nx - 1 || j == g->ny - 1 || (!axes && (i == 0 || j == 0));
}

double vf_contact_weight(const VfGrid *g, const double *c, int i, int j)
{
  const double w = vf_front_weight(g, c, i, j);

  if (!vf_contact_is_cut(g, vf_index(g, i, j)) || !vf_contact_on_rim(g, i, j)) return w;
  return w * vf_contact_grip(g, c, i, j);
}

/* Share of cell q that film covers through one face in dt: what crosses at `speed`, less what is bare in the cell behind it. */
static double entering(const VfGrid *g, const double *c, size_t q, size_t behind, double speed)
{
  const double bare = c[q] > 0.0 ? 0.0 : 1.0 - c[behind];

  return vf_contact_is_cut(g, q) ? fmax(speed - bare, 0.0) : fmax(speed, 0.0);
}

double vf_contact_number(const VfGrid *g, const VfMoving *film, double dt, int i, int j)
{
  const size_t  q = vf_index(g, i, j), ld = (size_t)g->ld;
  const bool    cut = vf_contact_is_cut(g, q);
  const double *c   = cut ? film->start : film->middle;
  double        sum, room = 1.0 - c[q];

  if (cut) {
    if (vf_contact_grip(g, c, i, j) >= 1.0) return 0.0;
    room = g->fraction[q] - c[q];
  } else if (!vf_front_is_partial(c[q]) || !vf_front_is_gap(g, c, i, j))
    return 0.0;
  sum = entering(g, c, q, q - 1, film->u[q] * dt / g->dx) + entering(g, c, q, q + 1, -film->u[q + 1] * dt / g->dx);
  if (g->ny > 1)
    sum += entering(g, c, q, q - ld, film->v[q] * dt / g->dy) + entering(g, c, q, q + ld, -film->v[q + ld] * dt / g->dy);
  return sum / fmax(0.5 * room, 0.03);
}
