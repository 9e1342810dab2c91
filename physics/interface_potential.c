#include "physics/interface_potential.h"
#include "physics/constants.h"
#include <math.h>

/* phi = a exp(-h/hs) - v/(h^2 + hc^2) */
static VfPotentialValue exponential_value(double a, double v, double hs, double hc, double h)
{
  const double e = a * exp(-h / hs), d = h * h + hc * hc;
  const double w = v > 0.0 || v < 0.0 ? v / d : 0.0; /* hc may be zero without a van der Waals term */
  if (!(w > 0.0 || w < 0.0)) return (VfPotentialValue){.phi = e, .dphi = -e / hs, .d2phi = e / (hs * hs)};
  return (VfPotentialValue){
      .phi   = e - w,
      .dphi  = -e / hs + 2.0 * h * w / d,
      .d2phi = e / (hs * hs) + 2.0 * w / d - 8.0 * h * h * w / (d * d),
  };
}

static VfStatus exponential_eval(const VfPotential *p, int n, const double h[], VfPotentialValue out[])
{
  const double v = p->hamaker / (12.0 * VF_PI); /* [J] */
  if (!(p->hs > 0.0 && isfinite(p->S) && isfinite(v))) return VF_ERR_ARGUMENT;
  if (fabs(v) > 0.0 && !(p->hc > 0.0)) return VF_ERR_ARGUMENT;
  const double a = fabs(v) > 0.0 ? p->S + v / (p->hc * p->hc) : p->S;
  for (int i = 0; i < n; i++) {
    if (!(h[i] >= 0.0 && h[i] < INFINITY)) return VF_ERR_DOMAIN;
    out[i] = exponential_value(a, v, p->hs, p->hc, h[i]);
  }
  return VF_OK;
}

static VfStatus power_eval(const VfPotential *p, int n, const double h[], VfPotentialValue out[])
{
  if (!(p->n > p->m && p->m > 1.0 && p->h0 > 0.0 && p->B >= 0.0 && isfinite(p->B))) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    if (!(h[i] > 0.0 && h[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double xm = pow(p->h0 / h[i], p->m), xn = pow(p->h0 / h[i], p->n);
    out[i] = (VfPotentialValue){
        .phi   = -p->B * h[i] * (xm / (p->m - 1.0) - xn / (p->n - 1.0)),
        .dphi  = p->B * (xm - xn),
        .d2phi = p->B * (p->n * xn - p->m * xm) / h[i],
    };
  }
  return VF_OK;
}

VfStatus vf_potential_eval(const VfPotential *potential, int n, const double h[], VfPotentialValue out[])
{
  switch (potential->law) {
  case VF_POTENTIAL_EXPONENTIAL:
    return exponential_eval(potential, n, h, out);
  case VF_POTENTIAL_POWER:
    return power_eval(potential, n, h, out);
  case VF_POTENTIAL_NONE:
    break;
  }
  for (int i = 0; i < n; i++) {
    if (!(h[i] >= 0.0 && h[i] < INFINITY)) return VF_ERR_DOMAIN;
    out[i] = (VfPotentialValue){.phi = 0.0, .dphi = 0.0, .d2phi = 0.0};
  }
  return VF_OK;
}
