#include "physics/melting.h"
#include "tests/unit/close.h"

static const VfMelting zif62 = {.Tm = 708.15, .w = 4.0, .tau = 10.0};

static double Xeq(const void *m, double T)
{
  VfMeltingEquilibrium out;
  return vf_melting_equilibrium(m, 1, &T, &out) == VF_OK ? out.Xeq : NAN;
}

static VfMeltingStep advance(double dt, double X, double eq)
{
  VfMeltingStep out;
  assert_int_equal(vf_melting_advance(&zif62, dt, 1, &X, &eq, &out), VF_OK);
  return out;
}

static void equilibrium(void **state)
{
  (void)state;
  assert_close(Xeq(&zif62, 708.15), 0.5, 1e-15);
  assert_near(Xeq(&zif62, 704.15), 0.841344746068543, 1e-13); /* one standard deviation below */
  assert_near(Xeq(&zif62, 716.15), 0.0227501319481792, 1e-13);
  assert_true(Xeq(&zif62, 300.0) == 1.0);
  assert_true(Xeq(&zif62, 723.15) < 1e-3 && Xeq(&zif62, 723.15) > 0.0);
  const double T[] = {696.0, 706.0, 708.15, 713.0};
  for (int i = 0; i < 4; i++) {
    VfMeltingEquilibrium out;
    assert_int_equal(vf_melting_equilibrium(&zif62, 1, &T[i], &out), VF_OK);
    assert_close(out.dXeq_dT, vf_difference(Xeq, &zif62, T[i], 0.02), 1e-8);
  }
}

static void relaxation(void **state)
{
  (void)state;
  assert_close(advance(10.0, 1.0, 0.0).X, exp(-1.0), 1e-14);
  assert_close(advance(5.0, 1.0, 0.2).X, 0.2 + 0.8 * exp(-0.5), 1e-14);
  assert_close(advance(5.0, 1.0, 0.2).dX_dXeq, 1.0 - exp(-0.5), 1e-14);
  assert_true(advance(0.0, 0.7, 0.1).X == 0.7);
  assert_true(advance(INFINITY, 0.7, 0.1).X == 0.1);
  /* two half steps are one step */
  assert_close(advance(3.0, advance(3.0, 0.9, 0.1).X, 0.1).X, advance(6.0, 0.9, 0.1).X, 1e-14);
  const VfMelting sudden = {.Tm = 708.15, .w = 4.0, .tau = 0.0};
  const double    X = 0.8, eq = 0.3;
  VfMeltingStep   out;
  assert_int_equal(vf_melting_advance(&sudden, 1e-9, 1, &X, &eq, &out), VF_OK);
  assert_true(out.X == 0.3 && out.dX_dXeq == 1.0);
}

static void no_refreezing(void **state)
{
  (void)state;
  const VfMeltingStep s = advance(100.0, 0.1, 0.9);
  assert_true(s.X == 0.1 && s.dX_dXeq == 0.0);
  for (int i = 0; i <= 1000; i++) { /* never outside 0..1, never below Xeq */
    const double eq = i / 1000.0, X = advance(0.37 * i, 1.0, eq).X;
    assert_true(X >= eq && X <= 1.0);
  }
}

static void domain(void **state)
{
  (void)state;
  const double         bad[] = {0.0, NAN, INFINITY}, outside[] = {-0.1, 1.1, NAN}, half = 0.5, T = 700.0;
  VfMeltingEquilibrium e;
  VfMeltingStep        s;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(vf_melting_equilibrium(&zif62, 1, &bad[i], &e), VF_ERR_DOMAIN);
    assert_int_equal(vf_melting_advance(&zif62, 1.0, 1, &outside[i], &half, &s), VF_ERR_DOMAIN);
    assert_int_equal(vf_melting_advance(&zif62, 1.0, 1, &half, &outside[i], &s), VF_ERR_DOMAIN);
    const VfMelting wrong = {.Tm = 708.15, .w = bad[i], .tau = 10.0};
    assert_int_equal(vf_melting_equilibrium(&wrong, 1, &T, &e), VF_ERR_ARGUMENT);
  }
  const VfMelting slow = {.Tm = 708.15, .w = 4.0, .tau = NAN};
  assert_int_equal(vf_melting_advance(&slow, 1.0, 1, &half, &half, &s), VF_ERR_ARGUMENT);
  assert_int_equal(vf_melting_advance(&zif62, -1.0, 1, &half, &half, &s), VF_ERR_ARGUMENT);
  assert_int_equal(vf_melting_advance(&zif62, NAN, 1, &half, &half, &s), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(equilibrium), cmocka_unit_test(relaxation), cmocka_unit_test(no_refreezing),
                                     cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
