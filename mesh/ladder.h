/* The grids of a multigrid hierarchy of cells: first grids shared by the ranks, each half as fine as the one before, as long as every
   rank's part can be halved; then grids that every rank holds whole, down to a handful of cells.  On one rank all are held whole.  Periodic grids wrap on every level. */
#ifndef VF_MESH_LADDER_H
#define VF_MESH_LADDER_H

#include "mesh/gather.h"
#include "mesh/grid.h"

enum { VF_LADDER_MAX = 24 };

typedef struct {
  int xm, ym; /* cells of this rank */
  int is, js; /* global numbers of its first cell */
} VfRung;

typedef struct {
  MPI_Comm comm;
  int      n_shared, n_own;
  int      wesn[4]; /* neighbours on the shared grids */
  bool     periodic;
  int      own_wesn[4]; /* on the grids held whole, of PETSC_COMM_SELF: the rank itself across periodic edges */
  VfRung   shared[VF_LADDER_MAX], own[VF_LADDER_MAX];
  VfGather gather; /* from the last shared grid to the first own one; only with n_shared > 0 */
} VfLadder;

/** A ladder whose shared grids also end where the whole of one has at most `whole` cells, so that small grids cost no messages; the
    second grid is shared in any case.  @param coarsest, fields as below.  Collective. */
PetscErrorCode VfLadderPlan(const VfGrid *grid, int coarsest, int whole, int fields, VfLadder *ladder);

/** @param coarsest the last grid has at most this many cells.  @param fields gathered in a message at most.  Collective. */
PetscErrorCode VfLadderCreate(const VfGrid *grid, int coarsest, int fields, VfLadder *ladder);
PetscErrorCode VfLadderDestroy(VfLadder *ladder);

/** Neighbours of a grid held whole, NULL where it has walls all round. */
const int *vf_ladder_own(const VfLadder *ladder);

#endif
