#include "physics/interface_potential.h"
#include "tests/unit/close.h"

static const VfPotential none        = {.law = VF_POTENTIAL_NONE};
static const VfPotential exponential = {.law = VF_POTENTIAL_EXPONENTIAL, .S = 0.2, .hamaker = 1e-19, .hs = 5e-9, .hc = 1e-9};
static const VfPotential plain       = {.law = VF_POTENTIAL_EXPONENTIAL, .S = -0.01, .hs = 2e-6};
/* Pi = (1/e)[(e/h)^2 - (e/h)^3], e = 0.1: contact slope 1 */
static const VfPotential power = {.law = VF_POTENTIAL_POWER, .B = 10.0, .h0 = 0.1, .m = 2.0, .n = 3.0};

static VfPotentialValue at(const VfPotential *p, double h)
{
  VfPotentialValue out;
  assert_int_equal(vf_potential_eval(p, 1, &h, &out), VF_OK);
  return out;
}

static double phi(const void *p, double h)
{
  return at(p, h).phi;
}

static double dphi(const void *p, double h)
{
  return at(p, h).dphi;
}

static void derivatives(void **state)
{
  (void)state;
  const struct {
    const VfPotential *p;
    double             h[3];
  } cases[] = {{&exponential, {0.7e-9, 5e-9, 30e-9}}, {&plain, {0.1e-6, 2e-6, 9e-6}}, {&power, {0.09, 0.3, 2.0}}};
  for (int k = 0; k < 3; k++) {
    for (int i = 0; i < 3; i++) {
      const double           h = cases[k].h[i], step = 1e-3 * h;
      const VfPotentialValue v = at(cases[k].p, h);
      assert_close(v.dphi, vf_difference(phi, cases[k].p, h, step), 1e-8);
      assert_close(v.d2phi, vf_difference(dphi, cases[k].p, h, step), 1e-8);
    }
  }
}

/* Arrays longer than a stretch, whole and broken exponents, against the value one by one. */
static void slopes(void **state)
{
  VfPotential tall = power, broken = power;
  (void)state;
  tall.n                    = 9.0;
  broken.m                  = 2.5;
  const VfPotential *laws[] = {&power, &tall, &broken, &exponential, &none};
  double             h[150], dphi[150], d2phi[150], phi[150];
  for (int i = 0; i < 150; i++) h[i] = 1e-9 * pow(1e9, i / 149.0);
  for (int k = 0; k < 5; k++) {
    assert_int_equal(vf_potential_slopes(laws[k], 150, h, dphi, d2phi), VF_OK);
    assert_int_equal(vf_potential_energies(laws[k], 150, h, phi), VF_OK);
    for (int i = 0; i < 150; i++) {
      const double x = laws[k]->h0 / h[i];
      assert_close(phi[i], at(laws[k], h[i]).phi, 1e-12);
      assert_close(dphi[i], at(laws[k], h[i]).dphi, 1e-13);
      assert_close(d2phi[i], at(laws[k], h[i]).d2phi, 1e-13);
      if (laws[k]->law != VF_POTENTIAL_POWER) continue;
      const double xm = pow(x, laws[k]->m), xn = pow(x, laws[k]->n);
      assert_near(dphi[i], laws[k]->B * (xm - xn), 1e-13 * laws[k]->B * (xm + xn));
    }
  }
  h[149] = 0.0;
  for (int k = 0; k < 3; k++) {
    assert_int_equal(vf_potential_slopes(laws[k], 150, h, dphi, d2phi), VF_ERR_DOMAIN);
    assert_int_equal(vf_potential_energies(laws[k], 150, h, phi), VF_ERR_DOMAIN);
  }
}

static void limits(void **state)
{
  (void)state;
  assert_close(at(&exponential, 0.0).phi, 0.2, 1e-12);
  assert_close(at(&plain, 0.0).phi, -0.01, 0.0);
  assert_near(at(&exponential, 1e-3).phi, 0.0, 1e-14);
  assert_near(at(&plain, 1e-3).phi, 0.0, 1e-30);
  /* far out only the van der Waals tail is left: A/(6 pi h^3) */
  assert_close(at(&exponential, 1e-6).dphi, 1e-19 / (6.0 * 3.14159265358979 * 1e-18), 1e-5);
  assert_true(at(&none, 0.0).phi == 0.0 && at(&none, 1.0).d2phi == 0.0);
}

/* The precursor thickness is a minimum, of depth -gamma (1 - cos theta) with slope 1: -1/2. */
static void precursor(void **state)
{
  (void)state;
  const VfPotentialValue v = at(&power, 0.1);
  assert_near(v.dphi, 0.0, 1e-14);
  assert_true(v.d2phi > 0.0);
  assert_close(v.phi, -0.5, 1e-14);
  assert_close(v.phi, -10.0 * 0.1 * (3.0 - 2.0) / (1.0 * 2.0), 1e-14);
  /* growth of cos 2X cos 2Y on a film of 0.3 (k^2 = 2, mobility h^3, tension 1): 0.0920 */
  assert_near(-0.027 * 2.0 * (at(&power, 0.3).d2phi + 2.0), 0.0920, 5e-5);
}

static void domain(void **state)
{
  (void)state;
  VfPotentialValue out;
  const double     bad[] = {-1e-9, NAN, INFINITY}, h = 1e-6, zero = 0.0;
  for (int i = 0; i < 3; i++) {
    assert_int_equal(vf_potential_eval(&none, 1, &bad[i], &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_potential_eval(&exponential, 1, &bad[i], &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_potential_eval(&power, 1, &bad[i], &out), VF_ERR_DOMAIN);
  }
  assert_int_equal(vf_potential_eval(&power, 1, &zero, &out), VF_ERR_DOMAIN);
  VfPotential p = plain;
  p.hs          = 0.0;
  assert_int_equal(vf_potential_eval(&p, 1, &h, &out), VF_ERR_ARGUMENT);
  p         = plain;
  p.hamaker = 1e-20; /* without a cut-off */
  assert_int_equal(vf_potential_eval(&p, 1, &h, &out), VF_ERR_ARGUMENT);
  p   = plain;
  p.S = NAN;
  assert_int_equal(vf_potential_eval(&p, 1, &h, &out), VF_ERR_ARGUMENT);
  p   = power;
  p.n = 2.0;
  assert_int_equal(vf_potential_eval(&p, 1, &h, &out), VF_ERR_ARGUMENT);
  p   = power;
  p.B = -10.0;
  assert_int_equal(vf_potential_eval(&p, 1, &h, &out), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(derivatives), cmocka_unit_test(slopes), cmocka_unit_test(limits),
                                     cmocka_unit_test(precursor), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
