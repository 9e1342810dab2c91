/* Sorption of gases in glass, with competition: Langmuir sites beside Henry's law ("dual mode").

     C_i = k_i p_i (1 - sum_j f_j o_j) + C'_i o_i,   o_j = b_j p_j/(1 + sum_l b_l p_l)

   W. J. Koros, J. Polym. Sci. B 18, 981 (1980), doi:10.1002/pol.1980.180180503; one gas: W. R. Vieth, J. M. Howell & J. H. Hsieh,
   J. Membr. Sci. 1, 177 (1976), doi:10.1016/S0376-7388(00)82267-X.  k = 0: Langmuir; C' = 0: Henry.
   By temperature (van 't Hoff):  k = k0 exp(-dH_k/R (1/T - 1/T0)),  b alike; C' does not change.

   With part F of the Langmuir population moving and D one for both, the steady permeability between p and p2 is, for one gas,
     P = k D + F C' D [ p b/(1 + b p) - p2 b/(1 + b p2) ]/(p - p2)
   D. R. Paul & W. J. Koros, J. Polym. Sci. B 14, 675 (1976), doi:10.1002/pol.1976.180140409. */
#ifndef VF_PHYSICS_TRANSPORT_SORPTION_H
#define VF_PHYSICS_TRANSPORT_SORPTION_H

#include "physics/status.h"

typedef struct {
  double henry;              /* [mol/(m3 Pa)] k at the reference temperature */
  double henry_enthalpy;     /* [J/mol] dH_k, negative when heat is set free */
  double capacity;           /* [mol/m3] C' */
  double affinity;           /* [1/Pa] b at the reference temperature */
  double affinity_energy;    /* [J/mol] dH_b */
  double mobile;             /* [1] F: part of the Langmuir population that moves */
  double blocks;             /* [1] f: part of the room for dissolved gas that full sites take */
  double reference;          /* [K] T0 */
  double diffusivity;        /* [m2/s] at T0, of a gas to which no permeability law was fitted; 0: by that law */
  double diffusivity_energy; /* [J/mol] its activation energy */
} VfSorption;

/* The same at one temperature. */
typedef struct {
  double henry, capacity, affinity, mobile, blocks;
} VfIsotherm;

/** The isotherm's own diffusivity [m2/s] at T [K], D exp(-E/R (1/T - 1/T0)); 0 when it has none. */
double vf_sorption_diffusivity(const VfSorption *sorption, double T);

/** The isotherm at T [K]. */
VfIsotherm vf_sorption_at(const VfSorption *sorption, double T);

/** Concentrations of n gases in competition.  @param p [Pa] (n), >= 0.  @param c [mol/m3] (n). */
void vf_sorption_load(int n, const VfIsotherm isotherm[], const double p[], double c[]);

/** What moves of them: the same with F C' for C', the concentration whose gradient drives. */
void vf_sorption_mobile(int n, const VfIsotherm isotherm[], const double p[], double c[]);

/** Derivatives d c_i/d p_j of vf_sorption_load, or of vf_sorption_mobile.  @param jacobian [mol/(m3 Pa)] (n x n), row i. */
void vf_sorption_slopes(int n, const VfIsotherm isotherm[], const double p[], int mobile, double jacobian[]);

/** Steady permeability [mol m/(m2 s Pa)] of one gas that blocks nothing, with diffusivity D [m2/s] between p and p2 [Pa]; p = p2 gives the limit. */
double vf_sorption_permeability(const VfIsotherm *isotherm, double D, double p, double p2);

#endif
