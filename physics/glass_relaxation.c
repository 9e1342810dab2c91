#include "physics/glass_relaxation.h"
#include "physics/constants.h"
#include <math.h>

enum { TERMS = VF_RELAXATION_TERMS, SAMPLES = 200, SWEEPS = 4000 };

static const double log_tau_max = 600.0;
static const double tau_max = 1e260, tau_min = 1e-260; /* [s] colder glass does not relax either, and products stay finite */

VfStatus vf_relaxation_reference(const VfViscosity *viscosity, double eta, double T_else, VfRelaxationReference *out)
{
  double           low = 50.0, high = 3000.0, T = T_else;
  VfViscosityValue at_low, at_high, value;

  /* a law may fail far below its glass transition (vft at T0): raise the lower end until it does not */
  while (low < high && vf_viscosity_eval(viscosity, 1, &low, &at_low) != VF_OK) low += 10.0;
  const VfStatus status = vf_viscosity_eval(viscosity, 1, &high, &at_high);
  if (status != VF_OK) return status;
  if (low < high && at_low.eta >= eta && at_high.eta < eta) {
    while (high - low > 1e-9 * high) {
      T = 0.5 * (low + high);
      if (vf_viscosity_eval(viscosity, 1, &T, &value) != VF_OK) return VF_ERR_DOMAIN;
      if (value.eta >= eta)
        low = T;
      else
        high = T;
    }
  }
  if (vf_viscosity_eval(viscosity, 1, &T, &value) != VF_OK) return VF_ERR_DOMAIN;
  *out = (VfRelaxationReference){.T = T, .H = -VF_GAS_CONSTANT * T * T * value.deta_dT / value.eta};
  return VF_OK;
}

/* Normal equations of the least squares over logarithmic samples of xi; one more row asks for sum w = 1. */
static void normal_equations(const VfRelaxation *r, double tail, double G[TERMS][TERMS], double c[TERMS])
{
  const double first = log(r->time[TERMS - 1]) - 0.5 * log(10.0), last = log(tail) / r->beta + log(2.0), heavy = 9.0;
  for (int k = 0; k < TERMS; k++) {
    c[k] = heavy;
    for (int j = 0; j < TERMS; j++) G[k][j] = heavy;
  }
  for (int s = 0; s < SAMPLES; s++) {
    const double xi = exp(first + (last - first) * s / (SAMPLES - 1)), M = exp(-pow(xi, r->beta));
    double       a[TERMS];
    for (int k = 0; k < TERMS; k++) a[k] = exp(-xi / r->time[k]);
    for (int k = 0; k < TERMS; k++) {
      c[k] += a[k] * M;
      for (int j = 0; j < TERMS; j++) G[k][j] += a[k] * a[j];
    }
  }
}

VfStatus vf_relaxation_prony(VfRelaxation *r)
{
  const double tail = 6.0, fast = 3e-3; /* -ln M and 1 - M between which the times are spread */
  double       G[TERMS][TERMS], c[TERMS], sum = 0.0;
  if (!(r->beta >= 0.4 && r->beta <= 1.0)) return VF_ERR_ARGUMENT;
  /* slowest rate: that of M where it has fallen to exp(-tail) */
  const double slowest = pow(tail, (1.0 - r->beta) / r->beta) / r->beta, fastest = pow(fast, 1.0 / r->beta);
  for (int k = 0; k < TERMS; k++) {
    r->time[k]   = slowest * pow(fastest / slowest, (double)k / (TERMS - 1));
    r->weight[k] = 1.0 / TERMS;
  }
  normal_equations(r, tail, G, c);
  for (int sweep = 0; sweep < SWEEPS; sweep++) { /* coordinate descent: converges to the non-negative least squares */
    for (int k = 0; k < TERMS; k++) {
      double residual = c[k];
      for (int j = 0; j < TERMS; j++) residual -= G[k][j] * r->weight[j];
      r->weight[k] = fmax(0.0, r->weight[k] + residual / G[k][k]);
    }
  }
  for (int k = 0; k < TERMS; k++) sum += r->weight[k];
  for (int k = 0; k < TERMS; k++) r->weight[k] /= sum;
  return VF_OK;
}

static double tau_of(const VfRelaxation *r, double T, double Tf)
{
  const double exponent = r->H / VF_GAS_CONSTANT * (r->x / T + (1.0 - r->x) / Tf - 1.0 / r->T_ref);
  const double tau      = r->tau_ref * exp(exponent < log_tau_max ? exponent : log_tau_max);
  return tau < tau_max ? (tau > tau_min ? tau : tau_min) : tau_max;
}

static int usable(const VfRelaxation *r)
{
  return r->H >= 0.0 && r->H < INFINITY && r->x >= 0.0 && r->x <= 1.0 && r->T_ref > 0.0 && r->T_ref < INFINITY &&
         r->tau_ref > 0.0 && r->tau_ref < INFINITY;
}

VfStatus vf_relaxation_time(const VfRelaxation *r, int n, const double T[], const double Tf[], VfRelaxationTime out[])
{
  if (!usable(r)) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY && Tf[i] > 0.0 && Tf[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double tau = tau_of(r, T[i], Tf[i]), H = r->H / VF_GAS_CONSTANT;
    out[i] = (VfRelaxationTime){tau, -tau * H * r->x / (T[i] * T[i]), -tau * H * (1.0 - r->x) / (Tf[i] * Tf[i])};
  }
  return VF_OK;
}

double vf_relaxation_fictive(const VfRelaxation *r, const double partial[TERMS])
{
  double sum = 0.0; /* of differences: equal terms give back their value exactly */
  for (int k = 1; k < TERMS; k++) sum += r->weight[k] * (partial[k] - partial[0]);
  return partial[0] + sum;
}
