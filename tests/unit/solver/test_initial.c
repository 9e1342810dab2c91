/* Random holes and grains: functions of position and seed, with the statistics they claim, on any mesh and any number of ranks. */
#include "solver/grains.h"
#include "solver/holes.h"
#include "solver/initial.h"
#include "tests/unit/solver/square.h"
#include <stdlib.h>

static const double half = 5e-3; /* [m] */

static bool in_disc(const void *radius, double x, double y)
{
  return hypot(x, y) < *(const double *)radius;
}

static VfHoles draw(VfRandomHoles random, double radius)
{
  const VfMelt melt = {.random_holes = random};
  VfHoles      h;

  assert_int_equal(VfHolesCreate(&melt, 2.0 * half, 2.0 * half, false, in_disc, &radius, &h), 0);
  return h;
}

/* Number, place and size of the holes. */
static void holes_drawn(void **state)
{
  VfHoles h  = draw((VfRandomHoles){.set = true, .count = 20000, .radius = 20e-6, .spread = 0.4, .seed = 7}, 3e-3);
  double  x2 = 0.0, sum = 0.0, squares = 0.0;

  (void)state;
  assert_int_equal(h.n, 20000);
  for (int k = 0; k < h.n; k++) {
    const double l = log(h.hole[k].radius / 20e-6);
    assert_true(hypot(h.hole[k].x, h.hole[k].y) < 3e-3);
    x2 += h.hole[k].x * h.hole[k].x / h.n;
    sum += l / h.n;
    squares += l * l / h.n;
  }
  assert_close(x2, 3e-3 * 3e-3 / 4.0, 0.02);
  assert_near(sum, 0.0, 0.01); /* three standard errors: 0.0085 */
  assert_close(sqrt(squares), 0.4, 0.015);
  assert_int_equal(VfHolesDestroy(&h), 0);
  h = draw((VfRandomHoles){.set = true, .density = 1e9, .radius = 20e-6, .seed = 3}, 3e-3);
  assert_near(h.n, 1e9 * PETSC_PI * 9e-6, 4.0 * sqrt(1e9 * PETSC_PI * 9e-6));
  for (int k = 0; k < h.n; k++) assert_true(h.hole[k].radius == 20e-6);
  assert_int_equal(VfHolesDestroy(&h), 0);
  VfHoles other = draw((VfRandomHoles){.set = true, .count = 10, .radius = 20e-6, .seed = 4}, 3e-3);
  h             = draw((VfRandomHoles){.set = true, .count = 30, .radius = 20e-6, .seed = 3}, 3e-3);
  for (int k = 0; k < other.n; k++) assert_true(other.hole[k].x != h.hole[k].x); /* another seed */
  assert_int_equal(VfHolesDestroy(&other), 0);
  other = draw((VfRandomHoles){.set = true, .count = 10, .radius = 20e-6, .seed = 3}, 3e-3);
  for (int k = 0; k < other.n; k++) assert_true(other.hole[k].x == h.hole[k].x); /* more holes leave the first where they are */
  assert_int_equal(VfHolesDestroy(&other), 0);
  assert_int_equal(VfHolesDestroy(&h), 0);
}

/* The bins against a plain loop over all holes. */
static void holes_found(void **state)
{
  VfHoles h    = draw((VfRandomHoles){.set = true, .count = 500, .radius = 100e-6, .spread = 1.0, .seed = 1}, 4e-3);
  int     hits = 0;

  (void)state;
  srand(1);
  for (int n = 0; n < 20000; n++) {
    const double x = half * (2.2 * rand() / RAND_MAX - 1.1), y = half * (2.2 * rand() / RAND_MAX - 1.1);
    bool         at = false, near = false;
    for (int k = 0; k < h.n; k++) {
      const double dx = fabs(x - h.hole[k].x), dy = fabs(y - h.hole[k].y), r = h.hole[k].radius;
      at   = at || hypot(dx, dy) < r;
      near = near || (dx <= r + 20e-6 && dy <= r + 30e-6);
    }
    hits += at;
    assert_int_equal(vf_holes_at(&h, x, y), at);
    assert_int_equal(vf_holes_near(&h, x, y, 40e-6, 60e-6), near);
  }
  assert_true(hits > 1000);
  assert_int_equal(VfHolesDestroy(&h), 0);
}

