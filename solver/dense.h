/* Dense Cholesky factors for the coarsest grids of multigrid, by LAPACK. */
#ifndef VF_SOLVER_DENSE_H
#define VF_SOLVER_DENSE_H

#include <petscsys.h>

typedef struct {
  int     n;
  double *a; /* (n n) the matrix, then its lower factor, column after column */
  double *b; /* (n) right-hand side, then solution */
} VfDense;

PetscErrorCode VfDenseCreate(int n, VfDense *dense);
PetscErrorCode VfDenseDestroy(VfDense *dense);

/** Factors dense->a in place.  Rows without a diagonal carry nothing and become unit rows; the other diagonals grow by a part in 1e13,
    for operators with motions of no energy.  Not collective. */
PetscErrorCode VfDenseFactor(VfDense *dense);

/** dense->b = a^-1 b.  Not collective. */
PetscErrorCode VfDenseSolve(VfDense *dense);

#endif
