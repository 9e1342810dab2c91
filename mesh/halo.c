#include "mesh/halo.h"
#include <stdbool.h>
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

typedef enum { PACK, UNPACK, UNPACK_ADD } Action;

static void move_row(double *row, double *packed, int n, Action action)
{
  if (action == PACK)
    memcpy(packed, row, (size_t)n * sizeof(double));
  else if (action == UNPACK)
    memcpy(row, packed, (size_t)n * sizeof(double));
  else
    for (int i = 0; i < n; i++) row[i] += packed[i];
}

static size_t block_copy(const VfHaloPlan *plan, int n, double *const fields[], Block b, double *packed, Action action)
{
  size_t k = 0;

  for (int f = 0; f < n; f++) {
    for (int j = b.j0; j < b.j0 + b.nj; j++, k += (size_t)b.ni)
      move_row(fields[f] + (size_t)j * (size_t)plan->ld + (size_t)b.i0, packed + k, b.ni, action);
  }
  return k;
}

/* One phase: to the low side from the high side's view and the other way round. */
static PetscErrorCode exchange_pair(const VfHaloPlan *plan, int n, double *const fields[], int low, int high, const Block send[2],
                                    const Block recv[2], Action action)
{
  const int   rank[2] = {low, high};
  double     *out[2]  = {plan->buffer, plan->buffer + plan->buffer_side};
  double     *in[2]   = {plan->buffer + 2 * plan->buffer_side, plan->buffer + 3 * plan->buffer_side};
  MPI_Request request[4];

  PetscFunctionBeginUser;
  if (low == plan->self && high == plan->self) {
    for (int s = 0; s < 2; s++) block_copy(plan, n, fields, send[s], out[s], PACK);
    for (int s = 0; s < 2; s++) block_copy(plan, n, fields, recv[s], out[1 - s], action);
    PetscFunctionReturn(0);
  }
  for (int s = 0; s < 2; s++) {
    const int count = n * recv[s].ni * recv[s].nj;

    PetscCallMPI(MPI_Irecv(in[s], count, MPI_DOUBLE, rank[s], 1 - s, plan->comm, &request[s]));
  }
  for (int s = 0; s < 2; s++) {
    const size_t count = rank[s] == MPI_PROC_NULL ? 0 : block_copy(plan, n, fields, send[s], out[s], PACK);

    PetscCallMPI(MPI_Isend(out[s], (int)count, MPI_DOUBLE, rank[s], s, plan->comm, &request[2 + s]));
  }
  PetscCallMPI(MPI_Waitall(4, request, MPI_STATUSES_IGNORE));
  for (int s = 0; s < 2; s++) {
    if (rank[s] != MPI_PROC_NULL) block_copy(plan, n, fields, recv[s], in[s], action);
  }
  PetscFunctionReturn(0);
}

/* back: ghosts are sent, and added to own cells. */
static PetscErrorCode exchange_x(const VfHaloPlan *plan, int n, double *const fields[], bool back)
{
  const int   w = plan->width, xm = plan->xm, ym = plan->ym;
  const Block own[2] = {{w, w, w, ym}, {xm, w, w, ym}}, ghost[2] = {{0, w, w, ym}, {xm + w, w, w, ym}};

  PetscFunctionBeginUser;
  if (plan->west == MPI_PROC_NULL && plan->east == MPI_PROC_NULL) PetscFunctionReturn(0);
  PetscCall(
      exchange_pair(plan, n, fields, plan->west, plan->east, back ? ghost : own, back ? own : ghost, back ? UNPACK_ADD : UNPACK));
  PetscFunctionReturn(0);
}

static PetscErrorCode exchange_y(const VfHaloPlan *plan, int n, double *const fields[], bool back)
{
  const int   w = plan->width, ym = plan->ym, ld = plan->ld;
  const Block own[2] = {{0, w, ld, w}, {0, ym, ld, w}}, ghost[2] = {{0, 0, ld, w}, {0, ym + w, ld, w}};

  PetscFunctionBeginUser;
  if (plan->south == MPI_PROC_NULL && plan->north == MPI_PROC_NULL) PetscFunctionReturn(0);
  PetscCall(
      exchange_pair(plan, n, fields, plan->south, plan->north, back ? ghost : own, back ? own : ghost, back ? UNPACK_ADD : UNPACK));
  PetscFunctionReturn(0);
}

static PetscErrorCode check_count(const VfHaloPlan *plan, int n)
{
  PetscFunctionBeginUser;
  PetscCheck(n <= VF_HALO_MAX_FIELDS, plan->comm, PETSC_ERR_ARG_OUTOFRANGE, "at most %d fields an exchange",
             (int)VF_HALO_MAX_FIELDS);
  PetscFunctionReturn(0);
}

PetscErrorCode VfHaloExchange(const VfHaloPlan *plan, int n, double *const fields[])
{
  PetscFunctionBeginUser;
  PetscCall(check_count(plan, n));
  PetscCall(exchange_x(plan, n, fields, false));
  PetscCall(exchange_y(plan, n, fields, false));
  PetscFunctionReturn(0);
}

PetscErrorCode VfHaloReturn(const VfHaloPlan *plan, int n, double *const fields[])
{
  PetscFunctionBeginUser;
  PetscCall(check_count(plan, n));
  PetscCall(exchange_y(plan, n, fields, true));
  PetscCall(exchange_x(plan, n, fields, true));
  PetscFunctionReturn(0);
}

PetscErrorCode VfHaloDestroy(VfHaloPlan *plan)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(plan->buffer));
  PetscFunctionReturn(0);
}
