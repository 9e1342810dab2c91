/* Coarse operators are P' K P / 4: applied to any coarse velocity they give what interpolation, the finer operator and restriction give
   one after the other, to round-off.  On any number of ranks. */
#include "tests/unit/close.h"
#include "tests/verify/membrane_problem.h"
#include <stdlib.h>

static double stiffness(const void *context, double x, double y)
{
  const double *contrast = context;

  return hypot(x - 0.45, y - 0.53) < 0.3 ? 1.0 + 0.5 * sin(9.0 * x) * cos(7.0 * y) : *contrast;
}

/* A value that depends on the place in the whole grid, so that it is the same on any number of ranks. */
static double anything(int i, int j, int component)
{
  return sin(1.0 + 12.9898 * i + 78.233 * j + 37.719 * component);
}

static double largest(const VfMembraneGrid *g, VfPair x, VfPair y)
{
  double most = 0.0;

  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t k = vf_grid_place(g, i, j);

      most = fmax(most, fmax(fabs(x.u[k] - y.u[k]), fabs(x.v[k] - y.v[k])));
    }
  }
  MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD);
  return most;
}

static VfPatch patch(const VfMembraneGrid *g)
{
  return (VfPatch){g->xm, g->ym, VF_MEMBRANE_HALO, g->ld};
}

/* The operator times x, less b = 0, of the last shared grid: its entries are in the whole one. */
static void residual_of_whole(VfMembraneMg *mg, VfMembraneGrid *c, VfPair r)
{
  VfMembraneGrid *own = &mg->own[0];
  double *const x[] = {c->x.u, c->x.v}, *const whole_x[] = {own->x.u, own->x.v};
  double *const out[] = {r.u, r.v}, *const whole_r[] = {own->r.u, own->r.v};

  assert_int_equal(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, 2, patch(c), x, patch(own), whole_x), 0);
  memset(own->b.u, 0, own->n * sizeof(double));
  memset(own->b.v, 0, own->n * sizeof(double));
  vf_membrane_grid_residual(own, false);
  assert_int_equal(VfScatterFields(mg->ladder.comm, &mg->ladder.gather, 2, patch(own), whole_r, patch(c), out), 0);
}

static double mismatch(VfMembraneMg *mg, VfMembraneGrid *f, VfMembraneGrid *c, VfRung place)
{
  const size_t bytes = c->n * sizeof(double);
  double      *zero  = calloc(c->n, sizeof(double));
  VfPair       want, r = c->r;

  PetscMalloc2(c->n, &want.u, c->n, &want.v);
  if (c->gathered) PetscCalloc2(c->n, &r.u, c->n, &r.v);
  memset(f->x.u, 0, f->n * sizeof(double));
  memset(f->x.v, 0, f->n * sizeof(double));
  memset(f->b.u, 0, f->n * sizeof(double));
  memset(f->b.v, 0, f->n * sizeof(double));
  for (int j = 0; j < c->ym; j++) {
    for (int i = 0; i < c->xm; i++) {
      const size_t k = vf_grid_place(c, i, j);

      c->x.u[k] = c->carries.u[k] * anything(place.is + i, place.js + j, 0);
      c->x.v[k] = c->carries.v[k] * anything(place.is + i, place.js + j, 1);
    }
  }
  assert_int_equal(VfMembraneGridProlong(f, c), 0);
  assert_int_equal(VfMembraneGridRestrict(f, c), 0);
  memcpy(want.u, c->b.u, bytes);
  memcpy(want.v, c->b.v, bytes);
  memset(c->b.u, 0, bytes);
  memset(c->b.v, 0, bytes);
  assert_int_equal(VfMembraneGridHalo(c, c->x), 0);
  if (c->gathered)
    residual_of_whole(mg, c, r);
  else
    vf_membrane_grid_residual(c, false);
  const double scale = largest(c, want, (VfPair){zero, zero}), error = largest(c, want, r) / scale;

  free(zero);
  if (c->gathered) PetscFree2(r.u, r.v);
  PetscFree2(want.u, want.v);
  return error;
}

static void check(int n, double contrast)
{
  Problem p;

  assert_int_equal(ProblemCreate(PETSC_COMM_WORLD, n, &p), 0);
  assert_int_equal(ProblemCoefficients(&p, stiffness, &contrast, 1e-4, 0.0), 0);
  const VfMomentumCoefficients k = {p.A, p.G, p.Bu, p.Bv};

  assert_int_equal(VfMomentumSetCoefficients(p.momentum, &k, NULL), 0);
  VfMembraneMg *mg = p.momentum->mg;

  for (int l = 1; l < mg->ladder.n_shared; l++) {
    const double e = mismatch(mg, &mg->shared[l - 1], &mg->shared[l], mg->ladder.shared[l]);

    print_message("  %d^2, contrast %g, shared grid %d: %.2e\n", n, contrast, l, e);
    assert_true(e < 1e-14);
  }
  for (int l = 1; l < mg->ladder.n_own; l++) {
    const double e = mismatch(mg, &mg->own[l - 1], &mg->own[l], mg->ladder.own[l]);

    print_message("  %d^2, contrast %g, own grid %d: %.2e\n", n, contrast, l, e);
    assert_true(e < 1e-14);
  }
  assert_int_equal(ProblemDestroy(&p), 0);
}

static void filled(void **state)
{
  (void)state;
  check(64, 0.01);
  check(100, 0.01);
}

static void floating(void **state)
{
  (void)state;
  check(64, 0.0);
  check(100, 0.0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(filled), cmocka_unit_test(floating)};
  int                     failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 2;
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  MPI_Allreduce(MPI_IN_PLACE, &failed, 1, MPI_INT, MPI_MAX, PETSC_COMM_WORLD);
  return PetscFinalize() || failed;
}
