#include "postproc/diag_glass.h"
#include "inputs/case_laws.h"
#include <math.h>
#include <stdio.h>

static const double room_temperature = 298.15; /* [K] at which the density of the glass is stated */

static double nothing(void)
{
  return (double)NAN;
}

/* Is the film a glass: below its transition, with something that has melted? */
static bool glassy(const VfDiagnosticInput *in)
{
  return isfinite(in->film.fictive_temperature) && in->film.temperature < in->view->kase->melt.glass_transition;
}

static double density(const VfDiagnosticInput *in, double T, double Tf, double X)
{
  const VfDensity law = vf_case_density(in->view->kase);
  VfDensityValue  out;

  return vf_density_eval(&law, 1, &T, &Tf, &X, &out) ? nothing() : out.rho;
}

static double density_pellet(const VfDiagnosticInput *in)
{
  return density(in, room_temperature, room_temperature, 1.0) * (1.0 - in->view->kase->melt.pellet_porosity);
}

/* All molten, at the melting temperature. */
static double density_melt(const VfDiagnosticInput *in)
{
  const double Tm = in->view->kase->melt.melting_temperature;

  return isfinite(in->film.fictive_temperature) ? density(in, Tm, Tm, 0.0) : nothing();
}

double diag_fictive_temperature(const VfDiagnosticInput *in)
{
  return in->film.fictive_temperature;
}

double diag_fictive_temperature_spread(const VfDiagnosticInput *in)
{
  return in->film.fictive_temperature_max - in->film.fictive_temperature_min;
}

double diag_cooling_rate(const VfDiagnosticInput *in)
{
  return in->film.cooling_rate;
}

double diag_density(const VfDiagnosticInput *in)
{
  return in->film.mass / (in->film.thickness_mean * in->film.covered_area);
}

double diag_density_glass(const VfDiagnosticInput *in)
{
  return glassy(in) ? density(in, room_temperature, in->film.fictive_temperature, in->film.crystal_fraction) : nothing();
}

double diag_shrinkage_pellet_to_melt(const VfDiagnosticInput *in)
{
  return 1.0 - density_pellet(in) / density_melt(in);
}

double diag_shrinkage_melt_to_glass(const VfDiagnosticInput *in)
{
  return 1.0 - density_melt(in) / diag_density_glass(in);
}

double diag_shrinkage_pellet_to_glass(const VfDiagnosticInput *in)
{
  return 1.0 - density_pellet(in) / diag_density_glass(in);
}

double diag_decomposition_progress(const VfDiagnosticInput *in)
{
  return in->film.decomposition;
}

double diag_equivalent_hold(const VfDiagnosticInput *in)
{
  const VfDecomposition law = vf_case_decomposition(in->view->kase);

  return vf_decomposition_hold(&law, in->film.decomposition);
}

double diag_glass_transition_after_hold(const VfDiagnosticInput *in)
{
  const VfDecomposition law = vf_case_decomposition(in->view->kase);

  /* the transition of the library is that of a film held shortly: less than a minute does not raise it */
  return in->view->kase->melt.glass_transition - fmax(vf_decomposition_fall(&law, in->film.decomposition), 0.0) +
         0.0 * in->film.decomposition; /* not known where that is not */
}

static bool stress(const VfDiagnosticInput *in, VfThermalStressValue *out)
{
  const VfThermalStress law = vf_case_thermal_stress(in->view->kase);

  return isfinite(in->film.fictive_temperature) &&
         !vf_thermal_stress_eval(&law, 1, &in->film.temperature, &in->film.fictive_temperature, out);
}

double diag_thermal_stress(const VfDiagnosticInput *in)
{
  VfThermalStressValue value;

  return stress(in, &value) ? value.sigma : nothing();
}

double diag_critical_flaw(const VfDiagnosticInput *in)
{
  VfThermalStressValue value;

  return stress(in, &value) ? value.flaw : nothing();
}

void vf_glass_warning(const VfCase *kase, const VfDiagnostics *values, char line[], size_t size)
{
  const double hold = vf_diagnostics_value(values, "equivalent_hold_s"), limit = kase->glass.decomposition_limit;
  const double Tg = vf_diagnostics_value(values, "glass_transition_after_hold_K");

  line[0] = '\0';
  if (!(hold > limit)) return;
  snprintf(line, size,
           "the melt decomposed as in %.3g min at %.0f K, over the %.3g min after which it foams: "
           "%.2g of it, and the glass transition falls by %.2g K to %.1f K",
           hold / 60.0, kase->glass.decomposition_temperature, limit / 60.0, vf_diagnostics_value(values, "decomposition_progress"),
           kase->melt.glass_transition - Tg, Tg);
}
