/* Geometric multigrid for the linearised lubrication equations, on the grids of mesh/ladder.h. */
#ifndef VF_SOLVER_LUBRICATION_MG_H
#define VF_SOLVER_LUBRICATION_MG_H

#include "mesh/ladder.h"
#include "solver/lubrication_level.h"

enum { VF_LUBRICATION_SWEEPS = 2 }; /* relaxations of a grid before and after its correction from the coarser one */

typedef struct {
  int                ranks;
  double             cells; /* of the finest grid, of all ranks */
  VfLadder           ladder;
  VfLubricationLevel shared[VF_LADDER_MAX], own[VF_LADDER_MAX];
} VfLubricationMg;

PetscErrorCode VfLubricationMgCreate(const VfGrid *grid, VfLubricationMg **mg);
PetscErrorCode VfLubricationMgDestroy(VfLubricationMg **mg);

/** The finest level: its coefficients and right-hand sides are the caller's to fill on own cells. */
VfLubricationLevel *VfLubricationMgFinest(VfLubricationMg *mg);

/** Takes over new coefficients and spans of the finest level.
    @param mobilities these, s and spans alone are new.  Collective. */
PetscErrorCode VfLubricationMgSetUp(VfLubricationMg *mg, bool mobilities);

/** Takes over a new s and new spans of the finest level, all else being as it was.  Collective. */
PetscErrorCode VfLubricationMgSetStiffness(VfLubricationMg *mg);

/** One cycle from zero: finest e, g approximate the solution for b1, b2; their ghosts are current.  It is a V, but for the first grid of at
    most 32 x 32 cells, which is solved twice.  @param sweeps relaxations of the finest grid at its end.  Collective. */
PetscErrorCode VfLubricationMgCycle(VfLubricationMg *mg, int sweeps);

/** Relaxations and residuals of cells so far; its sum over the ranks is that of the algorithm.  Not collective. */
double vf_lubrication_mg_evaluated(const VfLubricationMg *mg);

#endif
