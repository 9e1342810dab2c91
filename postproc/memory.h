/* Memory that a run takes. */
#ifndef VF_POSTPROC_MEMORY_H
#define VF_POSTPROC_MEMORY_H

#include <petscsys.h>

/** Most memory that was resident at any time so far [B], the sum over the ranks; NaN where the system does not tell (no /proc).
    It is of the program alone: what getrusage() tells begins with the memory of whoever started the process.  Collective. */
PetscErrorCode VfMemoryPeak(MPI_Comm comm, double *bytes);

#endif
