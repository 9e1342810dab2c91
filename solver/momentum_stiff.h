/* Gravity, interface potential and capillarity of a film with an edge, implicit in the plane.

   They act on a thickness that falls by tau q with the velocity looked for, q = div(h u) = D u, which adds to the energy of the balance
   the positive form

       1/2 integral of  tau (rho g' + phi'')+ q^2 + tau Gamma |grad q|^2   =   1/2 (D u, C D u)

   (on rings: momentum_axisymmetric.h).  The preconditioner is Woodbury's formula about the multigrid M of the membrane operator,

       (K + D* C D)^-1  ~  M - M D* W D M,      W = (1/C + s)^-1 = 1/s - (1/s) (C + 1/s)^-1 (1/s),      s = h^2/(3 A)

   s is the most that D M D* gives where stretching resists; C + 1/s is a diffusion operator, solved by one cycle of its multigrid. */
#ifndef VF_SOLVER_MOMENTUM_STIFF_H
#define VF_SOLVER_MOMENTUM_STIFF_H

#include "mesh/grid.h"
#include "solver/diffusion_mg.h"
#include "solver/membrane.h"

typedef struct {
  const VfGrid  *grid;
  bool           active;
  double        *hu, *hv; /* [m] thickness on faces of cells that bear stress; 0 elsewhere */
  double        *level;   /* [Pa s/m] tau (rho g' + phi'')+, cells */
  double        *kx, *ky; /* [Pa s/m] tau Gamma/dx^2 on faces between two cells of film */
  double        *inverse; /* [Pa s/m] 1/s = 3 A/h^2, 0 off the film */
  double        *u, *v, *q, *y;
  VfDiffusionMg *mg;
} VfMomentumStiff;

/* What they are made from, fields of the grid: thickness, weight, extensional stiffness; stiffness of the thickness [Pa/m] and of its slope [N/m]. */
typedef struct {
  const double *h, *w, *A, *stiff, *Gamma;
  const double *hu, *hv; /* [m] thickness on faces (thickness_flux.h) */
  double        tau;     /* [s] */
} VfStiffTerms;

PetscErrorCode VfMomentumStiffCreate(const VfGrid *grid, VfMomentumStiff **stiff);
PetscErrorCode VfMomentumStiffDestroy(VfMomentumStiff **stiff);

/** Takes over the terms (ghosts current); NULL: none.  Collective. */
PetscErrorCode VfMomentumStiffSet(VfMomentumStiff *stiff, const VfStiffTerms *terms);

/** y += D* C D x on the finest level of the membrane operator.  Collective. */
PetscErrorCode VfMomentumStiffAdd(VfMomentumStiff *stiff, const VfMembraneLevel *level, VfPair x, VfPair y);

/** b = D* W D x.  Collective. */
PetscErrorCode VfMomentumStiffWoodbury(VfMomentumStiff *stiff, const VfMembraneLevel *level, VfPair x, VfPair b);

#endif
