/* Manufactured solutions of the momentum balance: second order, for a smooth A and for one that changes by a factor 1e6. */
#include "tests/unit/close.h"
#include "tests/verify/manufactured_source.h"
#include "tests/verify/membrane_problem.h"
#include <stdio.h>

enum { GRIDS = 4 };
#define BETA 1.0

static double stiffness(const void *context, double x, double y)
{
  return manufactured_A(x, y, *(const double *)context, BETA);
}

/* Root mean square and largest error of u and v. */
static void errors(const Problem *p, double L, double error[2])
{
  const VfGrid *g   = p->grid;
  double        sum = 0.0, most = 0.0;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      const double x = i * g->dx, y = j * g->dy;
      const double du = p->u[q] - manufactured_u(x, vf_y(g, j), L, BETA), dv = p->v[q] - manufactured_v(vf_x(g, i), y, L, BETA);

      sum += (du * du + dv * dv) * g->dx * g->dy;
      most = fmax(most, fmax(fabs(du), fabs(dv)));
    }
  }
  MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD);
  MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD);
  error[0] = sqrt(sum);
  error[1] = most;
}

static void solve(int n, double L, double error[2])
{
  Problem p;
  int     iterations;

  assert_int_equal(ProblemCreate(PETSC_COMM_WORLD, n, &p), 0);
  assert_int_equal(ProblemCoefficients(&p, stiffness, &L, 0.0, BETA), 0);
  for (int j = p.grid->ys; j < p.grid->ys + p.grid->ym; j++) {
    for (int i = p.grid->xs; i < p.grid->xs + p.grid->xm; i++) {
      const size_t q = vf_index(p.grid, i, j);

      p.fu[q] = manufactured_fu(i * p.grid->dx, vf_y(p.grid, j), L, BETA);
      p.fv[q] = manufactured_fv(vf_x(p.grid, i), j * p.grid->dy, L, BETA);
    }
  }
  assert_int_equal(ProblemSolve(&p, &iterations), 0);
  errors(&p, L, error);
  print_message("  %3d^2: error %.4e, largest %.4e, %d iterations\n", n, error[0], error[1], iterations);
  assert_int_equal(ProblemDestroy(&p), 0);
}

/* The mean order over 32 .. 256, and that of the last refinement. */
static void study(double contrast)
{
  double error[GRIDS][2];

  for (int k = 0; k < GRIDS; k++) solve(32 << k, log(contrast), error[k]);
  for (int norm = 0; norm < 2; norm++) {
    const double mean = log2(error[0][norm] / error[GRIDS - 1][norm]) / (GRIDS - 1),
                 last = log2(error[GRIDS - 2][norm] / error[GRIDS - 1][norm]);

    print_message("contrast %.0e, %s: order %.3f, last %.3f\n", contrast, norm ? "largest error" : "root mean square", mean, last);
    assert_near(mean, 2.0, 0.1);
    assert_near(last, 2.0, 0.1);
  }
}

static void smooth(void **state)
{
  (void)state;
  study(exp(1.0));
}

static void strong_contrast(void **state)
{
  (void)state;
  study(1e6);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(smooth), cmocka_unit_test(strong_contrast)};
  int                     failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL) || PetscOptionsSetValue(NULL, "-momentum_ksp_rtol", "1e-12")) return 2;
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  MPI_Allreduce(MPI_IN_PLACE, &failed, 1, MPI_INT, MPI_MAX, PETSC_COMM_WORLD);
  return PetscFinalize() || failed;
}
