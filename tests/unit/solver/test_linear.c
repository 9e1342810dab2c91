/* Banded systems, and the diffusion operator of the heat balance: what went in comes out. */
#include "solver/banded.h"
#include "solver/diffusion.h"
#include "tests/unit/solver/square.h"

enum { ROWS = 50, MOST_BAND = 3 };

/* A system with strongly varying entries, diagonally dominant; the solution is known. */
static void solve_banded(int band)
{
  double    a[(MOST_BAND + 1) * ROWS] = {0}, b[ROWS] = {0}, exact[ROWS];
  const int width = band + 1;

  for (int k = 0; k < ROWS; k++) {
    exact[k] = cos(0.7 * k) + 0.1 * k;
    a[width * k] += 1e-3;
    for (int d = 1; d <= band && k + d < ROWS; d++) {
      const double entry = -(1.0 + 0.9 * sin(3.0 * k + d)) * pow(10.0, 3.0 * sin(0.3 * k)) / d;

      a[width * k + d] = entry;
      a[width * k] -= entry;
      a[width * (k + d)] -= entry;
    }
  }
  for (int k = 0; k < ROWS; k++) {
    b[k] += a[width * k] * exact[k];
    for (int d = 1; d <= band && k + d < ROWS; d++) {
      b[k] += a[width * k + d] * exact[k + d];
      b[k + d] += a[width * k + d] * exact[k];
    }
  }
  assert_int_equal(vf_banded_solve(ROWS, band, a, b), 0);
  for (int k = 0; k < ROWS; k++) assert_near(b[k], exact[k], 1e-7);
}

static void banded(void **state)
{
  (void)state;
  for (int band = 0; band <= MOST_BAND; band++) solve_banded(band);
  double a[] = {2.0, 1.0, 2.0, 3.0, 1.0, 0.0}, b[] = {1.0, 1.0, 1.0}; /* second pivot 1.5, third 1 - 9/1.5 */
  assert_int_equal(vf_banded_solve(3, 1, a, b), 3);
}

static bool in_disc(const void *radius, double x, double y)
{
  return hypot(x, y) < *(const double *)radius;
}

static double wavy(double x, double y)
{
  return 300.0 + 40.0 * sin(5.0 * x) * cos(3.0 * y) + 20.0 * x * y;
}

/* A loose solve from zero, with the coarse grids of the solve before: the sum over the bath is right to round-off, the rest as asked. */
static void solve_loosely(VfDiffusion *s, const double *b, double *x, const double *exact)
{
  const VfGrid *g       = s->grid;
  double        sums[2] = {0.0, 0.0}, worst = 0.0;
  bool          converged;

  VfDiffusionLimits before = {0};

  assert_int_equal(PetscArrayzero(x, g->n_local), 0);
  assert_int_equal(VfDiffusionSetLimits(s, (VfDiffusionLimits){1e-3, 50, 0.0}, &before), 0);
  s->keeps = g->ny > 1;
  assert_int_equal(VfDiffusionSolve(s, b, x, &converged), 0);
  assert_int_equal(VfDiffusionSetLimits(s, before, NULL), 0);
  assert_true(converged);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (!g->inside[q]) continue;
      sums[0] += s->d[q] * x[q];
      sums[1] += b[q];
      worst = fmax(worst, fabs(x[q] - exact[q]));
    }
  }
  assert_int_equal(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, g->comm), 0);
  assert_near(sums[0] / sums[1], 1.0, 1e-13);
  assert_true(worst < 3.0); /* of 300, by a tolerance of 1e-3 in the energy norm */
}

/* Rings are one rank's. Largest error of a solve whose solution is known, for weak and strong conduction against the diagonal. */
static void solve(const VfGridSpec *spec, double conduction, bool shortens)
{
  const double radius = 0.95;
  VfGrid      *g;
  VfDiffusion *s;
  double      *b, *x, *exact;
  bool         converged;

  assert_int_equal(VfGridCreate(spec->axisymmetric ? PETSC_COMM_SELF : PETSC_COMM_WORLD, spec, in_disc, &radius, &g), 0);
  assert_int_equal(VfDiffusionCreate(g, "heat_", NULL, &s), 0);
  if (s->mg) s->mg->shortens = shortens;
  b     = square_field(g);
  x     = square_field(g);
  exact = square_field(g);
  for (int j = g->ys - (g->ny > 1); j < g->ys + g->ym + (g->ny > 1); j++) {
    for (int i = g->xs - 1; i <= g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j), w = q - 1, south = q - (size_t)g->ld;

      if (!g->inside[q]) continue;
      exact[q] = wavy(vf_x(g, i), vf_y(g, j));
      s->d[q]  = 1.0 + 0.5 * sin(11.0 * vf_x(g, i));
      if (g->inside[w]) s->ax[q] = conduction * (1.0 + vf_x(g, i) * vf_x(g, i));
      if (g->ny > 1 && g->inside[south]) s->ay[q] = conduction * (2.0 + vf_y(g, j));
    }
  }
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j), n[4] = {q - 1, q + 1, q - (size_t)g->ld, q + (size_t)g->ld};
      const double a[4] = {s->ax[q], s->ax[q + 1], s->ay[q], s->ay[n[3]]};

      b[q] = s->d[q] * exact[q];
      for (int k = 0; k < (g->ny > 1 ? 4 : 2); k++) b[q] += a[k] * (exact[q] - exact[n[k]]);
    }
  }
  assert_int_equal(VfDiffusionSolve(s, b, x, &converged), 0);
  assert_true(converged);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      assert_near(x[q], g->inside[q] ? exact[q] : 0.0, 1e-6);
    }
  }
  assert_true(s->iterations < 30);
  solve_loosely(s, b, x, exact);
  double *fields[] = {b, x, exact};
  for (int k = 0; k < 3; k++) assert_int_equal(PetscFree(fields[k]), 0);
  assert_int_equal(VfDiffusionDestroy(&s), 0);
  assert_int_equal(VfGridDestroy(&g), 0);
}

static void diffusion(void **state)
{
  const VfGridSpec plane        = {.nx = 48, .ny = 40, .dx = 2.0 / 48, .dy = 2.0 / 40, .x0 = -1.0, .y0 = -1.0, .copies = 1};
  const double     conduction[] = {1e-3, 1.0, 1e3};

  (void)state;
  for (int k = 0; k < 6; k++) solve(&plane, conduction[k % 3], k >= 3);
}

static void diffusion_on_rings(void **state)
{
  const VfGridSpec rings        = {.nx = 60, .ny = 1, .dx = 0.95 / 60, .dy = 1.0, .axisymmetric = true, .copies = 1};
  const double     conduction[] = {1e-3, 1.0, 1e3};

  (void)state;
  for (int k = 0; k < 3; k++) solve(&rings, conduction[k], false);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(banded), cmocka_unit_test(diffusion), cmocka_unit_test(diffusion_on_rings)};

  if (PetscOptionsSetValue(NULL, "-heat_ksp_rtol", "1e-12")) return 2;
  return SQUARE_MAIN(argc, argv, tests);
}
