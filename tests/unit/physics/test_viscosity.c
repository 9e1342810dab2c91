#include "physics/constants.h"
#include "physics/viscosity.h"
#include "tests/unit/close.h"
#include <string.h>

/* One set of parameters a law: a new law adds a line. */
static const struct {
  const char *name;
  double      p[VF_VISCOSITY_MAX_PARAMETERS];
} samples[] = {
    {"constant", {1e5}},
    {"arrhenius", {1e-11, 262e3}},
    {"vft", {-2.93, 2000.0, 461.0}},
    {"myega", {-2.93, 57.8, 595.0}},
};

enum { SAMPLES = sizeof samples / sizeof samples[0] };

static VfViscosity law(const char *name, const double p[])
{
  VfViscosity v = {.law = vf_viscosity_find(name)};
  assert_non_null(v.law);
  memcpy(v.p, p, sizeof v.p);
  return v;
}

static double at(const void *viscosity, double T)
{
  VfViscosityValue out;
  return vf_viscosity_eval(viscosity, 1, &T, &out) == VF_OK ? out.eta : NAN;
}

static void registry(void **state)
{
  (void)state;
  int n = 0;
  for (const VfViscosityLaw *const *l = vf_viscosity_laws(); *l; l++, n++) {
    assert_ptr_equal(vf_viscosity_find((*l)->name), *l);
    assert_true((*l)->n_parameters >= 1 && (*l)->n_parameters <= VF_VISCOSITY_MAX_PARAMETERS);
    assert_true(strlen((*l)->doc) > 0);
    for (int k = 0; k < (*l)->n_parameters; k++) {
      const VfViscosityParameter *p = &(*l)->parameters[k];
      assert_true(strlen(p->name) > 0 && strlen(p->unit) > 0 && strlen(p->doc) > 0 && p->low < p->high);
    }
  }
  assert_int_equal(n, SAMPLES); /* every law has its line above */
  assert_null(vf_viscosity_find("Constant"));
  assert_null(vf_viscosity_find(""));
}

/* log10 eta of ZIF-62, fragility 57.8: the table that comes with the published T(1e12 Pa s) = 595 K and eta(708 K) = 1e5 Pa s. */
static void zif62(void **state)
{
  (void)state;
  const double      table[][2] = {{595, 12.0}, {623, 9.60}, {653, 7.61}, {683, 6.05}, {708, 5.00}, {723, 4.46}, {743, 3.82}};
  const VfViscosity v          = law("myega", samples[3].p);
  for (int i = 0; i < 7; i++) assert_near(log10(at(&v, table[i][0])), table[i][1], 0.0051);
  const double      soft[VF_VISCOSITY_MAX_PARAMETERS] = {-2.93, 23.0, 595.0};
  const VfViscosity calorimetric                      = law("myega", soft);
  assert_near(log10(at(&calorimetric, 708.0)), 8.58, 0.01);
  const double      hard[VF_VISCOSITY_MAX_PARAMETERS] = {-2.93, 113.6, 595.0};
  const VfViscosity dielectric                        = law("myega", hard);
  assert_near(log10(at(&dielectric, 708.0)), 1.4, 0.05);
}

/* The slope of log10 eta over Tg/T at Tg is the fragility, for each law that has one. */
static void fragility(void **state)
{
  (void)state;
  const double Tg = 595.0, B = 2000.0, T0 = 461.0, E = 262e3;
  const double expected[] = {0.0, E / (VF_GAS_CONSTANT * Tg * log(10.0)), B * Tg / ((Tg - T0) * (Tg - T0)), 57.8};
  for (int k = 0; k < SAMPLES; k++) {
    const VfViscosity v = law(samples[k].name, samples[k].p);
    VfViscosityValue  out;
    assert_int_equal(vf_viscosity_eval(&v, 1, &Tg, &out), VF_OK);
    assert_near(-out.deta_dT * Tg / (out.eta * log(10.0)), expected[k], 1e-9);
  }
}

static void derivatives(void **state)
{
  (void)state;
  const double T[] = {560.0, 600.0, 723.15, 1000.0};
  for (int k = 0; k < SAMPLES; k++) {
    const VfViscosity v = law(samples[k].name, samples[k].p);
    VfViscosityValue  out[4];
    assert_int_equal(vf_viscosity_eval(&v, 4, T, out), VF_OK);
    for (int i = 0; i < 4; i++) assert_near(out[i].deta_dT, vf_difference(at, &v, T[i], 0.01), 1e-8 * out[i].eta);
  }
}

static void cold_glass_is_finite(void **state)
{
  (void)state;
  const double T[] = {1.0, 293.15, 461.0}; /* 461 K is T0 of the VFT sample */
  for (int k = 1; k < SAMPLES; k++) {
    const VfViscosity v = law(samples[k].name, samples[k].p);
    VfViscosityValue  out[3];
    assert_int_equal(vf_viscosity_eval(&v, 3, T, out), VF_OK);
    assert_close(out[0].eta, 1e30, 0.0);
    assert_close(out[0].deta_dT, 0.0, 0.0);
    for (int i = 0; i < 3; i++) assert_true(out[i].eta > 1e12 && out[i].eta <= 1e30 && isfinite(out[i].deta_dT));
  }
}

static void domain(void **state)
{
  (void)state;
  const double     bad[] = {0.0, -300.0, NAN, INFINITY};
  const double     T     = 700.0;
  VfViscosityValue out;
  for (int k = 0; k < SAMPLES; k++) {
    VfViscosity v = law(samples[k].name, samples[k].p);
    for (int i = 0; i < 4; i++) assert_int_equal(vf_viscosity_eval(&v, 1, &bad[i], &out), VF_ERR_DOMAIN);
    for (int i = 0; i < v.law->n_parameters; i++) {
      const double kept = v.p[i];
      v.p[i]            = NAN;
      assert_int_equal(vf_viscosity_eval(&v, 1, &T, &out), VF_ERR_ARGUMENT);
      v.p[i] = 2.0 * v.law->parameters[i].high + 1.0;
      assert_int_equal(vf_viscosity_eval(&v, 1, &T, &out), VF_ERR_ARGUMENT);
      v.p[i] = kept;
    }
  }
  const VfViscosity none = {.law = NULL};
  assert_int_equal(vf_viscosity_eval(&none, 1, &T, &out), VF_ERR_NAME);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(registry),
                                     cmocka_unit_test(zif62),
                                     cmocka_unit_test(fragility),
                                     cmocka_unit_test(derivatives),
                                     cmocka_unit_test(cold_glass_is_finite),
                                     cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
