#include "physics/decomposition.h"
#include "tests/unit/close.h"

static const VfDecomposition zif62 = {.k_ref = 1e-4, .T_ref = 723.0, .E = 200e3, .fall = 8.0};

static double rate(const void *context, double T)
{
  VfDecompositionRate out;
  (void)context;
  assert_int_equal(vf_decomposition_rate(&zif62, 1, &T, &out), VF_OK);
  return out.k;
}

static double after(double dt, double T0, double T1, double alpha)
{
  double out = NAN;
  assert_int_equal(vf_decomposition_advance(&zif62, dt, T0, T1, alpha, &out), VF_OK);
  return out;
}

static void rates(void **state)
{
  (void)state;
  const double T[] = {650.0, 723.0, 800.0};
  for (int i = 0; i < 3; i++) {
    VfDecompositionRate out;
    assert_int_equal(vf_decomposition_rate(&zif62, 1, &T[i], &out), VF_OK);
    assert_close(out.dk_dT, vf_difference(rate, NULL, T[i], 0.1), 1e-8);
  }
  assert_close(rate(NULL, 723.0), 1e-4, 1e-14);
  assert_close(rate(NULL, 743.0), 1e-4 * exp(24054.47 * (1.0 / 723.0 - 1.0 / 743.0)), 1e-6);
}

/* 3 % after 5 min and 16 % after 30 min at 723 K, in one step or many. */
static void holds(void **state)
{
  (void)state;
  assert_close(after(300.0, 723.0, 723.0, 0.0), 0.02955447, 1e-6);
  assert_close(after(1800.0, 723.0, 723.0, 0.0), 0.16472979, 1e-7);
  double alpha = 0.0;
  for (int i = 0; i < 180; i++) alpha = after(10.0, 723.0, 723.0, alpha);
  assert_close(alpha, after(1800.0, 723.0, 723.0, 0.0), 1e-12);
  assert_close(vf_decomposition_hold(&zif62, alpha), 1800.0, 1e-12);
  assert_near(vf_decomposition_hold(&zif62, 0.0), 0.0, 0.0);
  assert_true(isnan(vf_decomposition_hold(&zif62, NAN)));
}

/* A ramp in steps of 5 K against steps of 0.05 K. */
static void ramp(void **state)
{
  (void)state;
  double coarse = 0.0, fine = 0.0;
  for (int i = 0; i < 20; i++) coarse = after(30.0, 640.0 + 5.0 * i, 645.0 + 5.0 * i, coarse);
  for (int i = 0; i < 2000; i++) fine = after(0.3, 640.0 + 0.05 * i, 640.05 + 0.05 * i, fine);
  assert_close(coarse, fine, 1e-5);
}

/* 322 degC after 1 min, 314 degC after 30 min at 450 degC. */
static void fall_of_the_glass_transition(void **state)
{
  (void)state;
  assert_near(322.0 - vf_decomposition_fall(&zif62, after(60.0, 723.0, 723.0, 0.0)), 322.0, 1e-9);
  assert_near(322.0 - vf_decomposition_fall(&zif62, after(1800.0, 723.0, 723.0, 0.0)), 314.0, 1e-9);
  const VfDecomposition none = {.k_ref = 0.0, .T_ref = 723.0, .E = 0.0, .fall = 8.0};
  assert_near(vf_decomposition_fall(&none, 0.0), 0.0, 0.0);
}

static void domain(void **state)
{
  (void)state;
  const double        bad[] = {0.0, -1.0, NAN, INFINITY}, outside[] = {-0.1, 1.1, NAN}, T = 700.0;
  VfDecompositionRate out;
  double              alpha;
  for (int i = 0; i < 4; i++) assert_int_equal(vf_decomposition_rate(&zif62, 1, &bad[i], &out), VF_ERR_DOMAIN);
  for (int i = 0; i < 3; i++) assert_int_equal(vf_decomposition_advance(&zif62, 1.0, T, T, outside[i], &alpha), VF_ERR_DOMAIN);
  assert_int_equal(vf_decomposition_advance(&zif62, -1.0, T, T, 0.0, &alpha), VF_ERR_DOMAIN);
  VfDecomposition d = zif62;
  d.E               = -1.0;
  assert_int_equal(vf_decomposition_rate(&d, 1, &T, &out), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(rates), cmocka_unit_test(holds), cmocka_unit_test(ramp),
                                     cmocka_unit_test(fall_of_the_glass_transition), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
