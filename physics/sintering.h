/* Sintering of closed voids in a viscous body.

   Mackenzie & Shuttleworth, Proc. Phys. Soc. B 62, 833 (1949), doi:10.1088/0370-1301/62/12/310.  Equal spherical pores of radius a,
   each in its share of the matrix, a shell up to radius b with p = a^3/b^3 the porosity.  The shell flows as v = C/r^2:

       dissipation  16 pi eta C^2 (1 - p)/a^3   =   8 pi gamma |C|/a  surface energy given up
       da/dt = -gamma/(2 eta (1 - p)),          dp/dt = -(3/2) gamma p/(eta a)

   With the number of pores in the solid fixed, p/(1 - p) = (a/a1)^3, a1 the radius at p = 1/2, this closes to

       F(a/a1) = F(a0/a1) - gamma t/(2 eta a1),     F(x) = integral_0^x du/(1 + u^3)
               = ln[(1 + x)^2/(1 - x + x^2)]/6 + [atan((2 x - 1)/sqrt3) + pi/6]/sqrt3

   so the pores are gone when gamma t/(2 eta a1) = F(a0/a1); with any eta(t), gamma t/eta is the integral of gamma dt/eta.  Gas in the
   pores is taken to escape or to dissolve.  Pore radius of a bed of grains of diameter d: the one with the bed's surface a volume,
   3 p/a = 6 (1 - p)/d (Carman, Trans. Inst. Chem. Eng. 15, 150 (1937)): a = d p/(2 (1 - p)). */
#ifndef VF_PHYSICS_SINTERING_H
#define VF_PHYSICS_SINTERING_H

#include "physics/status.h"

typedef struct {
  double porosity; /* [1] p after the time */
  double rate;     /* [1] dp/d(gamma t/(eta a1)) there, <= 0 */
} VfSinteringValue;

/** Radius [m] of the pores in a bed of grains of diameter d [m] > 0 at porosity 0 < p < 1; NaN outside. */
double vf_sintering_pore_radius(double grain, double porosity);

/** a1 [m]: radius that pores of radius a [m] at porosity 0 < p < 1 had, or would have, at porosity 1/2; NaN outside. */
double vf_sintering_scale(double radius, double porosity);

/** dp/dt [1/s] at porosity 0 <= p < 1 for pores of scale a1 [m] > 0; gamma [N/m] >= 0, eta [Pa s] > 0; NaN outside. */
double vf_sintering_rate(double porosity, double scale, double gamma, double eta);

/** Porosity after the reduced time s = gamma t/(eta a1), exact over any time.
    @param porosity [1] (n) 0 <= p < 1.  @param reduced_time [1] (n) >= 0.  @param out (n).  @return VF_ERR_DOMAIN. */
VfStatus vf_sintering_advance(int n, const double porosity[], const double reduced_time[], VfSinteringValue out[]);

/** Reduced time gamma t/(eta a1) until pores at porosity 0 <= p < 1 are gone; NaN outside. */
double vf_sintering_closing_time(double porosity);

#endif
