/* MYEGA viscosity: log10(eta / 1 Pa s) = A + (12 - A)(Tg/T) exp[ (m/(12 - A) - 1)(Tg/T - 1) ],
   so that eta(Tg) = 1e12 Pa s and the slope of log10 eta over Tg/T at Tg is the fragility m.
   Mauro, Yue, Ellison, Gupta & Allan, PNAS 106, 19780 (2009), doi:10.1073/pnas.0911705106. */
#include "physics/viscosity_laws.h"
#include <math.h>

static VfStatus myega_eval(const double p[], int n, const double T[], VfViscosityValue out[])
{
  const double A = p[0], m = p[1], Tg = p[2], ln10 = log(10.0);
  const double rise = 12.0 - A, c = m / rise - 1.0;
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double x   = Tg / T[i];
    const double y   = rise * x * exp(c * (x - 1.0)); /* log10(eta/eta_inf) */
    const double eta = exp(ln10 * (A + y));
    out[i]           = (VfViscosityValue){.eta = eta, .deta_dT = -eta * ln10 * y * (1.0 + c * x) / T[i]};
  }
  return VF_OK;
}

const VfViscosityLaw vf_viscosity_myega = {
    .name         = "myega",
    .doc          = "log10 eta = A + (12 - A)(Tg/T) exp[(m/(12 - A) - 1)(Tg/T - 1)]; Mauro et al. 2009 doi:10.1073/pnas.0911705106",
    .n_parameters = 3,
    .parameters   = {{"log10_eta_inf", "1", "A, log10 of the viscosity (Pa s) at infinite temperature", -15.0, 10.0},
                     {"fragility", "1", "m, slope of log10 eta over Tg/T at Tg", 10.0, 300.0},
                     {"glass_transition", "K", "Tg, temperature at which the viscosity is 1e12 Pa s", 100.0, 3000.0}},
    .eval         = myega_eval,
};
