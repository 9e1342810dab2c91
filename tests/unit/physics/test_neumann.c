#include "physics/neumann.h"
#include "tests/unit/close.h"

static VfNeumannAngles at(double gb, double gm, double gmb)
{
  VfNeumannAngles out = {0};
  assert_int_equal(vf_neumann_angles(gb, gm, gmb, &out), VF_OK);
  return out;
}

static void values(void **state)
{
  const double pi = acos(-1.0);

  (void)state;
  assert_close(at(1.0, 1.0, 1.0).upper, pi / 3.0, 1e-15); /* between the sides of an equilateral triangle */
  assert_close(at(1.0, 1.0, 1.0).lower, pi / 3.0, 1e-15);
  assert_close(at(0.5, 0.4, 0.3).upper, acos(0.8), 1e-15); /* 3-4-5: melt and interface at right angles */
  assert_close(at(0.5, 0.4, 0.3).lower, acos(0.6), 1e-15);
  assert_near(at(0.7, 0.4, 0.3).upper, 0.0, 1e-7); /* S = 0: flat */
}

/* As vectors the three tensions add up to nothing; for small angles S is what theory.md makes of it. */
static void balance(void **state)
{
  const double gb = 0.69, gm = 0.45, S[] = {-1e-1, -1e-2, -1e-4, -1e-8};

  (void)state;
  for (int k = 0; k < 4; k++) {
    const double          gmb = gb - gm - S[k];
    const VfNeumannAngles a   = at(gb, gm, gmb);

    assert_near(gm * cos(a.upper) + gmb * cos(a.lower), gb, 1e-14);
    assert_near(gm * sin(a.upper), gmb * sin(a.lower), 1e-14);
    if (S[k] > -1e-3) assert_close(gm * a.upper * a.upper + gmb * a.lower * a.lower, -2.0 * S[k], 1e-3);
  }
}

static void domain(void **state)
{
  const double    bad[] = {0.0, -0.1, NAN, INFINITY};
  VfNeumannAngles out;

  (void)state;
  for (int k = 0; k < 4; k++) {
    assert_int_equal(vf_neumann_angles(bad[k], 0.4, 0.3, &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_neumann_angles(0.5, bad[k], 0.3, &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_neumann_angles(0.5, 0.4, bad[k], &out), VF_ERR_DOMAIN);
  }
  assert_int_equal(vf_neumann_angles(0.7, 0.4, 0.2, &out), VF_ERR_DOMAIN); /* S > 0 */
  assert_int_equal(vf_neumann_angles(0.2, 0.7, 0.4, &out), VF_ERR_DOMAIN);
  assert_int_equal(vf_neumann_angles(0.2, 0.4, 0.7, &out), VF_ERR_DOMAIN);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(balance), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
