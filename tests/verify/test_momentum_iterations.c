/* Linear iterations of the momentum balance do not grow with the grid: test_momentum_iterations LARGEST, 64^2 against LARGEST^2. */
#include "tests/unit/close.h"
#include "tests/verify/membrane_problem.h"
#include <stdio.h>
#include <stdlib.h>

#define GROWTH_LIMIT 1.3
#define FRICTION_PER_A 1e-8 /* all that holds a floating film, over the size of the bath squared */

static int largest = 256;

/* Covered share of the cell around (x, y) of a disc, across a rim one cell wide. */
static double covered(double x, double y, double x0, double y0, double radius, double cell)
{
  return fmin(fmax((radius - hypot(x - x0, y - y0)) / cell + 0.5, 0.0), 1.0);
}

typedef struct {
  double cell, x0, y0, radius, contrast;
  bool   floats; /* a film in a bath that is bare elsewhere */
} Film;

static double stiffness(const void *context, double x, double y)
{
  const Film  *f = context;
  const double c = covered(x, y, f->x0, f->y0, f->radius, f->cell);

  return f->floats ? c * (1.0 + (f->contrast - 1.0) * 0.5 * (1.0 + sin(9.0 * x) * sin(7.0 * y))) : 1.0 + (f->contrast - 1.0) * c;
}

static double bump(double x, double y)
{
  return exp(-(x * x + y * y) / 0.002);
}

/* Edge tension of the film, or two spots beside its middle pushed against each other. */
static void load(Problem *p, const Film *f, bool spots)
{
  const VfGrid *g = p->grid;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      const double x = vf_x(g, i), y = vf_y(g, j), c = covered(x, y, f->x0, f->y0, f->radius, f->cell);

      p->fu[q] = -(c - covered(x - g->dx, y, f->x0, f->y0, f->radius, f->cell)) / g->dx;
      p->fv[q] = -(c - covered(x, y - g->dy, f->x0, f->y0, f->radius, f->cell)) / g->dy;
      if (!spots) continue;
      p->fu[q] =
          p->A[q] > 0.0 && p->A[q - 1] > 0.0 ? bump(x - f->x0 - 0.12, y - f->y0) - bump(x - f->x0 + 0.02, y - f->y0 - 0.1) : 0.0;
      p->fv[q] = 0.0;
    }
  }
}

static int iterations_of(int n, Film f, bool spots)
{
  Problem p;
  int     iterations;

  f.cell = 1.0 / n;
  assert_int_equal(ProblemCreate(PETSC_COMM_WORLD, n, &p), 0);
  assert_int_equal(ProblemCoefficients(&p, stiffness, &f, f.floats ? FRICTION_PER_A : 0.0, f.floats ? 0.0 : 1.0), 0);
  load(&p, &f, spots);
  assert_int_equal(ProblemSolve(&p, &iterations), 0);
  assert_int_equal(ProblemDestroy(&p), 0);
  return iterations;
}

/* Iterations at 64^2, and the most on any grid. */
static void count(const char *name, Film film, bool spots, int *coarse, int *most)
{
  *coarse = *most = 0;
  for (int n = 64; n <= largest; n *= 2) {
    const int iterations = iterations_of(n, film, spots);

    print_message("  %s, %d^2: %d iterations\n", name, n, iterations);
    if (n == 64) *coarse = iterations;
    *most = iterations > *most ? iterations : *most;
  }
  assert_true(*coarse > 0);
}

static void does_not_grow(const char *name, Film film, bool spots)
{
  int coarse, most;

  count(name, film, spots, &coarse, &most);
  if (most >= GROWTH_LIMIT * coarse) fail_msg("%s: %d iterations at 64^2 grow to %d", name, coarse, most);
}

static void floating_disc(void **state)
{
  (void)state;
  does_not_grow("disc", (Film){.x0 = 0.5, .y0 = 0.5, .radius = 0.2, .contrast = 1.0, .floats = true}, false);
}

static void load_beside_the_middle(void **state)
{
  (void)state;
  does_not_grow("load beside the middle", (Film){.x0 = 0.43, .y0 = 0.57, .radius = 0.3, .contrast = 1.0, .floats = true}, true);
}

static void stiff_island(void **state)
{
  (void)state;
  does_not_grow("island 100 times as stiff", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .contrast = 100.0}, false);
}

/* How the rim cuts its cells matters more than how many there are: bounded on every grid. */
static void uneven_disc(void **state)
{
  int coarse, most;

  (void)state;
  count("uneven disc off the centre", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .contrast = 1e3, .floats = true}, false,
        &coarse, &most);
  assert_true(most <= 20);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(floating_disc), cmocka_unit_test(load_beside_the_middle),
                                     cmocka_unit_test(stiff_island), cmocka_unit_test(uneven_disc)};
  int                     failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 2;
  if (argc > 1) largest = atoi(argv[1]);
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  MPI_Allreduce(MPI_IN_PLACE, &failed, 1, MPI_INT, MPI_MAX, PETSC_COMM_WORLD);
  return PetscFinalize() || failed;
}
