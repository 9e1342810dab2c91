/* Diagnostics of the glass from the means of a film: values by hand, and what is not known. */
#include "postproc/diag_glass.h"
#include "tests/unit/close.h"
#include <stdio.h>

static VfCase zif62(void)
{
  VfCase k                          = {0};
  k.melt.density                    = (VfProperty){.law = VF_PROPERTY_LINEAR, .c0 = 1250.0, .c1 = -0.375, .T_ref = 723.0};
  k.melt.density_glass              = (VfProperty){.law = VF_PROPERTY_LINEAR, .c0 = 1350.0, .c1 = -0.1215, .T_ref = 300.0};
  k.melt.density_crystal            = 1261.0;
  k.melt.glass_transition           = 598.15;
  k.melt.melting_temperature        = 708.15;
  k.melt.pellet_porosity            = 0.1;
  k.glass.youngs_modulus            = 6.6e9;
  k.glass.poisson_ratio             = 0.45;
  k.glass.fracture_toughness        = 1e5;
  k.glass.linear_expansion          = 3e-5;
  k.bath.linear_expansion           = 1.8e-5;
  k.bath.freezing_temperature       = 302.914;
  k.glass.decomposition_rate        = 1e-4;
  k.glass.decomposition_temperature = 723.0;
  k.glass.decomposition_energy      = 200e3;
  k.glass.decomposition_limit       = 1800.0;
  k.glass.transition_fall           = 8.0;
  return k;
}

/* A film at T with structure Tf: 2 mg over 1 cm2. */
static VfDiagnosticInput film(const VfView *view, double T, double Tf)
{
  VfDiagnosticInput in        = {.view = view};
  in.film.mass                = 2e-6;
  in.film.covered_area        = 1e-4;
  in.film.thickness_mean      = 15e-6;
  in.film.temperature         = T;
  in.film.fictive_temperature = Tf;
  in.film.decomposition       = -expm1(-0.18);
  return in;
}

static void glass(void **state)
{
  const VfCase            k          = zif62();
  const VfView            view       = {.kase = &k};
  const VfDiagnosticInput in         = film(&view, 293.15, 598.15);
  const double            glass_line = 1350.0 - 0.1215 * (298.15 - 300.0), at_Tg = 1350.0 - 0.1215 * 298.15;
  const double            melt = at_Tg * (1250.0 + 0.375 * 14.85) / (1250.0 + 0.375 * 124.85);

  (void)state;
  assert_close(diag_density(&in), 2e-6 / (1e-4 * 15e-6), 1e-14);
  assert_close(diag_density_glass(&in), glass_line, 1e-12);
  assert_close(diag_shrinkage_pellet_to_melt(&in), 1.0 - 0.9 * 1261.0 / melt, 1e-12);
  assert_close(diag_shrinkage_melt_to_glass(&in), 1.0 - melt / glass_line, 1e-12);
  assert_close((1.0 - diag_shrinkage_pellet_to_melt(&in)) * (1.0 - diag_shrinkage_melt_to_glass(&in)),
               1.0 - diag_shrinkage_pellet_to_glass(&in), 1e-12);
  assert_close(diag_equivalent_hold(&in), 1800.0, 1e-12);
  assert_close(diag_glass_transition_after_hold(&in), 590.15, 1e-12);
  assert_close(diag_thermal_stress(&in), 6.6e9 * 1.2e-5 * (302.914 - 293.15) / 0.55, 1e-12);
  assert_true(diag_critical_flaw(&in) > 1e-4);
}

/* A support takes the place of the bath's freezing point. */
static void solid(void **state)
{
  VfCase       k    = zif62();
  const VfView view = {.kase = &k};

  (void)state;
  k.bath.solid                  = true;
  k.bath.linear_expansion       = 8.1e-6;
  const VfDiagnosticInput in    = film(&view, 293.15, 600.0);
  const double            sigma = 6.6e9 * 2.19e-5 * (600.0 - 293.15) / 0.55;
  assert_close(diag_thermal_stress(&in), sigma, 1e-12);
  assert_close(diag_critical_flaw(&in), (1e5 / sigma) * (1e5 / sigma) / acos(-1.0), 1e-12);
}

/* A melt is no glass, a crystal has no structure, and a film held shortly keeps its Tg. */
static void unknown(void **state)
{
  const VfCase      k    = zif62();
  const VfView      view = {.kase = &k};
  VfDiagnosticInput in   = film(&view, 700.0, 700.0);

  (void)state;
  assert_true(isnan(diag_density_glass(&in)) && isnan(diag_shrinkage_melt_to_glass(&in)));
  assert_near(diag_thermal_stress(&in), 0.0, 0.0);
  assert_true(isinf(diag_critical_flaw(&in)));
  in = film(&view, 400.0, NAN);
  assert_true(isnan(diag_thermal_stress(&in)) && isnan(diag_critical_flaw(&in)) && isnan(diag_shrinkage_pellet_to_melt(&in)));
  in.film.decomposition = 0.0;
  assert_close(diag_glass_transition_after_hold(&in), 598.15, 0.0);
  in.film.decomposition = NAN;
  assert_true(isnan(diag_glass_transition_after_hold(&in)) && isnan(diag_equivalent_hold(&in)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(glass), cmocka_unit_test(solid), cmocka_unit_test(unknown)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
