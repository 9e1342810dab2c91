/* The integrator of glass_relaxation.h, for several glasses at once: lanes are side by side in vectors, each with a step of its own. */
#include "physics/constants.h"
#include "physics/glass_relaxation.h"
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { TERMS = VF_RELAXATION_TERMS, LANES = VF_RELAXATION_LANES, HALVINGS = 30 };

static const double log_tau_max  = 600.0; /* colder glass does not relax either, and products stay finite */
static const double log_tau_step = 0.35;  /* change of ln(tau) over one step of the integrator */
static const double lag_small    = 1e-2;  /* [K] a liquid close to equilibrium: the change of tau does not matter much */
static const double lag_none     = 1e-4;  /* [K] one in equilibrium */
static const double move_small   = 1e-5;  /* [K] a glass that hardly relaxes */
static const double move_none    = 1e-6;  /* [K] one that does not, in one step */

static const double inverse_factorial[] = {
    1.0,         1.0,          1.0 / 2.0,     1.0 / 6.0,      1.0 / 24.0,      1.0 / 120.0,
    1.0 / 720.0, 1.0 / 5040.0, 1.0 / 40320.0, 1.0 / 362880.0, 1.0 / 3628800.0, 1.0 / 39916800.0};

/* Several glasses, each over a piece of time of its own. */
typedef struct {
  double T0[LANES], T1[LANES]; /* [K] */
  double dt[LANES];            /* [s] */
} Piece;

static inline double larger(double a, double b)
{
  return a > b ? a : b;
}
static inline double smaller(double a, double b)
{
  return a < b ? a : b;
}

/* exp(x), |x| <= 700, within 2 units of the last place: 2^n exp(r), |r| <= ln(2)/2, without branches or calls, so that loops run in
   vectors. */
static inline double exp_bounded(double x)
{
  const double one_over_ln2 = 1.4426950408889634, ln2_high = 6.93147180369123816490e-01, ln2_low = 1.90821492927058770002e-10;
  const double round   = 0x1.8p52; /* adding it leaves the integer in the lowest bits */
  const double shifted = x * one_over_ln2 + round, n = shifted - round, r = x - n * ln2_high - n * ln2_low;
  double       sum = 1.0 / 479001600.0, power;
  uint64_t     bits;

  for (int k = 12; k > 0; k--) sum = inverse_factorial[k - 1] + r * sum;
  memcpy(&bits, &shifted, sizeof bits);
  bits = (bits + 1023) << 52;
  memcpy(&power, &bits, sizeof power);
  return sum * power;
}

void vf_relaxation_fictive_lanes(const VfRelaxation *r, double partial[TERMS][LANES], double Tf[LANES])
{
  double sum[LANES] = {0.0}; /* of differences: equal terms give back their value exactly */

  for (int k = 1; k < TERMS; k++) {
    for (int l = 0; l < LANES; l++) sum[l] += r->weight[k] * (partial[k][l] - partial[0][l]);
  }
  for (int l = 0; l < LANES; l++) Tf[l] = partial[0][l] + sum[l];
}

static inline double tau_of(const VfRelaxation *r, double T, double Tf)
{
  const double exponent = r->H / VF_GAS_CONSTANT * (r->x / T + (1.0 - r->x) / Tf - 1.0 / r->T_ref);

  return r->tau_ref * exp_bounded(larger(smaller(exponent, log_tau_max), -log_tau_max));
}

static void taus(const VfRelaxation *r, const double T[LANES], const double Tf[LANES], double tau[LANES])
{
  for (int l = 0; l < LANES; l++) tau[l] = tau_of(r, T[l], Tf[l]);
}

/* lag: of the term furthest from T at the start [K]; slowest: longest time of a term [s]. */
static inline bool is_followed(double lag, double change, double dt, double slowest)
{
  return (lag < lag_none || dt > 60.0 * slowest) && change * slowest < lag_none * dt;
}

int vf_relaxation_follows(const VfRelaxation *r, double T, double change, double dt, double Tf, double lag)
{
  if (!(T > 0.0 && Tf > 0.0 && dt > 0.0)) return 0;
  return is_followed(lag, change, dt, r->time[0] * tau_of(r, T, smaller(Tf, T)));
}

int vf_relaxation_frozen(const VfRelaxation *r, double T_high, double dt, double Tf)
{
  const double furthest = 1000.0; /* [K] */

  return furthest * dt < move_none * r->time[TERMS - 1] * tau_of(r, T_high, larger(Tf, T_high));
}

/* Exact over dt at constant tau: with s = dt/(l tau), Tf_k += (T0 - Tf_k)(1 - e^-s) + (T1 - T0)[1 - (1 - e^-s)/s].
   One loop over terms and lanes: loops over the lanes alone would be unrolled and not run in vectors. */
