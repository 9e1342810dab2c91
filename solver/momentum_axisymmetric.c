#include "solver/momentum_axisymmetric.h"
#include "solver/tridiagonal.h"

typedef struct {
  double *d, *e, *b, *x;
} System;

/* Adds ring i to the rows of its two faces. */
static void add_ring(const VfGrid *g, const VfFilmForces *f, int i, System s)
{
  const size_t q = vf_index(g, i, 0);
  const double r = vf_x(g, i), weight = r * g->dx, A = f->A[q];
  const double ur[2] = {-1.0 / g->dx, 1.0 / g->dx}, ut = 0.5 / r; /* derivatives of the strains by (u_l, u_r) */

  for (int a = 0; a < 2; a++) {
    s.d[i + a] += weight * A * (4.0 * ur[a] * ur[a] + 4.0 * ut * ut + 4.0 * ur[a] * ut);
    s.b[i + a] -= weight * ((f->tension[q] + f->kxx[q]) * ur[a] + (f->tension[q] + f->kyy[q]) * ut);
  }
  s.e[i + 1] += weight * A * (4.0 * ur[0] * ur[1] + 4.0 * ut * ut + 2.0 * (ur[0] + ur[1]) * ut);
}

PetscErrorCode VfMomentumAxisymmetric(const VfGrid *g, const VfFilmForces *f, double *u)
{
  const int n = g->nx;
  System    s;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc4(n + 1, &s.d, n + 1, &s.e, n + 1, &s.b, n + 1, &s.x));
  for (int i = 0; i < n; i++) {
    if (vf_inside(g, i, 0)) add_ring(g, f, i, s);
  }
  for (int i = 0; i <= n; i++) {
    const bool wall = i == 0 || i == n || !vf_inside(g, i, 0) || !vf_inside(g, i - 1, 0);

    if (wall) {
      s.d[i] = s.b[i] = s.e[i] = 0.0;
      if (i < n) s.e[i + 1] = 0.0;
    } else
      s.d[i] += f->Bu[vf_index(g, i, 0)] * (g->x0 + i * g->dx) * g->dx;
  }
  vf_tridiagonal_solve(n + 1, s.d, s.e, s.b, s.x);
  for (int i = 0; i < n; i++) u[vf_index(g, i, 0)] = s.x[i];
  PetscCall(PetscFree4(s.d, s.e, s.b, s.x));
  PetscFunctionReturn(0);
}
