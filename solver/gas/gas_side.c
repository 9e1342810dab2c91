#include "solver/gas/gas_side.h"
#include <string.h>

static void given(const VfGasSide *side, int n, const double z[], double residual[], double by_z[])
{
  for (int i = 0; i < n; i++) {
    residual[i]     = z[i] - side->given[i];
    by_z[i * n + i] = 1.0;
  }
}

static void closed(const VfGasSide *side, int n, const double z[], const double z0[], double w, const double M[], double residual[],
                   double by_z[], double by_M[])
{
  const double rise = w * VF_GAS_CONSTANT * side->T / side->volume;

  for (int i = 0; i < n; i++) {
    residual[i]     = z[i] - z0[i] - rise * M[i];
    by_z[i * n + i] = 1.0;
    by_M[i * n + i] = -rise;
  }
}

/* With a volume the equation is divided by V/(R T); without one by the flow over the pressure: either way z is what it is about. */
static void flowing(const VfGasSide *side, int n, const double z[], const double z0[], double w, const double M[],
                    double residual[], double by_z[], double by_M[])
{
  const double hold    = side->volume / (VF_GAS_CONSTANT * side->T);
  double       through = 0.0;

  for (int i = 0; i < n; i++) through += side->inflow[i] + M[i];
  const double weight = hold + w * through / side->pressure;
  const double scale  = weight > 0.0 ? 1.0 / weight : 0.0;
  for (int i = 0; i < n; i++) { /* no time and no volume: nothing changes */
    const double share = z[i] / side->pressure;
    residual[i] = weight > 0.0 ? scale * (hold * (z[i] - z0[i]) - w * (side->inflow[i] + M[i] - through * share)) : z[i] - z0[i];
    for (int j = 0; j < n; j++) {
      by_z[i * n + j] = i == j ? 1.0 : 0.0;
      by_M[i * n + j] = -scale * w * ((i == j ? 1.0 : 0.0) - share);
    }
  }
}

void vf_gas_side(const VfGasSide *side, int n, const double z[], const double z0[], double w, const double M[], double residual[],
                 double by_z[], double by_M[])
{
  memset(by_z, 0, sizeof(double) * (size_t)(n * n));
  memset(by_M, 0, sizeof(double) * (size_t)(n * n));
  switch (side->kind) {
  case VF_SIDE_GIVEN:
    given(side, n, z, residual, by_z);
    break;
  case VF_SIDE_CLOSED:
    closed(side, n, z, z0, w, M, residual, by_z, by_M);
    break;
  case VF_SIDE_FLOWING:
    flowing(side, n, z, z0, w, M, residual, by_z, by_M);
    break;
  }
}
