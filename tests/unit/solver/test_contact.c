/* Walls that cut through cells: areas, gaps and what holds the film. */
#include "mesh/cut_cells.h"
#include "solver/contact.h"
#include "solver/wedge.h"
#include "tests/unit/solver/square.h"

static bool inside_disc(const void *radius, double x, double y)
{
  return hypot(x, y) < *(const double *)radius;
}

static VfGrid *disc_grid(int n, double radius)
{
  const VfGridSpec spec = {
      .nx = n, .ny = n, .dx = 2.0 * radius / n, .dy = 2.0 * radius / n, .x0 = -radius, .y0 = -radius, .copies = 1};
  VfGrid *grid = NULL;

  assert_int_equal(VfGridCreate(PETSC_COMM_WORLD, &spec, inside_disc, &radius, &grid), 0);
  return grid;
}

/* Cells add up to the disc; a cut cell has the area on its side of the circle. */
static void areas(void **state)
{
  VfGrid *g = disc_grid(64, 1.0);

  (void)state;
  assert_close(square_sum(g, g->fraction) * g->dx * g->dy, PETSC_PI, 2e-5);
  for (int k = 0; k < 64 * 64; k++) {
    const double f = g->fraction[vf_index(g, k % 64, k / 64)], r = hypot(vf_x(g, k % 64), vf_y(g, k / 64));

    assert_true(f >= 0.0 && f <= 1.0 && (r < 1.0 + 0.5 * g->dx || f < 0.5) && (r > 1.0 - 0.5 * g->dx || f > 0.5));
    assert_int_equal(g->inside[vf_index(g, k % 64, k / 64)], f > 0.0);
  }
  assert_int_equal(VfGridDestroy(&g), 0);
}

/* A film with a round edge at radius r leaves the same gap in every cut cell that it reaches, whatever the wall cuts off. */
static void gap_is_a_distance(void **state)
{
  VfGrid      *g = disc_grid(64, 1.0);
  double      *c = square_field(g), mean = 0.0, square = 0.0;
  const double r = 1.0 - 0.1 * g->dx;
  int          n = 0;

  (void)state;
  for (int k = 0; k < 64 * 64; k++) c[vf_index(g, k % 64, k / 64)] = vf_cut_fraction(g, inside_disc, &r, k % 64, k / 64);
  for (int j = 1; j < 63; j++) {
    for (int i = 1; i < 63; i++) {
      const size_t q = vf_index(g, i, j);

      if (!vf_contact_is_cut(g, q) || c[q] < 0.05) continue;
      const double gap = vf_contact_gap(g, c, i, j);

      n++;
      mean += gap;
      square += gap * gap;
      assert_near(gap, 0.1, 0.06);
    }
  }
  mean /= n;
  assert_true(n > 100);
  assert_near(mean, 0.1, 0.003);
  assert_true(sqrt(square / n - mean * mean) < 0.01);
  assert_int_equal(PetscFree(c), 0);
  assert_int_equal(VfGridDestroy(&g), 0);
}

/* A wall lets go of a film that is a tenth of a cell away, holds one in contact, and stops what moves beyond it. */
static void hold(void **state)
{
  VfGrid *g = disc_grid(64, 1.0);
  double *c = square_field(g), *u = square_field(g), *v = square_field(g);
  int     held = 0;

  (void)state;
  for (size_t q = 0; q < g->n_local; q++) {
    c[q] = g->fraction[q];
    u[q] = v[q] = 1.0;
  }
  for (int k = 0; k < 64 * 64; k++) {
    const size_t q = vf_index(g, k % 64, k / 64);

    if (vf_contact_is_cut(g, q)) assert_true(vf_contact_grip(g, c, k % 64, k / 64) == 1.0);
    if (g->fraction[q] >= 1.0) assert_true(vf_contact_grip(g, c, k % 64, k / 64) == 0.0);
  }
  assert_int_equal(VfContactStop(g, c, u, v), 0);
  for (int j = 0; j < 64; j++) {
    for (int i = 1; i < 64; i++) {
      const size_t q      = vf_index(g, i, j);
      const bool   beyond = g->fraction[q] + g->fraction[q - 1] < 1.0 && g->fraction[q] + g->fraction[q - 1] > 0.0;

      assert_true((u[q] == 0.0) == beyond);
      held += beyond;
    }
  }
  assert_true(held > 64);
  for (size_t q = 0; q < g->n_local; q++)
    c[q] = fmax(g->fraction[q] - 0.2, 0.0); /* a fifth of a cell away along an axis, more askew */
  for (int k = 0; k < 64 * 64; k++) assert_true(vf_contact_grip(g, c, k % 64, k / 64) == 0.0);
  assert_int_equal(PetscFree(c), 0);
  assert_int_equal(PetscFree(u), 0);
  assert_int_equal(PetscFree(v), 0);
  assert_int_equal(VfGridDestroy(&g), 0);
}

/* Across an edge the cells of the film add up to its length, wherever it lies in its cell; the wedge resists as de Gennes has it. */
static void wedge(void **state)
{
  VfGrid *g    = disc_grid(64, 1.0);
  double *c    = square_field(g);
  VfCase  kase = {.bath = {.solid = true}};

  (void)state;
  for (int s = 0; s <= 4; s++) {
    double sum = 0.0;

    for (size_t q = 0; q < g->n_local; q++) c[q] = 0.0;
    for (int j = 0; j < 64; j++) {
      for (int i = 0; i <= 32; i++) c[vf_index(g, i, j)] = i < 32 ? 1.0 : 0.25 * s;
    }
    for (int i = 20; i < 40; i++) sum += vf_wedge_edge(g, c, i, 32) * g->dx;
    assert_close(sum, 1.0, 1e-12);
  }
  assert_close(vf_wedge_friction(&kase, -0.45, 0.45, 50e-6, 2.0),
               3.0 * 2.0 * log(50e-6 / (0.5 * PETSC_PI * 1e-9)) / (0.5 * PETSC_PI), 1e-12);
  assert_true(vf_wedge_friction(&kase, -0.2, 0.45, 0.0, 2.0) == 0.0);
  kase.bath.slip_length = 1e-6;
  assert_true(vf_wedge_friction(&kase, -0.2, 0.45, 50e-6, 2.0) < 3.0 * 2.0 * log(50e-6 / 1e-9));
  kase.bath.solid = false;
  assert_true(vf_wedge_friction(&kase, -0.2, 0.45, 50e-6, 2.0) == 0.0);
  assert_int_equal(PetscFree(c), 0);
  assert_int_equal(VfGridDestroy(&g), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(areas), cmocka_unit_test(gap_is_a_distance), cmocka_unit_test(hold),
                                     cmocka_unit_test(wedge)};

  return SQUARE_MAIN(argc, argv, tests);
}
