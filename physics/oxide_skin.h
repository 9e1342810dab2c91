/* Oxide skin on gallium and its alloys: a surface that bears a stress before it yields.

   A skin over the fraction theta of the bare bath, with surface yield stress tau_s [N/m] (Dickey et al., Adv. Funct. Mater. 18, 1097
   (2008), doi:10.1002/adfm.200701216: 0.5 N/m on gallium-indium), holds the edge of a film back in whichever direction it would move.
   With F the edge force a length without skin (S + rho g' h^2/2: outwards > 0),

       F_eff = F - tau_s theta   for F >  tau_s theta
             = 0                 for |F| <= tau_s theta        the edge sits still
             = F + tau_s theta   for F < -tau_s theta

   The form, Bingham's with the yield stress in proportion to the fraction covered, is assumed: no measurement of a film's edge against
   a torn skin was found.  The skin's stress once it flows, and its growth, are left out. */
#ifndef VF_PHYSICS_OXIDE_SKIN_H
#define VF_PHYSICS_OXIDE_SKIN_H

#include "physics/status.h"

typedef struct {
  double fraction; /* [1] theta, 0 (clean) to 1 (whole skin) */
  double yield;    /* [N/m] tau_s >= 0 */
} VfOxideSkin;

typedef struct {
  double force;     /* [N/m] F_eff */
  double dforce_dF; /* [1] 1 where the edge moves, 0 where it is held */
} VfOxideForce;

/** What is left of n edge forces.  @param force [N/m] (n) finite.  @param out (n).
    @return VF_ERR_ARGUMENT for a fraction or yield stress that is not usable, VF_ERR_DOMAIN for a force that is not finite. */
VfStatus vf_oxide_skin_force(const VfOxideSkin *skin, int n, const double force[], VfOxideForce out[]);

#endif
