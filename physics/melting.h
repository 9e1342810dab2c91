/* Melting of the crystal: X is the mass fraction still crystalline.

       dX/dt = -(X - Xeq(T))/tau  while X > Xeq,  no refreezing below
       Xeq(T) = erfc( (T - Tm)/(sqrt(2) w) )/2

   i.e. melting temperatures scattered as a Gaussian of mean Tm and standard deviation w (the width of the DSC peak), approached with
   one relaxation time tau.  ZIF-62 was not seen to recrystallise from its melt: Qiao et al., Sci. Adv. 4, eaao6827 (2018),
   doi:10.1126/sciadv.aao6827. */
#ifndef VF_PHYSICS_MELTING_H
#define VF_PHYSICS_MELTING_H

#include "physics/status.h"

typedef struct {
  double Tm;  /* [K] > 0 */
  double w;   /* [K] > 0 */
  double tau; /* [s] >= 0; 0: at once */
} VfMelting;

typedef struct {
  double Xeq;     /* [1] */
  double dXeq_dT; /* [1/K] */
} VfMeltingEquilibrium;

typedef struct {
  double X;       /* [1] at the end of the step */
  double dX_dXeq; /* [1] 0 where nothing melts */
} VfMeltingStep;

/** Crystal fraction in equilibrium at n temperatures.  @param T [K] (n) > 0.  @param out (n). */
VfStatus vf_melting_equilibrium(const VfMelting *melting, int n, const double T[], VfMeltingEquilibrium out[]);

/** Crystal fraction after dt [s] >= 0 at fixed Xeq, exactly.  @param X [1] (n), 0..1.  @param Xeq [1] (n), 0..1.  @param out (n). */
VfStatus vf_melting_advance(const VfMelting *melting, double dt, int n, const double X[], const double Xeq[], VfMeltingStep out[]);

#endif
