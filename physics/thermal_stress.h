/* Thermal stress of a glass film that cools with what is under it.

   In a film much thinner than its support, even in both directions (equations of thin films, e.g. Freund and Suresh, Thin Film
   Materials, 2003, section 2.1):

       sigma = E (a_film - a_under) (T_set - T)/(1 - nu),        T <= T_set

   tension positive; the film bears none above T_set.  On a solid T_set is where the glass set, its fictive temperature.  On a liquid
   bath nothing holds the film: T_set is the lower of that and of the bath's freezing point.  A crack in tension runs when it is longer
   than (Griffith and Irwin, through crack of length 2 a)

       a = (K_Ic/sigma)^2/pi */
#ifndef VF_PHYSICS_THERMAL_STRESS_H
#define VF_PHYSICS_THERMAL_STRESS_H

#include "physics/status.h"

typedef struct {
  double E, nu;     /* [Pa] > 0, [1] -1 < nu < 1: of the glass */
  double toughness; /* [Pa m^(1/2)] K_Ic of the glass >= 0 */
  double film;      /* [1/K] linear expansion of the glass */
  double under;     /* [1/K] linear expansion of the support, or of the frozen bath */
  double freezing;  /* [K] of the bath; INFINITY: a solid */
} VfThermalStress;

typedef struct {
  double sigma;      /* [Pa] tension positive */
  double dsigma_dT;  /* [Pa/K] */
  double dsigma_dTf; /* [Pa/K] 0 where the freezing point sets the stress */
  double flaw;       /* [m] critical half length; INFINITY without tension */
} VfThermalStressValue;

/** Stress at n states.  @param T [K] (n) > 0.  @param Tf [K] (n) > 0 fictive temperature.  @param out (n). */
VfStatus vf_thermal_stress_eval(const VfThermalStress *stress, int n, const double T[], const double Tf[],
                                VfThermalStressValue out[]);

#endif
