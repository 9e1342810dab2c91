/* Vogel-Fulcher-Tammann viscosity: log10(eta / 1 Pa s) = A + B/(T - T0) for T > T0, infinite at and below T0.
   Vogel, Phys. Z. 22, 645 (1921); Fulcher, J. Am. Ceram. Soc. 8, 339 (1925), doi:10.1111/j.1151-2916.1925.tb16731.x;
   Tammann & Hesse, Z. anorg. allg. Chem. 156, 245 (1926).  Fragility m = B Tg/(Tg - T0)^2. */
#include "physics/viscosity_laws.h"
#include <math.h>

static VfStatus vft_eval(const double p[], int n, const double T[], VfViscosityValue out[])
{
  const double A = p[0], B = p[1], T0 = p[2], ln10 = log(10.0);
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double dT = T[i] - T0;
    if (dT > 0.0) {
      const double eta = exp(ln10 * (A + B / dT));
      out[i]           = (VfViscosityValue){.eta = eta, .deta_dT = -eta * ln10 * B / (dT * dT)};
    } else {
      out[i] = (VfViscosityValue){.eta = INFINITY, .deta_dT = 0.0}; /* a quenched film passes T0: rigid, not an error */
    }
  }
  return VF_OK;
}

const VfViscosityLaw vf_viscosity_vft = {
    .name         = "vft",
    .doc          = "log10 eta = log10_eta_inf + B / (T - T0); Vogel 1921, Fulcher 1925, Tammann & Hesse 1926",
    .n_parameters = 3,
    .parameters   = {{"log10_eta_inf", "1", "log10 of the viscosity (Pa s) at infinite temperature", -15.0, 10.0},
                     {"B", "K", "slope", 1.0, 1e6},
                     {"T0", "K", "temperature at which the viscosity diverges", 0.0, 2000.0}},
    .eval         = vft_eval,
};
