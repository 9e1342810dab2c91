/* Galerkin's product of an operator on a staggered grid with interpolation on both sides, by arithmetic on entries.

   Interpolation is a product of one in x and one in y.  So a row of fine cells is first coarsened along x, entry by entry, in row
   buffers, and the result is then added to the coarse rows that the fine row belongs to.  Each rank starts from its own fine rows; what
   falls on a neighbour's coarse cells stands in the ghosts of the coarse entries. */
#ifndef VF_SOLVER_STENCIL_COARSEN_H
#define VF_SOLVER_STENCIL_COARSEN_H

#include <petscsys.h>
#include <stdbool.h>

/* Of an entry: the column's cell less the row's. */
typedef struct {
  int a, b;
} VfOffset;

/* How an unknown lies along a direction: u along x and v along y are on the ends of their cells (weights 1/2, 1, 1/2 at the fine places
   2I - 1 .. 2I + 1), the others in the middle (1/4, 3/4, 3/4, 1/4 at 2I - 1 .. 2I + 2).  A plain sum over the fine cells within a coarse
   one has the weights 1, 1 at 2I, 2I + 1. */
typedef enum { VF_AT_END, VF_IN_MIDDLE, VF_WITHIN } VfLie;

/* A block of the operator: rows of one unknown, columns of one.  Offsets of fine and of coarse entries are within a0 .. a1, b0 .. b1. */
typedef struct {
  VfLie           row_x, row_y, column_x, column_y;
  int             count;   /* coarse entries */
  const VfOffset *offsets; /* theirs */
  int             a0, a1, b0, b1;
} VfStencilBlock;

enum { VF_STENCIL_WIDTH = 5 };

/* Row buffers, by coarse column: a fine entry at even and odd columns, and what it becomes for each coarse offset along x; one for
   whoever reads the fine entry, by fine column from -4. */
typedef struct {
  int     length;
  double *even, *odd, *coarse[VF_STENCIL_WIDTH], *fine;
} VfStencilBuffers;

/** Puts entry (a, b) of fine row j, between the weights of row and column, into even and odd, coarse columns i0 .. i1 - 1.
    @return false: there is no such entry */
typedef bool (*VfStencilRead)(const void *fine, int block, VfOffset offset, int j, int i0, int i1, VfStencilBuffers *buffers);

PetscErrorCode VfStencilBuffersCreate(int coarse_cells, VfStencilBuffers *buffers);
PetscErrorCode VfStencilBuffersDestroy(VfStencilBuffers *buffers);

/** Adds what fine row j, coarse columns i0 .. i1 - 1, makes of the coarse entries, a quarter of all products.
    @param coarse place (0, 0) of each of them, rows of ld.  @param block number of it, for `read`. */
void vf_stencil_coarsen_row(const VfStencilBlock *q, int block, VfStencilRead read, const void *fine, int j, int i0, int i1,
                            double *const coarse[], ptrdiff_t ld, VfStencilBuffers *buffers);

#endif
