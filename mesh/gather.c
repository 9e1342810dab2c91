#include "mesh/gather.h"
#include <string.h>

PetscErrorCode VfGatherCreate(MPI_Comm comm, const int box[4], int max_fields, VfGather *g)
{
  int size, total = 0;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(PetscMalloc3(4 * (size_t)size, &g->corners, size, &g->counts, size, &g->offsets));
  PetscCallMPI(MPI_Allgather(box, 4, MPI_INT, g->corners, 4, MPI_INT, comm));
  g->nx = g->ny = 0;
  g->max_fields = max_fields;
  for (int r = 0; r < size; r++) {
    const int *c = g->corners + 4 * r;

    g->nx = PetscMax(g->nx, c[0] + c[2]);
    g->ny = PetscMax(g->ny, c[1] + c[3]);
    total += c[2] * c[3];
  }
  PetscCall(
      PetscMalloc2((size_t)max_fields * (size_t)(box[2] * box[3]), &g->send, (size_t)max_fields * (size_t)total, &g->receive));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGatherDestroy(VfGather *g)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(g->corners, g->counts, g->offsets));
  PetscCall(PetscFree2(g->send, g->receive));
  PetscFunctionReturn(0);
}

/* n <= max_fields */
static PetscErrorCode gather_once(MPI_Comm comm, const VfGather *g, int n, VfPatch from_patch, double *const from[],
                                  VfPatch to_patch, double *const to[])
{
  double *out = g->send, *in = g->receive;
  int     size, offset       = 0;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  for (int f = 0; f < n; f++) {
    for (int j = 0; j < from_patch.ym; j++, out += from_patch.xm) {
      memcpy(out, from[f] + vf_patch_index(from_patch, 0, j), (size_t)from_patch.xm * sizeof(double));
    }
  }
  for (int r = 0; r < size; r++) {
    g->counts[r]  = n * g->corners[4 * r + 2] * g->corners[4 * r + 3];
    g->offsets[r] = offset;
    offset += g->counts[r];
  }
  PetscCallMPI(MPI_Allgatherv(g->send, (int)(out - g->send), MPI_DOUBLE, g->receive, g->counts, g->offsets, MPI_DOUBLE, comm));
  for (int r = 0; r < size; r++) {
    const int *c = g->corners + 4 * r;

    for (int f = 0; f < n; f++) {
      for (int j = 0; j < c[3]; j++, in += c[2])
        memcpy(to[f] + vf_patch_index(to_patch, c[0], c[1] + j), in, (size_t)c[2] * sizeof(double));
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfGatherFields(MPI_Comm comm, const VfGather *g, int n, VfPatch from_patch, double *const from[], VfPatch to_patch,
                              double *const to[])
{
  PetscFunctionBeginUser;
  for (int f = 0; f < n; f += g->max_fields)
    PetscCall(gather_once(comm, g, PetscMin(g->max_fields, n - f), from_patch, from + f, to_patch, to + f));
  PetscFunctionReturn(0);
}

PetscErrorCode VfScatterFields(MPI_Comm comm, const VfGather *g, int n, VfPatch from_patch, double *const from[], VfPatch to_patch,
                               double *const to[])
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  const int *c = g->corners + 4 * rank;

  for (int f = 0; f < n; f++) {
    for (int j = 0; j < c[3]; j++) {
      memcpy(to[f] + vf_patch_index(to_patch, 0, j), from[f] + vf_patch_index(from_patch, c[0], c[1] + j),
             (size_t)c[2] * sizeof(double));
    }
  }
  PetscFunctionReturn(0);
}
