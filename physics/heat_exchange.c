#include "physics/heat_exchange.h"
#include "physics/constants.h"
#include <math.h>
#include <stdbool.h>

VfStatus vf_radiation_eval(double emissivity, double T_wall, int n, const double T[], VfRadiation out[])
{
  if (!(emissivity >= 0.0 && emissivity <= 1.0)) return VF_ERR_ARGUMENT;
  if (!(T_wall > 0.0 && T_wall < INFINITY)) return VF_ERR_DOMAIN;
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN;
    out[i] = vf_radiation_value(emissivity, T_wall, T[i]);
  }
  return VF_OK;
}

double vf_gas_heat_capacity(double molar_mass, double viscosity, double conductivity)
{
  const double R  = VF_GAS_CONSTANT / molar_mass;
  const double cv = conductivity / viscosity - 2.25 * R;
  return molar_mass > 0.0 && viscosity > 0.0 && cv > 0.0 ? cv + R : NAN;
}

VfStatus vf_gas_state(double molar_mass, const VfProperty *viscosity, const VfProperty *conductivity, double T, VfGasState *out)
{
  if (!(T > 0.0 && T < INFINITY)) return VF_ERR_DOMAIN;
  const double mu = vf_property_at(viscosity, T), k = vf_property_at(conductivity, T);
  *out = (VfGasState){
      .molar_mass = molar_mass, .viscosity = mu, .conductivity = k, .heat_capacity = vf_gas_heat_capacity(molar_mass, mu, k)};
  return out->heat_capacity > 0.0 ? VF_OK : VF_ERR_ARGUMENT;
}

static double laminar_nusselt(double Gz)
{
  return 3.66 + 0.0668 * Gz / (1.0 + 0.04 * cbrt(Gz * Gz));
}

static double turbulent_nusselt(double Re, double Pr)
{
  const double root = 1.0 / (0.790 * log(Re) - 1.64);
  const double f8   = root * root / 8.0;
  return f8 * (Re - 1000.0) * Pr / (1.0 + 12.7 * sqrt(f8) * (cbrt(Pr * Pr) - 1.0));
}

static double free_nusselt(double Ra)
{
  return fmax(0.54 * pow(Ra, 0.25), 0.15 * cbrt(Ra));
}

static bool positive(double x)
{
  return x > 0.0 && x < INFINITY;
}

VfStatus vf_convection_eval(const VfGasStream *stream, const VfGasState *gas, VfConvection *out)
{
  const double mu = gas->viscosity, k = gas->conductivity, cp = gas->heat_capacity, D = stream->diameter;
  if (!(positive(gas->molar_mass) && positive(mu) && positive(k) && positive(cp))) return VF_ERR_ARGUMENT;
  if (!(positive(D) && positive(stream->length) && stream->plate >= 0.0 && stream->gravity >= 0.0)) return VF_ERR_ARGUMENT;
  if (!(stream->flow >= 0.0 && stream->flow < INFINITY && positive(stream->T_surface) && positive(stream->T_gas)))
    return VF_ERR_DOMAIN;

  const double per_T = VF_ATMOSPHERE * gas->molar_mass / VF_GAS_CONSTANT; /* [kg K/m3] ideal gas: density times temperature */
  const double mdot  = stream->flow * per_T / VF_FLOW_TEMPERATURE;        /* [kg/s] */
  VfConvection c     = {.Re = 4.0 * mdot / (VF_PI * D * mu), .Pr = mu * cp / k};
  c.Nu               = laminar_nusselt(c.Re * c.Pr * D / stream->length);
  if (c.Re >= 2300.0) c.Nu = fmax(c.Nu, turbulent_nusselt(c.Re, c.Pr));
  c.forced = c.Nu * k / D;

  const double T_film = 0.5 * (stream->T_surface + stream->T_gas), excess = stream->T_surface - stream->T_gas;
  if (excess > 0.0 && stream->plate > 0.0) {
    const double rho = per_T / T_film, Lc = stream->plate;
    c.Ra   = stream->gravity * excess / T_film * Lc * Lc * Lc * rho * rho * cp / (mu * k);
    c.free = free_nusselt(c.Ra) * k / Lc;
  }
  c.h  = cbrt(c.forced * c.forced * c.forced + c.free * c.free * c.free);
  *out = c;
  return VF_OK;
}
