/* The edge inside a cell: strips against sampling, normals of straight edges, gaps. */
#include "solver/front.h"
#include "tests/unit/solver/square.h"

enum { SAMPLES = 400 };

/* Offset d of the line a x + b y = d that leaves a fraction c below it, by bisection on the sampled area. */
static double sampled_area(double a, double b, double d, double x0, double x1)
{
  double sum = 0.0;

  for (int i = 0; i < SAMPLES; i++) { /* exact along y */
    const double x = x0 + (i + 0.5) * (x1 - x0) / SAMPLES, top = b > 0.0 ? (d - a * x) / b : (a * x < d ? 1.0 : 0.0);
    sum += fmin(fmax(top, 0.0), 1.0);
  }
  return sum * (x1 - x0) / SAMPLES;
}

static double sampled_strip(double c, double a, double b, double x0, double x1)
{
  double low = 0.0, high = a + b;

  for (int k = 0; k < 60; k++) {
    const double d = 0.5 * (low + high);
    if (sampled_area(a, b, d, 0.0, 1.0) < c)
      low = d;
    else
      high = d;
  }
  return sampled_area(a, b, 0.5 * (low + high), x0, x1);
}

static void strips(void **state)
{
  const double share[] = {1.0, 0.9, 0.5, 0.3, 0.02}, c[] = {0.001, 0.05, 0.2, 0.5, 0.77, 0.999}, x[] = {0.0, 0.1, 0.35, 0.8, 1.0};

  (void)state;
  for (int s = 0; s < 5; s++) {
    for (int k = 0; k < 6; k++) {
      for (int p = 0; p < 4; p++) {
        for (int q = p + 1; q < 5; q++) {
          const double a = share[s], b = 1.0 - a, tolerance = b < 0.05 ? 4e-3 : 2e-4;
          /* film below a line that faces up and right; facing left it is mirrored; y mirrored changes nothing */
          assert_near(vf_front_strip(c[k], (VfNormal){a, b}, x[p], x[q]), sampled_strip(c[k], a, b, x[p], x[q]), tolerance);
          assert_near(vf_front_strip(c[k], (VfNormal){-a, b}, 1.0 - x[q], 1.0 - x[p]),
                      vf_front_strip(c[k], (VfNormal){a, b}, x[p], x[q]), 1e-14);
          assert_near(vf_front_strip(c[k], (VfNormal){a, -b}, x[p], x[q]), vf_front_strip(c[k], (VfNormal){a, b}, x[p], x[q]),
                      1e-15);
        }
      }
    }
  }
}

/* Strips add up to the fraction, and no strip holds more than itself. */
static void strips_add_up(void **state)
{
  (void)state;
  for (int k = 1; k < 40; k++) {
    for (int s = 0; s <= 20; s++) {
      const double   c = k / 40.0, a = s / 20.0;
      const VfNormal n   = {a, 1.0 - a};
      double         sum = 0.0;

      for (int p = 0; p < 7; p++) {
        const double strip = vf_front_strip(c, n, p / 7.0, (p + 1) / 7.0);
        assert_true(strip >= -1e-15 && strip <= 1.0 / 7.0 + 1e-15);
        sum += strip;
      }
      assert_near(sum, c, 1e-13);
    }
  }
  assert_true(vf_front_strip(0.0, (VfNormal){1.0, 0.0}, 0.0, 1.0) == 0.0);
  assert_close(vf_front_strip(1.0, (VfNormal){1.0, 0.0}, 0.2, 0.7), 0.5, 1e-15);
  assert_close(vf_front_strip(0.3, (VfNormal){0.0, 0.0}, 0.2, 0.7), 0.15, 1e-15);
}

static double clamp(double x)
{
  return fmin(fmax(x, 0.0), 1.0);
}

static void normals_and_gaps(void **state)
{
  VfGrid *g = square_grid(8, 1.0);
  double *c = square_field(g);

  (void)state;
  for (int j = 0; j < 8; j++) { /* film at low x, edge in column 4 */
    for (int i = 0; i < 8; i++) c[vf_index(g, i, j)] = clamp(4.3 - i);
  }
  VfNormal n = vf_front_normal(g, c, 4, 3);
  assert_near(n.nx, 1.0, 1e-15);
  assert_near(n.ny, 0.0, 1e-15);
  assert_false(vf_front_is_gap(g, c, 4, 3));
  assert_close(vf_front_weight(g, c, 4, 3), 0.3, 1e-12);
  assert_true(vf_front_weight(g, c, 2, 3) == 1.0 && vf_front_weight(g, c, 6, 3) == 0.0);
  for (int j = 0; j < 8; j++) c[vf_index(g, 5, j)] = 1.0; /* film beyond: a gap, free until nearly full */
  assert_true(vf_front_is_gap(g, c, 4, 3));
  assert_true(vf_front_weight(g, c, 4, 3) == 0.0);
  for (int j = 0; j < 8; j++) c[vf_index(g, 4, j)] = 0.95;
  assert_close(vf_front_weight(g, c, 4, 3), 0.5, 1e-12);
  for (int j = 0; j < 8; j++) { /* an edge that climbs 1 in 1 */
    for (int i = 0; i < 8; i++) c[vf_index(g, i, j)] = i + j < 7 ? 1.0 : i + j == 7 ? 0.5 : 0.0;
  }
  n = vf_front_normal(g, c, 4, 3);
  assert_near(n.nx, 0.5, 1e-15);
  assert_near(n.ny, 0.5, 1e-15);
  for (int j = 0; j < 8; j++) { /* film up to the last column: what is left is a gap at the wall */
    for (int i = 0; i < 8; i++) c[vf_index(g, i, j)] = clamp(7.3 - i);
  }
  assert_true(vf_front_is_gap(g, c, 7, 3));
  assert_int_equal(PetscFree(c), 0);
  assert_int_equal(VfGridDestroy(&g), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(strips), cmocka_unit_test(strips_add_up), cmocka_unit_test(normals_and_gaps)};

  return SQUARE_MAIN(argc, argv, tests);
}
