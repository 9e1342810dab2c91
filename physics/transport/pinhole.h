/* Gas through a hole of the film: a round tube of radius a as long as the film is thick, from molecular to viscous flow.

   Molecular, any length     G = (pi a^2) v/(4 R T) / (1 + 3 L/(8 a))        S. Dushman's sum of orifice and long tube (Scientific
                             Foundations of Vacuum Technique, 1962): up to 12 % off P. Clausing's integral (Ann. Phys. 404, 961 (1932),
                             doi:10.1002/andp.19324040804) for L = 2 a to 4 a, exact for L << a and L >> a
   Viscous, any length       G = p_m/(R T) / (8 eta L/(pi a^4) + 3 eta/a^3)  Poiseuille's tube and R. A. Sampson's orifice in series
                             (Z. Dagan, S. Weinbaum & R. Pfeffer, J. Fluid Mech. 115, 505 (1982), doi:10.1017/S0022112082000883: 1 %)
   Both together             the sum, as in a dusty gas; p_m the mean pressure.

   G [mol/(s Pa)] times the pressure difference is the flow.  The speed of sound sets no limit here: at ratios of pressure above 2 a wide
   short hole passes less than this says. */
#ifndef VF_PHYSICS_TRANSPORT_PINHOLE_H
#define VF_PHYSICS_TRANSPORT_PINHOLE_H

#include "physics/transport/penetrant.h"

typedef struct {
  double molecular; /* [mol/(s Pa)] */
  double viscous;   /* [mol/(s Pa)] */
} VfPinhole;

/** Conductance of a hole.  @param radius [m] a > 0.  @param length [m] L >= 0.  @param T [K].  @param p_mean [Pa] >= 0. */
VfStatus vf_pinhole(const VfPenetrant *gas, double radius, double length, double T, double p_mean, VfPinhole *hole);

/** Both flows through a hole of `area` [m2], and what lies behind it in series: `support` [mol/(m2 s Pa)], INFINITY for nothing.
    @param conductance [mol/(s Pa)]. */
VfStatus vf_hole_conductance(const VfPenetrant *gas, double area, double length, double T, double p_mean, double support,
                             double *conductance);

/** Permeability [mol m/(m2 s Pa)] of a porous support: straight pores of radius a, porosity e over tortuosity; same two flows without
    ends.  @param open [1] porosity over tortuosity. */
VfStatus vf_porous_permeability(const VfPenetrant *gas, double radius, double open, double T, double p_mean, double *permeability);

#endif
