/* The staggered grid: partition, spacing, bath mask.

   Cells (i, j) are numbered globally from the lower left, i along x.  A rank owns xs <= i < xs + xm, ys <= j < ys + ym.
   Fields live in arrays of their own (structure of arrays), row after row, with VF_HALO ghost cells on every side:

       field[vf_index(grid, i, j)],  -VF_HALO <= i - xs < xm + VF_HALO          (i, j global)

   u sits on the left face of its cell, v on the bottom face.  Faces on the outer walls carry no flow, so every field,
   face fields included, has one value a cell.

            +-----------+ v(i,j+1)
            |           |
     u(i,j) |   (i,j)   | u(i+1,j)         corner (i,j): lower left of the cell
            |           |
            +-----------+ v(i,j)

   Axisymmetric: x is the radius, ny = 1, dy = 1 (unused), cell areas are those of full rings.  Quarter symmetry: the grid holds
   the quadrant x, y > 0; `copies` is 4 and totals are multiplied by it. */
#ifndef VF_MESH_GRID_H
#define VF_MESH_GRID_H

#include "mesh/halo.h"
#include <petscdmstag.h>
#include <stdbool.h>
#include <stddef.h>

enum { VF_HALO = 2 };

typedef struct {
  MPI_Comm       comm;
  int            rank, size;
  int            nx, ny;         /* cells of the whole grid (of the quadrant with quarter symmetry) */
  int            xs, ys, xm, ym; /* cells owned by this rank */
  int            ld;             /* row length of a field: xm + 2 VF_HALO */
  size_t         n_local;        /* doubles in a field, halo included */
  double         dx, dy;         /* [m] */
  double         x0, y0;         /* [m] lower left corner of the grid, from the centre of the bath */
  bool           axisymmetric;
  int            copies;          /* 1, or 4 with quarter symmetry */
  bool           periodic;        /* in x and y: no walls, ghosts beyond an edge are the cells at the other */
  double        *cell_area;       /* [m2] (ld) area of a cell in column i; index i - xs + VF_HALO */
  unsigned char *inside;          /* (n_local) 1: bath, wholly or in part; 0: beyond the wall */
  double        *fraction;        /* (n_local) share of the cell that is bath, see cut_cells.h */
  int            neighbour[3][3]; /* rank at offset (di, dj): neighbour[dj + 1][di + 1], MPI_PROC_NULL at the outer walls */
  PetscInt      *columns, *rows;  /* cells of the ranks along x and y */
  int            px, py;          /* ranks along x and y */
  int            block;           /* ranks own multiples of this many cells (but for the last), so that grids can be coarsened */
  VfHaloPlan     halo;
} VfGrid;

/* What a grid is made from. */
typedef struct {
  int    nx, ny;       /* cells */
  double dx, dy;       /* [m] */
  double x0, y0;       /* [m] lower left corner, from the centre of the bath */
  bool   axisymmetric; /* ny = 1 */
  int    copies;
  bool   periodic; /* edges without walls that follow each other; cells such that vf_grid_wraps() */
} VfGridSpec;

/** Is the point (x, y) [m] inside the bath? */
typedef bool (*VfInside)(const void *context, double x, double y);

/** Can a grid of nx x ny cells be shared by this many ranks? */
bool vf_grid_fits(int nx, int ny, int ranks);

/** Can a periodic grid have n cells in a direction?  They must halve, again and again, to a handful. */
bool vf_grid_wraps(int n);

/** Makes the grid, distributes it over the ranks, measures how much of each cell is inside.  Collective on comm. */
PetscErrorCode VfGridCreate(MPI_Comm comm, const VfGridSpec *spec, VfInside inside, const void *context, VfGrid **grid);
PetscErrorCode VfGridDestroy(VfGrid **grid);

/** PETSc's view of the grid, for assembled matrices and their vectors: a DMStag of the same partition with `faces` values a face and
    `cells` values a cell.  Its maps take some 50 B a cell, so that only those who need them make one.  Collective. */
PetscErrorCode VfGridCreateDm(const VfGrid *grid, int faces, int cells, DM *dm);

/** A zeroed field of the grid. */
PetscErrorCode VfFieldCreate(const VfGrid *grid, double **field);

/** Ghosts of n fields from the neighbouring ranks.  Collective. */
PetscErrorCode VfGridHalo(const VfGrid *grid, int n, double *const fields[]);

/** Position of cell (i, j), global numbers, in a field of this rank. */
static inline size_t vf_index(const VfGrid *g, int i, int j)
{
  return (size_t)(j - g->ys + VF_HALO) * (size_t)g->ld + (size_t)(i - g->xs + VF_HALO);
}

/** Centre of cell column i / row j [m] from the centre of the bath. */
static inline double vf_x(const VfGrid *g, int i)
{
  return g->x0 + (i + 0.5) * g->dx;
}
static inline double vf_y(const VfGrid *g, int j)
{
  return g->axisymmetric ? 0.0 : g->y0 + (j + 0.5) * g->dy;
}

/** Is (i, j) a cell of the grid (bath or not)?  On a periodic one every cell is. */
static inline bool vf_on_grid(const VfGrid *g, int i, int j)
{
  return g->periodic || (i >= 0 && i < g->nx && j >= 0 && j < g->ny);
}

/** Is cell (i, j) of this rank (ghosts included) bath, wholly or in part? */
static inline bool vf_inside(const VfGrid *g, int i, int j)
{
  return g->inside[vf_index(g, i, j)] != 0;
}

/** Area [m2] of a whole cell in column i, as it counts in totals (rings and symmetric copies included). */
static inline double vf_cell_weight(const VfGrid *g, int i)
{
  return g->cell_area[i - g->xs + VF_HALO] * g->copies;
}

/** Area [m2] of bath in cell (i, j), as it counts in totals. */
static inline double vf_bath_area(const VfGrid *g, int i, int j)
{
  return vf_cell_weight(g, i) * g->fraction[vf_index(g, i, j)];
}

#endif
