#include "physics/density.h"
#include <math.h>

/* Amorphous density at one temperature; `scale` joins the melt line to the glass line. */
static VfStatus amorphous_value(const VfDensity *d, double scale, double T, VfPropertyValue *out)
{
  const int      molten = T > d->Tg;
  const VfStatus status = vf_property_eval(molten ? &d->melt : &d->glass, 1, &T, out);
  if (status != VF_OK) return status;
  if (molten) {
    out->value *= scale;
    out->d_dT *= scale;
  }
  return out->value > 0.0 ? VF_OK : VF_ERR_DOMAIN;
}

VfStatus vf_density_eval(const VfDensity *density, int n, const double T[], const double X[], VfDensityValue out[])
{
  const double glass_Tg = vf_property_at(&density->glass, density->Tg), melt_Tg = vf_property_at(&density->melt, density->Tg);
  if (!(glass_Tg > 0.0 && melt_Tg > 0.0 && density->crystal > 0.0)) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    VfPropertyValue amorphous;
    const VfStatus  status = amorphous_value(density, glass_Tg / melt_Tg, T[i], &amorphous);
    if (status != VF_OK) return status;
    if (!(X[i] >= 0.0 && X[i] <= 1.0)) return VF_ERR_DOMAIN;
    const double rho = 1.0 / (X[i] / density->crystal + (1.0 - X[i]) / amorphous.value);
    out[i]           = (VfDensityValue){
                  .rho     = rho,
                  .drho_dT = rho * rho * (1.0 - X[i]) * amorphous.d_dT / (amorphous.value * amorphous.value),
                  .drho_dX = rho * rho * (1.0 / amorphous.value - 1.0 / density->crystal),
    };
  }
  return VF_OK;
}
