#include "mesh/halo.h"
#include <string.h>

typedef struct {
  int i0, j0, ni, nj; /* block of cells, ghost-inclusive numbering */
} Block;

PetscErrorCode VfHaloCreate(MPI_Comm comm, const int neighbour_wesn[4], int xm, int ym, int width, VfHaloPlan *plan)
{
  const size_t longest = (size_t)(xm > ym ? xm : ym) + 2 * (size_t)width;

  PetscFunctionBeginUser;
  *plan = (VfHaloPlan){.comm        = comm,
                       .west        = neighbour_wesn[0],
                       .east        = neighbour_wesn[1],
                       .south       = neighbour_wesn[2],
                       .north       = neighbour_wesn[3],
                       .xm          = xm,
                       .ym          = ym,
                       .width       = width,
                       .ld          = xm + 2 * width,
                       .buffer_side = VF_HALO_MAX_FIELDS * longest * (size_t)width};
  PetscCallMPI(MPI_Comm_rank(comm, &plan->self));
  PetscCall(PetscMalloc1(4 * plan->buffer_side, &plan->buffer));
  PetscFunctionReturn(0);
}

static size_t block_copy(const VfHaloPlan *plan, int n, double *const fields[], Block b, double *packed, PetscBool pack)
{
  size_t k = 0;

  for (int f = 0; f < n; f++) {
    for (int j = b.j0; j < b.j0 + b.nj; j++) {
      double *row = fields[f] + (size_t)j * (size_t)plan->ld + (size_t)b.i0;

      if (pack)
        memcpy(packed + k, row, (size_t)b.ni * sizeof(double));
      else
        memcpy(row, packed + k, (size_t)b.ni * sizeof(double));
      k += (size_t)b.ni;
    }
  }
  return k;
}

/* One phase: to the low side from the high side's view and the other way round. */
static PetscErrorCode exchange_pair(const VfHaloPlan *plan, int n, double *const fields[], int low, int high, const Block send[2],
                                    const Block recv[2])
{
  const int   rank[2] = {low, high};
  double     *out[2]  = {plan->buffer, plan->buffer + plan->buffer_side};
  double     *in[2]   = {plan->buffer + 2 * plan->buffer_side, plan->buffer + 3 * plan->buffer_side};
  MPI_Request request[4];

  PetscFunctionBeginUser;
  if (low == plan->self && high == plan->self) {
    for (int s = 0; s < 2; s++) block_copy(plan, n, fields, send[s], out[s], PETSC_TRUE);
    for (int s = 0; s < 2; s++) block_copy(plan, n, fields, recv[s], out[1 - s], PETSC_FALSE);
    PetscFunctionReturn(0);
  }
  for (int s = 0; s < 2; s++) {
    const int count = n * recv[s].ni * recv[s].nj;

    PetscCallMPI(MPI_Irecv(in[s], count, MPI_DOUBLE, rank[s], 1 - s, plan->comm, &request[s]));
  }
  for (int s = 0; s < 2; s++) {
    const size_t count = rank[s] == MPI_PROC_NULL ? 0 : block_copy(plan, n, fields, send[s], out[s], PETSC_TRUE);

    PetscCallMPI(MPI_Isend(out[s], (int)count, MPI_DOUBLE, rank[s], s, plan->comm, &request[2 + s]));
  }
  PetscCallMPI(MPI_Waitall(4, request, MPI_STATUSES_IGNORE));
  for (int s = 0; s < 2; s++) {
    if (rank[s] != MPI_PROC_NULL) block_copy(plan, n, fields, recv[s], in[s], PETSC_FALSE);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfHaloExchange(const VfHaloPlan *plan, int n, double *const fields[])
{
  const int w = plan->width, xm = plan->xm, ym = plan->ym;

  PetscFunctionBeginUser;
  PetscCheck(n <= VF_HALO_MAX_FIELDS, plan->comm, PETSC_ERR_ARG_OUTOFRANGE, "at most %d fields an exchange",
             (int)VF_HALO_MAX_FIELDS);
  if (plan->west != MPI_PROC_NULL || plan->east != MPI_PROC_NULL) {
    const Block send[2] = {{w, w, w, ym}, {xm, w, w, ym}};
    const Block recv[2] = {{0, w, w, ym}, {xm + w, w, w, ym}};

    PetscCall(exchange_pair(plan, n, fields, plan->west, plan->east, send, recv));
  }
  if (plan->south != MPI_PROC_NULL || plan->north != MPI_PROC_NULL) {
    const Block send[2] = {{0, w, plan->ld, w}, {0, ym, plan->ld, w}};
    const Block recv[2] = {{0, 0, plan->ld, w}, {0, ym + w, plan->ld, w}};

    PetscCall(exchange_pair(plan, n, fields, plan->south, plan->north, send, recv));
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfHaloDestroy(VfHaloPlan *plan)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(plan->buffer));
  PetscFunctionReturn(0);
}
