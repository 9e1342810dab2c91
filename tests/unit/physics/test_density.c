#include "physics/density.h"
#include "tests/unit/close.h"

/* Envelope density 1350 kg/m3 of the glass at 300 K, expansions 9e-5/K and 3e-4/K. */
static const VfDensity zif62 = {
    .melt    = {.law = VF_PROPERTY_LINEAR, .c0 = 1250.0, .c1 = -0.375, .T_ref = 723.0},
    .glass   = {.law = VF_PROPERTY_LINEAR, .c0 = 1350.0, .c1 = -0.1215, .T_ref = 300.0},
    .crystal = 1261.0,
    .Tg      = 595.0,
};

static VfDensityValue structured(const VfDensity *d, double T, double Tf, double X)
{
  VfDensityValue out;
  assert_int_equal(vf_density_eval(d, 1, &T, &Tf, &X, &out), VF_OK);
  return out;
}

/* The liquid above Tg, the glass of fictive temperature Tg below. */
static VfDensityValue at(const VfDensity *d, double T, double X)
{
  return structured(d, T, fmax(T, d->Tg), X);
}

typedef struct {
  VfDensity law;
  double    T, Tf, X;
} State;

static double of_T(const void *c, double T)
{
  const State *s = c;
  return structured(&s->law, T, s->Tf, s->X).rho;
}

static double of_Tf(const void *c, double Tf)
{
  const State *s = c;
  return structured(&s->law, s->T, Tf, s->X).rho;
}

static double of_X(const void *c, double X)
{
  const State *s = c;
  return structured(&s->law, s->T, s->Tf, X).rho;
}

static void derivatives(void **state)
{
  (void)state;
  VfDensity with_zni   = zif62;
  with_zni.z           = 0.54;
  with_zni.zni         = 1544.0;
  const State states[] = {{zif62, 300.0, 600.0, 0.3},
                          {zif62, 590.0, 595.0, 0.5},
                          {zif62, 610.0, 600.0, 0.5},
                          {zif62, 723.0, 723.0, 0.1},
                          {with_zni, 723.0, 723.0, 0.9}};
  for (int i = 0; i < 5; i++) {
    const State         *s = &states[i];
    const VfDensityValue v = structured(&s->law, s->T, s->Tf, s->X);
    assert_close(v.drho_dT, vf_difference(of_T, s, s->T, 0.5), 1e-8);
    assert_close(v.drho_dTf, vf_difference(of_Tf, s, s->Tf, 0.5), 1e-8);
    assert_close(v.drho_dX, vf_difference(of_X, s, s->X, 1e-2), 1e-6);
  }
}

/* Tf = T is the liquid, the melt line scaled; Tf = Tg the glass line; in between the liquid's density at Tf, expanded as glass. */
static void fictive_temperature(void **state)
{
  (void)state;
  const double liquid_610 = (1350.0 - 0.1215 * 295.0) * (1250.0 + 0.375 * 113.0) / (1250.0 + 0.375 * 128.0);
  assert_close(structured(&zif62, 610.0, 610.0, 0.0).rho, liquid_610, 1e-14);
  assert_close(structured(&zif62, 300.0, 595.0, 0.0).rho, 1350.0, 1e-14);
  assert_close(structured(&zif62, 300.0, 610.0, 0.0).rho, liquid_610 * 1350.0 / (1350.0 - 0.1215 * 310.0), 1e-14);
  /* a faster quench, a higher Tf, a lighter glass: by the difference of the expansions */
  const double per_kelvin = log(structured(&zif62, 300.0, 605.0, 0.0).rho / structured(&zif62, 300.0, 595.0, 0.0).rho) / 10.0;
  assert_close(per_kelvin, -(0.375 / 1294.0 - 0.1215 / 1314.0), 0.01);
}

/* zni keeps its share and its density, whether the rest has melted or not. */
static void zni(void **state)
{
  (void)state;
  VfDensity d = zif62;
  d.z         = 0.54;
  d.zni       = 1544.0;
  assert_close(at(&d, 300.0, 1.0).rho, 1.0 / (0.54 / 1544.0 + 0.46 / 1261.0), 1e-14);
  assert_close(at(&d, 300.0, 0.0).rho, 1.0 / (0.54 / 1544.0 + 0.46 / 1350.0), 1e-14);
  d.z = 1.0;
  assert_close(at(&d, 700.0, 0.3).rho, 1544.0, 1e-14);
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
  const VfDensityValue liquid = at(&zif62, 596.0, 0.0);
  assert_true(at(&zif62, 594.0, 0.0).drho_dT > liquid.drho_dT + liquid.drho_dTf); /* the melt expands more */
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
  for (int i = 0; i < 4; i++) assert_int_equal(vf_density_eval(&zif62, 1, &bad[i], &T, &X, &out), VF_ERR_DOMAIN);
  for (int i = 0; i < 4; i++) assert_int_equal(vf_density_eval(&zif62, 1, &T, &bad[i], &X, &out), VF_ERR_DOMAIN);
  for (int i = 0; i < 3; i++) assert_int_equal(vf_density_eval(&zif62, 1, &T, &T, &outside[i], &out), VF_ERR_DOMAIN);
  VfDensity d = zif62;
  d.Tg        = NAN;
  assert_int_equal(vf_density_eval(&d, 1, &T, &T, &X, &out), VF_ERR_ARGUMENT);
  d         = zif62;
  d.crystal = 0.0;
  assert_int_equal(vf_density_eval(&d, 1, &T, &T, &X, &out), VF_ERR_ARGUMENT);
  d   = zif62;
  d.z = 0.5; /* of no density */
  assert_int_equal(vf_density_eval(&d, 1, &T, &T, &X, &out), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(derivatives),
                                     cmocka_unit_test(values),
                                     cmocka_unit_test(fictive_temperature),
                                     cmocka_unit_test(zni),
                                     cmocka_unit_test(continuous_at_glass_transition),
                                     cmocka_unit_test(given_constant_stays_constant),
                                     cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
