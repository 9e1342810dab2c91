/* What the laws of a case say of a measurement. */
#include "inputs/case_laws.h"
#include "physics/constants.h"
#include "solver/gas/gas_fit.h"
#include <math.h>
#include <string.h>

enum { TEMPERATURES = 6 };

/* One gas in the glass of a measurement, or in that below the line of a ratio, at a temperature. */
static bool in_glass(const VfCase *kase, int n, const VfPenetrant gases[], const VfMeasurement *m, bool below, double T,
                     VfGasInGlass *out)
{
  VfGlassModel       model = vf_case_glass_model(kase);
  const VfGlassPlace place = {.density = model.density_measured, .zni = below ? m->over_zni : m->zni};
  const char        *name  = below ? m->over : m->gas;

  model.methylated = below ? m->over_methylated : m->methylated;
  for (int k = 0; k < n; k++)
    if (!strcmp(gases[k].name, name))
      return !vf_gas_in_glass(&model, &place, &gases[k], !strcmp(name, kase->transport.site_gas), vf_case_sorption(kase, name), T,
                              out);
  return false;
}

static double activation_energy(const VfCase *kase, int n, const VfPenetrant gases[], const VfMeasurement *m)
{
  double x[TEMPERATURES], y[TEMPERATURES], mx = 0.0, my = 0.0, xx = 0.0, xy = 0.0;

  for (int k = 0; k < TEMPERATURES; k++) {
    const double T = m->T + (m->T_to - m->T) * k / (TEMPERATURES - 1);
    VfGasInGlass gas;

    if (!in_glass(kase, n, gases, m, false, T, &gas)) return (double)NAN;
    x[k] = 1.0 / T;
    y[k] = log(gas.permeability);
    mx += x[k] / TEMPERATURES;
    my += y[k] / TEMPERATURES;
  }
  for (int k = 0; k < TEMPERATURES; k++) {
    xx += (x[k] - mx) * (x[k] - mx);
    xy += (x[k] - mx) * (y[k] - my);
  }
  return -VF_GAS_CONSTANT * xy / xx;
}

double vf_measured_model(const VfCase *kase, int n, const VfPenetrant gases[], const VfMeasurement *m)
{
  VfGasInGlass gas, over;

  if (m->quantity == VF_MEASURED_ACTIVATION_ENERGY) return activation_energy(kase, n, gases, m);
  if (!in_glass(kase, n, gases, m, false, m->T, &gas)) return (double)NAN;
  if (m->over[0] && !in_glass(kase, n, gases, m, true, m->T, &over)) return (double)NAN;
  switch (m->quantity) {
  case VF_MEASURED_PERMEANCE:
    return gas.permeability / m->thickness;
  case VF_MEASURED_PERMEABILITY:
    return gas.permeability;
  case VF_MEASURED_SELECTIVITY:
    return gas.permeability / over.permeability;
  case VF_MEASURED_DIFFUSIVITY:
    return gas.diffusivity;
  case VF_MEASURED_DIFFUSIVITY_RATIO:
    return gas.diffusivity / over.diffusivity;
  case VF_MEASURED_ACTIVATION_ENERGY:
    break;
  }
  return (double)NAN;
}
