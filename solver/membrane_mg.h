/* Geometric multigrid for the membrane operator: V-cycles with Chebyshev smoothing on Galerkin coarse operators.

   Grids are coarsened on all ranks while every rank's share stays a multiple of two; below that all ranks hold the whole coarse
   problem and solve it each for itself (no rank waits for another, and results do not depend on who computes).
   The grid is padded with walls to a size that halves down to at most a hundred cells, where a Cholesky factor finishes. */
#ifndef VF_SOLVER_MEMBRANE_MG_H
#define VF_SOLVER_MEMBRANE_MG_H

#include "mesh/gather.h"
#include "mesh/grid.h"
#include "solver/dense.h"
#include "solver/membrane.h"

enum { VF_MG_MAX_LEVELS = 24 };

typedef struct {
  MPI_Comm        comm;
  int             n_shared; /* levels spread over the ranks; 0 on one rank */
  VfMembraneLevel shared[VF_MG_MAX_LEVELS];
  int             n_own; /* levels every rank holds whole */
  VfMembraneLevel own[VF_MG_MAX_LEVELS];
  VfGather        gather; /* from shared[n_shared - 1] to own[0] */
  VfDense         dense;  /* factor of the coarsest grid */
  int             degree; /* Chebyshev steps before and after */
} VfMembraneMg;

/** Plans the hierarchy of a grid.  Collective. */
PetscErrorCode VfMembraneMgCreate(const VfGrid *grid, int degree, VfMembraneMg **mg);
PetscErrorCode VfMembraneMgDestroy(VfMembraneMg **mg);

/** The finest level: its A, G, Bu, Bv, face_u, face_v are the caller's to fill (owned cells; padding stays zero and beyond the bath). */
VfMembraneLevel *VfMembraneMgFinest(VfMembraneMg *mg);

/** Takes over new coefficients of the finest level.  Collective. */
PetscErrorCode VfMembraneMgSetUp(VfMembraneMg *mg);

/** One V-cycle: finest x = approximate K^-1 finest b, from zero.  A symmetric positive preconditioner.  Collective. */
PetscErrorCode VfMembraneMgCycle(VfMembraneMg *mg);

#endif
