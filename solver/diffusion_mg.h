/* Geometric multigrid for the diffusion operator, laid out as membrane_mg.h: shared grids, then grids every rank holds whole, then a
   dense factor. */
#ifndef VF_SOLVER_DIFFUSION_MG_H
#define VF_SOLVER_DIFFUSION_MG_H

#include "mesh/grid.h"
#include "solver/dense.h"
#include "solver/diffusion_level.h"

enum { VF_DIFFUSION_MAX_LEVELS = 24 };

typedef struct {
  MPI_Comm         comm;
  int              n_shared, n_own;
  VfDiffusionLevel shared[VF_DIFFUSION_MAX_LEVELS], own[VF_DIFFUSION_MAX_LEVELS];
  VfGather         gather;
  VfDense          dense;
} VfDiffusionMg;

PetscErrorCode VfDiffusionMgCreate(const VfGrid *grid, VfDiffusionMg **mg);
PetscErrorCode VfDiffusionMgDestroy(VfDiffusionMg **mg);

/** The finest level: its d, ax, ay, inside are the caller's to fill on own cells. */
VfDiffusionLevel *VfDiffusionMgFinest(VfDiffusionMg *mg);

/** Takes over new coefficients of the finest level.  Collective. */
PetscErrorCode VfDiffusionMgSetUp(VfDiffusionMg *mg);

/** One V-cycle: finest x = approximate D^-1 finest b, from zero.  A symmetric positive preconditioner.  Collective. */
PetscErrorCode VfDiffusionMgCycle(VfDiffusionMg *mg);

#endif
