/* The last output of a run, read back from its fields.h5. */
#ifndef VF_POSTPROC_READ_FIELDS_H
#define VF_POSTPROC_READ_FIELDS_H

#include "mesh/grid.h"
#include <stdbool.h>

/** Reads fields of the last step of a file.  Collective on the grid's ranks.
    @param values (n) arrays of this rank's (ym, xm) cells.  @param time [s] of that step.
    @param message one line on failure, the same on all ranks.  @return (by failed) whether anything went wrong */
PetscErrorCode VfFieldsReadLast(const char *path, const VfGrid *grid, int n, const char *const names[], double *const values[],
                                double *time, bool *failed, char message[], size_t size);

#endif
