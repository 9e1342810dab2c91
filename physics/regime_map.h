/* What becomes of a film on a bath, in closed form.

   A film of volume V, thickness h0 at the start and h1 = V/(area of the bath) when it covers everything, spreads as
   dh/dt = -(S + rho g' h^2/2)/(3 eta) (docs/theory.md, 9.1).  The fluidity it is given, Lambda = integral of dt/eta [1/Pa] over the
   furnace programme, decides how far it comes; from ha to hb it needs

       Lambda(ha, hb) = integral_hb^ha 3 dh/(S + rho g' h^2/2),     q^2 = 2 |S|/(rho g')
         S > 0:  6/(rho g' q) [atan(ha/q) - atan(hb/q)]             g' = 0: 3 (ha - hb)/S
         S < 0:  3/(rho g' q) ln[ (ha - q)(hb + q)/((ha + q)(hb - q)) ],   infinite when q, Langmuir's thickness, lies between
         S = 0:  6/(rho g') (1/hb - 1/ha)

   A hole opens or closes by R = R0 exp(-S_eff t/(2 eta h)), S_eff = S + rho g' h^2/2 (Debregeas, Martin & Brochard-Wyart, Phys. Rev.
   Lett. 75, 3886 (1995), doi:10.1103/PhysRevLett.75.3886): by a factor e over Lambda = 2 h/|S_eff|.

       dewetted               the film has holes, S_eff(h0) < 0, and they open by a factor e or more
       spread to the wall     S_eff > 0 down to h1, and Lambda >= Lambda(h0, h1)
       lens                   S < 0 and the film comes within 1.25 of Langmuir's thickness (Langmuir 1933, physics/spreading.h)
       frozen while spreading everything else */
#ifndef VF_PHYSICS_REGIME_MAP_H
#define VF_PHYSICS_REGIME_MAP_H

#include "physics/status.h"
#include <stdbool.h>

/* A film this much thicker than Langmuir's thickness counts as having arrived there [1]. */
#define VF_LENS_MARGIN 1.25

typedef enum { VF_REGIME_WALL, VF_REGIME_FROZEN, VF_REGIME_LENS, VF_REGIME_DEWETTED } VfRegime;

typedef struct {
  double S;        /* [N/m] spreading coefficient */
  double rho_g;    /* [Pa/m] rho g' >= 0 */
  double h_start;  /* [m] > 0 */
  double h_wall;   /* [m] 0 < h_wall <= h_start: thickness over the whole bath */
  double fluidity; /* [1/Pa] >= 0: integral of dt/eta */
  bool   holes;    /* are there any, or bare gaps between grains */
} VfRegimeMap;

typedef struct {
  VfRegime regime, next; /* next: the regime over the nearest border */
  double   S_eff;        /* [N/m] S + rho g' h_start^2/2 */
  double   needed;       /* [1/Pa] fluidity that takes the film to the wall (S_eff > 0), or its holes open by e; INFINITY: never */
  double   margin; /* [1] 0 on a border: the least of |S_eff|/(|S| + rho g' h^2/2) and |Lambda/needed - 1|/max(1, Lambda/needed)
                            that lead to another regime */
} VfRegimeMapValue;

/** "spread to the wall", "frozen while spreading", "lens", "dewetted". */
const char *vf_regime_label(VfRegime regime);

/** Fluidity [1/Pa] that takes a disc from thickness `from` to `to` [m] > 0, either way; INFINITY: the force points away or vanishes on
    the way; NaN outside the domain (rho_g < 0, a thickness that is not positive and finite). */
double vf_regime_fluidity(double S, double rho_g, double from, double to);

/** Fluidity [1/Pa] over which a hole grows or shrinks by a factor e: 2 h/|S + rho g' h^2/2|; INFINITY on the threshold. */
double vf_regime_hole_fluidity(double S, double rho_g, double h);

/** Places n films on the map.  @return VF_ERR_DOMAIN for a film outside the domain. */
VfStatus vf_regime_map(int n, const VfRegimeMap film[], VfRegimeMapValue out[]);

#endif
