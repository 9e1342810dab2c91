/* Geometric multigrid for velocity, flux of thickness and pressure together,

       K u + D* p = b_u,      D u - I q = b_q,      I p - C q = b_p,

   on the grids of the membrane's multigrid, which hold K (stiff_grid.h). */
#ifndef VF_SOLVER_STIFF_MG_H
#define VF_SOLVER_STIFF_MG_H

#include "solver/membrane_mg.h"
#include "solver/stiff_coarse.h"
#include "solver/stiff_grid.h"

typedef struct {
  VfMembraneMg *mg;
  VfStiffGrid   shared[VF_LADDER_MAX], own[VF_LADDER_MAX];
  VfStiffCoarse coarse;
} VfStiffMg;

/** @param finest arrays of the operator, like those of the membrane's level. */
PetscErrorCode VfStiffMgCreate(VfMembraneMg *membrane, const VfStiffOperator *finest, VfStiffMg **mg);
PetscErrorCode VfStiffMgDestroy(VfStiffMg **mg);

/** The finest grid: its right-hand sides and, before set-up, `inside` are the caller's to fill, on own cells and, for inside, ghosts. */
VfStiffGrid *VfStiffMgFinest(VfStiffMg *mg);

/** Takes over the operator, ghosts current, K being set up.  Collective. */
PetscErrorCode VfStiffMgSetUp(VfStiffMg *mg);

/** One cycle from zero.  Collective. */
PetscErrorCode VfStiffMgCycle(VfStiffMg *mg);

#endif
