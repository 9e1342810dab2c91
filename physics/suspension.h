/* Viscosity of a melt that carries solid grains (unmelted crystal and zni), and the rigid limit.

   Krieger & Dougherty, Trans. Soc. Rheol. 3, 137 (1959), doi:10.1122/1.548848, intrinsic viscosity 5/2 (spheres):
       eta = eta_melt(T) (1 - s/p)^(-5 p/2),   s = X + z solid fraction, p packing fraction (0.64: exponent -1.6)
   At s >= p, and where eta reaches the rigid viscosity (1e12 Pa s, the glass transition), the film does not move. */
#ifndef VF_PHYSICS_SUSPENSION_H
#define VF_PHYSICS_SUSPENSION_H

#include "physics/status.h"
#include "physics/viscosity.h"
#include <stdbool.h>

typedef struct {
  double packing; /* [1] 0 < p <= 1 */
  double rigid;   /* [Pa s] rigid viscosity > 0 */
} VfSuspension;

typedef struct {
  double factor;     /* [1] eta/eta_melt, INFINITY at and above packing */
  double dfactor_ds; /* [1] 0 where the factor is infinite */
} VfSuspensionFactor;

typedef struct {
  double eta;     /* [Pa s] <= rigid viscosity */
  double deta_dT; /* [Pa s/K] 0 where rigid */
  double deta_ds; /* [Pa s] 0 where rigid */
  bool   rigid;
} VfEffectiveViscosity;

/** Krieger-Dougherty factor at n solid fractions.  @param solid [1] (n) >= 0.  @param out (n).
    @return VF_ERR_ARGUMENT for an unusable packing fraction, VF_ERR_DOMAIN for a negative or not finite solid fraction. */
VfStatus vf_suspension_factor(double packing, int n, const double solid[], VfSuspensionFactor out[]);

/** Effective viscosity of melt and grains, capped at the rigid viscosity.
    @param melt (n) from vf_viscosity_eval.  @param solid [1] (n) X + z.  @param out (n). */
VfStatus vf_suspension_viscosity(const VfSuspension *suspension, int n, const VfViscosityValue melt[], const double solid[],
                                 VfEffectiveViscosity out[]);

#endif
