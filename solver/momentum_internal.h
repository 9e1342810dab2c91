/* Between the files of the momentum solve. */
#ifndef VF_SOLVER_MOMENTUM_INTERNAL_H
#define VF_SOLVER_MOMENTUM_INTERNAL_H

#include "solver/momentum.h"

/** Copies between a DMStag vector and a pair of level arrays.  Not collective. */
PetscErrorCode VfMomentumFromVec(const VfMomentum *momentum, Vec vec, VfPair pair);
PetscErrorCode VfMomentumToVec(const VfMomentum *momentum, VfPair pair, Vec vec);

/** Writes the operator into momentum->assembled (made on first use), column by column through the matrix-free kernel.  Collective. */
PetscErrorCode VfMomentumAssemble(VfMomentum *momentum);

#endif
