/* Arrhenius viscosity: eta = eta_inf exp(E / (R T)), the strong limit (fragility m = 12 - log10 eta_inf) of glass formers. */
#include "physics/constants.h"
#include "physics/viscosity_laws.h"
#include <math.h>

static VfStatus arrhenius_eval(const double p[], int n, const double T[], VfViscosityValue out[])
{
  const double eta_inf = p[0], slope = p[1] / VF_GAS_CONSTANT; /* [K] */
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double eta = eta_inf * exp(slope / T[i]);
    out[i]           = (VfViscosityValue){.eta = eta, .deta_dT = -eta * slope / (T[i] * T[i])};
  }
  return VF_OK;
}

const VfViscosityLaw vf_viscosity_arrhenius = {
    .name         = "arrhenius",
    .doc          = "eta = eta_inf exp(activation_energy / (R T))",
    .n_parameters = 2,
    .parameters   = {{"eta_inf", "Pa s", "viscosity at infinite temperature", 1e-120, 1e12},
                     {"activation_energy", "J/mol", "activation energy of flow", 0.0, 1e7}},
    .eval         = arrhenius_eval,
};
