/* Linear iterations of the momentum balance stay below a bound of each case, do not grow with the grid, and are those of one rank on any
   number of ranks: test_momentum_iterations LARGEST, grids 64^2 (in soft film 128^2) to LARGEST^2. */
#include "tests/unit/close.h"
#include "tests/verify/membrane_problem.h"
#include <stdio.h>
#include <stdlib.h>

#define GROWTH_LIMIT 1.2
#define RANKS_LIMIT 2       /* iterations more or less than on one rank */
#define FRICTION_PER_A 1e-8 /* all that holds a floating film, over the size of the bath squared */
#define WALL_FRICTION 1e4   /* of a wall on what is beyond it, over A/dx^2 */

static int largest = 256;

/* Covered share of the cell around (x, y) of a disc, across a rim one cell wide. */
static double covered(double x, double y, double x0, double y0, double radius, double cell)
{
  return fmin(fmax((radius - hypot(x - x0, y - y0)) / cell + 0.5, 0.0), 1.0);
}

typedef struct {
  double cell, x0, y0, radius, contrast;
  bool   floats;  /* a film in a bath that is bare elsewhere */
  double around;  /* what is not film, against a film of 1, when it does not float and this is above zero */
  bool   gripped; /* by a round wall just inside its rim */
} Film;

static double stiffness(const void *context, double x, double y)
{
  const Film  *f = context;
  const double c = covered(x, y, f->x0, f->y0, f->radius, f->cell);

  if (f->around > 0.0) return c + (1.0 - c) * f->around;
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

static void grip(Problem *p, const Film *f)
{
  const VfGrid *g = p->grid;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q    = vf_index(g, i, j);
      const double wall = f->radius - f->cell, firm = WALL_FRICTION / (f->cell * f->cell);

      if (hypot(vf_x(g, i) - 0.5 * g->dx - f->x0, vf_y(g, j) - f->y0) > wall) p->Bu[q] += firm * fmax(p->A[q], p->A[q - 1]);
      if (hypot(vf_x(g, i) - f->x0, vf_y(g, j) - 0.5 * g->dy - f->y0) > wall)
        p->Bv[q] += firm * fmax(p->A[q], p->A[q - (size_t)g->ld]);
    }
  }
}

static int iterations_of(MPI_Comm comm, int n, Film f, bool spots)
{
  Problem p;
  int     iterations;

  f.cell = 1.0 / n;
  assert_int_equal(ProblemCreate(comm, n, &p), 0);
  assert_int_equal(ProblemCoefficients(&p, stiffness, &f, f.floats ? FRICTION_PER_A : 0.0, f.floats || f.around > 0.0 ? 0.0 : 1.0),
                   0);
  if (f.gripped) grip(&p, &f);
  load(&p, &f, spots);
  assert_int_equal(ProblemSolve(&p, &iterations), 0);
  assert_int_equal(ProblemDestroy(&p), 0);
  return iterations;
}

/* No grid takes more than `bound`, none GROWTH_LIMIT times as many as the first, none RANKS_LIMIT more or less than one rank does. */
static void holds(const char *name, Film film, bool spots, int first, int bound)
{
  int coarse = 0;

  for (int n = first; n <= largest; n *= 2) {
    const int all = iterations_of(PETSC_COMM_WORLD, n, film, spots), one = iterations_of(PETSC_COMM_SELF, n, film, spots);

    print_message("  %s, %d^2: %d iterations, %d on one rank, at most %d\n", name, n, all, one, bound);
    if (n == first) coarse = all;
    if (all > bound) fail_msg("%s: %d iterations at %d^2, at most %d", name, all, n, bound);
    if (all > GROWTH_LIMIT * coarse) fail_msg("%s: %d iterations at %d^2 grow to %d", name, coarse, first, all);
    if (abs(all - one) > RANKS_LIMIT) fail_msg("%s: %d iterations at %d^2, %d on one rank", name, all, n, one);
  }
  assert_true(coarse > 0);
}

static void floating_disc(void **state)
{
  (void)state;
  holds("disc", (Film){.x0 = 0.5, .y0 = 0.5, .radius = 0.2, .contrast = 1.0, .floats = true}, false, 64, 11);
}

/* Turns the film, which next to nothing holds. */
static void load_beside_the_middle(void **state)
{
  (void)state;
  holds("load beside the middle", (Film){.x0 = 0.43, .y0 = 0.57, .radius = 0.3, .contrast = 1.0, .floats = true}, true, 64, 6);
}

static void stiff_island(void **state)
{
  (void)state;
  holds("island 100 times as stiff", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .contrast = 100.0}, false, 64, 11);
}

/* How the rim cuts its cells matters more than how many there are. */
static void uneven_disc(void **state)
{
  (void)state;
  holds("uneven disc off the centre", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .contrast = 1e3, .floats = true}, false, 64,
        11);
}

/* Stiff film in softer film: faces of the soft one that hang on a corner of the stiff one are what a relaxation face by face does not see. */
static void in_soft_film(void **state)
{
  (void)state;
  holds("disc in film of 1e-4", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .around = 1e-4}, true, 128, 18);
  holds("disc in film of 1e-6", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .around = 1e-6}, true, 128, 20);
}

/* Walls along grid lines, and one that cuts through cells and holds the film by friction (docs/theory.md, section 4). */
static void against_walls(void **state)
{
  (void)state;
  holds("square full of film", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .contrast = 1.0, .around = 1.0}, true, 64, 10);
  holds("disc gripped all round", (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .contrast = 1.0, .floats = true, .gripped = true},
        true, 64, 10);
}

/* The matrix is the operator: its own factor solves at once, and algebraic multigrid is told what is u and what is v. */
static void assembled(void **state)
{
  const struct {
    const char *name;
    int         bound;
  } others[] = {{"cholesky", 2}, {"hypre", 10}};

  (void)state;
  for (size_t k = 0; k < sizeof(others) / sizeof(others[0]); k++) {
    PetscOptionsSetValue(NULL, "-momentum_pc_type", others[k].name);
    holds(others[k].name, (Film){.x0 = 0.45, .y0 = 0.55, .radius = 0.3, .contrast = 1.0, .around = 1.0}, true, largest,
          others[k].bound);
  }
  PetscOptionsClearValue(NULL, "-momentum_pc_type");
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(floating_disc), cmocka_unit_test(load_beside_the_middle),
                                     cmocka_unit_test(stiff_island),  cmocka_unit_test(uneven_disc),
                                     cmocka_unit_test(in_soft_film),  cmocka_unit_test(against_walls),
                                     cmocka_unit_test(assembled)};
  int                     failed;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 2;
  if (argc > 1) largest = atoi(argv[1]);
  failed = cmocka_run_group_tests(tests, NULL, NULL);
  MPI_Allreduce(MPI_IN_PLACE, &failed, 1, MPI_INT, MPI_MAX, PETSC_COMM_WORLD);
  return PetscFinalize() || failed;
}
