/* Where the film is flat there is nothing to solve. */
#ifndef VF_SOLVER_LUBRICATION_CONFINE_H
#define VF_SOLVER_LUBRICATION_CONFINE_H

#include "solver/lubrication.h"

/** Sets the spans of the finest level: the cells whose residual, as it stands, would change their thickness by more than 1e-5 of
    the step's tolerance, and some beside them.  Residuals are known everywhere before each cycle, so a cell that a neighbour disturbs
    is in the next time.  Collective. */
PetscErrorCode VfLubricationConfine(VfLubrication *lubrication);

#endif
