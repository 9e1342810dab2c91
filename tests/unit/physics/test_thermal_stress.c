#include "physics/thermal_stress.h"
#include "tests/unit/close.h"

/* E 6.6 GPa, nu 0.45, K_Ic 0.1 MPa m^(1/2), and 2e-5 1/K more than the support. */
static const VfThermalStress on_solid = {
    .E = 6.6e9, .nu = 0.45, .toughness = 1e5, .film = 2.8e-5, .under = 0.8e-5, .freezing = INFINITY};

static VfThermalStressValue at(const VfThermalStress *s, double T, double Tf)
{
  VfThermalStressValue out;
  assert_int_equal(vf_thermal_stress_eval(s, 1, &T, &Tf, &out), VF_OK);
  return out;
}

static VfThermalStress on_gallium(void)
{
  VfThermalStress s = on_solid;
  s.under           = 1.8e-5;
  s.freezing        = 302.914;
  return s;
}

static void support(void **state)
{
  (void)state;
  const VfThermalStressValue v = at(&on_solid, 303.0, 593.0);
  assert_close(v.sigma, 69.6e6, 1e-12); /* 6.6e9 x 2e-5 x 290/0.55 */
  assert_close(v.flaw, 0.6571e-6, 1e-4);
  assert_near(at(&on_solid, 600.0, 593.0).sigma, 0.0, 0.0);
  assert_true(isinf(at(&on_solid, 600.0, 593.0).flaw));
  VfThermalStress s = on_solid;
  s.under           = 4e-5; /* a support that shrinks more presses: no crack */
  assert_true(at(&s, 303.0, 593.0).sigma < 0.0 && isinf(at(&s, 303.0, 593.0).flaw));
}

static void floated(void **state)
{
  (void)state;
  const VfThermalStress s = on_gallium();
  assert_near(at(&s, 303.0, 593.0).sigma, 0.0, 0.0); /* liquid: nothing holds the film */
  assert_close(at(&s, 293.15, 593.0).sigma, 6.6e9 * 1e-5 * (302.914 - 293.15) / 0.55, 1e-12);
}

typedef struct {
  const VfThermalStress *law;
  double                 other;
} Context;

static double of_T(const void *c, double T)
{
  return at(((const Context *)c)->law, T, ((const Context *)c)->other).sigma;
}

static double of_Tf(const void *c, double Tf)
{
  return at(((const Context *)c)->law, ((const Context *)c)->other, Tf).sigma;
}

static void derivatives(void **state)
{
  (void)state;
  const VfThermalStress gallium = on_gallium();
  const Context         T = {&on_solid, 593.0}, Tf = {&on_solid, 400.0}, cold = {&gallium, 593.0};
  assert_close(at(&on_solid, 400.0, 593.0).dsigma_dT, vf_difference(of_T, &T, 400.0, 1.0), 1e-9);
  assert_close(at(&on_solid, 400.0, 593.0).dsigma_dTf, vf_difference(of_Tf, &Tf, 593.0, 1.0), 1e-9);
  assert_close(at(&gallium, 295.0, 593.0).dsigma_dT, vf_difference(of_T, &cold, 295.0, 1.0), 1e-9);
  assert_near(at(&gallium, 295.0, 593.0).dsigma_dTf, 0.0, 0.0);
}

static void domain(void **state)
{
  (void)state;
  const double         bad[] = {0.0, -1.0, NAN, INFINITY}, T = 300.0;
  VfThermalStressValue out;
  for (int i = 0; i < 4; i++) {
    assert_int_equal(vf_thermal_stress_eval(&on_solid, 1, &bad[i], &T, &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_thermal_stress_eval(&on_solid, 1, &T, &bad[i], &out), VF_ERR_DOMAIN);
  }
  VfThermalStress s = on_solid;
  s.nu              = 1.0;
  assert_int_equal(vf_thermal_stress_eval(&s, 1, &T, &T, &out), VF_ERR_ARGUMENT);
  s       = on_solid;
  s.under = NAN;
  assert_int_equal(vf_thermal_stress_eval(&s, 1, &T, &T, &out), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(support), cmocka_unit_test(floated), cmocka_unit_test(derivatives),
                                     cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
