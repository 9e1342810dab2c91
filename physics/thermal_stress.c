#include "physics/thermal_stress.h"
#include "physics/constants.h"
#include <math.h>

VfStatus vf_thermal_stress_eval(const VfThermalStress *s, int n, const double T[], const double Tf[], VfThermalStressValue out[])
{
  if (!(s->E > 0.0 && s->E < INFINITY && s->nu > -1.0 && s->nu < 1.0 && s->toughness >= 0.0 && s->freezing > 0.0))
    return VF_ERR_ARGUMENT;
  if (!(fabs(s->film) < INFINITY && fabs(s->under) < INFINITY)) return VF_ERR_ARGUMENT;
  const double slope = s->E * (s->film - s->under) / (1.0 - s->nu);
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY && Tf[i] > 0.0 && Tf[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double set = fmin(Tf[i], s->freezing);
    if (T[i] >= set) {
      out[i] = (VfThermalStressValue){.flaw = INFINITY};
      continue;
    }
    const double sigma = slope * (set - T[i]), ratio = s->toughness / sigma;
    out[i] =
        (VfThermalStressValue){sigma, -slope, Tf[i] < s->freezing ? slope : 0.0, sigma > 0.0 ? ratio * ratio / VF_PI : INFINITY};
  }
  return VF_OK;
}
