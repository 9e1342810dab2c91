#include "physics/density.h"
#include <math.h>

typedef struct {
  double rho, d_dT, d_dTf;
} Amorphous;

/* Glass of fictive temperature Tf at T; `scale` joins the melt line to the glass line. */
static VfStatus amorphous_value(const VfDensity *d, double scale, double T, double Tf, Amorphous *out)
{
  if (!(T > 0.0 && T < INFINITY && Tf > 0.0 && Tf < INFINITY)) return VF_ERR_DOMAIN;
  const VfPropertyValue melt    = vf_property_value(&d->melt, Tf);
  const VfPropertyValue glass_T = vf_property_value(&d->glass, T), glass_Tf = vf_property_value(&d->glass, Tf);
  if (!(melt.value > 0.0 && glass_T.value > 0.0 && glass_Tf.value > 0.0)) return VF_ERR_DOMAIN;
  const double rho = melt.value * scale * (glass_T.value / glass_Tf.value); /* the ratio is exactly 1 in equilibrium */
  *out             = (Amorphous){.rho   = rho,
                                 .d_dT  = rho * glass_T.d_dT / glass_T.value,
                                 .d_dTf = rho * (melt.d_dT / melt.value - glass_Tf.d_dT / glass_Tf.value)};
  return VF_OK;
}

static int usable(const VfDensity *d, double glass_Tg, double melt_Tg)
{
  return glass_Tg > 0.0 && melt_Tg > 0.0 && d->crystal > 0.0 && d->z >= 0.0 && d->z <= 1.0 && (d->z == 0.0 || d->zni > 0.0);
}

VfStatus vf_density_eval(const VfDensity *density, int n, const double T[], const double Tf[], const double X[],
                         VfDensityValue out[])
{
  const double glass_Tg = vf_property_at(&density->glass, density->Tg), melt_Tg = vf_property_at(&density->melt, density->Tg);
  if (!usable(density, glass_Tg, melt_Tg)) return VF_ERR_ARGUMENT;
  const double z = density->z, zni = z > 0.0 ? z / density->zni : 0.0;
  for (int i = 0; i < n; i++) {
    Amorphous      a;
    const VfStatus status = amorphous_value(density, glass_Tg / melt_Tg, T[i], Tf[i], &a);
    if (status != VF_OK) return status;
    if (!(X[i] >= 0.0 && X[i] <= 1.0)) return VF_ERR_DOMAIN;
    const double rho  = 1.0 / (zni + (1.0 - z) * (X[i] / density->crystal + (1.0 - X[i]) / a.rho));
    const double part = rho * rho * (1.0 - z) * (1.0 - X[i]) / (a.rho * a.rho);
    out[i]            = (VfDensityValue){
                   .rho      = rho,
                   .drho_dT  = part * a.d_dT,
                   .drho_dTf = part * a.d_dTf,
                   .drho_dX  = rho * rho * (1.0 - z) * (1.0 / a.rho - 1.0 / density->crystal),
    };
  }
  return VF_OK;
}
