#include "physics/interface_potential.h"
#include "physics/constants.h"
#include <math.h>
#include <stdbool.h>

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

enum { STRETCH = 64 };

/* out = x^exponent of at most STRETCH numbers: whole exponents by squaring, which vectorises and is ten times as fast as pow. */
static inline void raise(int n, const double x[], double exponent, double out[])
{
  double square[STRETCH];

  if (exponent != floor(exponent) || exponent > 64.0) {
    for (int i = 0; i < n; i++) out[i] = pow(x[i], exponent);
    return;
  }
  for (int i = 0; i < n; i++) square[i] = x[i];
  for (int i = 0; i < n; i++) out[i] = 1.0;
  for (int e = (int)exponent; e > 0; e /= 2) {
    if (e % 2)
      for (int i = 0; i < n; i++) out[i] *= square[i];
    if (e > 1)
      for (int i = 0; i < n; i++) square[i] *= square[i];
  }
}

static bool power_is_valid(const VfPotential *p)
{
  return p->n > p->m && p->m > 1.0 && p->h0 > 0.0 && p->B >= 0.0 && isfinite(p->B);
}

/* x = h0/h of at most STRETCH thicknesses, and x^m, x^n.  Says whether one is beyond the law. */
static inline int powers(const VfPotential *p, int n, const double *restrict h, double x[], double xm[], double xn[])
{
  int bad = 0;

  for (int i = 0; i < n; i++) {
    bad |= !(h[i] > 0.0 && h[i] < INFINITY);
    x[i] = p->h0 / h[i];
  }
  raise(n, x, p->m, xm);
  raise(n, x, p->n, xn);
  return bad;
}

static VfStatus power_slopes(const VfPotential *p, int n, const double *restrict h, double *restrict dphi, double *restrict d2phi)
{
  double x[STRETCH], xm[STRETCH], xn[STRETCH];
  int    bad = 0;

  if (!power_is_valid(p)) return VF_ERR_ARGUMENT;
  for (int first = 0; first < n; first += STRETCH) {
    const int k = n - first < STRETCH ? n - first : STRETCH;

    bad |= powers(p, k, h + first, x, xm, xn);
    for (int i = 0; i < k; i++) {
      dphi[first + i]  = p->B * (xm[i] - xn[i]);
      d2phi[first + i] = p->B / p->h0 * (p->n * xn[i] - p->m * xm[i]) * x[i];
    }
  }
  return bad ? VF_ERR_DOMAIN : VF_OK;
}

static VfStatus power_energies(const VfPotential *p, int n, const double *restrict h, double *restrict phi)
{
  double x[STRETCH], xm[STRETCH], xn[STRETCH];
  int    bad = 0;

  if (!power_is_valid(p)) return VF_ERR_ARGUMENT;
  const double a = -p->B / (p->m - 1.0), b = p->B / (p->n - 1.0);

  for (int first = 0; first < n; first += STRETCH) {
    const int k = n - first < STRETCH ? n - first : STRETCH;

    bad |= powers(p, k, h + first, x, xm, xn);
    for (int i = 0; i < k; i++) phi[first + i] = h[first + i] * (a * xm[i] + b * xn[i]);
  }
  return bad ? VF_ERR_DOMAIN : VF_OK;
}

static VfStatus power_eval(const VfPotential *p, int n, const double h[], VfPotentialValue out[])
{
  if (!power_is_valid(p)) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    if (!(h[i] > 0.0 && h[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double x = p->h0 / h[i];
    double       xm, xn;

    raise(1, &x, p->m, &xm);
    raise(1, &x, p->n, &xn);
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

VfStatus vf_potential_slopes(const VfPotential *potential, int n, const double h[], double dphi[], double d2phi[])
{
  if (potential->law == VF_POTENTIAL_POWER) return power_slopes(potential, n, h, dphi, d2phi);
  for (int i = 0; i < n; i++) {
    VfPotentialValue value;
    const VfStatus   status = vf_potential_eval(potential, 1, &h[i], &value);

    if (status) return status;
    dphi[i]  = value.dphi;
    d2phi[i] = value.d2phi;
  }
  return VF_OK;
}

VfStatus vf_potential_energies(const VfPotential *potential, int n, const double h[], double phi[])
{
  if (potential->law == VF_POTENTIAL_POWER) return power_energies(potential, n, h, phi);
  for (int i = 0; i < n; i++) {
    VfPotentialValue value;
    const VfStatus   status = vf_potential_eval(potential, 1, &h[i], &value);

    if (status) return status;
    phi[i] = value.phi;
  }
  return VF_OK;
}
