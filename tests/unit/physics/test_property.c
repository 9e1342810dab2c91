#include "physics/property.h"
#include "tests/unit/close.h"

/* Assael et al. 2012, doi:10.1063/1.4729873: log10(eta / 1 mPa s) = -0.4465 + 204.03/T for liquid gallium. */
static const VfProperty gallium = {.law = VF_PROPERTY_ARRHENIUS, .c0 = 0.000357684, .c1 = 3906.1, .T_min = 304, .T_max = 800};
static const VfProperty line = {.law = VF_PROPERTY_LINEAR, .c0 = 6077.0, .c1 = -0.611, .T_ref = 302.9, .T_min = 303, .T_max = 1500};

static double at(const void *property, double T)
{
  return vf_property_at(property, T);
}

static void values(void **state)
{
  (void)state;
  assert_close(vf_property_at(&gallium, 723.15), 1e-3 * pow(10.0, -0.4465 + 204.03 / 723.15), 2e-5);
  assert_close(vf_property_at(&line, 302.9), 6077.0, 0.0);
  assert_close(vf_property_at(&line, 402.9), 6077.0 - 61.1, 1e-14);
  const VfProperty c = vf_property_constant(42.0);
  assert_close(vf_property_at(&c, 1.0), 42.0, 0.0);
}

static void derivatives(void **state)
{
  (void)state;
  const VfProperty  c     = vf_property_constant(42.0);
  const VfProperty *all[] = {&gallium, &line, &c};
  const double      T[]   = {310.0, 500.0, 723.15};
  for (int k = 0; k < 3; k++) {
    VfPropertyValue out[3];
    assert_int_equal(vf_property_eval(all[k], 3, T, out), VF_OK);
    for (int i = 0; i < 3; i++) assert_near(out[i].d_dT, vf_difference(at, all[k], T[i], 0.1), 1e-10 * fabs(out[i].value));
  }
}

static void domain(void **state)
{
  (void)state;
  const double bad[] = {0.0, -1.0, NAN, INFINITY};
  for (int i = 0; i < 4; i++) {
    VfPropertyValue out;
    assert_int_equal(vf_property_eval(&gallium, 1, &bad[i], &out), VF_ERR_DOMAIN);
    assert_true(isnan(vf_property_at(&line, bad[i])));
  }
  assert_int_equal(vf_property_eval(&gallium, 0, bad, NULL), VF_OK);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(derivatives), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
