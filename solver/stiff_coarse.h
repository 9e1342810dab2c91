/* The coarsest grid of velocity, flux and pressure: flux and pressure are eliminated, what is left of the velocity is symmetric and positive,

       (K + X' C X) u = b_u - X' (b_p - C I^-1 b_q),      X = I^-1 D,

   and factored as a dense matrix, every rank for itself. */
#ifndef VF_SOLVER_STIFF_COARSE_H
#define VF_SOLVER_STIFF_COARSE_H

#include "solver/dense.h"
#include "solver/stiff_grid.h"

typedef struct {
  int     cells;
  VfDense mass, velocity; /* factors of I and of K + X' C X */
  double *X;              /* column by column: 2 cells of them, `cells` rows */
  double *C, *s, *t;
} VfStiffCoarse;

PetscErrorCode VfStiffCoarseCreate(const VfStiffGrid *grid, VfStiffCoarse *coarse);
PetscErrorCode VfStiffCoarseDestroy(VfStiffCoarse *coarse);

/** Not collective. */
PetscErrorCode VfStiffCoarseFactor(const VfStiffGrid *grid, VfStiffCoarse *coarse);

/** Unknowns of the grid from its right-hand sides.  Not collective. */
PetscErrorCode VfStiffCoarseSolve(VfStiffGrid *grid, VfStiffCoarse *coarse);

#endif
