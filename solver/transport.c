#include "solver/transport.h"
#include "solver/contact.h"
#include "solver/front.h"
#include <limits.h>
#include <math.h>

/* Cells that an edge crosses in one piece of a step at most. */
#define PIECE_MOST 0.98

/* A row (or column) of cells with two ghosts at either end; cell k = -2 .. n + 1, face k between k - 1 and k.  Cells first .. end - 1 may
   change: own cells with film, and their neighbours. */
typedef struct {
  int     n, first, end;
  double *volume, *c, *mu, *m, *u; /* cell measure; covered fraction; mass per covered area; mass per measure; face velocity */
  double *s[VF_TRANSPORT_SOLUTES];
  double *swept, *area, *mass, *solute[VF_TRANSPORT_SOLUTES]; /* through faces, signed: measure, covered part, mass, solute mass */
  VfNormal *normal;
  bool     *gap, *inside;
  double   *bound; /* covered fraction of a cell whose film a wall holds; 0 elsewhere */
} Pencil;

typedef struct {
  int    axis; /* 0: along x, 1: along y */
  double h;    /* [m] cell size along the sweep */
  bool   ring; /* axisymmetric: measures are r dr */
  double r0;   /* [m] radius of face 0 */
} Metric;

enum { DOUBLES_A_CELL = 11 + 2 * VF_TRANSPORT_SOLUTES };

static PetscErrorCode pencil_create(int n, Pencil *p, double **store, bool **flags)
{
  const size_t length = (size_t)n + 5;
  double      *next;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(DOUBLES_A_CELL * length, store));
  PetscCall(PetscCalloc1(2 * length, flags));
  PetscCall(PetscCalloc1(length, &p->normal));
  next              = *store + 2;
  double **arrays[] = {&p->volume, &p->c, &p->mu, &p->m, &p->u, &p->swept, &p->area, &p->mass, &p->bound};

  for (size_t k = 0; k < sizeof(arrays) / sizeof(arrays[0]); k++, next += length) *arrays[k] = next;
  for (int q = 0; q < VF_TRANSPORT_SOLUTES; q++, next += 2 * length) {
    p->s[q]      = next;
    p->solute[q] = next + length;
  }
  p->gap    = *flags + 2;
  p->inside = *flags + length + 2;
  p->normal += 2;
  p->n = n;
  PetscFunctionReturn(0);
}

double vf_transport_limited(double a, double b)
{
  if (!(a * b > 0.0)) return 0.0;
  const double centre = 0.5 * (a + b), bound = 2.0 * (fabs(a) < fabs(b) ? fabs(a) : fabs(b));

  return copysign(fabs(centre) < bound ? fabs(centre) : bound, centre); /* monotonised central */
}

/* Slope of q in cell k, zero next to the edge of the film. */
static double slope(const Pencil *p, const double *q, int k)
{
  const bool smooth = p->c[k - 1] > 0.5 && p->c[k] > 0.5 && p->c[k + 1] > 0.5 && p->inside[k - 1] && p->inside[k + 1];

  return smooth ? vf_transport_limited(q[k] - q[k - 1], q[k + 1] - q[k]) : 0.0;
}

/* Measure between x and x + dx (signed), x from face 0 of the pencil's rank. */
static double measure(const Metric *g, double x, double dx)
{
  return g->ring ? (g->r0 + x + 0.5 * dx) * dx : dx;
}

/* Covered part of the strip of length L at the high (side 1) or low (side 0) end of cell k. */
static double covered_strip(const Pencil *p, const Metric *g, int k, double L, int side)
{
  const double f = L / g->h, x = k * g->h;
  VfNormal     n = p->normal[k];

  if (p->c[k] >= 1.0) return side ? measure(g, x + g->h - L, L) : measure(g, x, L);
  if (g->ring) { /* film fills the inner or the outer part of the ring up to its fraction */
    const double strip = side ? measure(g, x + g->h - L, L) : measure(g, x, L), film = p->c[k] * p->volume[k];
    const bool   film_at_side = (n.nx > 0.0) != (side == 1);

    if (n.nx == 0.0) return p->c[k] * strip;
    return film_at_side ? fmin(strip, film) : fmax(0.0, film - (p->volume[k] - strip));
  }
  if (g->axis == 1) n = (VfNormal){n.ny, n.nx};
  return g->h * (side ? vf_front_strip(p->c[k], n, 1.0 - f, 1.0) : vf_front_strip(p->c[k], n, 0.0, f));
}

/* Length of the interval that crosses a face in dt when velocity is linear in the donor: u (1 - exp(-g dt))/g; by its series, to the last
   digit, where little is stretched. */
static double departure(double u, double gradient, double dt)
{
  const double z   = gradient * dt;
  double       sum = 1.0;

  if (fabs(z) > 0.1) return -u * dt * expm1(-z) / z;
  for (int k = 10; k > 1; k--) sum = 1.0 - z / k * sum;
  return u * dt * sum;
}

