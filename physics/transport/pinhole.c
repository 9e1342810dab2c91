#include "physics/transport/pinhole.h"
#include "physics/constants.h"
#include <math.h>

static int usable(double T, double p_mean)
{
  return T > 0.0 && T < INFINITY && p_mean >= 0.0 && p_mean < INFINITY;
}

VfStatus vf_pinhole(const VfPenetrant *gas, double radius, double length, double T, double p_mean, VfPinhole *hole)
{
  if (vf_penetrant_check(gas)) return VF_ERR_ARGUMENT;
  if (!(radius > 0.0 && radius < INFINITY && length >= 0.0 && length < INFINITY && usable(T, p_mean))) return VF_ERR_DOMAIN;

  const double RT = VF_GAS_CONSTANT * T, area = VF_PI * radius * radius, cube = radius * radius * radius;
  const double drag = vf_penetrant_viscosity(gas, T) * (8.0 * length / (VF_PI * radius * cube) + 3.0 / cube);

  hole->molecular = area * vf_penetrant_speed(gas, T) / (4.0 * RT) / (1.0 + 3.0 * length / (8.0 * radius));
  hole->viscous   = p_mean / RT / drag;
  return VF_OK;
}

VfStatus vf_hole_conductance(const VfPenetrant *gas, double area, double length, double T, double p_mean, double support,
                             double *conductance)
{
  VfPinhole      hole;
  const VfStatus status = vf_pinhole(gas, sqrt(area / VF_PI), length, T, p_mean, &hole);

  if (status) return status;
  const double open = hole.molecular + hole.viscous;
  *conductance      = isinf(support) ? open : 1.0 / (1.0 / open + 1.0 / (area * support));
  return VF_OK;
}

VfStatus vf_porous_permeability(const VfPenetrant *gas, double radius, double open, double T, double p_mean, double *permeability)
{
  if (vf_penetrant_check(gas)) return VF_ERR_ARGUMENT;
  if (!(radius > 0.0 && radius < INFINITY && open > 0.0 && open <= 1.0 && usable(T, p_mean))) return VF_ERR_DOMAIN;

  const double RT = VF_GAS_CONSTANT * T;

  *permeability =
      open / RT *
      (2.0 / 3.0 * radius * vf_penetrant_speed(gas, T) + p_mean * radius * radius / (8.0 * vf_penetrant_viscosity(gas, T)));
  return VF_OK;
}
