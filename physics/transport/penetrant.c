#include "physics/transport/penetrant.h"
#include "physics/constants.h"
#include <math.h>
#include <stdbool.h>

static bool usable(double value)
{
  return value > 0.0 && value < INFINITY;
}

VfStatus vf_penetrant_check(const VfPenetrant *gas)
{
  return usable(gas->molar_mass) && usable(gas->diameter) && usable(gas->lj_diameter) && usable(gas->lj_well_depth) &&
                 usable(gas->critical_temperature) && usable(gas->critical_pressure)
             ? VF_OK
             : VF_ERR_ARGUMENT;
}

double vf_penetrant_speed(const VfPenetrant *gas, double T)
{
  return sqrt(8.0 * VF_GAS_CONSTANT * T / (VF_PI * gas->molar_mass));
}

/* Reduced collision integral of viscosity for the 12-6 potential. */
static double collision_integral(double reduced)
{
  return 1.16145 * pow(reduced, -0.14874) + 0.52487 * exp(-0.77320 * reduced) + 2.16178 * exp(-2.43787 * reduced);
}

double vf_penetrant_viscosity(const VfPenetrant *gas, double T)
{
  const double mass = gas->molar_mass / VF_AVOGADRO;
  const double area = VF_PI * gas->lj_diameter * gas->lj_diameter;

  return 0.3125 * sqrt(VF_PI * mass * VF_BOLTZMANN * T) / (area * collision_integral(T / gas->lj_well_depth));
}

double vf_penetrant_covolume(const VfPenetrant *gas)
{
  return VF_GAS_CONSTANT * gas->critical_temperature / (8.0 * gas->critical_pressure);
}

double vf_penetrant_attraction(const VfPenetrant *gas)
{
  const double energy = VF_GAS_CONSTANT * gas->critical_temperature;

  return 27.0 * energy * energy / (64.0 * gas->critical_pressure);
}
