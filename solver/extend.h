/* Velocity beyond the edge of the film.

   The balance gives velocities on faces of cells that hold film.  The film moves during a step into cells that held none: there the
   velocity is continued linearly, so that what enters a bare cell is stretched like what it left, and an affine motion stays affine. */
#ifndef VF_SOLVER_EXTEND_H
#define VF_SOLVER_EXTEND_H

#include "mesh/grid.h"

/** Continues u, v four cells beyond the faces of cells with weight w > 0; walls stay at rest.  Ghosts are current before and after.
    Collective. */
PetscErrorCode VfExtendVelocity(const VfGrid *grid, const double *w, double *u, double *v);

#endif
