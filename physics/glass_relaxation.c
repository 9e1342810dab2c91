#include "physics/glass_relaxation.h"
#include "physics/constants.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

enum { TERMS = VF_RELAXATION_TERMS, SAMPLES = 200, SWEEPS = 4000, HALVINGS = 30 };

static const double log_tau_max = 600.0;
static const double tau_max = 1e260, tau_min = 1e-260; /* [s] colder glass does not relax either, and products stay finite */
static const double log_tau_step = 0.35;               /* change of ln(tau) over one step of the integrator */
static const double lag_small    = 1e-2; /* [K] a liquid close to equilibrium: the change of tau does not matter much */
static const double lag_none     = 1e-4; /* [K] one in equilibrium */
static const double move_small   = 1e-5; /* [K] a glass that hardly relaxes */
static const double move_none    = 1e-6; /* [K] one that does not, in one step */

static const double inverse_factorial[] = {
    1.0,         1.0,          1.0 / 2.0,     1.0 / 6.0,      1.0 / 24.0,      1.0 / 120.0,
    1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0, 1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0};

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

/* exp(-s), 0 <= s <= 40, within 2 units of the last place: 2^n exp(r), |r| <= ln(2)/2, without branches or calls, so that the loop over
   the terms runs in vectors. */
static inline double exp_falling(double s)
{
  const double one_over_ln2 = 1.4426950408889634, ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
  const double round   = 0x1.8p52; /* adding it leaves the integer in the lowest bits */
  const double shifted = -s * one_over_ln2 + round, n = shifted - round, r = -s - n * ln2_high - n * ln2_low;
  double       sum = 1.0 / 479001600.0, power;
  uint64_t     bits;

  for (int k = 12; k > 0; k--) sum = inverse_factorial[k - 1] + r * sum;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 1023) << 52;
  memcpy(&power, &bits, sizeof power);
  return sum * power;
}

/* Exact over dt at constant tau: with s = dt/(l tau), Tf_k += (T0 - Tf_k)(1 - e^-s) + (T1 - T0)[1 - (1 - e^-s)/s]. */
static void relax(const VfRelaxation *r, double T0, double T1, double dt, double tau, const double from[TERMS], double to[TERMS])
{
  for (int k = 0; k < TERMS; k++) {
    const double s = dt / (r->time[k] * tau), bounded = s < 40.0 ? s : 40.0;
    const double much = 1.0 - exp_falling(bounded), little = s * (1.0 - s * (0.5 - s * (1.0 / 6.0 - s / 24.0)));
    const double late_little = s * (0.5 - s * (1.0 / 6.0 - s * (1.0 / 24.0 - s / 120.0)));
    const double done = s > 1e-3 ? much : little, late = s > 1e-3 ? 1.0 - much / s : late_little;
    to[k] = from[k] + ((T0 - from[k]) * done + (T1 - T0) * late);
  }
}

/* One step with tau half way, Tf there from a first pass.  Returns the change of ln(tau) over it, 0 where that does not matter; that by
   Tf counts four times, since after a jump most of it comes early in the step, not evenly as that by T. */
static double step(const VfRelaxation *r, double T0, double T1, double dt, const double from[TERMS], double to[TERMS])
{
  const double Tm = 0.5 * (T0 + T1), Tf0 = vf_relaxation_fictive(r, from);
  double       first[TERMS];
  relax(r, T0, T1, dt, tau_of(r, Tm, Tf0), from, first);
  relax(r, T0, T1, dt, tau_of(r, Tm, 0.5 * (Tf0 + vf_relaxation_fictive(r, first))), from, to);
  const double Tf1 = vf_relaxation_fictive(r, to);
  if ((fabs(Tf0 - T0) < lag_small && fabs(Tf1 - T1) < lag_small) || fabs(Tf1 - Tf0) < move_small) return 0.0;
  return r->H / VF_GAS_CONSTANT * (r->x * fabs(1.0 / T1 - 1.0 / T0) + 4.0 * (1.0 - r->x) * fabs(1.0 / Tf1 - 1.0 / Tf0));
}

int vf_relaxation_follows(const VfRelaxation *r, double T0, double T1, double dt, double Tf)
{
  const double T_low = T0 < T1 ? T0 : T1, change = fabs(T1 - T0);
  if (!(T_low > 0.0 && Tf > 0.0 && dt > 0.0)) return 0;
  const double slowest = r->time[0] * tau_of(r, T_low, Tf < T_low ? Tf : T_low);
  return dt > 60.0 * slowest && change * slowest < lag_none * dt;
}

/* Whether nothing needs to be integrated: a liquid that is in equilibrium at the end of dt, or a glass in which nothing moves. */
static int settled(const VfRelaxation *r, double T0, double T1, double dt, double partial[TERMS])
{
  double low = partial[0], high = partial[0];
  for (int k = 1; k < TERMS; k++) {
    low  = partial[k] < low ? partial[k] : low; /* fmin is a call where NaN counts */
    high = partial[k] > high ? partial[k] : high;
  }
  const double T_low = fmin(T0, T1), T_high = fmax(T0, T1), gap = fmax(high, T_high) - fmin(low, T_low);
  if (vf_relaxation_follows(r, T0, T1, dt, low)) {
    for (int k = 0; k < TERMS; k++) partial[k] = T1;
    return 1;
  }
  return gap * dt < move_none * r->time[TERMS - 1] * tau_of(r, T_high, fmax(high, T_high));
}

VfStatus vf_relaxation_advance(const VfRelaxation *r, double T0, double T1, double dt, double partial[TERMS])
{
  const double smallest = ldexp(dt, -HALVINGS);
  double       done = 0.0, h = dt, to[TERMS];
  if (!usable(r)) return VF_ERR_ARGUMENT;
  if (!(T0 > 0.0 && T0 < INFINITY && T1 > 0.0 && T1 < INFINITY && dt >= 0.0 && dt < INFINITY)) return VF_ERR_DOMAIN;
  for (int k = 0; k < TERMS; k++)
    if (!(partial[k] > 0.0 && partial[k] < INFINITY)) return VF_ERR_DOMAIN;
  if (settled(r, T0, T1, dt, partial)) return VF_OK;
  while (done < dt) {
    const double end = done + h < dt ? done + h : dt; /* the last piece ends exactly at dt */
    const double a = T0 + (T1 - T0) * (done / dt), b = end < dt ? T0 + (T1 - T0) * (end / dt) : T1;
    const double change = step(r, a, b, end - done, partial, to);
    if (change > log_tau_step && h > smallest) {
      h = (end - done) * fmax(0.25, 0.9 * log_tau_step / change);
      continue;
    }
    memcpy(partial, to, sizeof to);
    done = end;
    h *= change < 0.5 * log_tau_step ? 2.0 : 1.0;
  }
  return VF_OK;
}
