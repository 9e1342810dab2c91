#include "physics/suspension.h"
#include <math.h>

static VfSuspensionFactor factor_value(double packing, double solid)
{
  if (!(solid > 0.0)) return (VfSuspensionFactor){.factor = 1.0, .dfactor_ds = 2.5}; /* most of the time, and a power less */
  const double gap = 1.0 - solid / packing;
  if (!(gap > 0.0)) return (VfSuspensionFactor){.factor = INFINITY, .dfactor_ds = 0.0};
  const double factor = pow(gap, -2.5 * packing);
  return (VfSuspensionFactor){.factor = factor, .dfactor_ds = 2.5 * factor / gap};
}

VfStatus vf_suspension_factor(double packing, int n, const double solid[], VfSuspensionFactor out[])
{
  if (!(packing > 0.0 && packing <= 1.0)) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    if (!(solid[i] >= 0.0 && solid[i] < INFINITY)) return VF_ERR_DOMAIN;
    out[i] = factor_value(packing, solid[i]);
  }
  return VF_OK;
}

VfStatus vf_suspension_viscosity(const VfSuspension *suspension, int n, const VfViscosityValue melt[], const double solid[],
                                 VfEffectiveViscosity out[])
{
  const double rigid = suspension->rigid;
  if (!(rigid > 0.0 && rigid < INFINITY)) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    VfSuspensionFactor f;
    const VfStatus     status = vf_suspension_factor(suspension->packing, 1, &solid[i], &f);
    if (status != VF_OK) return status;
    if (!(melt[i].eta > 0.0)) return VF_ERR_DOMAIN;
    const double eta = melt[i].eta * f.factor;
    if (eta < rigid) {
      out[i] = (VfEffectiveViscosity){eta, melt[i].deta_dT * f.factor, melt[i].eta * f.dfactor_ds, false};
    } else {
      out[i] = (VfEffectiveViscosity){rigid, 0.0, 0.0, true};
    }
  }
  return VF_OK;
}
