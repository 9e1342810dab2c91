/* Between the files of the momentum solve. */
#ifndef VF_SOLVER_MOMENTUM_INTERNAL_H
#define VF_SOLVER_MOMENTUM_INTERNAL_H

#include "solver/momentum.h"

/** Copies between a vector (u, v of a cell, cell by cell) and a pair of level arrays.  Not collective. */
PetscErrorCode VfMomentumFromVec(const VfMomentum *momentum, Vec vec, VfPair pair);
PetscErrorCode VfMomentumToVec(const VfMomentum *momentum, VfPair pair, Vec vec);

/** Writes the operator into a new momentum->assembled, column by column through the matrix-free kernel.  Collective. */
PetscErrorCode VfMomentumAssemble(VfMomentum *momentum);

/* Operator applications in a V-cycle, on the finest grid: degree - 1 residuals before, one for the coarser grid, degree after. */
enum { VF_SMOOTHING_DEGREE = 2, VF_CYCLE_WORK = 2 * VF_SMOOTHING_DEGREE };

/** Conjugate gradients with the multigrid of the membrane operator, without PETSc's vectors: b in the finest level's b (which is changed), the
    first guess is `scale` times its x, of which r holds K x; the solution is left in its y.  Collective. */
PetscErrorCode VfMomentumIterate(VfMomentum *momentum, double scale, bool *converged);

/** The same with stiff terms, by GMRES on velocity and flux of thickness (momentum_pair.h), whatever -momentum_ksp_type says; the load need
    not stay in b.  Collective. */
PetscErrorCode VfMomentumIteratePair(VfMomentum *momentum, double scale, bool *converged);

#endif
