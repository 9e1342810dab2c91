/* Carriage along open sites: linkers whose nitrogen lost its zinc when the glass formed.  CO2 hops from one to the next beside what the
   pores let through (Jin et al. 2025, doi:10.1038/s41467-025-64583-9: 0.8 % of the linkers; methylating them after vitrification takes
   nearly four fifths of the CO2 and leaves the other gases alone; methylating the crystal before it changes nothing).

     P = P_sieve (1 + F(T) g(phi)),   F(T) = F0 exp(-E (1/T - 1/T0)/R)
     g(phi) = ((phi - phi_c)/(phi_0 - phi_c))^t  for phi > phi_c, else 0

   phi is the fraction of linkers with an open site, phi_0 that of the pure glass, phi_c the least at which the sites connect, t = 2 the
   exponent of conduction in three dimensions (D. Stauffer & A. Aharony, Introduction to Percolation Theory, 1994).  The form is a
   model of this program, not of the study: that says "percolation threshold" without a number.  zni is tightly coordinated and is
   taken to hold no open sites and to take them from the linkers around it: phi = phi_0 (1 - methylated) (1 - k z). */
#ifndef VF_PHYSICS_TRANSPORT_OPEN_SITES_H
#define VF_PHYSICS_TRANSPORT_OPEN_SITES_H

#include "physics/status.h"

typedef struct {
  double fraction;    /* [1] phi_0 of the pure glass */
  double threshold;   /* [1] phi_c */
  double exponent;    /* [1] t */
  double enhancement; /* [1] F0 of the gas that hops, at the reference temperature */
  double energy;      /* [J/mol] E, rise of F with temperature */
  double reference;   /* [K] T0 */
  double zni_loss;    /* [1] k, share of sites lost a mass fraction of zni */
} VfOpenSites;

/** Fraction of linkers with an open site.  @param methylated [1] share of the sites blocked.  @param zni [1] mass fraction. */
double vf_open_sites_fraction(const VfOpenSites *sites, double methylated, double zni);

/** Factor [1] on the permeability of the gas that hops, >= 1.  @param fraction [1] phi.  @param T [K]. */
double vf_open_sites_factor(const VfOpenSites *sites, double fraction, double T);

#endif
