#include "solver/contact.h"
#include "solver/front.h"
#include <math.h>

/* Contact begins at REACH and is whole at CLOSED (in cells). */
#define REACH 0.1
#define CLOSED 0.005

/* Room [cells] that may be filled at once however little is left: what is too much lies in a cell that is as good as full. */
#define LEAST_ROOM 0.06

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

typedef enum { OPEN, FILM, WALL } Ahead;

/* What comes first within two cells of (i, j) along (di, dj). */
static Ahead ahead(const VfGrid *g, const double *c, int i, int j, int di, int dj)
{
  for (int d = 1; d <= 2; d++) {
    const int x = i + d * di, y = j + d * dj;

    if (!vf_on_grid(g, x, y)) return WALL;
    const size_t q = vf_index(g, x, y);

    if (c[q] > 0.5 * g->fraction[q] && g->inside[q]) return FILM;
    if (g->fraction[q] < 1.0) return WALL;
  }
  return OPEN;
}

static bool between(const VfGrid *g, const double *c, int i, int j, int di, int dj)
{
  const Ahead low = ahead(g, c, i, j, -di, -dj), high = ahead(g, c, i, j, di, dj);
  const bool  cut = g->fraction[vf_index(g, i, j)] < 1.0;

  return (low == FILM && (cut || high != OPEN)) || (high == FILM && (cut || low != OPEN));
}

bool vf_contact_is_narrow(const VfGrid *g, const double *c, int i, int j)
{
  const size_t q = vf_index(g, i, j);

  if (!g->inside[q] || c[q] > 0.5 * g->fraction[q]) return false;
  return between(g, c, i, j, 1, 0) || (g->ny > 1 && between(g, c, i, j, 0, 1));
}

bool vf_contact_on_rim(const VfGrid *g, int i, int j)
{
  const bool axes = g->copies > 1;

  return !g->periodic && (i == g->nx - 1 || j == g->ny - 1 || (!axes && (i == 0 || j == 0)));
}

double vf_contact_weight(const VfGrid *g, const double *c, int i, int j)
{
  const double w = vf_front_weight(g, c, i, j);

  if (!vf_contact_is_cut(g, vf_index(g, i, j)) || !vf_contact_on_rim(g, i, j)) return w;
  return w * vf_contact_grip(g, c, i, j);
}

/* Share of a cut cell q that film covers through one face in dt: what crosses at `speed`, less what is bare in the two cells behind it. */
static double entering(const double *c, size_t q, ptrdiff_t back, double speed)
{
  const size_t one = (size_t)((ptrdiff_t)q + back), two = (size_t)((ptrdiff_t)q + 2 * back);
  const double way = c[q] > 0.0 ? 0.0 : 1.0 - c[one] + (c[one] > 0.0 ? 0.0 : 1.0 - c[two]);

  return fmax(speed - way, 0.0);
}

static double entering_cut(const VfGrid *g, const VfMoving *f, double dt, size_t q)
{
  const size_t  ld = (size_t)g->ld;
  const double *c  = f->start;

  return entering(c, q, -1, f->u[q] * dt / g->dx) + entering(c, q, 1, -f->u[q + 1] * dt / g->dx) +
         entering(c, q, -(ptrdiff_t)ld, f->v[q] * dt / g->dy) + entering(c, q, (ptrdiff_t)ld, -f->v[q + ld] * dt / g->dy);
}

/* What a gap is squeezed by: a gap that only moves with its film is not about to close. */
static double squeezed(const VfGrid *g, const VfMoving *f, double dt, size_t q)
{
  const double along = (f->u[q] - f->u[q + 1]) / g->dx;

  return dt * fmax(along + (g->ny > 1 ? (f->v[q] - f->v[q + (size_t)g->ld]) / g->dy : 0.0), 0.0);
}

double vf_contact_number(const VfGrid *g, const VfMoving *film, double dt, int i, int j)
{
  const size_t q = vf_index(g, i, j);

  if (vf_contact_is_cut(g, q)) {
    if (vf_contact_grip(g, film->start, i, j) >= 1.0) return 0.0;
    return entering_cut(g, film, dt, q) / fmax(0.5 * (g->fraction[q] - film->start[q]), LEAST_ROOM);
  }
  if (!vf_front_is_partial(film->middle[q]) || !vf_front_is_gap(g, film->middle, i, j)) return 0.0;
  return squeezed(g, film, dt, q) / fmax(0.5 * (1.0 - film->middle[q]), LEAST_ROOM);
}
