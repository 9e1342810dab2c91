/* Permeability of one gas in glass as the float-glass membrane study writes it (Jin et al. 2025, doi:10.1038/s41467-025-64583-9):

     P = P0 S D,
     S = exp( alpha eps/(R T) + beta C_ads )          eps the gas's well depth, C_ads the adsorbed phase (pore_adsorption.h)
     D = exp( -gamma s^2/(R T) ) + delta v/v0         s the sieving diameter, v = sqrt(8 R T/(pi M)), v0 = 1 m/s

   Printed without P0 and v0, S and D are pure numbers; P0 carries the unit.  On one temperature P0 and alpha are nearly the same thing;
   temperatures tell them apart.  alpha, beta, gamma, delta and the pore diameter are not published: `vitrifloat fit` finds them.  */
#ifndef VF_PHYSICS_TRANSPORT_PERMEABILITY_H
#define VF_PHYSICS_TRANSPORT_PERMEABILITY_H

#include "physics/transport/pore_adsorption.h"

typedef struct {
  double scale;    /* [mol m/(m2 s Pa)] P0 */
  double affinity; /* [1] alpha */
  double loading;  /* [m3/mol] beta */
  double sieving;  /* [J/(mol m2)] gamma */
  double knudsen;  /* [1] delta */
  VfPore pore;     /* its diameter is d */
} VfPermeabilityLaw;

typedef struct {
  double solubility;   /* [1] S */
  double activated;    /* [1] the sieving term of D */
  double knudsen;      /* [1] the Knudsen term of D */
  double adsorbed;     /* [mol/m3] C_ads */
  double permeability; /* [mol m/(m2 s Pa)] P */
} VfPermeability;

/** Permeability of a gas at T [K] and pressure p [Pa] of the adsorbed phase.
    @return VF_ERR_ARGUMENT or VF_ERR_DOMAIN as vf_pore_loading; VF_ERR_DOMAIN also when S overflows. */
VfStatus vf_permeability(const VfPermeabilityLaw *law, const VfPenetrant *gas, double T, double p, VfPermeability *out);

#endif
