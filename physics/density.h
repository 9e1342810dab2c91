/* Density of the film: crystal, melt and glass in one column.

   Specific volumes add (no volume of mixing):  1/rho = X/rho_crystal + (1 - X)/rho_amorphous(T)
   Amorphous part: the glass line below Tg; above it the melt line, scaled so that the two meet at Tg:

       rho_amorphous = rho_glass(T)                                    T <= Tg
                       rho_glass(Tg) rho_melt(T)/rho_melt(Tg)          T >  Tg

   The glass is the anchor because its density is what is measured (and what the frozen thickness rests on); of the melt only the
   thermal expansion is better than a guess.  The glass line is that of a glass whose fictive temperature is Tg. */
#ifndef VF_PHYSICS_DENSITY_H
#define VF_PHYSICS_DENSITY_H

#include "physics/property.h"
#include "physics/status.h"

typedef struct {
  VfProperty melt, glass; /* [kg/m3] */
  double     crystal;     /* [kg/m3] */
  double     Tg;          /* [K] */
} VfDensity;

typedef struct {
  double rho;     /* [kg/m3] */
  double drho_dT; /* [kg/(m3 K)] */
  double drho_dX; /* [kg/m3] */
} VfDensityValue;

/** Density at n states.  @param T [K] (n) > 0.  @param X [1] (n) crystal fraction 0..1.  @param out (n).
    @return VF_ERR_ARGUMENT when a density at Tg is not positive, VF_ERR_DOMAIN for a bad T or X or where an extrapolated
    density is no longer positive. */
VfStatus vf_density_eval(const VfDensity *density, int n, const double T[], const double X[], VfDensityValue out[]);

#endif
