/* Points of the unit cube: even in every column, the same for the same seed, extensible where that is promised. */
#include "inputs/sweep_points.h"
#include "physics/random.h"
#include "tests/unit/inputs/check_units.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* How many of n numbers lie in each of n strata, at least and at most; the strata begin at `shift` and go round. */
static void strata(long n, int d, int column, double shift, const double u[], int *least, int *most)
{
  int *in = calloc((size_t)n, sizeof *in);
  for (long i = 0; i < n; i++) {
    const double x = u[i * d + column];
    assert_true(x > 0.0 && x < 1.0);
    in[(long)(fmod(x - shift + 1.0 + 1e-9, 1.0) * (double)n)]++;
  }
  *least = *most = in[0];
  for (long i = 1; i < n; i++) {
    if (in[i] < *least) *least = in[i];
    if (in[i] > *most) *most = in[i];
  }
  free(in);
}

static void check_sobol(void **state)
{
  enum { N = 1024, D = VF_POINTS_SOBOL_MOST };
  (void)state;
  double *u = malloc(sizeof *u * N * D), *longer = malloc(sizeof *u * (N + 300) * D);
  assert_true(vf_points_sobol(N, D, 7, u));
  assert_true(vf_points_sobol(N + 300, D, 7, longer));
  assert_memory_equal(u, longer, sizeof *u * N * D); /* extension keeps the rows */
  for (int j = 0; j < D; j++) {
    int least, most;
    strata(N, D, j, vf_random(7, (uint64_t)j), u, &least, &most);
    assert_int_equal(least, 1);
    assert_int_equal(most, 1);
  }
  assert_true(vf_points_sobol(N, D, 8, longer));
  assert_memory_not_equal(u, longer, sizeof *u * D); /* another seed, another shift */
  free(u);
  free(longer);
}

/* No column follows another: greatest correlation of any two, without the shift. */
static void check_pairs(void **state)
{
  enum { N = 1024, D = VF_POINTS_SOBOL_MOST };
  (void)state;
  double *u = malloc(sizeof *u * N * D);
  assert_true(vf_points_sobol(N, D, 7, u));
  for (int j = 0; j < D; j++)
    for (long i = 0; i < N; i++) u[i * D + j] = fmod(u[i * D + j] - vf_random(7, (uint64_t)j) + 1.0 + 1e-12, 1.0);
  for (long n = 256; n <= N; n *= 4) {
    double worst = 0.0;
    for (int j = 0; j < D; j++)
      for (int k = 0; k < j; k++) {
        double r = 0.0;
        for (long i = 0; i < n; i++) r += 12.0 / (double)n * (u[i * D + j] - 0.5) * (u[i * D + k] - 0.5);
        worst = fmax(worst, fabs(r));
      }
    printf("measured %g, exact 0, limit 0.25: correlation of two of %d columns, %ld points\n", worst, (int)D, n);
    assert_true(worst <= 0.25);
  }
  assert_false(vf_points_sobol(1, D + 1, 7, u));
  free(u);
}

/* Integral of prod (1 + (x - 1/2)) over ten columns, exactly 1: the error of shifted points, root mean square over sixteen seeds, is well below
   the 1.11/sqrt(n) of random ones and falls faster. */
static void check_integral(void **state)
{
  enum { D = 10, SEEDS = 16 };
  (void)state;
  static const double share[] = {0.5, 0.35, 0.25};
  for (int k = 0; k < 3; k++) {
    const long n       = 256L << (3 * k);
    double    *u       = malloc(sizeof *u * (size_t)n * D);
    double     squares = 0.0;
    for (unsigned long seed = 0; seed < SEEDS; seed++) {
      double sum = 0.0;
      assert_true(vf_points_sobol(n, D, seed, u));
      for (long i = 0; i < n; i++) {
        double product = 1.0;
        for (int j = 0; j < D; j++) product *= 0.5 + u[i * D + j];
        sum += product;
      }
      squares += (sum / (double)n - 1.0) * (sum / (double)n - 1.0) / SEEDS;
    }
    const double random = sqrt((pow(13.0 / 12.0, D) - 1.0) / (double)n), error = sqrt(squares);
    printf("measured %g, exact 0, limit %g: %ld points\n", error, share[k] * random, n);
    assert_true(error <= share[k] * random);
    free(u);
  }
}

static void check_latin(void **state)
{
  enum { N = 1000, D = 30 };
  (void)state;
  double *u = malloc(sizeof *u * N * D), *again = malloc(sizeof *u * N * D);
  assert_true(vf_points_latin(N, D, 3, u));
  for (int j = 0; j < D; j++) {
    int least, most;
    strata(N, D, j, 0.0, u, &least, &most);
    assert_int_equal(least, 1);
    assert_int_equal(most, 1);
  }
  /* columns are shuffled apart: correlations as of random numbers */
  double worst = 0.0;
  for (int j = 1; j < D; j++) {
    double r = 0.0;
    for (long i = 0; i < N; i++) r += 12.0 / N * (u[i * D] - 0.5) * (u[i * D + j] - 0.5);
    worst = fmax(worst, fabs(r));
  }
  printf("measured %g, exact 0, limit 0.15: correlation of columns\n", worst);
  assert_true(worst < 0.15);
  assert_true(vf_points_latin(N, D, 3, again));
  assert_memory_equal(u, again, sizeof *u * N * D);
  assert_true(vf_points_latin(N, D, 4, again));
  assert_memory_not_equal(u, again, sizeof *u * N);
  free(u);
  free(again);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_sobol), cmocka_unit_test(check_pairs), cmocka_unit_test(check_integral),
                                     cmocka_unit_test(check_latin)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
