#include "physics/density.h"
#include "tests/unit/close.h"

/* Envelope density 1350 kg/m3 of the glass at 300 K, expansions 9e-5/K and 3e-4/K. */
static const VfDensity zif62 = {
    .melt    = {.law = VF_PROPERTY_LINEAR, .c0 = 1250.0, .c1 = -0.375, .T_ref = 723.0},
    .glass   = {.law = VF_PROPERTY_LINEAR, .c0 = 1350.0, .c1 = -0.1215, .T_ref = 300.0},
    .crystal = 1261.0,
    .Tg      = 595.0,
};

static VfDensityValue at(const VfDensity *d, double T, double X)
{
  VfDensityValue out;
  assert_int_equal(vf_density_eval(d, 1, &T, &X, &out), VF_OK);
  return out;
}

typedef struct {
  double T, X;
} State;

static double of_T(const void *s, double T)
{
  return at(&zif62, T, ((const State *)s)->X).rho;
}

static double of_X(const void *s, double X)
{
  return at(&zif62, ((const State *)s)->T, X).rho;
}

static void derivatives(void **state)
{
  (void)state;
  const State states[] = {{300.0, 0.3}, {590.0, 0.5}, {600.0, 0.5}, {723.0, 0.1}, {723.0, 0.9}};
  for (int i = 0; i < 5; i++) {
    const VfDensityValue v = at(&zif62, states[i].T, states[i].X);
    assert_close(v.drho_dT, vf_difference(of_T, &states[i], states[i].T, 0.5), 1e-8);
    assert_close(v.drho_dX, vf_difference(of_X, &states[i], states[i].X, 1e-2), 1e-6);
  }
}

static void values(void **state)
{
  (void)state;
  assert_close(at(&zif62, 300.0, 0.0).rho, 1350.0, 1e-15);
  assert_close(at(&zif62, 300.0, 1.0).rho, 1261.0, 1e-15);
  assert_close(at(&zif62, 723.0, 1.0).rho, 1261.0, 1e-15);
  assert_close(at(&zif62, 300.0, 0.5).rho, 1.0 / (0.5 / 1350.0 + 0.5 / 1261.0), 1e-14); /* volumes add */
  const double joined = (1350.0 - 0.1215 * 295.0) * 1250.0 / (1250.0 + 0.375 * 128.0);
  assert_close(at(&zif62, 723.0, 0.0).rho, joined, 1e-14);
}

static void continuous_at_glass_transition(void **state)
{
  (void)state;
  const double below = at(&zif62, 595.0, 0.0).rho, above = at(&zif62, nextafter(595.0, 600.0), 0.0).rho;
  assert_close(above, below, 1e-14);
  assert_true(at(&zif62, 594.0, 0.0).drho_dT > at(&zif62, 596.0, 0.0).drho_dT); /* the melt expands more */
}

static void given_constant_stays_constant(void **state)
{
  (void)state;
  const VfDensity d = {.melt = vf_property_constant(1560.0), .glass = vf_property_constant(1560.0), .crystal = 1560.0, .Tg = 595.0};
  for (int i = 0; i <= 10; i++) assert_close(at(&d, 280.0 + 50.0 * i, 0.1 * i).rho, 1560.0, 3e-16);
}

static void domain(void **state)
{
  (void)state;
  const double   bad[] = {0.0, NAN, INFINITY, 1e5}, outside[] = {-0.1, 1.1, NAN}, T = 700.0, X = 0.5;
  VfDensityValue out;
  for (int i = 0; i < 4; i++) assert_int_equal(vf_density_eval(&zif62, 1, &bad[i], &X, &out), VF_ERR_DOMAIN);
  for (int i = 0; i < 3; i++) assert_int_equal(vf_density_eval(&zif62, 1, &T, &outside[i], &out), VF_ERR_DOMAIN);
  VfDensity d = zif62;
  d.Tg        = NAN;
  assert_int_equal(vf_density_eval(&d, 1, &T, &X, &out), VF_ERR_ARGUMENT);
  d         = zif62;
  d.crystal = 0.0;
  assert_int_equal(vf_density_eval(&d, 1, &T, &X, &out), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(derivatives), cmocka_unit_test(values),
                                     cmocka_unit_test(continuous_at_glass_transition),
                                     cmocka_unit_test(given_constant_stays_constant), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
