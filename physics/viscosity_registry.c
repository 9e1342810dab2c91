#include "physics/viscosity_laws.h"
#include <string.h>

/* Cold glass is as stiff as this and no stiffer, so that sums and ratios of viscosities stay finite. */
static const double eta_max = 1e30; /* [Pa s] */

static const VfViscosityLaw *const laws[] = {
    &vf_viscosity_constant, &vf_viscosity_arrhenius, &vf_viscosity_vft, &vf_viscosity_myega, NULL,
};

const VfViscosityLaw *const *vf_viscosity_laws(void)
{
  return laws;
}

const VfViscosityLaw *vf_viscosity_find(const char *name)
{
  for (const VfViscosityLaw *const *law = laws; *law; law++) {
    if (strcmp((*law)->name, name) == 0) return *law;
  }
  return NULL;
}

VfStatus vf_viscosity_eval(const VfViscosity *viscosity, int n, const double T[], VfViscosityValue out[])
{
  const VfViscosityLaw *law = viscosity->law;
  if (!law) return VF_ERR_NAME;
  for (int k = 0; k < law->n_parameters; k++) {
    if (!(viscosity->p[k] >= law->parameters[k].low && viscosity->p[k] <= law->parameters[k].high)) return VF_ERR_ARGUMENT;
  }
  const VfStatus status = law->eval(viscosity->p, n, T, out);
  if (status != VF_OK) return status;
  for (int i = 0; i < n && viscosity->scale > 0.0; i++) {
    out[i].eta *= viscosity->scale;
    out[i].deta_dT *= viscosity->scale;
  }
  for (int i = 0; i < n; i++) {
    if (!(out[i].eta < eta_max)) out[i] = (VfViscosityValue){.eta = eta_max, .deta_dT = 0.0};
  }
  return VF_OK;
}
