#include "physics/melting.h"
#include "physics/constants.h"
#include <math.h>

VfStatus vf_melting_equilibrium(const VfMelting *melting, int n, const double T[], VfMeltingEquilibrium out[])
{
  const double Tm = melting->Tm, w = melting->w;
  if (!(Tm > 0.0 && Tm < INFINITY && w > 0.0 && w < INFINITY)) return VF_ERR_ARGUMENT;
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN;
    const double s = (T[i] - Tm) / w;
    out[i] = (VfMeltingEquilibrium){.Xeq = 0.5 * erfc(s / sqrt(2.0)), .dXeq_dT = -exp(-0.5 * s * s) / (w * sqrt(2.0 * VF_PI))};
  }
  return VF_OK;
}

VfStatus vf_melting_advance(const VfMelting *melting, double dt, int n, const double X[], const double Xeq[], VfMeltingStep out[])
{
  if (!(melting->tau >= 0.0 && melting->tau < INFINITY && dt >= 0.0)) return VF_ERR_ARGUMENT;
  const double done = melting->tau > 0.0 ? -expm1(-dt / melting->tau) : (dt > 0.0 ? 1.0 : 0.0); /* part of the way gone */
  for (int i = 0; i < n; i++) {
    if (!(X[i] >= 0.0 && X[i] <= 1.0 && Xeq[i] >= 0.0 && Xeq[i] <= 1.0)) return VF_ERR_DOMAIN;
    if (X[i] > Xeq[i]) {
      out[i] = (VfMeltingStep){.X = (1.0 - done) * X[i] + done * Xeq[i], .dX_dXeq = done};
    } else {
      out[i] = (VfMeltingStep){.X = X[i], .dX_dXeq = 0.0};
    }
  }
  return VF_OK;
}
