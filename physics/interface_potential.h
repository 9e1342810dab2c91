/* Interface (disjoining) potential phi(h) [J/m2] of a film, phi(inf) = 0, by name.
   none         phi = 0; the bare surface then has tension S through the covered fraction alone
   exponential  phi = (S + A/(12 pi hc^2)) exp(-h/hs) - A/(12 pi (h^2 + hc^2)),  phi(0) = S
   power        phi' = B [(h0/h)^m - (h0/h)^n], n > m > 1, B > 0: minimum at h0 (precursor),
                phi(h0) = -B h0 (n - m)/((m - 1)(n - 1)) = -gamma (1 - cos theta)
   In the literature's disjoining pressure Pi = -phi' the signs are the other way round. */
#ifndef VF_PHYSICS_INTERFACE_POTENTIAL_H
#define VF_PHYSICS_INTERFACE_POTENTIAL_H

#include "physics/status.h"

typedef enum { VF_POTENTIAL_NONE = 0, VF_POTENTIAL_EXPONENTIAL, VF_POTENTIAL_POWER } VfPotentialLaw;

typedef struct {
  VfPotentialLaw law;
  double         S;       /* [N/m] spreading coefficient, phi(0) (exponential) */
  double         hamaker; /* [J] A */
  double         hs, hc;  /* [m] decay length, van der Waals cut-off */
  double         B;       /* [Pa] (power) */
  double         h0;      /* [m] precursor (power) */
  double         m, n;    /* exponents (power) */
} VfPotential;

typedef struct {
  double phi;   /* [J/m2] */
  double dphi;  /* [Pa]   d phi/dh */
  double d2phi; /* [Pa/m] d2 phi/dh2 */
} VfPotentialValue;

/** Evaluates phi and its derivatives at n thicknesses h [m] >= 0 (h > 0 for power). */
VfStatus vf_potential_eval(const VfPotential *potential, int n, const double h[], VfPotentialValue out[]);

/** The derivatives alone, dphi [Pa] and d2phi [Pa/m], into arrays that overlap neither each other nor h: fast for whole exponents. */
VfStatus vf_potential_slopes(const VfPotential *potential, int n, const double h[], double dphi[], double d2phi[]);

/** phi [J/m2] alone: fast for whole exponents. */
VfStatus vf_potential_energies(const VfPotential *potential, int n, const double h[], double phi[]);

#endif
