/* Formula and predictor of lubrication in time: exact for polynomials of their order, wrong in the known proportion beyond.  Spans of rows. */
#include "solver/lubrication_spans.h"
#include "solver/lubrication_time.h"
#include "tests/unit/close.h"

static double power(double t, int n)
{
  return n == 0 ? 1.0 : t * power(t, n - 1);
}

/* By how much formula and predictor miss t^n, with the rate at the new moment taken from it. */
static void misses(VfTimeFormula f, double dt, double b, double c, int n, double *formula, double *predictor)
{
  const double now = power(0.0, n), before = power(-b, n) - now, earlier = power(-b - c, n) - now;
  const double rate = n > 0 ? n * power(dt, n - 1) : 0.0, rate_now = n == 1 ? 1.0 : 0.0;

  *formula   = power(dt, n) - (now + f.s1 * before + f.s2 * earlier + f.gamma * rate);
  *predictor = power(dt, n) - (now + f.r * rate_now + f.q1 * before + f.q2 * earlier);
}

static void exact_to_its_order(void **state)
{
  const double steps[][3] = {{1.0, 1.0, 1.0}, {1.4, 1.0, 0.7}, {0.2, 1.0, 3.0}, {1.5, 1.0, 1.2}, {0.6, 2.0, 0.0}, {5.0, 1.0, 1.0}};
  const int    orders[]   = {3, 3, 3, 3, 2, 2};

  (void)state;
  for (size_t k = 0; k < sizeof(steps) / sizeof(steps[0]); k++) {
    const double        dt = steps[k][0], b = steps[k][1], c = steps[k][2];
    const VfTimeFormula f = vf_time_formula(dt, b, c);
    double              formula, predictor;

    assert_int_equal(f.order, orders[k]);
    for (int n = 0; n <= f.order; n++) {
      misses(f, dt, b, c, n, &formula, &predictor);
      assert_true(fabs(formula) < 1e-12 * power(dt + b + c, n) && fabs(predictor) < 1e-12 * power(dt + b + c, n));
    }
    misses(f, dt, b, c, f.order + 1, &formula, &predictor);
    assert_true(predictor > 0.0);
    assert_close(formula / predictor, -f.gamma / dt, 1e-10);
  }
}

static void starts_with_euler(void **state)
{
  const VfTimeFormula f = vf_time_formula(0.3, 0.0, 0.0);

  (void)state;
  assert_int_equal(f.order, 1);
  assert_true(f.gamma == 0.3 && f.s1 == 0.0 && f.s2 == 0.0 && f.r == 0.0 && f.q1 == 0.0 && f.q2 == 0.0);
}

/* Of even steps everybody knows: 11/6, -3, 3/2, -1/3. */
static void even_steps(void **state)
{
  const VfTimeFormula f = vf_time_formula(1.0, 1.0, 1.0);

  (void)state;
  assert_close(f.gamma, 6.0 / 11.0, 1e-14);
  assert_close(f.s1, -9.0 / 11.0, 1e-14);
  assert_close(f.s2, 2.0 / 11.0, 1e-14);
}

static void spans(void **state)
{
  VfSpans fine, wide, coarse;

  (void)state;
  assert_true(!VfSpansCreate(20, 8, &fine) && !VfSpansCreate(20, 8, &wide) && !VfSpansCreate(10, 4, &coarse));
  assert_true(vf_spans_count(&fine) == 0.0);
  vf_spans_add(&fine, 3, 7, 8); /* from an even cell to an even one */
  vf_spans_add(&fine, 3, 11, 12);
  vf_spans_add(&fine, 9, 0, 20);
  vf_spans_add(&fine, 2, 20, 30);
  assert_int_equal(fine.low[3], 6);
  assert_int_equal(fine.high[3], 12);
  assert_true(vf_spans_count(&fine) == 6.0);
  vf_spans_widen(&fine, 3, 1, &wide);
  assert_true(wide.low[1] == wide.high[1] && wide.low[5] == wide.high[5]);
  for (int j = 2; j <= 4; j++) assert_true(wide.low[j] == 2 && wide.high[j] == 16);
  vf_spans_coarsen(&wide, &coarse);
  assert_true(coarse.low[0] == coarse.high[0] && coarse.low[3] == coarse.high[3]);
  for (int j = 1; j <= 2; j++) assert_true(coarse.low[j] == 0 && coarse.high[j] == 8);
  vf_spans_fill(&fine);
  assert_true(vf_spans_count(&fine) == 160.0);
  assert_true(!VfSpansDestroy(&fine) && !VfSpansDestroy(&wide) && !VfSpansDestroy(&coarse));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(exact_to_its_order), cmocka_unit_test(starts_with_euler),
                                     cmocka_unit_test(even_steps), cmocka_unit_test(spans)};

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);
  return PetscFinalize() || failed;
}
