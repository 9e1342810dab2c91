/* Transport of a film by given velocities: mass, bounds, uniform thickness, translation and rotation of a disc. */
#include "solver/front.h"
#include "solver/transport.h"
#include "tests/unit/solver/square.h"

enum { CELLS = 64 };

typedef struct {
  VfGrid *g;
  double *m, *c, *s, *other, *u, *v;
} Film;

typedef void (*Velocity)(double x, double y, double *u, double *v);

static void translation(double x, double y, double *u, double *v)
{
  (void)x;
  (void)y;
  *u = 0.4;
  *v = 0.3;
}

static void rotation(double x, double y, double *u, double *v)
{
  *u = -y;
  *v = x;
}

static void stretching(double x, double y, double *u, double *v)
{
  *u = 0.5 * x;
  *v = 0.5 * y;
}

static void squeezing(double x, double y, double *u, double *v)
{
  *u = -0.7 * x;
  *v = 0.2 * y;
}

/* Part of the cell around (x, y) inside the disc, by sampling. */
static double covered(const VfGrid *g, int i, int j, double x0, double y0, double radius)
{
  int inside = 0;

  for (int b = 0; b < 16; b++) {
    for (int a = 0; a < 16; a++)
      inside += hypot(vf_x(g, i) + ((a + 0.5) / 16 - 0.5) * g->dx - x0, vf_y(g, j) + ((b + 0.5) / 16 - 0.5) * g->dy - y0) < radius;
  }
  return inside / 256.0;
}

/* A disc of thickness 1 (m = c) with a solute of fraction 1/4 + x/4, on -1 .. 1. */
static Film disc(double x0, double y0, double radius, Velocity velocity)
{
  VfGrid *g = square_grid(CELLS, 1.0);
  Film    f = {g, square_field(g), square_field(g), square_field(g), square_field(g), square_field(g), square_field(g)};

  for (int j = g->ys - VF_HALO; j < g->ys + g->ym + VF_HALO; j++) {
    for (int i = g->xs - VF_HALO; i < g->xs + g->xm + VF_HALO; i++) {
      const size_t q = vf_index(g, i, j);
      double       unused;

      velocity(vf_x(g, i) - 0.5 * g->dx, vf_y(g, j), &f.u[q], &unused);
      velocity(vf_x(g, i), vf_y(g, j) - 0.5 * g->dy, &unused, &f.v[q]);
      if (!vf_inside(g, i, j)) continue;
      f.m[q] = f.c[q] = covered(g, i, j, x0, y0, radius);
      f.s[q]          = 0.25 + 0.25 * vf_x(g, i);
      f.other[q]      = 1.0 - f.s[q];
    }
  }
  return f;
}

static void drop(Film *f)
{
  double *fields[] = {f->m, f->c, f->s, f->other, f->u, f->v};

  for (int k = 0; k < 6; k++) assert_int_equal(PetscFree(fields[k]), 0);
  assert_int_equal(VfGridDestroy(&f->g), 0);
}

/* Largest relative departure of the thickness m/c from h; bounds of all fields. */
static double uneven(const Film *f, double h)
{
  double worst = 0.0;

  for (int j = f->g->ys; j < f->g->ys + f->g->ym; j++) {
    for (int i = f->g->xs; i < f->g->xs + f->g->xm; i++) {
      const size_t q = vf_index(f->g, i, j);

      assert_true(f->c[q] >= 0.0 && f->c[q] <= 1.0 && f->m[q] >= 0.0);
      assert_true(f->s[q] >= 0.0 && f->s[q] <= 0.5);
      if (f->m[q] > 1e-6) assert_near(f->s[q] + f->other[q], 1.0, 1e-9); /* both solutes alike */
      if (f->c[q] > 0.0) worst = fmax(worst, fabs(f->m[q] / f->c[q] / h - 1.0));
    }
  }
  assert_int_equal(MPI_Allreduce(MPI_IN_PLACE, &worst, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD), 0);
  return worst;
}

static void go(Film *f, double dt, int steps)
{
  const VfTransported fields = {f->m, f->c, {f->s, f->other}};
  const double        mass   = square_sum(f->g, f->m);

  for (int k = 0; k < steps; k++) assert_int_equal(VfTransportAdvance(f->g, f->u, f->v, dt, k % 2 == 0, fields), 0);
  assert_close(square_sum(f->g, f->m), mass, 1e-13);
}

