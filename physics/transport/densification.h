/* How the glass's history moves its pores.  A glass frozen at a lower fictive temperature is denser; what it lost is free volume, since
   the framework itself does not shrink: with the skeletal density rho_s (helium pycnometry) and the envelope density rho,

     v_p = 1/rho - 1/rho_s,     d = d_0 (v_p/v_p0)^(1/3)

   for pores that keep their number and shape.  An assumption of this program; the studies at hand measured no pore at two fictive
   temperatures. */
#ifndef VF_PHYSICS_TRANSPORT_DENSIFICATION_H
#define VF_PHYSICS_TRANSPORT_DENSIFICATION_H

#include "physics/status.h"

/** Pore diameter [m] at an envelope density [kg/m3] from that at a reference density; 0 when no free volume is left.
    @return NaN for densities that are not positive, or a reference without free volume. */
double vf_densified_diameter(double diameter, double density_reference, double density, double density_skeletal);

#endif
