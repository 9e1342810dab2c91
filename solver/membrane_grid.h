/* A grid of the multigrid for the membrane operator.

   The finest grid applies the operator in stress form, at the coefficients of its level (membrane.h).  Coarser grids hold Galerkin's
   operator K = P' K P / 4 of the next finer one as the upper half of a symmetric stencil: an entry (component, component, a, b) couples
   the unknown of cell (i, j) to that of (i + a, j + b), and back. Single precision does not do for them: rows no longer sum to nothing,
   and a floating film, which only that sum lets move, is held or pushed.

   The smoother solves cell by cell for the four faces of a cell, held by the rest, all cells at once, and takes half of each of the two
   values a face gets; Chebyshev's polynomial makes a method of it.  Faces by themselves would not do: at a corner of the film's edge two
   faces of bare or of soft bath hang on one stiff corner that lets them move against each other, and nothing but a block that holds both
   sees how soft that is (docs/theory.md, section 6). */
#ifndef VF_SOLVER_MEMBRANE_GRID_H
#define VF_SOLVER_MEMBRANE_GRID_H

#include "solver/membrane.h"
#include "solver/stencil_coarsen.h"

enum {
  VF_ENTRIES_UU = 8,
  VF_ENTRIES_UV = 16,
  VF_FIRST_VV   = VF_ENTRIES_UU,
  VF_FIRST_UV   = 2 * VF_ENTRIES_UU,
  VF_ENTRIES    = 2 * VF_ENTRIES_UU + VF_ENTRIES_UV,
  VF_FACTORS    = 10,
  /* Rows of scratch: what cells want, or entries of their blocks; four rows of both components of a residual. */
  VF_RESIDUAL_FIRST = 9,
  VF_SCRATCH_ROWS   = VF_RESIDUAL_FIRST + 8
};

/* Offsets of the entries: u to u, v to v (upper halves), u to v. */
extern const VfOffset vf_membrane_entries[VF_ENTRIES];

/* Numbers of entries that the finest grid has too. */
enum {
  VF_UU_DIAGONAL = 0,
  VF_UU_EAST     = 1,
  VF_UU_NORTH    = 3,
  VF_VV_DIAGONAL = VF_FIRST_VV,
  VF_VV_NORTH    = VF_FIRST_VV + 1,
  VF_VV_EAST     = VF_FIRST_VV + 3,
  VF_UV_WEST     = VF_FIRST_UV + 5, /* v(i - 1, j) */
  VF_UV_HERE     = VF_FIRST_UV + 6,
  VF_UV_NW       = VF_FIRST_UV + 9, /* v(i - 1, j + 1) */
  VF_UV_NORTH    = VF_FIRST_UV + 10
};

/* Weights on the faces: what is restricted with them is what is interpolated, in whatever precision. */
typedef struct {
  float *u, *v;
} VfWeights;

/* Adds to rows ku, kv of K x, columns c, what unknowns beside the velocities push. */
typedef void VfMembranePush(const void *context, int j, VfSpan c, double *ku, double *kv);

typedef struct {
  int                    xm, ym, ld;
  size_t                 n;
  bool                   parallel;
  bool                   gathered;          /* it is the last shared grid, without r and d: see VfMembraneGridCreate() */
  const VfMembraneLevel *level;             /* the operator on the finest grid, NULL on coarser ones */
  double                *entry[VF_ENTRIES]; /* the operator; NULL on the finest grid */
  float *factor[VF_FACTORS]; /* of the cells' blocks: L below the diagonal, row by row, then 1/(2 D); they need not be exact */
  unsigned char  *face_u, *face_v; /* VfFace */
  VfFlags         carries;         /* 1 on faces that move and carry something */
  VfWeights       transfer;        /* of interpolation from the next coarser grid (membrane_transfer.c) */
  VfPair          x, b, r, d; /* on the finest grid x, b, carries, faces and rows are the level's, d is its r, and there is no r */
  VfRows          rows;
  double          spectrum; /* upper bound of the preconditioned operator's eigenvalues, for the smoother (membrane_smooth.c) */
  double          lowest;   /* of those that it damps */
  bool            follows;  /* faces that are held are interpolated like any others */
  double         *row;      /* scratch of the kernels: VF_SCRATCH_ROWS */
  VfMembranePush *push;     /* NULL: nothing */
  const void     *pushing;  /* its context */
  VfHaloPlan      halo;
} VfMembraneGrid;