/* Mean over cells inside or near the disc of |c - exact|, against the area of a rim one cell wide. */
static double misplaced(const Film *f, double x0, double y0, double radius)
{
  const VfGrid *g   = f->g;
  double        sum = 0.0;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) sum += fabs(f->c[vf_index(g, i, j)] - covered(g, i, j, x0, y0, radius));
  }
  assert_int_equal(MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD), 0);
  return sum / (2.0 * PETSC_PI * radius / g->dx);
}

static void disc_translates(void **state)
{
  Film         f    = disc(-0.4, -0.3, 0.3, translation);
  const double area = square_sum(f.g, f.c), cell = f.g->dx;

  (void)state;
  go(&f, 0.5 * cell / 0.4, (int)lround(0.8 / (0.5 * cell))); /* to (0.4, 0.3) */
  assert_true(uneven(&f, 1.0) < 1e-12);
  assert_close(square_sum(f.g, f.c), area, 1e-7); /* slivers below VF_FRACTION_EPS are dropped */
  assert_true(misplaced(&f, 0.4, 0.3, 0.3) < 0.1);
  drop(&f);
}

static void disc_rotates(void **state)
{
  Film      f     = disc(0.4, 0.0, 0.3, rotation);
  const int steps = 400; /* once around: largest |u| dt/dx = 0.5 */

  (void)state;
  const double area = square_sum(f.g, f.c);
  go(&f, 2.0 * PETSC_PI / steps, steps);
  assert_true(uneven(&f, 1.0) < VF_FRACTION_EPS); /* what rounding c to 0 or 1 may change */
  assert_close(square_sum(f.g, f.c), area, 1e-6);
  assert_true(misplaced(&f, 0.4, 0.0, 0.3) < 0.2);
  drop(&f);
}

/* u = a x: exactly exponential in every direction, uniform to round-off. */
static void uniform_stays_uniform(void **state)
{
  Film f = disc(0.1, -0.05, 0.4, stretching);

  (void)state;
  go(&f, 0.02, 40);
  assert_true(uneven(&f, exp(-0.8)) < 1e-11);
  assert_true(misplaced(&f, 0.1 * exp(0.4), -0.05 * exp(0.4), 0.4 * exp(0.4)) < 0.2);
  drop(&f);
  f = disc(0.1, -0.05, 0.5, squeezing); /* gathers along x, stretches along y */
  go(&f, 0.02, 40);
  assert_true(uneven(&f, exp(0.4)) < VF_FRACTION_EPS);
  drop(&f);
}

/* The solute keeps its amount and, but for what the limiter flattens at the edge, its profile: to half a cell's worth. */
static void solute_is_carried(void **state)
{
  Film    f = disc(-0.4, -0.3, 0.3, translation);
  double *a = square_field(f.g);

  (void)state;
  for (size_t q = 0; q < f.g->n_local; q++) a[q] = f.m[q] * f.s[q];
  const double amount = square_sum(f.g, a), dt = 0.5 * f.g->dx / 0.4;
  const int    steps = (int)lround(0.8 / (0.5 * f.g->dx));
  go(&f, dt, steps);
  for (size_t q = 0; q < f.g->n_local; q++) a[q] = f.m[q] * f.s[q];
  assert_close(square_sum(f.g, a), amount, 1e-12);
  for (int j = f.g->ys; j < f.g->ys + f.g->ym; j++) {
    for (int i = f.g->xs; i < f.g->xs + f.g->xm; i++) {
      const size_t q = vf_index(f.g, i, j);
      if (hypot(vf_x(f.g, i) - 0.4, vf_y(f.g, j) - 0.3) < 0.2)
        assert_near(f.s[q], 0.25 + 0.25 * (vf_x(f.g, i) - 0.8), 0.125 * f.g->dx);
    }
  }
  assert_int_equal(PetscFree(a), 0);
  drop(&f);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(disc_translates), cmocka_unit_test(disc_rotates),
                                     cmocka_unit_test(uniform_stays_uniform), cmocka_unit_test(solute_is_carried)};

  return SQUARE_MAIN(argc, argv, tests);
}
