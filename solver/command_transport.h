/* The command `transport`: gases through the film of a run, or through a uniform membrane. */
#ifndef VF_SOLVER_COMMAND_TRANSPORT_H
#define VF_SOLVER_COMMAND_TRANSPORT_H

#include <petscsys.h>

typedef struct {
  const char *path;      /* a case file, or the folder of a run */
  const char *section;   /* a case file whose transport section is used on that run, or NULL */
  const char *directory; /* -o; NULL: the run's folder, or "transport" */
} VfTransportArguments;

/** Collective on PETSC_COMM_WORLD.  @param status exit status of the program, the same on all ranks. */
PetscErrorCode VfCommandTransport(const VfTransportArguments *arguments, int *status);

#endif
