#include "physics/transport/glass_gas.h"
#include "physics/transport/densification.h"
#include <stddef.h>

/* Concentration over pressure of what moves, at the reference pressure. */
static double mobile_slope(const VfIsotherm *isotherm, double pressure)
{
  double c;

  vf_sorption_mobile(1, isotherm, &pressure, &c);
  return c / pressure;
}

VfStatus vf_gas_in_glass(const VfGlassModel *model, const VfGlassPlace *place, const VfPenetrant *gas, int carried,
                         const VfSorption *sorption, double T, VfGasInGlass *out)
{
  VfPermeabilityLaw law = model->law;
  VfPermeability    bare;

  if (model->densifies)
    law.pore.diameter = vf_densified_diameter(law.pore.diameter, model->density_measured, place->density, model->density_skeletal);
  if (!(law.pore.diameter > 0.0)) return VF_ERR_DOMAIN;
  const VfStatus status = vf_permeability(&law, gas, T, model->reference_pressure, &bare);
  if (status) return status;

  const double open   = vf_open_sites_fraction(&model->sites, model->methylated, place->zni);
  const double factor = carried ? vf_open_sites_factor(&model->sites, open, T) : 1.0;

  out->permeability = bare.permeability * factor;
  if (sorption) {
    out->isotherm      = vf_sorption_at(sorption, T);
    const double slope = mobile_slope(&out->isotherm, model->reference_pressure);
    if (sorption->diffusivity > 0.0) out->permeability = vf_sorption_diffusivity(sorption, T) * slope;
    out->diffusivity = out->permeability / slope;
  } else {
    out->diffusivity = model->diffusivity * (bare.activated + bare.knudsen) * factor;
    out->isotherm    = (VfIsotherm){.henry = out->permeability / out->diffusivity, .mobile = 1.0};
  }
  return VF_OK;
}

void vf_film_flux(int n, const VfGasInGlass gases[], const double feed[], const double permeate[], double flux[])
{
  VfIsotherm isotherm[VF_MIXTURE_MAX] = {{0}};
  double     high[VF_MIXTURE_MAX], low[VF_MIXTURE_MAX];

  for (int i = 0; i < n; i++) isotherm[i] = gases[i].isotherm;
  vf_sorption_mobile(n, isotherm, feed, high);
  vf_sorption_mobile(n, isotherm, permeate, low);
  for (int i = 0; i < n; i++) flux[i] = gases[i].diffusivity * (high[i] - low[i]);
}
