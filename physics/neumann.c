#include "physics/neumann.h"
#include <math.h>
#include <stdbool.h>

/* Angle between the sides a and b of a triangle whose third side is c: half-angle form, exact for flat triangles too. */
static double angle_between(double a, double b, double c)
{
  const double excess = (c - (a - b)) * (c + (a - b)), sum = (a + b - c) * (a + b + c);

  return 2.0 * atan2(sqrt(fmax(excess, 0.0)), sqrt(fmax(sum, 0.0)));
}

VfStatus vf_neumann_angles(double gamma_b, double gamma_m, double gamma_mb, VfNeumannAngles *angles)
{
  const bool positive = gamma_b > 0.0 && gamma_m > 0.0 && gamma_mb > 0.0 && isfinite(gamma_b + gamma_m + gamma_mb);

  if (!positive || gamma_b > gamma_m + gamma_mb || gamma_m > gamma_b + gamma_mb || gamma_mb > gamma_b + gamma_m)
    return VF_ERR_DOMAIN;
  angles->upper = angle_between(gamma_b, gamma_m, gamma_mb);
  angles->lower = angle_between(gamma_b, gamma_mb, gamma_m);
  return VF_OK;
}
