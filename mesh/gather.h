/* The step from a grid spread over the ranks to the same grid held whole by every rank, for the coarse end of multigrid. */
#ifndef VF_MESH_GATHER_H
#define VF_MESH_GATHER_H

#include <petscsys.h>

/* How an array lies around its own cells: xm x ym of them, `halo` ghosts on every side, rows of ld. */
typedef struct {
  int xm, ym, halo, ld;
} VfPatch;

typedef struct {
  int     nx, ny;           /* cells of the gathered grid */
  int    *corners;          /* (4 size) xs, ys, xm, ym of every rank */
  int    *counts, *offsets; /* (size) of the gathered messages */
  int     max_fields;
  double *send, *receive;
} VfGather;

/** Plans the gathering of the part (xs, ys, xm, ym) of each rank, of at most max_fields fields in a message.  Collective. */
PetscErrorCode VfGatherCreate(MPI_Comm comm, const int box[4], int max_fields, VfGather *gather);
PetscErrorCode VfGatherDestroy(VfGather *gather);

/** to[f] on every rank = from[f] of all ranks, in as many messages as n fields need; from[f] and to[f] may be one.  Collective. */
PetscErrorCode VfGatherFields(MPI_Comm comm, const VfGather *gather, int n, VfPatch from_patch, double *const from[],
                              VfPatch to_patch, double *const to[]);

/** This rank's part of whole fields: to[f] = from[f].  Not collective. */
PetscErrorCode VfScatterFields(MPI_Comm comm, const VfGather *gather, int n, VfPatch from_patch, double *const from[],
                               VfPatch to_patch, double *const to[]);

/** Place of own cell (i, j), local numbers. */
static inline size_t vf_patch_index(VfPatch p, int i, int j)
{
  return (size_t)(j + p.halo) * (size_t)p.ld + (size_t)(i + p.halo);
}

#endif
