#include "inputs/case_laws.h"
#include <math.h>
#include <string.h>

VfDensity vf_case_density(const VfCase *kase)
{
  const VfMelt *melt = &kase->melt;
  return (VfDensity){.melt    = melt->density,
                     .glass   = melt->density_glass,
                     .crystal = melt->density_crystal,
                     .Tg      = melt->glass_transition,
                     .z       = melt->zni_fraction,
                     .zni     = melt->zni_density};
}

VfDecomposition vf_case_decomposition(const VfCase *kase)
{
  const VfGlassSpec *glass = &kase->glass;
  return (VfDecomposition){.k_ref = glass->decomposition_rate,
                           .T_ref = glass->decomposition_temperature,
                           .E     = glass->decomposition_energy,
                           .fall  = glass->transition_fall};
}

VfThermalStress vf_case_thermal_stress(const VfCase *kase)
{
  const VfGlassSpec *glass = &kase->glass;
  return (VfThermalStress){.E         = glass->youngs_modulus,
                           .nu        = glass->poisson_ratio,
                           .toughness = glass->fracture_toughness,
                           .film      = glass->linear_expansion,
                           .under     = kase->bath.linear_expansion,
                           .freezing  = kase->bath.solid ? INFINITY : kase->bath.freezing_temperature};
}

VfGlassModel vf_case_glass_model(const VfCase *kase)
{
  VfGlassModel model = kase->transport.glass;

  model.densifies        = kase->transport.densification == VF_DENSIFICATION_ON;
  model.density_measured = vf_property_at(&kase->melt.density_glass, 298.15);
  return model;
}

const VfSorption *vf_case_sorption(const VfCase *kase, const char *gas)
{
  for (int i = 0; i < kase->transport.n_sorptions; i++)
    if (strcmp(kase->transport.sorptions[i].gas, gas) == 0) return &kase->transport.sorptions[i].law;
  return NULL;
}
