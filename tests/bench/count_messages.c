#include "tests/bench/count_messages.h"
#include <mpi.h>

MessageCount count_messages;

int MPI_Isend(const void *buffer, int count, MPI_Datatype type, int to, int tag, MPI_Comm comm, MPI_Request *request)
{
  int size;

  MPI_Type_size(type, &size);
  if (to != MPI_PROC_NULL) {
    count_messages.messages++;
    count_messages.bytes += (double)count * size;
  }
  return PMPI_Isend(buffer, count, type, to, tag, comm, request);
}

int MPI_Allreduce(const void *buffer, void *result, int count, MPI_Datatype type, MPI_Op op, MPI_Comm comm)
{
  count_messages.reductions++;
  return PMPI_Allreduce(buffer, result, count, type, op, comm);
}

int MPI_Allgatherv(const void *buffer, int count, MPI_Datatype type, void *result, const int *counts, const int *offsets,
                   MPI_Datatype result_type, MPI_Comm comm)
{
  int size;

  MPI_Type_size(type, &size);
  count_messages.gathers++;
  count_messages.bytes += (double)count * size;
  return PMPI_Allgatherv(buffer, count, type, result, counts, offsets, result_type, comm);
}
