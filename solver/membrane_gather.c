#include "solver/membrane_gather.h"
#include <string.h>

PetscErrorCode VfMembraneGatherCreate(MPI_Comm comm, int xs, int ys, int xm, int ym, VfMembraneGather *g)
{
  const int mine[4] = {xs, ys, xm, ym};
  int       size, total = 0;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(comm, &size));
  PetscCall(PetscMalloc3(4 * (size_t)size, &g->corners, size, &g->counts, size, &g->offsets));
  PetscCallMPI(MPI_Allgather(mine, 4, MPI_INT, g->corners, 4, MPI_INT, comm));
  g->nx = g->ny = 0;
  for (int r = 0; r < size; r++) {
    const int *c = g->corners + 4 * r;

    g->nx = PetscMax(g->nx, c[0] + c[2]);
    g->ny = PetscMax(g->ny, c[1] + c[3]);
    total += c[2] * c[3];
  }
  PetscCall(PetscMalloc2(VF_GATHER_FIELDS * (size_t)(xm * ym), &g->send, VF_GATHER_FIELDS * (size_t)total, &g->receive));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGatherDestroy(VfMembraneGather *g)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(g->corners, g->counts, g->offsets));
  PetscCall(PetscFree2(g->send, g->receive));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGatherFields(MPI_Comm comm, const VfMembraneGather *g, int n, const VfMembraneLevel *from_level,
                                      double *const from[], const VfMembraneLevel *to_level, double *const to[])
{
  double *out = g->send, *in = g->receive;
  int     size, offset       = 0;

  PetscFunctionBeginUser;
  PetscCheck(n <= VF_GATHER_FIELDS, comm, PETSC_ERR_ARG_OUTOFRANGE, "at most %d fields", (int)VF_GATHER_FIELDS);
  PetscCallMPI(MPI_Comm_size(comm, &size));
  for (int f = 0; f < n; f++) {
    for (int j = 0; j < from_level->ym; j++, out += from_level->xm) {
      memcpy(out, from[f] + vf_membrane_index(from_level, 0, j), (size_t)from_level->xm * sizeof(double));
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
        memcpy(to[f] + vf_membrane_index(to_level, c[0], c[1] + j), in, (size_t)c[2] * sizeof(double));
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneScatterFields(MPI_Comm comm, const VfMembraneGather *g, int n, const VfMembraneLevel *from_level,
                                       double *const from[], const VfMembraneLevel *to_level, double *const to[])
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  const int *c = g->corners + 4 * rank;

  for (int f = 0; f < n; f++) {
    for (int j = 0; j < c[3]; j++) {
      memcpy(to[f] + vf_membrane_index(to_level, 0, j), from[f] + vf_membrane_index(from_level, c[0], c[1] + j),
             (size_t)c[2] * sizeof(double));
    }
  }
  PetscFunctionReturn(0);
}
