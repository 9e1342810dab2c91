#include "physics/oxide_skin.h"
#include "tests/unit/close.h"

static VfOxideForce at(double fraction, double yield, double force)
{
  const VfOxideSkin skin = {fraction, yield};
  VfOxideForce      out;
  assert_int_equal(vf_oxide_skin_force(&skin, 1, &force, &out), VF_OK);
  return out;
}

static double force_of(const void *c, double x)
{
  const VfOxideSkin *s = c;
  return at(s->fraction, s->yield, x).force;
}

/* A whole skin of 0.5 N/m holds gallium's 0.217 N/m; 30 % of it takes 0.15 N/m off, in both directions. */
static void values(void **state)
{
  (void)state;
  assert_true(at(1.0, 0.5, 0.217).force == 0.0 && at(1.0, 0.5, -0.217).force == 0.0);
  assert_close(at(0.3, 0.5, 0.217).force, 0.067, 1e-12);
  assert_close(at(0.3, 0.5, -0.217).force, -0.067, 1e-12);
  assert_true(at(0.5, 0.5, 0.25).force == 0.0 && at(0.5, 0.5, -0.25).force == 0.0);
  const double forces[] = {0.217, -0.031, 0.0, 1e-300};
  for (int i = 0; i < 4; i++) { /* clean: bit for bit the same */
    assert_true(at(0.0, 0.5, forces[i]).force == forces[i]);
    assert_true(at(1.0, 0.0, forces[i]).force == forces[i]);
  }
}

/* It never drives: the sign stays, the size falls, and both directions are alike. */
static void only_resists(void **state)
{
  (void)state;
  for (int i = -50; i <= 50; i++) {
    const double F = 0.01 * i, e = at(0.4, 0.5, F).force;
    assert_true(e * F >= 0.0 && fabs(e) <= fabs(F));
    assert_near(e, -at(0.4, 0.5, -F).force, 0.0);
  }
}

static void derivatives(void **state)
{
  (void)state;
  const VfOxideSkin skin     = {0.4, 0.5};
  const double      forces[] = {0.3, -0.3, 0.1, -0.1};
  for (int i = 0; i < 4; i++)
    assert_near(at(0.4, 0.5, forces[i]).dforce_dF, vf_difference(force_of, &skin, forces[i], 1e-3), 1e-10);
}

static void domain(void **state)
{
  (void)state;
  const VfOxideSkin wrong[] = {{-0.1, 0.5}, {1.1, 0.5}, {NAN, 0.5}, {0.5, -1.0}, {0.5, INFINITY}, {0.5, NAN}}, fine = {0.5, 0.5};
  const double      bad[] = {NAN, INFINITY, -INFINITY}, force = 0.1;
  VfOxideForce      out;
  for (int i = 0; i < 6; i++) assert_int_equal(vf_oxide_skin_force(&wrong[i], 1, &force, &out), VF_ERR_ARGUMENT);
  for (int i = 0; i < 3; i++) assert_int_equal(vf_oxide_skin_force(&fine, 1, &bad[i], &out), VF_ERR_DOMAIN);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(values), cmocka_unit_test(only_resists), cmocka_unit_test(derivatives),
                                     cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