static VfGrains grains(double grain, double porosity, double thickness)
{
  const VfGranular granular = {.set = true, .grain = grain, .porosity = porosity, .seed = 5};
  VfGrains         g;

  assert_int_equal(VfGrainsCreate(&granular, thickness, &g), 0);
  return g;
}

/* Mean, variance and bare fraction of the columns are those of the binomial. */
static void grain_columns(void **state)
{
  const double d = 10e-6, p = 0.4;
  const int    side = 600, layers = 5;
  VfGrains     g   = grains(d, p, layers * d);
  double       sum = 0.0, squares = 0.0, bare = 0.0;
  const double n = (double)side * side;

  (void)state;
  assert_int_equal(g.layers, layers);
  for (int j = 0; j < side; j++) {
    for (int i = 0; i < side; i++) {
      const double m = vf_grains_at(&g, (i - side / 2 + 0.5) * d, (j - side / 2 + 0.5) * d);
      sum += m / n;
      squares += m * m / n;
      bare += (m == 0.0) / n;
    }
  }
  const double std = sqrt(p / ((1.0 - p) * layers));
  assert_near(sum, 1.0, 4.0 * std / side);
  assert_close(sqrt(squares - sum * sum), std, 0.01);
  assert_near(bare, pow(p, layers), 4.0 * sqrt(pow(p, layers) / n));
  assert_int_equal(VfGrainsDestroy(&g), 0);
  g = grains(d, 0.0, 1e-3); /* no voids: no noise */
  assert_close(vf_grains_at(&g, 1e-3, -2e-3), 1.0, 1e-14);
  assert_int_equal(VfGrainsDestroy(&g), 0);
  g = grains(d, 0.3, 1e-7); /* thinner than a grain: one layer, 30 % bare */
  assert_int_equal(g.layers, 1);
  assert_close(g.full, 1.0 / 0.7, 1e-14);
  assert_int_equal(VfGrainsDestroy(&g), 0);
}

/* Four cells hold what the one they make up does; cells of N columns vary as 1/sqrt(N); small cells see the columns themselves. */
static void grain_means(void **state)
{
  const double d = 7.5e-6, p = 0.3, L = 77.7e-6;
  VfGrains     g = grains(d, p, 8.0 * d);
  double       covered, parts[4], sum = 0.0, squares = 0.0;
  const int    cells = 80;

  (void)state;
  for (int k = 0; k < 50; k++) {
    const double x = 31.7e-6 * k - 0.8e-3, y = -17.3e-6 * k, whole = vf_grains_mean(&g, x, y, L, L, &covered);
    double       bare = 0.0, total = 0.0;
    for (int q = 0; q < 4; q++) {
      total += 0.25 * vf_grains_mean(&g, x + (q % 2 - 0.5) * L / 2, y + (q / 2 - 0.5) * L / 2, L / 2, L / 2, &parts[q]);
      bare += 0.25 * (1.0 - parts[q]);
    }
    assert_close(whole, total, 1e-12);
    assert_near(1.0 - covered, bare, 1e-12);
  }
  for (int j = 0; j < cells; j++) {
    for (int i = 0; i < cells; i++) {
      const double m = vf_grains_mean(&g, (i - cells / 2) * 10 * d, (j - cells / 2) * 10 * d, 10 * d, 10 * d, &covered);
      sum += m / (cells * cells);
      squares += m * m / (cells * cells);
    }
  }
  assert_close(sqrt(squares - sum * sum), sqrt(p / ((1.0 - p) * 8.0)) / 10.0, 0.03);
  assert_close(vf_grains_mean(&g, 33.3 * d, -12.4 * d, d / 100, d / 100, &covered), vf_grains_at(&g, 33.3 * d, -12.4 * d), 1e-14);
  assert_int_equal(VfGrainsDestroy(&g), 0);
}