static void relax_all(int n, const double *restrict share, const double *restrict T0, const double *restrict jump,
                      const double *restrict from, double *restrict to)
{
  for (int i = 0; i < n; i++) {
    const double s = share[i], much = 1.0 - exp_bounded(-smaller(s, 40.0));
    const double little      = s * (1.0 - s * (0.5 - s * (1.0 / 6.0 - s / 24.0)));
    const double late_little = s * (0.5 - s * (1.0 / 6.0 - s * (1.0 / 24.0 - s / 120.0)));
    const double done = s > 1e-3 ? much : little, late = s > 1e-3 ? 1.0 - much / s : late_little;

    to[i] = from[i] + ((T0[i] - from[i]) * done + jump[i] * late);
  }
}

static void relax(const VfRelaxation *r, const Piece *p, const double tau[LANES], double from[TERMS][LANES],
                  double to[TERMS][LANES])
{
  double share[TERMS][LANES], T0[TERMS][LANES], jump[TERMS][LANES], whole[LANES];

  for (int l = 0; l < LANES; l++) whole[l] = p->dt[l] / tau[l];
  for (int k = 0; k < TERMS; k++) {
    const double rate = 1.0 / r->time[k];

    for (int l = 0; l < LANES; l++) {
      share[k][l] = rate * whole[l];
      T0[k][l]    = p->T0[l];
      jump[k][l]  = p->T1[l] - p->T0[l];
    }
  }
  relax_all(TERMS * LANES, share[0], T0[0], jump[0], from[0], to[0]);
}

/* One step with tau half way, Tf there from a first pass.  @param change of ln(tau) over it, 0 where that does not matter; that by Tf
   counts four times, since after a jump most of it comes early in the step, not evenly as that by T. */
static void step(const VfRelaxation *r, const Piece *p, double from[TERMS][LANES], double to[TERMS][LANES], double change[LANES])
{
  const double H = r->H / VF_GAS_CONSTANT;
  double       Tm[LANES], Tf0[LANES], Tf1[LANES], tau[LANES], first[TERMS][LANES];

  vf_relaxation_fictive_lanes(r, from, Tf0);
  for (int l = 0; l < LANES; l++) Tm[l] = 0.5 * (p->T0[l] + p->T1[l]);
  taus(r, Tm, Tf0, tau);
  relax(r, p, tau, from, first);
  vf_relaxation_fictive_lanes(r, first, Tf1);
  for (int l = 0; l < LANES; l++) Tf1[l] = 0.5 * (Tf0[l] + Tf1[l]);
  taus(r, Tm, Tf1, tau);
  relax(r, p, tau, from, to);
  vf_relaxation_fictive_lanes(r, to, Tf1);
  for (int l = 0; l < LANES; l++) {
    const bool   near = fabs(Tf0[l] - p->T0[l]) < lag_small && fabs(Tf1[l] - p->T1[l]) < lag_small;
    const double much = H * (r->x * fabs(1.0 / p->T1[l] - 1.0 / p->T0[l]) + 4.0 * (1.0 - r->x) * fabs(1.0 / Tf1[l] - 1.0 / Tf0[l]));

    change[l] = near || fabs(Tf1[l] - Tf0[l]) < move_small ? 0.0 : much;
  }
}

/* What need not be integrated: liquids that are in equilibrium at the end of dt, and glasses in which nothing moves. */
static void settle(const VfRelaxation *r, const double T0[LANES], const double T1[LANES], double dt, double partial[TERMS][LANES],
                   VfStructureFate fate[LANES])
{
  double low[LANES], high[LANES], T_low[LANES], T_high[LANES], gap[LANES], lag[LANES], slow[LANES], fast[LANES];

  for (int l = 0; l < LANES; l++) {
    T_low[l]  = smaller(T0[l], T1[l]);
    T_high[l] = larger(T0[l], T1[l]);
    low[l] = high[l] = partial[0][l];
  }
  for (int k = 1; k < TERMS; k++) {
    for (int l = 0; l < LANES; l++) {
      low[l]  = smaller(low[l], partial[k][l]);
      high[l] = larger(high[l], partial[k][l]);
    }
  }
  for (int l = 0; l < LANES; l++) {
    lag[l]  = larger(high[l] - T0[l], T0[l] - low[l]);
    low[l]  = smaller(low[l], T_low[l]);
    high[l] = larger(high[l], T_high[l]);
    gap[l]  = high[l] - low[l];
  }
  taus(r, T_low, low, slow);
  taus(r, T_high, high, fast);
  for (int l = 0; l < LANES; l++) {
    if (fate[l] != VF_STRUCTURE_RELAXES) continue;
    if (is_followed(lag[l], fabs(T1[l] - T0[l]), dt, r->time[0] * slow[l]))
      fate[l] = VF_STRUCTURE_LIQUID;
    else if (gap[l] * dt < move_none * r->time[TERMS - 1] * fast[l])
      fate[l] = VF_STRUCTURE_KEEPS;
  }
  for (int k = 0; k < TERMS; k++) {
    for (int l = 0; l < LANES; l++) partial[k][l] = fate[l] == VF_STRUCTURE_LIQUID ? T1[l] : partial[k][l];
  }
}