static void face_flux(Pencil *p, const Metric *g, double dt, int k)
{
  const double u = p->u[k];
  const int    d = u > 0.0 ? k - 1 : k, side = u > 0.0 ? 1 : 0;
  const double gradient = (p->u[d + 1] - p->u[d]) / g->h;
  const double L = departure(fabs(u), gradient, dt), sign = u > 0.0 ? 1.0 : -1.0;
  const double reach = sign * 0.5 * (1.0 - L / g->h);
  const double whole = side ? measure(g, (d + 1) * g->h - L, L) : measure(g, d * g->h, L);

  p->swept[k] = p->area[k] = p->mass[k] = 0.0;
  for (int q = 0; q < VF_TRANSPORT_SOLUTES; q++) p->solute[q][k] = 0.0;
  if (u == 0.0 || !p->inside[k] || !p->inside[k - 1]) return;
  p->swept[k] = sign * whole;
  if (p->c[d] <= 0.0) return;
  p->area[k] = sign * covered_strip(p, g, d, L, side);
  p->mass[k] = p->area[k] * (p->mu[d] + reach * slope(p, p->mu, d));
  for (int q = 0; q < VF_TRANSPORT_SOLUTES; q++) p->solute[q][k] = p->mass[k] * (p->s[q][d] + reach * slope(p, p->s[q], d));
}

/* No cell gives more mass than it has. */
static void bound_outflow(Pencil *p, int k)
{
  const double high = p->mass[k + 1] > 0.0 ? p->mass[k + 1] : 0.0, low = p->mass[k] < 0.0 ? -p->mass[k] : 0.0;
  const double has = p->m[k] * p->volume[k];

  if (high + low <= has) return;
  const double f = has / (high + low);

  if (high > 0.0) {
    p->mass[k + 1] = low > 0.0 ? f * high : has;
    for (int q = 0; q < VF_TRANSPORT_SOLUTES; q++) p->solute[q][k + 1] *= f;
  }
  if (low > 0.0) {
    p->mass[k] = high > 0.0 ? -(has - p->mass[k + 1]) : -has;
    for (int q = 0; q < VF_TRANSPORT_SOLUTES; q++) p->solute[q][k] *= f;
  }
}

static double clip(double x)
{
  return x < VF_FRACTION_EPS ? 0.0 : x > 1.0 - VF_FRACTION_EPS ? 1.0 : x;
}

/* New c, m and solutes of cell k from the fluxes through its faces. */
static void remap(Pencil *p, int k, double *c, double *m, double s[VF_TRANSPORT_SOLUTES])
{
  const double V = p->volume[k], D = V - p->swept[k + 1] + p->swept[k];
  const double area  = p->c[k] * V - p->area[k + 1] + p->area[k];
  const double mass  = p->m[k] * V - p->mass[k + 1] + p->mass[k];
  const double space = p->gap[k] && D > V ? V : D; /* in a gap it is the bare part that gives way */

  *m = mass > 0.0 ? mass / V : 0.0;
  *c = area == D ? 1.0 : p->bound[k] > 0.0 ? p->bound[k] : clip(area / space);
  if (*m == 0.0) *c = 0.0;
  for (int q = 0; q < VF_TRANSPORT_SOLUTES; q++) {
    const double amount = p->s[q][k] * p->m[k] * V - p->solute[q][k + 1] + p->solute[q][k];

    s[q] = mass > 0.0 ? fmin(fmax(amount / mass, 0.0), 1.0) : p->s[q][k];
  }
}

static void load(const VfGrid *g, const Metric *metric, const double *velocity, VfTransported f, int line, Pencil *p)
{
  for (int k = p->first - 2; k < p->end + 2; k++) {
    const int    i = metric->axis == 0 ? g->xs + k : line, j = metric->axis == 0 ? line : g->ys + k;
    const size_t q = vf_index(g, i, j);

    p->inside[k] = vf_on_grid(g, i, j);
    p->volume[k] = p->inside[k] || !metric->ring ? measure(metric, k * metric->h, metric->h) : 1.0;
    p->c[k]      = f.c[q];
    p->m[k]      = f.m[q];
    p->mu[k]     = f.c[q] > 0.0 ? f.m[q] / f.c[q] : 0.0;
    p->u[k]      = velocity[q];
    for (int a = 0; a < VF_TRANSPORT_SOLUTES; a++) p->s[a][k] = f.s[a][q];
    p->normal[k] = (VfNormal){0.0, 0.0};
    p->gap[k]    = false;
    p->bound[k]  = 0.0;
    if (k < -1 || k > p->n || !p->inside[k] || !vf_front_is_partial(p->c[k])) continue;
    p->normal[k] = vf_front_normal(g, f.c, i, j);
    p->gap[k]    = vf_front_is_gap(g, f.c, i, j);
    if (!vf_contact_is_cut(g, q)) continue;
    const double grip = vf_contact_grip(g, f.c, i, j);

    p->gap[k]   = p->gap[k] || grip > 0.0 || vf_contact_on_rim(g, i, j);
    p->bound[k] = grip >= 1.0 ? g->fraction[q] : 0.0;
  }
}

/* Moves the film of a line.  c_old: covered fractions before the sweep, which normals of neighbouring lines need; all else a line reads
   before it writes. */
