#include "physics/decomposition.h"
#include "physics/constants.h"
#include <math.h>

static const double short_hold = 60.0, long_hold = 1800.0; /* [s] between which the fall was measured */

VfStatus vf_decomposition_rate(const VfDecomposition *d, int n, const double T[], VfDecompositionRate out[])
{
  if (!(d->k_ref >= 0.0 && d->k_ref < INFINITY && d->T_ref > 0.0 && d->T_ref < INFINITY && d->E >= 0.0 && d->E < INFINITY))
    return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double k = d->k_ref * exp(d->E / VF_GAS_CONSTANT * (1.0 / d->T_ref - 1.0 / T[i]));
    out[i]         = (VfDecompositionRate){k, k * d->E / (VF_GAS_CONSTANT * T[i] * T[i])};
  }
  return VF_OK;
}

VfStatus vf_decomposition_share(const VfDecomposition *d, double dt, double T0, double T1, double *share)
{
  const double        T[3] = {T0, 0.5 * (T0 + T1), T1};
  VfDecompositionRate k[3];
  if (!(dt >= 0.0 && dt < INFINITY)) return VF_ERR_DOMAIN;
  const VfStatus status = vf_decomposition_rate(d, 3, T, k);
  if (status != VF_OK) return status;
  *share = -expm1(-dt * (k[0].k + 4.0 * k[1].k + k[2].k) / 6.0);
  return VF_OK;
}

VfStatus vf_decomposition_advance(const VfDecomposition *d, double dt, double T0, double T1, double alpha, double *after)
{
  double share;
  if (!(alpha >= 0.0 && alpha <= 1.0)) return VF_ERR_DOMAIN;
  const VfStatus status = vf_decomposition_share(d, dt, T0, T1, &share);
  if (status == VF_OK) *after = alpha + (1.0 - alpha) * share;
  return status;
}

double vf_decomposition_hold(const VfDecomposition *d, double alpha)
{
  if (alpha != alpha) return alpha;
  return alpha > 0.0 ? -log1p(-alpha) / d->k_ref : 0.0;
}

double vf_decomposition_fall(const VfDecomposition *d, double alpha)
{
  const double first = -expm1(-d->k_ref * short_hold), last = -expm1(-d->k_ref * long_hold);
  return last > first ? d->fall * (alpha - first) / (last - first) : 0.0;
}
