#include "postproc/report.h"

PetscErrorCode VfReportAgree(MPI_Comm comm, char message[], size_t size, bool *failed)
{
  int rank, ranks, own, first;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &ranks));
  own = message[0] ? rank : ranks;
  PetscCallMPI(MPI_Allreduce(&own, &first, 1, MPI_INT, MPI_MIN, comm));
  *failed = first < ranks;
  if (*failed) PetscCallMPI(MPI_Bcast(message, (int)size, MPI_CHAR, first, comm));
  PetscFunctionReturn(0);
}

PetscErrorCode VfReportPrint(MPI_Comm comm, const char message[])
{
  PetscFunctionBeginUser;
  PetscCall(PetscFPrintf(comm, PETSC_STDERR, "vitrifloat: %s\n", message));
  PetscFunctionReturn(0);
}
