/* Geometric multigrid for the diffusion operator, laid out as membrane_mg.h: shared grids, then grids every rank holds whole, then a
   dense factor. */
#ifndef VF_SOLVER_DIFFUSION_MG_H
#define VF_SOLVER_DIFFUSION_MG_H

#include "mesh/ladder.h"
#include "solver/dense.h"
#include "solver/diffusion_level.h"

typedef struct {
  VfLadder         ladder;
  VfDiffusionLevel shared[VF_LADDER_MAX], own[VF_LADDER_MAX];
  VfDense          dense;
  bool             shortens;  /* may leave out coarse grids, see VfDiffusionMgSetUp; false unless the caller says so */
  int              coarsened; /* how often the grid is coarsened in a cycle */
} VfDiffusionMg;

/** @param loans NULL, or what the grid, as often coarsened as the place in this list says, is to work in, as long as it is shared, or held by one
    rank alone.  Collective. */
PetscErrorCode VfDiffusionMgCreate(const VfGrid *grid, const VfDiffusionLoan loans[VF_LADDER_MAX], VfDiffusionMg **mg);
PetscErrorCode VfDiffusionMgDestroy(VfDiffusionMg **mg);

/** The finest level: its d, ax, ay, inside are the caller's to fill on own cells. */
VfDiffusionLevel *VfDiffusionMgFinest(VfDiffusionMg *mg);

/** Takes over new coefficients of the finest level.  Collective.
    Where conduction between cells is as weak as d (steps of milliseconds, or some grids down), smoothing alone solves the system: with
    `shortens`, for a d that is nearly the same everywhere, a cycle ends there. */
PetscErrorCode VfDiffusionMgSetUp(VfDiffusionMg *mg);

/** The same for the finest level alone: coarse grids keep coefficients that differ too little to matter to a preconditioner.  Collective. */
PetscErrorCode VfDiffusionMgSetFinest(VfDiffusionMg *mg);

/** One V-cycle: finest x = approximate D^-1 finest b, from zero.  A symmetric positive preconditioner.  Collective. */
PetscErrorCode VfDiffusionMgCycle(VfDiffusionMg *mg);

#endif
