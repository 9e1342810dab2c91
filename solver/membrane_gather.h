/* The step from a grid spread over the ranks to the same grid held whole by every rank. */
#ifndef VF_SOLVER_MEMBRANE_GATHER_H
#define VF_SOLVER_MEMBRANE_GATHER_H

#include "solver/membrane_mg.h"

enum { VF_GATHER_FIELDS = VF_STENCIL + 2 };

/** Plans the gathering of the level of the given corner and size on each rank.  Collective. */
PetscErrorCode VfMembraneGatherCreate(MPI_Comm comm, int xs, int ys, int xm, int ym, VfMembraneGather *gather);
PetscErrorCode VfMembraneGatherDestroy(VfMembraneGather *gather);

/** to[f] on every rank = from[f] of all ranks, n <= VF_GATHER_FIELDS fields.  Collective. */
PetscErrorCode VfMembraneGatherFields(MPI_Comm comm, const VfMembraneGather *gather, int n, const VfMembraneLevel *from_level,
                                      double *const from[], const VfMembraneLevel *to_level, double *const to[]);

/** This rank's part of whole fields: to[f] = from[f].  Not collective. */
PetscErrorCode VfMembraneScatterFields(MPI_Comm comm, const VfMembraneGather *gather, int n, const VfMembraneLevel *from_level,
                                       double *const from[], const VfMembraneLevel *to_level, double *const to[]);

#endif
