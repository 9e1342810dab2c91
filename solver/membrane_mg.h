/* Geometric multigrid for the membrane operator: V-cycles on Galerkin coarse operators (membrane_grid.h).

   The grids are those of mesh/ladder.h: shared by the ranks as long as every rank's part can be halved, then held whole by every rank,
   down to a handful of cells, where a Cholesky factor finishes. */
#ifndef VF_SOLVER_MEMBRANE_MG_H
#define VF_SOLVER_MEMBRANE_MG_H

#include "mesh/grid.h"
#include "mesh/ladder.h"
#include "solver/dense.h"
#include "solver/membrane.h"
#include "solver/membrane_grid.h"

typedef struct {
  VfLadder        ladder;
  VfMembraneLevel finest; /* the operator itself */
  VfMembraneGrid  shared[VF_LADDER_MAX], own[VF_LADDER_MAX];
  VfDense         dense;  /* factor of the coarsest grid */
  int             degree; /* Chebyshev steps before and after */
} VfMembraneMg;

/** Plans the hierarchy of a grid.  @param loan NULL, or fields of the grid that the finest level is to work in.  Collective. */
PetscErrorCode VfMembraneMgCreate(const VfGrid *grid, int degree, const VfMembraneLoan *loan, VfMembraneMg **mg);

/** Whether friction is to hold edges of the film, as on a solid: smoothers are set for it.  Not at first. */
void vf_membrane_mg_expect(VfMembraneMg *mg, bool grips);

/** Whether faces that are held are to be interpolated like any others in set-ups to come.  Not at first. */
void vf_membrane_mg_follow(VfMembraneMg *mg, bool follows);

PetscErrorCode VfMembraneMgDestroy(VfMembraneMg **mg);

/** The operator: its A, G, Bu, Bv, face_u, face_v are the caller's to fill (owned cells; padding stays zero and beyond the bath). */
VfMembraneLevel *VfMembraneMgFinest(VfMembraneMg *mg);

/** Arrays that others may work in between a solve and the next set-up: n of the entries of the grid that is coarsened k > 0 times, where it is shared
    or held by one rank alone.  Not collective.  @return doubles in each of them, 0: there are none */
size_t vf_membrane_mg_scratch(VfMembraneMg *mg, int k, int n, double *arrays[]);

/** Takes over new coefficients of the finest level.  Collective. */
PetscErrorCode VfMembraneMgSetUp(VfMembraneMg *mg);

/** One V-cycle: finest x = approximate K^-1 finest b, from zero.  A symmetric positive preconditioner.  Collective. */
PetscErrorCode VfMembraneMgCycle(VfMembraneMg *mg);

#endif
