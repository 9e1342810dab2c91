/* Density of the film: crystal, zni, melt and glass in one column.

   Specific volumes add (no volume of mixing), z being the share of zni, which never melts, and X the crystalline part of the rest:

       1/rho = z/rho_zni + (1 - z) [ X/rho_crystal + (1 - X)/rho_amorphous(T, Tf) ]

   Amorphous part: the liquid in equilibrium is the melt line, scaled so that it meets the glass line at Tg; a structure of fictive
   temperature Tf has the liquid's density there and expands as glass from there to T:

       rho_liquid(T)        = rho_glass(Tg) rho_melt(T)/rho_melt(Tg)
       rho_amorphous(T, Tf) = rho_liquid(Tf) rho_glass(T)/rho_glass(Tf)

   so that Tf = T is the liquid and Tf = Tg the glass line.  The glass is the anchor because its density is what is measured (and what
   the frozen thickness rests on); of the melt only the thermal expansion is better than a guess. */
#ifndef VF_PHYSICS_DENSITY_H
#define VF_PHYSICS_DENSITY_H

#include "physics/property.h"
#include "physics/status.h"

typedef struct {
  VfProperty melt, glass; /* [kg/m3] */
  double     crystal;     /* [kg/m3] */
  double     Tg;          /* [K] */
  double     z;           /* [1] mass fraction of zni, 0..1 */
  double     zni;         /* [kg/m3]; counts only when z > 0 */
} VfDensity;

typedef struct {
  double rho;      /* [kg/m3] */
  double drho_dT;  /* [kg/(m3 K)] at constant Tf */
  double drho_dTf; /* [kg/(m3 K)] at constant T */
  double drho_dX;  /* [kg/m3] */
} VfDensityValue;

/** Density at n states.  @param T, Tf [K] (n) > 0.  @param X [1] (n) crystal fraction 0..1.  @param out (n).
    @return VF_ERR_ARGUMENT when a density at Tg is not positive or z not a fraction, VF_ERR_DOMAIN for a bad T, Tf or X or where an
    extrapolated density is no longer positive. */
VfStatus vf_density_eval(const VfDensity *density, int n, const double T[], const double Tf[], const double X[],
                         VfDensityValue out[]);

#endif
