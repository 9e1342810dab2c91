/* Between the files of the multigrid of the membrane operator: what grid transfer needs to know of a pair of grids. */
#ifndef VF_SOLVER_MEMBRANE_TRANSFER_H
#define VF_SOLVER_MEMBRANE_TRANSFER_H

#include "solver/membrane_grid.h"

/** Kinds of the coarse faces from those of the fine ones. */
void vf_membrane_coarsen_faces(const VfMembraneGrid *fine, VfMembraneGrid *coarse);

/** fine->transfer, ghosts too; coarse->x is scratch, as fine->d, or the direction of the finest level.  Collective. */
PetscErrorCode VfMembraneTransferWeights(VfMembraneGrid *fine, VfMembraneGrid *coarse);

#endif
