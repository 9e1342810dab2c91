#include "physics/constants.h"
#include "physics/sintering.h"
#include "tests/unit/close.h"

static VfSinteringValue after(double p, double s)
{
  VfSinteringValue out;
  assert_int_equal(vf_sintering_advance(1, &p, &s, &out), VF_OK);
  return out;
}

/* Mackenzie and Shuttleworth's own form: d(rho)/dt = (3/2)(4 pi n/3)^(1/3) (gamma/eta) (1 - rho)^(2/3) rho^(1/3), n pores in a unit
   volume of solid, rho the relative density. */
static void original_form(void **state)
{
  const double gamma = 0.45, eta = 2.9e4, a = 1.3e-6;

  (void)state;
  for (double p = 0.01; p < 0.95; p += 0.07) {
    const double n    = p / (1.0 - p) / (4.0 / 3.0 * VF_PI * a * a * a);
    const double rate = 1.5 * cbrt(4.0 * VF_PI / 3.0 * n) * gamma / eta * pow(p, 2.0 / 3.0) * cbrt(1.0 - p);
    assert_close(vf_sintering_rate(p, vf_sintering_scale(a, p), gamma, eta), -rate, 1e-12);
    assert_close(vf_sintering_rate(p, vf_sintering_scale(a, p), gamma, eta), -1.5 * gamma * p / (eta * a), 1e-12);
  }
}

/* The energy balance of the shell, integrated by quadrature instead of by hand. */
static void energy_of_a_shell(void **state)
{
  const double a = 1.0, p = 0.3, b = a / cbrt(p), eta = 2.0, gamma = 0.7;
  const int    n   = 2000;
  double       sum = 0.0;

  (void)state;
  for (int i = 0; i < n; i++) { /* 2 eta e:e of v = 1/r^2, e = diag(-2, 1, 1)/r^3 */
    const double r = a + (b - a) * (i + 0.5) / n, e2 = 6.0 / pow(r, 6.0);
    sum += 2.0 * eta * e2 * 4.0 * VF_PI * r * r * (b - a) / n;
  }
  const double C = 8.0 * VF_PI * gamma / (a * sum), adot = -C / (a * a);
  assert_close(3.0 * p * (1.0 - p) * adot / a, vf_sintering_rate(p, vf_sintering_scale(a, p), gamma, eta), 1e-6);
}

typedef struct {
  double p;
} Start;

static double porosity_after(const void *c, double s)
{
  return after(((const Start *)c)->p, s).porosity;
}

static void derivatives(void **state)
{
  (void)state;
  for (double p = 0.05; p < 0.9; p += 0.17) {
    const Start start = {p};
    for (int k = 1; k < 8; k++) {
      const double s = 0.12 * k * vf_sintering_closing_time(p);
      assert_near(after(p, s).rate, vf_difference(porosity_after, &start, s, 1e-3 * s), 1e-8);
    }
  }
}

/* Two steps are one; small steps of the rate lead to the same place; it ends, exactly, at the closing time. */
static void advances(void **state)
{
  const double p0 = 0.35, end = vf_sintering_closing_time(p0);
  double       p = p0;

  (void)state;
  assert_close(after(after(p0, 0.3 * end).porosity, 0.4 * end).porosity, after(p0, 0.7 * end).porosity, 1e-11);
  for (int i = 0; i < 20000; i++) { /* midpoint rule */
    const double ds = 0.8 * end / 20000, half = p + 0.5 * ds * vf_sintering_rate(p, 1.0, 1.0, 1.0);
    p += ds * vf_sintering_rate(half, 1.0, 1.0, 1.0);
  }
  assert_close(after(p0, 0.8 * end).porosity, p, 1e-7);
  assert_true(after(p0, end * 1.0000001).porosity == 0.0 && after(p0, 100.0).porosity == 0.0 && after(0.0, 1.0).porosity == 0.0);
  assert_true(after(p0, 0.999 * end).porosity > 0.0);
  assert_true(after(p0, 0.0).porosity == p0);
  assert_true(after(p0, INFINITY).porosity == 0.0);
}

/* F(1) = ln2/3 + pi/(3 sqrt3) ... so pores at p = 1/2 need 2 F(1); thin pores close at 2 a/a1, the constant speed gamma/(2 eta). */
static void reference_values(void **state)
{
  (void)state;
  assert_close(vf_sintering_closing_time(0.5), 2.0 * (log(2.0) / 3.0 + VF_PI / (3.0 * sqrt(3.0))), 1e-14);
  assert_close(vf_sintering_closing_time(1e-9), 2e-3, 1e-9);
  assert_close(vf_sintering_closing_time(1e-6 / (1.0 + 1e-6) * 1.000001), vf_sintering_closing_time(1e-6 / (1.0 + 1e-6)),
               1e-6); /* series meets form */
  assert_close(vf_sintering_pore_radius(7.5e-6, 0.3), 1.607142857142857e-6, 1e-12);
  /* grains of 7.5 um pressed to 30 % on gallium at 450 degC: 2.9e4 Pa s, 0.45 N/m: gone in a sixth of a second */
  const double a1 = vf_sintering_scale(vf_sintering_pore_radius(7.5e-6, 0.3), 0.3);
  assert_near(vf_sintering_closing_time(0.3) * a1 * 2.9e4 / 0.45, 0.191, 0.002);
}

static void domain(void **state)
{
  const double     bad[] = {-0.1, 1.0, NAN, INFINITY}, fine = 0.3, no_time[] = {-1.0, NAN};
  VfSinteringValue out;

  (void)state;
  for (int i = 0; i < 4; i++) {
    assert_int_equal(vf_sintering_advance(1, &bad[i], &fine, &out), VF_ERR_DOMAIN);
    assert_true(isnan(vf_sintering_rate(bad[i], 1.0, 1.0, 1.0)) && isnan(vf_sintering_closing_time(bad[i])));
    assert_true(isnan(vf_sintering_pore_radius(1e-6, bad[i])) && isnan(vf_sintering_scale(1e-6, bad[i])));
  }
  for (int i = 0; i < 2; i++) assert_int_equal(vf_sintering_advance(1, &fine, &no_time[i], &out), VF_ERR_DOMAIN);
  assert_true(isnan(vf_sintering_rate(0.3, 0.0, 1.0, 1.0)) && isnan(vf_sintering_rate(0.3, 1.0, 1.0, 0.0)));
  assert_true(isnan(vf_sintering_rate(0.3, 1.0, -1.0, 1.0)) && isnan(vf_sintering_pore_radius(0.0, 0.3)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(original_form),    cmocka_unit_test(energy_of_a_shell),
                                     cmocka_unit_test(derivatives),      cmocka_unit_test(advances),
                                     cmocka_unit_test(reference_values), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
