/* One-line messages: what went wrong with a file, in words. */
#ifndef VF_POSTPROC_REPORT_H
#define VF_POSTPROC_REPORT_H

#include <petscsys.h>
#include <stdbool.h>

enum { VF_REPORT_LENGTH = 2048 };

/** Makes a message the same on all ranks: the one of the lowest rank that has one ("" when none has).  Collective.
    @param message (size) in: this rank's, or "".
    @param failed  has any rank a message? */
PetscErrorCode VfReportAgree(MPI_Comm comm, char message[], size_t size, bool *failed);

/** Prints "vitrifloat: MESSAGE" as one line on standard error, by rank 0 of comm. */
PetscErrorCode VfReportPrint(MPI_Comm comm, const char message[]);

#endif