/** @param level the operator, for the finest grid; NULL for others.
    @param whole NULL; or, for the last shared grid, the same grid held whole.  The shared one is then only what is coarsened to and gathered: its
    entries lie where those of the whole one will, and it has no smoother. */
PetscErrorCode VfMembraneGridCreate(MPI_Comm comm, const int wesn[4], VfRung rung, const VfMembraneLevel *level,
                                    const VfMembraneGrid *whole, VfMembraneGrid *grid);
PetscErrorCode VfMembraneGridDestroy(VfMembraneGrid *grid);

/** The smoother's bound where friction holds edges, as on solids (grips), or nothing does, as on liquids; the latter at first. */
void vf_membrane_grid_expect(VfMembraneGrid *grid, bool grips);

/** Ghosts of a pair.  Collective for a distributed grid. */
PetscErrorCode VfMembraneGridHalo(const VfMembraneGrid *grid, VfPair x);

/** Has the stencil of this grid entry e? */
bool vf_membrane_has_entry(const VfMembraneGrid *grid, int e);

/** Entry e of the cells (i0 .. i1 - 1, j), by i; on the finest grid it is worked out into the buffer, from -1 <= i0 to i1 <= xm + 1.
    Ghosts of coefficients, or of entries, must be current. */
const double *vf_membrane_entry_row(const VfMembraneGrid *grid, int e, int j, int i0, int i1, double *buffer);

/** What the kernels need besides the entries (ghosts current): factors of blocks, extents of rows; clears the vectors.  Collective. */
PetscErrorCode VfMembraneGridPrepare(VfMembraneGrid *grid);

/** Factors the block of cell (i, j) again with these numbers on its diagonal too: faces left, right, below, above.  Not collective. */
void vf_membrane_grid_stiffen(VfMembraneGrid *grid, int i, int j, const double extra[4]);

/** Zeroes an array but for its first nx x ny own cells. */
void vf_membrane_grid_clear_beyond(const VfMembraneGrid *grid, int nx, int ny, double *x);

/** Flags of faces in ghosts from the neighbours, nothing on a grid held whole; d is scratch, or x where there is none.  Collective. */
PetscErrorCode VfMembraneGridFlagsHalo(const VfMembraneGrid *grid, VfFlags flags);

/** entry ghosts from the neighbours.  Collective. */
PetscErrorCode VfMembraneGridEntriesHalo(VfMembraneGrid *grid);

/** r = b - K x on a coarser grid, times the transfer weights if wanted; ghosts of x must be current.  Not collective. */
void vf_membrane_grid_residual(const VfMembraneGrid *grid, bool weighted);

/** `degree` Chebyshev steps on K x = b from x, or from zero.  Collective. */
PetscErrorCode VfMembraneGridSmooth(VfMembraneGrid *grid, int degree, bool zero_guess);

/** Faces, transfer weights and entries of the next coarser grid.  Collective. */
PetscErrorCode VfMembraneGridCoarsen(VfMembraneGrid *fine, VfMembraneGrid *coarse);

/** coarse->b = a quarter of the transposed interpolation of the fine residual.  Collective. */
PetscErrorCode VfMembraneGridRestrict(VfMembraneGrid *fine, VfMembraneGrid *coarse);

/** fine->x += interpolation of coarse->x.  Collective. */
PetscErrorCode VfMembraneGridProlong(VfMembraneGrid *fine, VfMembraneGrid *coarse);

static inline size_t vf_grid_place(const VfMembraneGrid *g, int i, int j)
{
  return (size_t)(j + VF_MEMBRANE_HALO) * (size_t)g->ld + (size_t)(i + VF_MEMBRANE_HALO);
}

#endif
