/* Geometric multigrid for the linearised lubrication equations, on the grids of mesh/ladder.h. */
#ifndef VF_SOLVER_LUBRICATION_MG_H
#define VF_SOLVER_LUBRICATION_MG_H

#include "mesh/ladder.h"
#include "solver/lubrication_level.h"

typedef struct {
  VfLadder           ladder;
  VfLubricationLevel shared[VF_LADDER_MAX], own[VF_LADDER_MAX];
} VfLubricationMg;

PetscErrorCode VfLubricationMgCreate(const VfGrid *grid, VfLubricationMg **mg);
PetscErrorCode VfLubricationMgDestroy(VfLubricationMg **mg);

/** The finest level: its coefficients and right-hand sides are the caller's to fill on own cells. */
VfLubricationLevel *VfLubricationMgFinest(VfLubricationMg *mg);

/** Takes over new coefficients of the finest level.  Collective. */
PetscErrorCode VfLubricationMgSetUp(VfLubricationMg *mg);

/** Takes over a new s of the finest level, all else being as it was.  Collective. */
PetscErrorCode VfLubricationMgSetStiffness(VfLubricationMg *mg);

/** One V-cycle from zero: finest e, g approximate the solution for b1, b2; their ghosts are current.  Collective. */
PetscErrorCode VfLubricationMgCycle(VfLubricationMg *mg);

#endif
