/* Interfacial tension of melt on bath and the spreading coefficient.

   Girifalco & Good, J. Phys. Chem. 61, 904 (1957), doi:10.1021/j150553a013:
       gamma_mb = gamma_m + gamma_b - 2 Phi sqrt(gamma_m gamma_b)
   Spreading coefficient (Harkins & Feldman, J. Am. Chem. Soc. 44, 2665 (1922), doi:10.1021/ja01433a001):
       S = gamma_b - gamma_m - gamma_mb = 2 (Phi sqrt(gamma_m gamma_b) - gamma_m)
   On a solid, from the contact angle (Young): S = gamma_m (cos theta - 1); on a rough one cos theta* = r cos theta (R. N. Wenzel,
   Ind. Eng. Chem. 28, 988 (1936), doi:10.1021/ie50320a024), r the true over the projected area.
   Rest thickness of a floating lens, S < 0 (Langmuir, J. Chem. Phys. 1, 756 (1933), doi:10.1063/1.1749243):
       h = sqrt(-2 S / (rho g')),   g' = g (1 - rho/rho_b) on a liquid bath, g on a solid */
#ifndef VF_PHYSICS_SPREADING_H
#define VF_PHYSICS_SPREADING_H

#include "physics/status.h"

typedef enum {
  VF_CLOSURE_GIRIFALCO_GOOD, /* gamma_mb from the two tensions and Phi */
  VF_CLOSURE_TENSION,        /* gamma_mb given */
  VF_CLOSURE_SPREADING,      /* S given; gamma_mb = gamma_b - gamma_m - S follows */
  VF_CLOSURE_ANGLE           /* contact angle on a solid given; S = gamma_m (cos theta - 1) */
} VfSpreadingClosure;

typedef struct {
  VfSpreadingClosure closure;
  double             interaction; /* [1] Phi > 0 (Girifalco-Good) */
  double             gamma_mb;    /* [N/m] (tension) */
  double             S;           /* [N/m] (spreading) */
  double             angle;       /* [rad] (angle) 0 to pi */
} VfSpreading;

typedef struct {
  double gamma_mb, dmb_dm, dmb_db; /* [N/m], [1], [1]: melt/bath tension, derivatives by gamma_m and gamma_b */
  double S, dS_dm, dS_db;          /* [N/m], [1], [1] */
} VfSpreadingValue;

/** Melt/bath tension and spreading coefficient at n pairs of surface tensions.
    @param gamma_m [N/m] (n) > 0, melt.  @param gamma_b [N/m] (n) > 0, bath.  @param out (n).
    @return VF_ERR_ARGUMENT for a parameter of the closure that is not usable, VF_ERR_DOMAIN for a tension that is not. */
VfStatus vf_spreading_eval(const VfSpreading *spreading, int n, const double gamma_m[], const double gamma_b[],
                           VfSpreadingValue out[]);

/** S [N/m] on a solid of roughness r >= 1 from that on a flat one: gamma_m (r (1 + S/gamma_m) - 1). */
double vf_wenzel_spreading(double r, double gamma_m, double S);

/** g' [m/s2] for a film of density rho [kg/m3] on a liquid of density rho_b; rho_b = INFINITY for a solid. */
double vf_reduced_gravity(double g, double rho, double rho_b);

/** Langmuir's rest thickness [m] of a lens; S [N/m] <= 0, rho [kg/m3] > 0, g_reduced [m/s2] > 0; NaN outside the domain. */
double vf_langmuir_thickness(double S, double rho, double g_reduced);

#endif
