#include "solver/momentum_axisymmetric.h"
#include "solver/banded.h"

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

/* Dissipation and tension of ring i: the quadratic form in (ur, ut) written as a sum of squares. */
static void add_ring(const VfGrid *g, const VfFilmForces *f, int i, System s)
{
  const size_t q = vf_index(g, i, 0);
  const double r = vf_x(g, i), weight = r * g->dx, A = f->A[q], ut = 0.5 / r;
  const double ur[2] = {-1.0 / g->dx, 1.0 / g->dx}, sum[2] = {ur[0] + ut, ur[1] + ut}, hoop[2] = {ut, ut};

  add_square(s, 2.0 * weight * A, i, 2, ur);
  add_square(s, 2.0 * weight * A, i, 2, hoop);
  add_square(s, 2.0 * weight * A, i, 2, sum);
  for (int a = 0; a < 2; a++) s.b[i + a] -= weight * ((f->tension[q] + f->kxx[q]) * ur[a] + (f->tension[q] + f->kyy[q]) * ut);
}

/* q = div(h u) of ring i as a row over its two faces; the film beside a bare ring keeps its own thickness at the face. */
static void flux_row(const VfGrid *g, const double *h, int i, double row[2])
{
  const size_t q = vf_index(g, i, 0);
  const double r = vf_x(g, i), west = h[q - 1] > 0.0 ? 0.5 * (h[q - 1] + h[q]) : h[q],
               east = h[q + 1] > 0.0 ? 0.5 * (h[q + 1] + h[q]) : h[q];

  row[0] = -(r - 0.5 * g->dx) * west / (r * g->dx);
  row[1] = (r + 0.5 * g->dx) * east / (r * g->dx);
}

/* [tau_level stiff q^2 + tau_wave Gamma |grad q|^2]/2 of ring i and of the face between it and ring i - 1. */
static void add_implicit(const VfGrid *g, const VfFilmForces *f, const double *h, VfImplicit tau, int i, System s)
{
  const size_t q    = vf_index(g, i, 0);
  const double area = vf_x(g, i) * g->dx;
  double       row[2], before[2], jump[3];

  if (!(h[q] > 0.0) || !(f->A[q] > 0.0)) return;
  flux_row(g, h, i, row);
  add_square(s, tau.level * area * f->stiff[q], i, 2, row);
  if (i == 0 || !(h[q - 1] > 0.0) || !(f->A[q - 1] > 0.0)) return;
  flux_row(g, h, i - 1, before);
  jump[0] = -before[0];
  jump[1] = row[0] - before[1];
  jump[2] = row[1];
  add_square(s, tau.wave * (g->x0 + i * g->dx) / g->dx * 0.5 * (f->Gamma[q] + f->Gamma[q - 1]), i - 1, 3, jump);
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

PetscErrorCode VfMomentumAxisymmetric(const VfGrid *g, const VfFilmForces *f, const double *h, VfImplicit tau, double *u,
                                      bool *found)
{
  System s = {.n = g->nx + 1};

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc2((size_t)(BAND + 1) * (size_t)(s.n + BAND), &s.a, s.n, &s.b));
  for (int i = 0; i < g->nx; i++) {
    if (!vf_inside(g, i, 0)) continue;
    add_ring(g, f, i, s);
    add_implicit(g, f, h, tau, i, s);
  }
  close_system(g, f, s);
  *found = vf_banded_solve(s.n, BAND, s.a, s.b) == 0;
  for (int i = 0; i < g->nx && *found; i++) u[vf_index(g, i, 0)] = s.b[i];
  PetscCall(PetscFree2(s.a, s.b));
  PetscFunctionReturn(0);
}
