/* Constant viscosity, for verification and for isothermal studies. */
#include "physics/viscosity_laws.h"
#include <math.h>

static VfStatus constant_eval(const double p[], int n, const double T[], VfViscosityValue out[])
{
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN;
    out[i] = (VfViscosityValue){.eta = p[0], .deta_dT = 0.0};
  }
  return VF_OK;
}

const VfViscosityLaw vf_viscosity_constant = {
    .name         = "constant",
    .doc          = "eta = eta",
    .n_parameters = 1,
    .parameters   = {{"eta", "Pa s", "viscosity at every temperature", 1e-6, 1e30}},
    .eval         = constant_eval,
};
