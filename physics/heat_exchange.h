/* Heat exchange of the film's surface with the furnace: radiation, and convection to the gas that flows over it.

   Radiation between a small grey surface and a large enclosure:  q = eps sigma (Twall^4 - T^4)

   Forced convection: the film lies in a tube of diameter D; the gas is cold and slow (Re = 4 mdot/(pi D mu), mdot from the volume flow
   stated at 293.15 K and 101325 Pa).  Laminar, thermal entry length L, constant surface temperature
   (Hausen, Z. VDI Beih. Verfahrenstechnik 4, 91 (1943); Incropera & DeWitt, Fundamentals of Heat and Mass Transfer, eq. 8.57):

       Nu_D = 3.66 + 0.0668 Gz/(1 + 0.04 Gz^(2/3)),   Gz = Re Pr D/L,   Re < 2300

   and beyond, never less than that (Gnielinski, Int. Chem. Eng. 16, 359 (1976)), f = (0.790 ln Re - 1.64)^-2:

       Nu_D = (f/8)(Re - 1000) Pr/(1 + 12.7 sqrt(f/8) (Pr^(2/3) - 1))

   With no flow Nu_D = 3.66 remains: conduction through still gas to the tube.

   Free convection above the hot surface, of length Lc = area/perimeter (McAdams, Heat Transmission, 3rd ed. (1954);
   Lloyd & Moran, J. Heat Transfer 96, 443 (1974), doi:10.1115/1.3450224):

       Nu_Lc = max(0.54 Ra^(1/4), 0.15 Ra^(1/3)),   Ra = g beta (T - Tgas) Lc^3 rho^2 cp/(mu k),   beta = 1/T_film

   (the 1/4 law is measured for Ra > 1e4; a 1 cm film has Ra ~ 1e2..1e4, where it is an extrapolation, some 10-30 % low).
   Both together (Churchill, AIChE J. 23, 10 (1977), doi:10.1002/aic.690230103):  h^3 = h_forced^3 + h_free^3.

   A tube is not a furnace with a crucible in it: take h as right within a factor of two. */
#ifndef VF_PHYSICS_HEAT_EXCHANGE_H
#define VF_PHYSICS_HEAT_EXCHANGE_H

#include "physics/constants.h"
#include "physics/property.h"
#include "physics/status.h"

typedef struct {
  double q;     /* [W/m2] into the film */
  double dq_dT; /* [W/(m2 K)] */
} VfRadiation;

typedef struct {
  double molar_mass;    /* [kg/mol] */
  double viscosity;     /* [Pa s] */
  double conductivity;  /* [W/(m K)] */
  double heat_capacity; /* [J/(kg K)] at constant pressure */
} VfGasState;

typedef struct {
  double flow;      /* [m3/s] >= 0 at 293.15 K and 101325 Pa */
  double diameter;  /* [m] of the tube */
  double length;    /* [m] of the hot surface along the flow */
  double plate;     /* [m] area over perimeter of the hot surface; 0: no free convection */
  double gravity;   /* [m/s2] */
  double T_surface; /* [K] */
  double T_gas;     /* [K] */
} VfGasStream;

typedef struct {
  double Re, Pr, Nu; /* [1] of the forced flow, on the tube's diameter */
  double Ra;         /* [1] of the free convection, on area/perimeter; 0 when the surface is not hotter than the gas */
  double forced;     /* [W/(m2 K)] */
  double free;       /* [W/(m2 K)] */
  double h;          /* [W/(m2 K)] both */
} VfConvection;

/** Radiation at one temperature, unchecked: for loops over cells. */
static inline VfRadiation vf_radiation_value(double emissivity, double T_wall, double T)
{
  const double c = emissivity * VF_STEFAN_BOLTZMANN;

  /* factored difference of fourth powers: no cancellation when wall and film are close */
  return (VfRadiation){.q = c * (T_wall - T) * (T_wall + T) * (T_wall * T_wall + T * T), .dq_dT = -4.0 * c * T * T * T};
}

/** Radiation from walls at T_wall [K] to n surface temperatures.  @param emissivity [1] 0..1.  @param T [K] (n) > 0.  @param out (n). */
VfStatus vf_radiation_eval(double emissivity, double T_wall, int n, const double T[], VfRadiation out[]);

/** Heat capacity of a gas [J/(kg K)] from its viscosity [Pa s], conductivity [W/(m K)] and molar mass [kg/mol]:
    k = mu (cv + 9 R/(4 M)), cp = cv + R/M (Eucken, Phys. Z. 14, 324 (1913)); within 5 % of tables for
    noble and two-atom gases at room temperature; NaN where the three do not fit together. */
double vf_gas_heat_capacity(double molar_mass, double viscosity, double conductivity);

/** Gas at temperature T [K] from its properties; heat capacity by vf_gas_heat_capacity. */
VfStatus vf_gas_state(double molar_mass, const VfProperty *viscosity, const VfProperty *conductivity, double T, VfGasState *out);

/** Heat-transfer coefficient between a surface and a stream of gas.
    @param gas at the film temperature (T_surface + T_gas)/2.
    @return VF_ERR_ARGUMENT for gas or geometry that is not positive, VF_ERR_DOMAIN for a bad flow or temperature. */
VfStatus vf_convection_eval(const VfGasStream *stream, const VfGasState *gas, VfConvection *out);

#endif
