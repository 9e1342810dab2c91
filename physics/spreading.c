#include "physics/spreading.h"
#include <math.h>
#include <stdbool.h>

static bool spreading_usable(const VfSpreading *s)
{
  switch (s->closure) {
  case VF_CLOSURE_GIRIFALCO_GOOD:
    return s->interaction > 0.0 && isfinite(s->interaction);
  case VF_CLOSURE_TENSION:
    return s->gamma_mb >= 0.0 && isfinite(s->gamma_mb);
  case VF_CLOSURE_SPREADING:
    return isfinite(s->S);
  case VF_CLOSURE_ANGLE:
    return s->angle >= 0.0 && s->angle <= 3.1416;
  }
  return false;
}

static VfSpreadingValue spreading_value(const VfSpreading *s, double gm, double gb)
{
  VfSpreadingValue v = {.gamma_mb = s->gamma_mb, .dmb_dm = 0.0, .dmb_db = 0.0};
  if (s->closure == VF_CLOSURE_SPREADING) {
    return (VfSpreadingValue){.gamma_mb = gb - gm - s->S, .dmb_dm = -1.0, .dmb_db = 1.0, .S = s->S, .dS_dm = 0.0, .dS_db = 0.0};
  }
  if (s->closure == VF_CLOSURE_ANGLE) {
    const double slope = cos(s->angle) - 1.0;
    return (VfSpreadingValue){
        .gamma_mb = gb - gm - slope * gm, .dmb_dm = -1.0 - slope, .dmb_db = 1.0, .S = slope * gm, .dS_dm = slope, .dS_db = 0.0};
  }
  if (s->closure == VF_CLOSURE_GIRIFALCO_GOOD) {
    const double root = sqrt(gm * gb);
    v.gamma_mb        = gm + gb - 2.0 * s->interaction * root;
    v.dmb_dm          = 1.0 - s->interaction * root / gm;
    v.dmb_db          = 1.0 - s->interaction * root / gb;
  }
  v.S     = gb - gm - v.gamma_mb;
  v.dS_dm = -1.0 - v.dmb_dm;
  v.dS_db = 1.0 - v.dmb_db;
  return v;
}

VfStatus vf_spreading_eval(const VfSpreading *spreading, int n, const double gamma_m[], const double gamma_b[],
                           VfSpreadingValue out[])
{
  if (!spreading_usable(spreading)) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    if (!(gamma_m[i] > 0.0 && gamma_m[i] < INFINITY && gamma_b[i] > 0.0 && gamma_b[i] < INFINITY)) return VF_ERR_DOMAIN;
    out[i] = spreading_value(spreading, gamma_m[i], gamma_b[i]);
  }
  return VF_OK;
}

double vf_wenzel_spreading(double r, double gamma_m, double S)
{
  return gamma_m * (r * (1.0 + S / gamma_m) - 1.0);
}

double vf_reduced_gravity(double g, double rho, double rho_b)
{
  return g * (1.0 - rho / rho_b);
}

double vf_langmuir_thickness(double S, double rho, double g_reduced)
{
  if (!(S <= 0.0 && rho > 0.0 && g_reduced > 0.0)) return NAN;
  return sqrt(-2.0 * S / (rho * g_reduced));
}
