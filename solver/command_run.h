/* The command `run`. */
#ifndef VF_SOLVER_COMMAND_RUN_H
#define VF_SOLVER_COMMAND_RUN_H

#include <petscsys.h>

/* Exit status of the program. */
enum { VF_EXIT_DONE = 0, VF_EXIT_INPUT = 2, VF_EXIT_NUMERICS = 3, VF_EXIT_INTERRUPTED = 4 };

typedef struct {
  const char *case_path;
  const char *directory; /* -o */
  const char *restart;   /* --restart, or NULL */
} VfRunArguments;

/** Runs a case.  Collective on PETSC_COMM_WORLD.  @param status exit status of the program, the same on all ranks. */
PetscErrorCode VfCommandRun(const VfRunArguments *arguments, int *status);

#endif
