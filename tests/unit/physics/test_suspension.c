#include "physics/suspension.h"
#include "tests/unit/close.h"

static const VfSuspension usual = {.packing = 0.64, .rigid = 1e12};

static double factor(const void *context, double solid)
{
  VfSuspensionFactor out;
  (void)context;
  return vf_suspension_factor(0.64, 1, &solid, &out) == VF_OK ? out.factor : NAN;
}

static VfEffectiveViscosity effective(double eta, double slope, double solid)
{
  const VfViscosityValue melt = {.eta = eta, .deta_dT = slope};
  VfEffectiveViscosity   out;
  assert_int_equal(vf_suspension_viscosity(&usual, 1, &melt, &solid, &out), VF_OK);
  return out;
}

static double eta_of_solid(const void *context, double solid)
{
  (void)context;
  return effective(1e5, 0.0, solid).eta;
}

static void values(void **state)
{
  (void)state;
  assert_close(factor(NULL, 0.0), 1.0, 0.0);
  assert_close(factor(NULL, 0.32), pow(2.0, 1.6), 1e-13);     /* half way to packing, exponent -1.6 */
  assert_close((factor(NULL, 1e-6) - 1.0) / 1e-6, 2.5, 1e-5); /* Einstein's dilute limit */
  assert_true(isinf(factor(NULL, 0.64)) && isinf(factor(NULL, 1.0)));
}

static void derivatives(void **state)
{
  (void)state;
  const double s[] = {0.1, 0.3, 0.6};
  for (int i = 0; i < 3; i++) {
    VfSuspensionFactor out;
    assert_int_equal(vf_suspension_factor(0.64, 1, &s[i], &out), VF_OK);
    assert_close(out.dfactor_ds, vf_difference(factor, NULL, s[i], 1e-4), 1e-8);
    const VfEffectiveViscosity v = effective(1e5, -3e3, s[i]);
    assert_close(v.deta_ds, vf_difference(eta_of_solid, NULL, s[i], 1e-4), 1e-8);
    assert_close(v.deta_dT, -3e3 * factor(NULL, s[i]), 1e-14);
    assert_false(v.rigid);
  }
}

static void rigid(void **state)
{
  (void)state;
  const VfEffectiveViscosity all[] = {effective(1e5, -1.0, 0.64), effective(1e5, -1.0, 1.02),    effective(1e12, -1.0, 0.0),
                                      effective(1e30, -1.0, 0.3), effective(INFINITY, 0.0, 0.0), effective(9e11, -1.0, 0.1)};
  for (int i = 0; i < 6; i++) {
    assert_true(all[i].rigid);
    assert_true(all[i].eta == 1e12 && all[i].deta_dT == 0.0 && all[i].deta_ds == 0.0);
  }
  assert_false(effective(0.999e12, -1.0, 0.0).rigid);
}

static void domain(void **state)
{
  (void)state;
  const double           bad[] = {-1e-3, NAN, INFINITY}, fine = 0.1;
  const VfViscosityValue melt = {.eta = 1e5}, broken = {.eta = NAN};
  VfSuspensionFactor     f;
  VfEffectiveViscosity   out;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(vf_suspension_factor(0.64, 1, &bad[i], &f), VF_ERR_DOMAIN);
    assert_int_equal(vf_suspension_viscosity(&usual, 1, &melt, &bad[i], &out), VF_ERR_DOMAIN);
  }
  assert_int_equal(vf_suspension_viscosity(&usual, 1, &broken, &fine, &out), VF_ERR_DOMAIN);
  assert_int_equal(vf_suspension_factor(0.0, 1, &fine, &f), VF_ERR_ARGUMENT);
  assert_int_equal(vf_suspension_factor(NAN, 1, &fine, &f), VF_ERR_ARGUMENT);
  const VfSuspension wrong = {.packing = 0.64, .rigid = NAN};
  assert_int_equal(vf_suspension_viscosity(&wrong, 1, &melt, &fine, &out), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(derivatives), cmocka_unit_test(rigid),
                                     cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
