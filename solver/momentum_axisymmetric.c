#include "solver/momentum_axisymmetric.h"
#include "solver/banded.h"
#include <math.h>

enum { BAND = 2 };

/* Lower band of a symmetric matrix over the faces 0 .. n, entry (row, column) at a[(BAND + 1) column + row - column]. */
typedef struct {
  int     n;
  double *a, *b; /* matrix, right-hand side then solution */
} System;

static double *entry(System s, int row, int column)
{
  return &s.a[(BAND + 1) * column + (row - column)];
}

/* Adds weight (v, x)^2/2, v over the faces first .. first + count - 1, to the energy. */
static void add_square(System s, double weight, int first, int count, const double v[])
{
  for (int c = 0; c < count; c++) {
    for (int r = c; r < count; r++) *entry(s, first + r, first + c) += weight * v[r] * v[c];
  }
}

/* Dissipation of ring i: the quadratic form in (ur, ut) written as a sum of squares. */
static void add_ring(const VfGrid *g, const VfFilmForces *f, int i, System s)
{
  const size_t q = vf_index(g, i, 0);
  const double r = vf_x(g, i), weight = r * g->dx, A = f->A[q], ut = 0.5 / r;
  const double ur[2] = {-1.0 / g->dx, 1.0 / g->dx}, sum[2] = {ur[0] + ut, ur[1] + ut}, hoop[2] = {ut, ut};

  add_square(s, 2.0 * weight * A, i, 2, ur);
  add_square(s, 2.0 * weight * A, i, 2, hoop);
  add_square(s, 2.0 * weight * A, i, 2, sum);
}

/* q = div(h u) of ring i as a row over its two faces; at a face without flow of film the ring keeps its own thickness. */
static void flux_row(const VfGrid *g, const VfFilmForces *f, const double *h, int i, double row[2])
{
  const size_t  q       = vf_index(g, i, 0);
  const double *carried = f->ring.carried, r = vf_x(g, i);
  const double  west = carried[q] > 0.0 ? carried[q] : h[q], east = carried[q + 1] > 0.0 ? carried[q + 1] : h[q];

  row[0] = -(r - 0.5 * g->dx) * west / (r * g->dx);
  row[1] = (r + 0.5 * g->dx) * east / (r * g->dx);
}

/* [tau_level stiff q^2 + tau_wave Gamma |grad q|^2]/2 of ring i and of the face between it and ring i - 1, as far as they are covered. */
static void add_implicit(const VfGrid *g, const VfFilmForces *f, const VfState *film, VfImplicit tau, int i, System s)
{
  const size_t q    = vf_index(g, i, 0);
  const double area = vf_x(g, i) * g->dx, *h = film->h, *w = film->w;
  double       row[2], before[2], jump[3];

  if (!(w[q] > 0.0)) return;
  flux_row(g, f, h, i, row);
  add_square(s, tau.level * area * w[q] * f->stiff[q], i, 2, row);
  if (i == 0 || !(w[q - 1] > 0.0)) return;
  flux_row(g, f, h, i - 1, before);
  jump[0]            = -before[0];
  jump[1]            = row[0] - before[1];
  jump[2]            = row[1];
  const double Gamma = fmin(w[q - 1], w[q]) * 0.5 * (f->Gamma[q] + f->Gamma[q - 1]);

  add_square(s, tau.wave * (g->x0 + i * g->dx) / g->dx * Gamma, i - 1, 3, jump);
}

/* Faces at rest (axis, walls) and faces that nothing holds become unit rows. */
static void close_system(const VfGrid *g, const VfFilmForces *f, System s)
{
  for (int i = 0; i <= g->nx; i++) {
    const bool wall = i == 0 || i == g->nx || !vf_inside(g, i, 0) || !vf_inside(g, i - 1, 0);

    if (!wall) *entry(s, i, i) += f->Bu[vf_index(g, i, 0)] * (g->x0 + i * g->dx) * g->dx;
    if (!wall && *entry(s, i, i) > 0.0) continue;
    for (int d = 1; d <= BAND; d++) {
      if (i - d >= 0) *entry(s, i, i - d) = 0.0;
      *entry(s, i + d, i) = 0.0;
    }
    *entry(s, i, i) = 1.0;
    s.b[i]          = 0.0;
  }
}

PetscErrorCode VfMomentumAxisymmetric(const VfGrid *g, const VfFilmForces *f, const VfState *film, VfImplicit tau, double *u,
                                      bool *found)
{
  System s = {.n = g->nx + 1};

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2((size_t)(BAND + 1) * (size_t)(s.n + BAND), &s.a, s.n, &s.b));
  for (int i = 0; i < g->nx; i++) {
    if (!vf_inside(g, i, 0)) continue;
    add_ring(g, f, i, s);
    add_implicit(g, f, film, tau, i, s);
    s.b[i] = (g->x0 + i * g->dx) * f->ring.force[vf_index(g, i, 0)];
  }
  close_system(g, f, s);
  *found = vf_banded_solve(s.n, BAND, s.a, s.b) == 0;
  for (int i = 0; i < g->nx && *found; i++) u[vf_index(g, i, 0)] = s.b[i];
  PetscCall(PetscFree2(s.a, s.b));
  PetscFunctionReturn(0);
}
