#include "physics/spreading.h"
#include "tests/unit/close.h"

static const VfSpreading good   = {.closure = VF_CLOSURE_GIRIFALCO_GOOD, .interaction = 0.9};
static const VfSpreading given  = {.closure = VF_CLOSURE_TENSION, .gamma_mb = 0.1};
static const VfSpreading direct = {.closure = VF_CLOSURE_SPREADING, .S = -0.03};

static VfSpreadingValue at(const VfSpreading *s, double gm, double gb)
{
  VfSpreadingValue out;
  assert_int_equal(vf_spreading_eval(s, 1, &gm, &gb, &out), VF_OK);
  return out;
}

typedef struct {
  const VfSpreading *s;
  double             gm, gb;
} Point;

static double mb_of_m(const void *c, double x)
{
  const Point *p = c;
  return at(p->s, x, p->gb).gamma_mb;
}

static double mb_of_b(const void *c, double x)
{
  const Point *p = c;
  return at(p->s, p->gm, x).gamma_mb;
}

static double S_of_m(const void *c, double x)
{
  const Point *p = c;
  return at(p->s, x, p->gb).S;
}

static double S_of_b(const void *c, double x)
{
  const Point *p = c;
  return at(p->s, p->gm, x).S;
}

static void derivatives(void **state)
{
  (void)state;
  const VfSpreading *all[] = {&good, &given, &direct};
  for (int k = 0; k < 3; k++) {
    const Point            p = {all[k], 0.45, 0.69};
    const VfSpreadingValue v = at(p.s, p.gm, p.gb);
    assert_near(v.dmb_dm, vf_difference(mb_of_m, &p, p.gm, 1e-3), 1e-9);
    assert_near(v.dmb_db, vf_difference(mb_of_b, &p, p.gb, 1e-3), 1e-9);
    assert_near(v.dS_dm, vf_difference(S_of_m, &p, p.gm, 1e-3), 1e-9);
    assert_near(v.dS_db, vf_difference(S_of_b, &p, p.gb, 1e-3), 1e-9);
    assert_near(v.S, p.gb - p.gm - v.gamma_mb, 1e-15);
  }
}

static void values(void **state)
{
  (void)state;
  /* equal tensions with Phi = 1: no interface, no spreading force */
  const VfSpreading perfect = {.closure = VF_CLOSURE_GIRIFALCO_GOOD, .interaction = 1.0};
  assert_near(at(&perfect, 0.5, 0.5).gamma_mb, 0.0, 1e-15);
  assert_near(at(&perfect, 0.5, 0.5).S, 0.0, 1e-15);
  /* Phi = 1: gamma_mb = (sqrt gm - sqrt gb)^2 */
  assert_close(at(&perfect, 0.45, 0.69).gamma_mb, pow(sqrt(0.69) - sqrt(0.45), 2.0), 1e-12);
  assert_close(at(&good, 0.45, 0.69).S, 2.0 * (0.9 * sqrt(0.45 * 0.69) - 0.45), 1e-12);
  assert_close(at(&given, 0.45, 0.69).S, 0.14, 1e-12);
  assert_close(at(&direct, 0.45, 0.69).S, -0.03, 0.0);
  assert_close(at(&direct, 0.45, 0.69).gamma_mb, 0.27, 1e-12);
}

/* ZIF-62 of 1250 kg/m3 on gallium of 5820 kg/m3: S = -10 mN/m rests at 1.44 mm, -0.1 N/m at 4.6 mm. */
static void langmuir(void **state)
{
  (void)state;
  const double g = vf_reduced_gravity(9.80665, 1250.0, 5820.0);
  assert_near(vf_langmuir_thickness(-0.01, 1250.0, g), 1.44e-3, 0.005e-3);
  assert_near(vf_langmuir_thickness(-0.1, 1250.0, g), 4.56e-3, 0.02e-3);
  assert_close(vf_reduced_gravity(9.80665, 1250.0, INFINITY), 9.80665, 0.0);
  assert_true(vf_langmuir_thickness(0.0, 1250.0, g) == 0.0);
  assert_true(isnan(vf_langmuir_thickness(0.01, 1250.0, g)));
  assert_true(isnan(vf_langmuir_thickness(-0.01, 1250.0, 0.0)));
  assert_true(isnan(vf_langmuir_thickness(NAN, 1250.0, g)));
}

/* 100 degrees on flat alumina; a rough one makes it 105. */
static void angle(void **state)
{
  (void)state;
  const VfSpreading young = {.closure = VF_CLOSURE_ANGLE, .angle = 100.0 * 3.14159265358979 / 180.0};
  const double      S     = at(&young, 0.45, 0.9).S;
  assert_near(S, -0.5281, 1e-4);
  assert_close(at(&young, 0.45, 0.9).gamma_mb, 0.9 - 0.45 - S, 1e-14);
  assert_close((at(&young, 0.451, 0.9).S - at(&young, 0.449, 0.9).S) / 0.002, at(&young, 0.45, 0.9).dS_dm, 1e-9);
  assert_close(vf_wenzel_spreading(1.0, 0.45, S), S, 1e-15);
  assert_close(1.0 + vf_wenzel_spreading(1.5, 0.45, S) / 0.45, 1.5 * (1.0 + S / 0.45), 1e-14);
  assert_true(vf_wenzel_spreading(1.5, 0.45, -0.1) > -0.1); /* below 90 degrees roughness helps wetting */
}

static void domain(void **state)
{
  (void)state;
  const double     bad[] = {0.0, -0.1, NAN, INFINITY}, fine = 0.5;
  VfSpreadingValue out;
  for (int i = 0; i < 4; i++) {
    assert_int_equal(vf_spreading_eval(&good, 1, &bad[i], &fine, &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_spreading_eval(&good, 1, &fine, &bad[i], &out), VF_ERR_DOMAIN);
  }
  const VfSpreading wrong[] = {{.closure = VF_CLOSURE_GIRIFALCO_GOOD, .interaction = 0.0},
                               {.closure = VF_CLOSURE_GIRIFALCO_GOOD, .interaction = NAN},
                               {.closure = VF_CLOSURE_TENSION, .gamma_mb = -0.1},
                               {.closure = VF_CLOSURE_SPREADING, .S = NAN},
                               {.closure = VF_CLOSURE_ANGLE, .angle = 4.0}};
  for (int i = 0; i < 5; i++) assert_int_equal(vf_spreading_eval(&wrong[i], 1, &fine, &fine, &out), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(derivatives), cmocka_unit_test(values), cmocka_unit_test(langmuir),
                                     cmocka_unit_test(angle), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
