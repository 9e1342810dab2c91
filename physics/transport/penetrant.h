/* A gas as membranes see it, and what kinetic theory says of it.

   Sizes come in two conventions that differ by up to 19 % (C3H8): Breck's kinetic diameters (Breck, Zeolite Molecular Sieves, 1974)
   and the axis of the float-glass membrane study (Jin et al. 2025, doi:10.1038/s41467-025-64583-9), which takes Breck's for small
   molecules and Lennard-Jones diameters for hydrocarbons.  Whoever fills `diameter` says which.

   Mean speed           v = sqrt(8 R T/(pi M))
   Viscosity, dilute    eta = (5/16) sqrt(pi m k T)/(pi sigma^2 Omega(k T/eps))              Chapman & Enskog, first order
   Omega(2,2)*          P. D. Neufeld, A. R. Janzen & R. A. Aziz, J. Chem. Phys. 57, 1100 (1972), doi:10.1063/1.1678363: within
                        0.1 % of the integral for 0.3 < T* < 100, without the oscillating term
   van der Waals        a = 27 (R Tc)^2/(64 pc), b = R Tc/(8 pc) */
#ifndef VF_PHYSICS_TRANSPORT_PENETRANT_H
#define VF_PHYSICS_TRANSPORT_PENETRANT_H

#include "physics/status.h"

typedef struct {
  char   name[32];
  double molar_mass;           /* [kg/mol] */
  double diameter;             /* [m] that sieves */
  double lj_diameter;          /* [m] Lennard-Jones sigma */
  double lj_well_depth;        /* [K] Lennard-Jones epsilon over Boltzmann's constant */
  double critical_temperature; /* [K] */
  double critical_pressure;    /* [Pa] */
} VfPenetrant;

/** Whether every number of a gas can be used. */
VfStatus vf_penetrant_check(const VfPenetrant *gas);

/** Mean molecular speed [m/s] at T [K]. */
double vf_penetrant_speed(const VfPenetrant *gas, double T);

/** Viscosity [Pa s] of the dilute gas at T [K]; a few percent off for polar molecules and quantum gases. */
double vf_penetrant_viscosity(const VfPenetrant *gas, double T);

/** van der Waals' co-volume b [m3/mol]. */
double vf_penetrant_covolume(const VfPenetrant *gas);

/** van der Waals' attraction a [Pa m6/mol2]. */
double vf_penetrant_attraction(const VfPenetrant *gas);

#endif
