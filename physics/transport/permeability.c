#include "physics/transport/permeability.h"
#include "physics/constants.h"
#include <math.h>

VfStatus vf_permeability(const VfPermeabilityLaw *law, const VfPenetrant *gas, double T, double p, VfPermeability *out)
{
  VfPoreLoading  loading;
  const VfStatus status = vf_pore_loading(&law->pore, gas, T, p, &loading);

  if (status) return status;
  const double RT = VF_GAS_CONSTANT * T, depth = VF_GAS_CONSTANT * gas->lj_well_depth;

  out->adsorbed     = loading.adsorbed;
  out->solubility   = exp(law->affinity * depth / RT + law->loading * loading.adsorbed);
  out->activated    = exp(-law->sieving * gas->diameter * gas->diameter / RT);
  out->knudsen      = law->knudsen * vf_penetrant_speed(gas, T);
  out->permeability = law->scale * out->solubility * (out->activated + out->knudsen);
  return isfinite(out->permeability) ? VF_OK : VF_ERR_DOMAIN;
}
