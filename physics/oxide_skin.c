#include "physics/oxide_skin.h"
#include <math.h>

VfStatus vf_oxide_skin_force(const VfOxideSkin *skin, int n, const double force[], VfOxideForce out[])
{
  if (!(skin->fraction >= 0.0 && skin->fraction <= 1.0 && skin->yield >= 0.0 && skin->yield < INFINITY)) return VF_ERR_ARGUMENT;
  const double held = skin->fraction * skin->yield;
  for (int i = 0; i < n; i++) {
    if (!isfinite(force[i])) return VF_ERR_DOMAIN;
    const double left = fabs(force[i]) - held;
    /* a clean bath changes no bit of the force */
    out[i] = left > 0.0 || !(held > 0.0) ? (VfOxideForce){force[i] < 0.0 ? force[i] + held : force[i] - held, 1.0}
                                         : (VfOxideForce){0.0, 0.0};
  }
  return VF_OK;
}
