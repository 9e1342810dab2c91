/* A square grid without walls inside, for the tests of the solver's parts. */
#ifndef VF_TESTS_SQUARE_H
#define VF_TESTS_SQUARE_H

#include "mesh/grid.h"
#include "tests/unit/close.h"

/* n x n cells over -half .. half. */
static inline bool square_inside(const void *half, double x, double y)
{
  return fabs(x) < *(const double *)half && fabs(y) < *(const double *)half;
}

static inline VfGrid *square_grid(int n, double half)
{
  const VfGridSpec spec = {.nx = n, .ny = n, .dx = 2.0 * half / n, .dy = 2.0 * half / n, .x0 = -half, .y0 = -half, .copies = 1};
  VfGrid          *grid = NULL;

  assert_int_equal(VfGridCreate(PETSC_COMM_WORLD, &spec, square_inside, &half, &grid), 0);
  return grid;
}

static inline double *square_field(const VfGrid *grid)
{
  double *field = NULL;

  assert_int_equal(VfFieldCreate(grid, &field), 0);
  return field;
}

/* Sum over own cells of all ranks of a[q] b[q]. */
static inline double square_sum(const VfGrid *g, const double *a)
{
  double sum = 0.0;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) sum += a[vf_index(g, i, j)];
  }
  assert_int_equal(MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD), 0);
  return sum;
}

static inline int square_main(int argc, char **argv, const char *name, const struct CMUnitTest tests[], size_t n)
{
  int failed, any;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
  if (MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, PETSC_COMM_WORLD) || PetscFinalize()) return 1;
  return any != 0;
}

#define SQUARE_MAIN(argc, argv, tests) square_main(argc, argv, __FILE__, tests, sizeof(tests) / sizeof((tests)[0]))

#endif