static VfCase film_case(int cells)
{
  VfCase k = {.bath = {.shape = VF_BATH_RECTANGLE, .width = 2.0 * half, .height = 2.0 * half}};

  k.melt = (VfMelt){.mass            = 2e-6,
                    .shape           = VF_MELT_DISC,
                    .radius          = 3e-3,
                    .density_crystal = 1250.0,
                    .random_holes    = {.set = true, .count = 300, .radius = 60e-6, .spread = 0.3, .seed = 11}};
  k.mesh = (VfMeshSpec){.cells = {cells, cells}};
  return k;
}

typedef struct {
  double area, moment, mass; /* covered; first moment of m along x; total */
} Film;

static Film film_of(const VfCase *k)
{
  VfGrid *g;
  VfState s;
  Film    f = {0};

  assert_int_equal(VfInitialGrid(PETSC_COMM_WORLD, k, &g), 0);
  assert_int_equal(VfStateCreate(g, true, &s), 0);
  assert_int_equal(VfInitialState(g, k, &s), 0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      f.area += s.c[q] * vf_cell_weight(g, i);
      f.moment += s.m[q] * vf_x(g, i) * vf_cell_weight(g, i);
      f.mass += s.m[q] * vf_cell_weight(g, i);
    }
  }
  assert_int_equal(MPI_Allreduce(MPI_IN_PLACE, &f, 3, MPI_DOUBLE, MPI_SUM, PETSC_COMM_WORLD), 0);
  assert_int_equal(VfStateDestroy(&s), 0);
  assert_int_equal(VfGridDestroy(&g), 0);
  return f;
}

/* Covered area and centre of mass of the same film on two meshes. */
static void films(void **state)
{
  const VfCase coarse = film_case(64), fine = film_case(128);
  const Film   a = film_of(&coarse), b = film_of(&fine);

  (void)state;
  assert_close(a.mass, 2e-6, 1e-13);
  assert_close(a.area, b.area, 2e-4);
  assert_near(a.moment, b.moment, 2e-6 * 2e-6);
  assert_true(a.area < PETSC_PI * 9e-6 * 0.92 && a.area > PETSC_PI * 9e-6 * 0.80); /* 300 holes of 60 um: 12 to 14 % */
  VfCase pellet        = film_case(64);
  pellet.melt.granular = (VfGranular){.set = true, .grain = 50e-6, .porosity = 0.5, .seed = 2}; /* two layers: a quarter is bare */
  const Film c         = film_of(&pellet);
  pellet.mesh.cells[0] = pellet.mesh.cells[1] = 128;
  const Film d                                = film_of(&pellet);
  assert_close(c.area, 0.75 * a.area, 0.03);
  assert_close(c.area, d.area, 1e-3);
  assert_near(c.moment, d.moment, 1e-3 * 2e-6 * 3e-3);
}

/* Across the edges of a periodic bath a hole goes on at the other side. */
static void holes_wrap(void **state)
{
  VfHole       hole = {0.9 * half, -0.95 * half, 0.2 * half};
  const VfMelt melt = {.n_holes = 1, .holes = &hole};
  const double all  = 10.0 * half;
  VfHoles      h;

  (void)state;
  for (int periodic = 0; periodic < 2; periodic++) {
    assert_int_equal(VfHolesCreate(&melt, 2.0 * half, 2.0 * half, periodic, in_disc, &all, &h), 0);
    assert_true(vf_holes_at(&h, 0.99 * half, -0.99 * half));
    assert_int_equal(vf_holes_at(&h, -0.99 * half, -0.99 * half), periodic);
    assert_int_equal(vf_holes_at(&h, 0.99 * half, 0.99 * half), periodic);
    assert_int_equal(vf_holes_at(&h, -0.99 * half, 0.99 * half), periodic);
    assert_false(vf_holes_at(&h, -0.9 * half, 0.9 * half));
    assert_int_equal(VfHolesDestroy(&h), 0);
  }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(holes_drawn),   cmocka_unit_test(holes_wrap),  cmocka_unit_test(holes_found),
                                     cmocka_unit_test(grain_columns), cmocka_unit_test(grain_means), cmocka_unit_test(films)};

  return SQUARE_MAIN(argc, argv, tests);
}
