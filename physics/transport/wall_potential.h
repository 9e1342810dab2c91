/* Energy of one molecule in a pore whose wall is a smooth layer of Lennard-Jones centres, eta_s of them an area, seen from inside:

   sphere    U(r) = 4 eps eta_s (pi R/r) { (s^12/5) [(R-r)^-10 - (R+r)^-10] - (s^6/2) [(R-r)^-4 - (R+r)^-4] }
             U(0) = 16 pi eps eta_s R^2 [ (s/R)^12 - (s/R)^6 ]
   cylinder  U(r) = pi^2 eps eta_s s^2 { (63/32) y^-10 F(-9/2,-9/2;1;x^2) - 3 y^-4 F(-3/2,-3/2;1;x^2) },
             x = r/R, y = (R-r)(1+x)/s       (G. J. Tjatjopoulos, D. L. Feke & J. A. Mann, J. Phys. Chem. 92, 4006 (1988),
             doi:10.1021/j100324a063)
   slit      U(z) = u(R+z) + u(R-z),  u(x) = 4 pi eps eta_s s^2 [ (s/x)^10/5 - (s/x)^4/2 ]

   R runs from the middle to the centres of the wall's atoms; eps and s are the Lorentz-Berthelot means of gas and wall.  Sphere and
   slit follow from integrating 4 eps [(s/d)^12 - (s/d)^6] over the surface; all three are held to that integral by quadrature in the
   unit tests.  Positron lifetimes and gas probes see a free diameter d instead: 2 R = d + s_wall. */
#ifndef VF_PHYSICS_TRANSPORT_WALL_POTENTIAL_H
#define VF_PHYSICS_TRANSPORT_WALL_POTENTIAL_H

#include "physics/status.h"
#include "physics/transport/penetrant.h"

typedef enum { VF_PORE_SPHERE = 0, VF_PORE_CYLINDER, VF_PORE_SLIT } VfPoreShape;

/* A pore and its wall. */
typedef struct {
  VfPoreShape shape;
  double      diameter;      /* [m] free diameter d (slit: width) */
  double      wall_density;  /* [1/m2] eta_s, Lennard-Jones centres an area of wall */
  double      wall_diameter; /* [m] of the wall's atoms */
  double      wall_depth;    /* [K] their well depth over Boltzmann's constant */
} VfPore;

/* One gas in one pore. */
typedef struct {
  VfPoreShape shape;
  double      radius; /* [m] R, from the middle to the centres of the wall's atoms (slit: half width) */
  double      sigma;  /* [m] s */
  double      scale;  /* [J/mol] N_A eps eta_s s^2 */
} VfWall;

/** The pair of a gas and a pore.  @return VF_ERR_ARGUMENT when a number cannot be used. */
VfStatus vf_wall_make(const VfPore *pore, const VfPenetrant *gas, VfWall *wall);

/** Energy [J/mol] of a molecule at distance r [m] from the middle, 0 <= r < R; INFINITY at the wall and beyond. */
double vf_wall_energy(const VfWall *wall, double r);

/** Distance [m] from the middle at which the energy rises through zero: the reach of the accessible volume.  0 when the molecule is
    repelled everywhere. */
double vf_wall_reach(const VfWall *wall);

#endif
