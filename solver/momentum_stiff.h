/* Gravity, interface potential and capillarity of a film with an edge, implicit in the plane.

   They act on a thickness that falls by tau q with the velocity looked for, q = div(h u) = D u, which adds to the energy of the balance
   the positive form

       1/2 integral of  tau (rho g' + phi'')+ q^2 + tau Gamma |grad q|^2   =   1/2 (D u, C D u)

   (on rings: momentum_axisymmetric.h).  u and q are unknowns together (momentum_pair.h):

       K u + D* C q = f,      D u - q = 0

   and q follows from (1 + X C) q = D K^-1 f, X = D K^-1 D*.  X is local up to a diffusion:  1/X = 1/s + 1/L,  what a flux q of thickness costs
   in stretching, s = h^2/(4 A), and in friction, L = -div( h^2/beta grad ).  docs/theory.md, section 6.0. */
#ifndef VF_SOLVER_MOMENTUM_STIFF_H
#define VF_SOLVER_MOMENTUM_STIFF_H

#include "mesh/grid.h"
#include "solver/lubrication_mg.h"
#include "solver/membrane.h"

typedef struct {
  const VfGrid    *grid;
  bool             active;
  double          *hu, *hv;    /* [m] thickness on faces of cells that bear stress; 0 elsewhere */
  double          *level;      /* [Pa s/m] tau (rho g' + phi'')+, cells */
  double          *kx, *ky;    /* [Pa s/m] tau Gamma/dx^2 on faces between two cells of film */
  double          *inverse;    /* [Pa s/m] 1/s = 4 A/h^2, 0 off the film */
  int             *low, *high; /* columns low[j] <= i < high[j] of the own cells of row j are film */
  double          *u, *v, *q, *y;
  VfLubricationMg *mg;
} VfMomentumStiff;

/* What they are made from, fields of the grid: thickness, weight, extensional stiffness; stiffness of the thickness [Pa/m] and of its slope [N/m]. */
typedef struct {
  const double *h, *w, *A, *stiff, *Gamma;
  const double *hu, *hv; /* [m] thickness on faces (thickness_flux.h) */
  double        tau;     /* [s] */
} VfStiffTerms;

PetscErrorCode VfMomentumStiffCreate(const VfGrid *grid, VfMomentumStiff **stiff);
PetscErrorCode VfMomentumStiffDestroy(VfMomentumStiff **stiff);

/** Takes over the terms (ghosts current); NULL: none.  @param level the membrane operator, prepared.  Collective. */
PetscErrorCode VfMomentumStiffSet(VfMomentumStiff *stiff, const VfMembraneLevel *level, const VfStiffTerms *terms);

/** stiff->q = D x.  Collective. */
PetscErrorCode VfMomentumStiffFlux(VfMomentumStiff *stiff, const VfMembraneLevel *level, VfPair x);

/** stiff->y = C stiff->q.  Collective. */
PetscErrorCode VfMomentumStiffPressure(VfMomentumStiff *stiff);

/** out += D* stiff->y.  Collective. */
PetscErrorCode VfMomentumStiffPush(VfMomentumStiff *stiff, const VfMembraneLevel *level, VfPair out);

/** y += D* C D x on the finest level of the membrane operator.  Collective. */
PetscErrorCode VfMomentumStiffAdd(VfMomentumStiff *stiff, const VfMembraneLevel *level, VfPair x, VfPair y);

/** stiff->q = approximate (1 + X C)^-1 stiff->q: one cycle of a multigrid.  Collective. */
PetscErrorCode VfMomentumStiffComplement(VfMomentumStiff *stiff);

#endif
