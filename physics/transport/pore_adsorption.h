/* Adsorption in one pore from the energy at its wall: free volume, Henry's constant and the concentration of the adsorbed phase.

   This is a reconstruction.  The membrane study whose permeability law uses the adsorbed-phase concentration (Jin et al. 2025,
   doi:10.1038/s41467-025-64583-9) names the "Topologically Integrated Mathematical Thermodynamic Adsorption Model" and prints none of
   its equations.  What is here follows the idea of A. W. Thornton et al., J. Am. Chem. Soc. 131, 10662 (2009), doi:10.1021/ja9036302
   (energies of Lennard-Jones walls, part of the free volume adsorbed and part bulk, an equation of state for either):

   free volume      the part of the pore where U < 0, of which molecules hold   f_a = <1 - exp(-|U|/RT)>  adsorbed, the rest is bulk
   binding energy   Q = <|U|>, the mean over the free volume
   adsorbed phase   p = n_a R T/(V_a - n_a b) exp(-Q/RT)         Dieterici's form, so that  n_a/V_a = K p/(1 + b K p), K = e^(Q/RT)/RT
   bulk phase       p = n_b R T/(V_b - n_b b) - a n_b^2/V_b^2    van der Waals
   C_ads = n_a/V,   V the free volume

   Beside it, without any such model, Henry's constant of classical statistics,
   K_H = 1/(R T V_pore) Int exp(-U/RT) dV   over the whole pore, V_pore = that inside the wall's centres. */
#ifndef VF_PHYSICS_TRANSPORT_PORE_ADSORPTION_H
#define VF_PHYSICS_TRANSPORT_PORE_ADSORPTION_H

#include "physics/transport/wall_potential.h"

typedef struct {
  double free_fraction; /* [1] accessible part of the volume inside the wall's centres */
  double adsorbed_part; /* [1] f_a of the free volume */
  double binding;       /* [J/mol] Q */
  double adsorbed;      /* [mol/m3] C_ads at the pressure given; 0 when nothing fits */
  double bulk;          /* [mol/m3] n_b/V */
} VfPoreLoading;

/** Loading of a pore by one gas.  @param T [K] > 0.  @param p [Pa] >= 0.
    @return VF_ERR_ARGUMENT for a pore or gas that cannot be used, VF_ERR_DOMAIN for T, p. */
VfStatus vf_pore_loading(const VfPore *pore, const VfPenetrant *gas, double T, double p, VfPoreLoading *loading);

/** Henry's constant K_H [mol/(m3 Pa)] of a gas in a pore at T [K], a volume inside the wall's centres.  Errors as vf_pore_loading(). */
VfStatus vf_pore_henry(const VfPore *pore, const VfPenetrant *gas, double T, double *henry);

#endif