static void sweep_line(const VfGrid *g, const Metric *metric, const double *velocity, double dt, const double *c_old,
                       VfTransported f, int line, Pencil *p)
{
  VfTransported from = f;

  from.c = (double *)c_old;
  load(g, metric, velocity, from, line, p);
  for (int k = p->first; k <= p->end; k++) face_flux(p, metric, dt, k);
  for (int k = p->first; k < p->end; k++) bound_outflow(p, k);
  for (int k = p->first; k < p->end; k++) {
    const size_t q = metric->axis == 0 ? vf_index(g, g->xs + k, line) : vf_index(g, line, g->ys + k);
    double       s[VF_TRANSPORT_SOLUTES];

    if (!p->inside[k]) continue;
    remap(p, k, &f.c[q], &f.m[q], s);
    for (int a = 0; a < VF_TRANSPORT_SOLUTES; a++) f.s[a][q] = s[a];
  }
}

/* First cell with film and the one behind the last, ghosts counted, of every line; local numbers along the sweep. */
static void film_of_lines(const VfGrid *g, int axis, const double *c, int lines, int first[], int end[])
{
  for (int l = 0; l < lines; l++) {
    first[l] = INT_MAX;
    end[l]   = INT_MIN;
  }
  for (int j = axis == 0 ? 0 : -VF_HALO; j < (axis == 0 ? g->ym : g->ym + VF_HALO);
       j++) { /* row by row for both axes: memory's order */
    for (int i = axis == 0 ? -VF_HALO : 0; i < (axis == 0 ? g->xm + VF_HALO : g->xm); i++) {
      if (!(c[vf_index(g, g->xs + i, g->ys + j)] > 0.0)) continue;
      const int l = axis == 0 ? j : i, k = axis == 0 ? i : j;

      if (k < first[l]) first[l] = k;
      if (k >= end[l]) end[l] = k + 1;
    }
  }
}

static PetscErrorCode sweep(const VfGrid *g, int axis, const double *velocity, double dt, VfTransported f)
{
  const Metric metric = {axis, axis == 0 ? g->dx : g->dy, g->axisymmetric, g->x0 + g->xs * g->dx};
  const int    n = axis == 0 ? g->xm : g->ym, lines = axis == 0 ? g->ym : g->xm, start = axis == 0 ? g->ys : g->xs;
  double      *store, *c_old, *fields[2 + VF_TRANSPORT_SOLUTES]                        = {f.m, f.c};
  int         *first, *end;
  bool        *flags;
  Pencil       p;

  PetscFunctionBeginUser;
  for (int a = 0; a < VF_TRANSPORT_SOLUTES; a++) fields[2 + a] = f.s[a];
  PetscCall(pencil_create(n, &p, &store, &flags));
  PetscCall(PetscMalloc3(g->n_local, &c_old, lines, &first, lines, &end));
  PetscCall(PetscArraycpy(c_old, f.c, g->n_local));
  film_of_lines(g, axis, c_old, lines, first, end);
  for (int l = 0; l < lines; l++) {
    p.first = PetscMax(first[l] - 1, 0);
    p.end   = PetscMin(end[l] + 1, n);
    if (first[l] < end[l] && p.first < p.end) sweep_line(g, &metric, velocity, dt, c_old, f, start + l, &p);
  }
  PetscCall(PetscFree3(c_old, first, end));
  p.normal -= 2;
  PetscCall(PetscFree(p.normal));
  PetscCall(PetscFree(store));
  PetscCall(PetscFree(flags));
  PetscCall(VfGridHalo(g, 2 + VF_TRANSPORT_SOLUTES, fields));
  PetscFunctionReturn(0);
}

/* Cells that the fastest face passes in dt, on any rank. */
static PetscErrorCode longest_way(const VfGrid *g, const double *u, const double *v, double dt, double *cells)
{
  double along = 0.0, across = 0.0;

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (size_t q = q0; q < q0 + (size_t)g->xm; q++) {
      along  = PetscMax(along, fabs(u[q]));
      across = PetscMax(across, g->ny > 1 ? fabs(v[q]) : 0.0);
    }
  }
  *cells = dt * PetscMax(along / g->dx, across / g->dy);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, cells, 1, MPI_DOUBLE, MPI_MAX, g->comm));
  PetscFunctionReturn(0);
}

PetscErrorCode VfTransportAdvance(const VfGrid *g, const double *u, const double *v, double dt, bool x_first, VfTransported f)
{
  double cells;

  PetscFunctionBeginUser;
  PetscCall(longest_way(g, u, v, dt, &cells));
  const int pieces = (int)(cells / PIECE_MOST) + 1;

  for (int k = 0; k < pieces; k++) {
    const bool along_first = g->ny == 1 || x_first == (k % 2 == 0);

    PetscCall(sweep(g, along_first ? 0 : 1, along_first ? u : v, dt / pieces, f));
    if (g->ny > 1) PetscCall(sweep(g, along_first ? 1 : 0, along_first ? v : u, dt / pieces, f));
  }
  PetscFunctionReturn(0);
}
