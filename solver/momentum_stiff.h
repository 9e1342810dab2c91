/* Gravity, interface potential and capillarity of a film with an edge, implicit in the plane.

   They act on a thickness that falls by tau q with the velocity looked for, q = div(h u) = D u, which adds to the energy of the balance
   the positive form

       1/2 integral of  tau (rho g' + phi'')+ q^2 + tau Gamma |grad q|^2   =   1/2 (D u, C D u)

   (on rings: momentum_axisymmetric.h).  u and q are unknowns together (momentum_pair.h):

       K u + D* C q = f,      D u - q = 0.

   docs/theory.md, section 6.0. */
#ifndef VF_SOLVER_MOMENTUM_STIFF_H
#define VF_SOLVER_MOMENTUM_STIFF_H

#include "mesh/grid.h"
#include "solver/membrane.h"
#include "solver/stiff_mg.h"

typedef struct {
  const VfGrid   *grid;
  bool            active;
  VfStiffOperator terms;      /* D and C, arrays like those of the membrane's level, as all others */
  double         *q, *y;      /* what the operators below read and leave */
  int            *low, *high; /* columns low[j] <= i < high[j] of the own cells of row j are film */
  VfStiffMg      *mg;
} VfMomentumStiff;

/* What they are made from, fields of the grid: thickness, weight, extensional stiffness; stiffness of the thickness [Pa/m] and of its slope [N/m]. */
typedef struct {
  const double *h, *w, *A, *stiff, *Gamma;
  const double *hu, *hv; /* [m] thickness on faces (thickness_flux.h) */
  double        tau;     /* [s] */
} VfStiffTerms;

/** @param membrane the multigrid of K, on whose grids that of all unknowns works. */
PetscErrorCode VfMomentumStiffCreate(const VfGrid *grid, VfMembraneMg *membrane, VfMomentumStiff **stiff);
PetscErrorCode VfMomentumStiffDestroy(VfMomentumStiff **stiff);

/** Takes over the terms (ghosts current); NULL: none.  The multigrid of K is set up.  Collective. */
PetscErrorCode VfMomentumStiffSet(VfMomentumStiff *stiff, const VfStiffTerms *terms);

/** stiff->q = D x; ghosts of x become current.  Collective. */
PetscErrorCode VfMomentumStiffFlux(VfMomentumStiff *stiff, VfPair x);

/** stiff->y = C stiff->q.  Collective. */
PetscErrorCode VfMomentumStiffPressure(VfMomentumStiff *stiff);

/** out += D* stiff->y.  Collective. */
PetscErrorCode VfMomentumStiffPush(VfMomentumStiff *stiff, VfPair out);

/** y += D* C D x on the finest level of the membrane operator; ghosts of x become current.  Collective. */
PetscErrorCode VfMomentumStiffAdd(VfMomentumStiff *stiff, VfPair x, VfPair y);

#endif