static bool is_temperature(double T)
{
  return T > 0.0 && T < INFINITY;
}

static VfStatus check(const VfRelaxation *r, const double T0[LANES], const double T1[LANES], double dt,
                      double partial[TERMS][LANES])
{
  int bad = !(dt >= 0.0 && dt < INFINITY);

  if (vf_relaxation_time(r, 0, NULL, NULL, NULL)) return VF_ERR_ARGUMENT;
  for (int l = 0; l < LANES; l++) bad |= !(is_temperature(T0[l]) && is_temperature(T1[l]));
  for (int k = 0; k < TERMS; k++) {
    for (int l = 0; l < LANES; l++) bad |= !is_temperature(partial[k][l]);
  }
  return bad ? VF_ERR_DOMAIN : VF_OK;
}

/* Where the lanes are in their dt. */
typedef struct {
  double done[LANES], end[LANES]; /* [s] that is behind; where the piece under way ends */
  double h[LANES];                /* [s] that a piece may last */
} Progress;

/* The next piece of every lane; the last one ends exactly at dt.  @return something is left to do */
static bool next_pieces(const double T0[LANES], const double T1[LANES], double dt, const VfStructureFate fate[LANES], Progress *at,
                        Piece *p)
{
  bool left = false;

  for (int l = 0; l < LANES; l++) {
    at->end[l] = at->done[l] + at->h[l] < dt ? at->done[l] + at->h[l] : dt;
    p->dt[l]   = at->end[l] - at->done[l];
    p->T0[l]   = T0[l] + (T1[l] - T0[l]) * (at->done[l] / dt);
    p->T1[l]   = at->end[l] < dt ? T0[l] + (T1[l] - T0[l]) * (at->end[l] / dt) : T1[l];
    left |= fate[l] == VF_STRUCTURE_RELAXES && at->done[l] < dt;
  }
  return left;
}

/* Takes the result of a piece, or has it tried again shorter. */
static void judge(double dt, const Piece *p, const double change[LANES], double to[TERMS][LANES], const VfStructureFate fate[LANES],
                  Progress *at, double partial[TERMS][LANES])
{
  const double smallest = ldexp(dt, -HALVINGS);
  bool         taken[LANES];

  for (int l = 0; l < LANES; l++) {
    const bool open = fate[l] == VF_STRUCTURE_RELAXES && at->done[l] < dt;

    taken[l] = open && !(change[l] > log_tau_step && at->h[l] > smallest);
    if (open && !taken[l]) at->h[l] = p->dt[l] * larger(0.25, 0.9 * log_tau_step / change[l]);
    if (!taken[l]) continue;
    at->done[l] = at->end[l];
    at->h[l] *= change[l] < 0.5 * log_tau_step ? 2.0 : 1.0;
  }
  for (int k = 0; k < TERMS; k++) {
    for (int l = 0; l < LANES; l++) partial[k][l] = taken[l] ? to[k][l] : partial[k][l];
  }
}

VfStatus vf_relaxation_advance_lanes(const VfRelaxation *r, const double T0[LANES], const double T1[LANES], double dt,
                                     double partial[TERMS][LANES], VfStructureFate fate[LANES])
{
  const VfStatus status = check(r, T0, T1, dt, partial);
  Progress       at     = {{0.0}, {0.0}, {0.0}};
  Piece          piece;
  double         to[TERMS][LANES], change[LANES];

  if (status || !(dt > 0.0)) return status;
  for (int l = 0; l < LANES; l++) at.h[l] = dt;
  settle(r, T0, T1, dt, partial, fate);
  while (next_pieces(T0, T1, dt, fate, &at, &piece)) {
    step(r, &piece, partial, to, change);
    judge(dt, &piece, change, to, fate, &at, partial);
  }
  return VF_OK;
}

VfStatus vf_relaxation_advance(const VfRelaxation *r, double T0, double T1, double dt, double partial[TERMS])
{
  VfStructureFate fate[LANES] = {VF_STRUCTURE_RELAXES}; /* one lane, the others go along */
  double          from[LANES], to[LANES], terms[TERMS][LANES];

  for (int l = 0; l < LANES; l++) {
    from[l] = T0;
    to[l]   = T1;
    for (int k = 0; k < TERMS; k++) terms[k][l] = partial[k];
  }
  const VfStatus status = vf_relaxation_advance_lanes(r, from, to, dt, terms, fate);

  for (int k = 0; k < TERMS && !status; k++) partial[k] = terms[k][0];
  return status;
}
