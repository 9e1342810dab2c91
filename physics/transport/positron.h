/* Pores from the lifetime of ortho-positronium, both ways, and the free volume that goes with it:

     tau = 0.5 ns / [ 1 - R/(R + dR) + sin(2 pi R/(R + dR))/(2 pi) ],   dR = 165.6 pm        a spherical hole of radius R
     V_f = C (4 pi/3) R^3 I,   C = 0.0018 when R is in angstrom and the intensity I in percent

   S. J. Tao, J. Chem. Phys. 56, 5499 (1972), doi:10.1063/1.1677067; M. Eldrup, D. Lightbody & J. N. Sherwood, Chem. Phys. 63, 51 (1981),
   doi:10.1016/0301-0104(81)80307-2.  It holds up to about 1 nm and lifetimes below 20 ns. */
#ifndef VF_PHYSICS_TRANSPORT_POSITRON_H
#define VF_PHYSICS_TRANSPORT_POSITRON_H

#include "physics/status.h"

/** Lifetime [s] in a hole of diameter d [m] > 0; NaN outside. */
double vf_positron_lifetime(double diameter);

/** Diameter [m] of the hole with a lifetime [s] above 0.5 ns; NaN outside. */
double vf_positron_diameter(double lifetime);

/** Relative fractional free volume [1] of holes of diameter d [m] at an intensity [1] (not percent). */
double vf_positron_free_volume(double diameter, double intensity);

#endif
