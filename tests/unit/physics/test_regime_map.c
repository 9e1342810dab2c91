#include "physics/regime_map.h"
#include "tests/unit/close.h"

static const double rho_g = 1400.0 * 9.81 * (1.0 - 1400.0 / 5820.0);

static VfRegimeMapValue at(VfRegimeMap film)
{
  VfRegimeMapValue out;
  assert_int_equal(vf_regime_map(1, &film, &out), VF_OK);
  return out;
}

typedef struct {
  double S, rho_g, from;
} Path;

static double fluidity_to(const void *c, double h)
{
  const Path *p = c;
  return vf_regime_fluidity(p->S, p->rho_g, p->from, h);
}

/* d Lambda/d h1 = -3/(S + rho g' h1^2/2). */
static void derivatives(void **state)
{
  const Path paths[] = {{0.2, 0.0, 1e-3}, {0.2, rho_g, 1e-3}, {2e-5, rho_g, 1e-3}, {0.0, rho_g, 1e-3}, {-1e-4, rho_g, 1e-3}};

  (void)state;
  for (int i = 0; i < 5; i++) {
    const double h = 4e-4, want = -3.0 / (paths[i].S + 0.5 * paths[i].rho_g * h * h);
    assert_close(vf_regime_fluidity(paths[i].S, paths[i].rho_g, 1e-3, 1e-3), 0.0, 0.0);
    assert_close(vf_difference(fluidity_to, &paths[i], h, 1e-7), want, 1e-8);
  }
  const Path together = {-0.01, rho_g, 1e-4}; /* thickening */
  assert_close(vf_difference(fluidity_to, &together, 3e-4, 1e-7), -3.0 / (-0.01 + 0.5 * rho_g * 9e-8), 1e-8);
}

static void fluidities(void **state)
{
  (void)state;
  /* 2 mg on the reference bath at 2.9e4 Pa s and 0.217 N/m: 20 s (docs/theory.md, section 11) */
  assert_near(2.9e4 * vf_regime_fluidity(0.217, rho_g, 54e-6, 4.7e-6), 20.0, 0.5);
  assert_true(isinf(vf_regime_fluidity(-0.2, rho_g, 5e-5, 5e-6)));     /* outwards against the force */
  assert_true(isinf(vf_regime_fluidity(0.2, rho_g, 5e-6, 5e-5)));      /* inwards against it */
  assert_true(isinf(vf_regime_fluidity(-1e-3, rho_g, 1e-3, 1e-4)));    /* Langmuir's thickness, 0.44 mm, lies between */
  assert_true(isinf(vf_regime_fluidity(0.0, 0.0, 1e-3, 1e-4)));        /* no force at all */
  assert_close(vf_regime_hole_fluidity(-0.2, 0.0, 1e-5), 1e-4, 1e-12); /* 2 eta h/|S| = 2.9 s at 2.9e4 Pa s */
  assert_true(isinf(vf_regime_hole_fluidity(-0.5, 1.0, 1.0)));
  assert_true(isnan(vf_regime_fluidity(0.2, -1.0, 1e-3, 1e-4)) && isnan(vf_regime_fluidity(NAN, 0.0, 1e-3, 1e-4)));
  assert_true(isnan(vf_regime_fluidity(0.2, 0.0, 0.0, 1e-4)) && isnan(vf_regime_hole_fluidity(0.2, 0.0, -1.0)));
}

static void regimes(void **state)
{
  const double h0 = 5e-5, h1 = 5e-6, wall = vf_regime_fluidity(0.2, rho_g, h0, h1);
  const struct {
    VfRegimeMap film;
    VfRegime    regime, next;
  } rows[] = {
      {{0.2, rho_g, h0, h1, 2.0 * wall, false}, VF_REGIME_WALL, VF_REGIME_FROZEN},
      {{0.2, rho_g, h0, h1, 2.0 * wall, true}, VF_REGIME_WALL, VF_REGIME_FROZEN},
      {{0.2, rho_g, h0, h1, 0.5 * wall, true}, VF_REGIME_FROZEN, VF_REGIME_WALL},
      {{-0.01, rho_g, h0, h1, 2.0 * wall, false}, VF_REGIME_LENS, VF_REGIME_FROZEN},
      {{-0.01, rho_g, h0, h1, 1.0, true}, VF_REGIME_DEWETTED, VF_REGIME_LENS},
      {{-0.01, rho_g, h0, h1, 1e-9, true}, VF_REGIME_LENS, VF_REGIME_DEWETTED},
      {{-1e-3, rho_g, 2e-3, 1e-4, 0.0, false}, VF_REGIME_FROZEN, VF_REGIME_LENS},
      {{-1e-3, rho_g, 2e-3, 1e-4, 1e6, false}, VF_REGIME_LENS, VF_REGIME_FROZEN},
      {{-1e-3, rho_g, 2e-3, 1e-3, 1e9, false}, VF_REGIME_WALL, VF_REGIME_LENS}, /* weight alone takes it to the wall */
  };

  (void)state;
  for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
    const VfRegimeMapValue v = at(rows[k].film);
    assert_string_equal(vf_regime_label(v.regime), vf_regime_label(rows[k].regime));
    assert_string_equal(vf_regime_label(v.next), vf_regime_label(rows[k].next));
    assert_true(v.margin >= 0.0 && v.margin <= 1.0);
  }
  assert_near(at(rows[0].film).margin, 0.5, 1e-12);
  assert_near(at(rows[2].film).margin, 0.5, 1e-12);
  assert_close(at(rows[0].film).needed, wall, 1e-14);
}

/* On both sides of a border the margin is small, and each side names the other. */
static void borders(void **state)
{
  const double      G   = 0.5 * rho_g * 1e-6;
  const VfRegimeMap out = {-0.999 * G, rho_g, 1e-3, 0.9999e-3, 1e4, true}, in = {-1.001 * G, rho_g, 1e-3, 0.9999e-3, 1e4, true};

  (void)state;
  assert_near(at(out).S_eff, 1e-3 * G, 1e-12);
  assert_true(at(out).margin < 1e-3 && at(in).margin < 1e-3);
  const double wall = vf_regime_fluidity(0.2, rho_g, 5e-5, 5e-6);
  assert_near(at((VfRegimeMap){0.2, rho_g, 5e-5, 5e-6, 1.001 * wall, false}).margin, 1e-3, 1e-5);
  assert_near(at((VfRegimeMap){0.2, rho_g, 5e-5, 5e-6, 0.999 * wall, false}).margin, 1e-3, 1e-5);
}

static void domain(void **state)
{
  const VfRegimeMap bad[] = {{NAN, rho_g, 1e-3, 1e-4, 1.0, false},  {0.1, -1.0, 1e-3, 1e-4, 1.0, false},
                             {0.1, rho_g, 0.0, 1e-4, 1.0, false},   {0.1, rho_g, 1e-3, 2e-3, 1.0, false},
                             {0.1, rho_g, 1e-3, 1e-4, -1.0, false}, {0.1, rho_g, 1e-3, 1e-4, NAN, false}};
  VfRegimeMapValue  out;

  (void)state;
  for (int i = 0; i < 6; i++) assert_int_equal(vf_regime_map(1, &bad[i], &out), VF_ERR_DOMAIN);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(derivatives), cmocka_unit_test(fluidities), cmocka_unit_test(regimes),
                                     cmocka_unit_test(borders), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
