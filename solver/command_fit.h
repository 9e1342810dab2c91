/* The command `fit`: the laws of gas transport fitted to measurements. */
#ifndef VF_SOLVER_COMMAND_FIT_H
#define VF_SOLVER_COMMAND_FIT_H

#include <petscsys.h>

/** Fits the section `fit` of a case; results in `directory`.  Collective on PETSC_COMM_WORLD.
    @param status exit status of the program, the same on all ranks. */
PetscErrorCode VfCommandFit(const char *path, const char *directory, int *status);

#endif
