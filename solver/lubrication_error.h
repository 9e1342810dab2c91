/* How wrong a step of lubrication is, and how long the first may be. */
#ifndef VF_SOLVER_LUBRICATION_ERROR_H
#define VF_SOLVER_LUBRICATION_ERROR_H

#include "solver/lubrication.h"

/** Error of the thickness over the step just solved, of its root mean square.  Collective. */
PetscErrorCode VfLubricationError(VfLubrication *lubrication, double dt, double *error);

#endif
