/* The coarsest grid of the hierarchy: a dense Cholesky factor, every rank for itself. */
#ifndef VF_SOLVER_MEMBRANE_COARSE_H
#define VF_SOLVER_MEMBRANE_COARSE_H

#include "solver/membrane_mg.h"

PetscErrorCode VfMembraneCoarseCreate(VfMembraneMg *mg);
PetscErrorCode VfMembraneCoarseDestroy(VfMembraneMg *mg);

/** The operator of a small grid held whole, unknowns being the u of all cells, then the v.  Not collective. */
PetscErrorCode VfMembraneGridAssemble(const VfMembraneGrid *grid, VfDense *dense);

/** Assembles the coarsest operator and factors it.  Not collective. */
PetscErrorCode VfMembraneCoarseFactor(VfMembraneMg *mg);

/** own[n_own - 1].x = K^-1 b.  Not collective. */
PetscErrorCode VfMembraneCoarseSolve(VfMembraneMg *mg);

#endif
