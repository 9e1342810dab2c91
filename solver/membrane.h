/* The membrane operator: depth-integrated extensional stress of a floating film plus friction, on a staggered grid.

       K(u, v) = -div N + beta (u, v)
       Nxx = A (4 u_x + 2 v_y),  Nyy = A (2 u_x + 4 v_y),  Nxy = G (u_y + v_x)

   A [Pa s m] = eta h times the covered fraction, in cells;  G the same on corners;  Bu, Bv [Pa s/m] friction on faces.
   It is the Euler equation of the dissipation, a sum of squares over cells and corners, hence symmetric and positive; weighting both
   sums by covered fractions makes a stress-free edge the natural condition (Batty & Bridson 2008, SCA, for viscous free surfaces).

   A level is this rank's part of the operator with its own two ghost layers:

       index k = (j + 2) ld + i + 2,   i, j local, -2 <= i < xm + 2, -2 <= j < ym + 2

   u(i, j) on the left face, v(i, j) on the bottom face of cell (i, j), corner (i, j) at its lower left.  Rows know where film begins and ends;
   beyond, every array is zero and nothing is computed. */
#ifndef VF_SOLVER_MEMBRANE_H
#define VF_SOLVER_MEMBRANE_H

#include "mesh/halo.h"
#include "mesh/ladder.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct {
  double *u, *v;
} VfPair;

/* 0 or 1 on the faces. */
typedef struct {
  unsigned char *u, *v;
} VfFlags;

/* Before a loop over a row whose arrays do not overlap: more of them than a compiler checks by itself. */
#if defined(__GNUC__) && !defined(__clang__)
#define VF_INDEPENDENT _Pragma("GCC ivdep")
#else
#define VF_INDEPENDENT
#endif

enum { VF_MEMBRANE_HALO = 2 };

/* What a face can do. */
typedef enum {
  VF_FACE_MOVES = 0,
  VF_FACE_WALL,  /* between bath and wall: velocity zero, a boundary value */
  VF_FACE_BEYOND /* between cells that are not bath: no unknown */
} VfFace;

/* Columns low .. high - 1. */
typedef struct {
  int low, high;
} VfSpan;

/* Where the rows j = -1 .. ym of a grid have unknowns: columns low[j + 1] <= i < high[j + 1], even numbers; low = high where there are
   none.  wide_low and wide_high hold the columns of the row and of its two neighbours.  reach: where faces carry something, those of other ranks
   beside included (-1 <= i <= xm, -1 <= j <= ym); near: the same of three rows. */
typedef struct {
  int    *low, *high, *wide_low, *wide_high;
  VfSpan *reach, *near;
} VfRows;

typedef struct {
  int            xm, ym, ld; /* cells of this rank, row length */
  size_t         n;          /* doubles in an array */
  double         hx, hy;     /* [m] */
  double        *A, *G, *Bu, *Bv;
  unsigned char *face_u, *face_v; /* VfFace */
  VfFlags        inverse;         /* 1, 0 where the face does not move or carries nothing */
  VfPair         x, b, r;         /* solution, right-hand side, residual */
  VfPair         y, p, s;         /* of conjugate gradients: solution, direction, K times it */
  bool           borrows;         /* all but faces and inverse are others' between two solves */
  VfRows         rows;
  double        *row; /* scratch of the kernels: 5 rows */
  bool           parallel;
  VfHaloPlan     halo;
} VfMembraneLevel;

/* Arrays of others, of n doubles each, that a level can work in: fields of a grid that lies like it.  Coefficients and load may be made there,
   and the solution be taken from y.  Coefficients keep their values, but for ghosts, which become the neighbours'; set-up overwrites p, a solve
   all of the vectors. */
typedef struct {
  size_t  n;
  double *A, *G, *Bu, *Bv; /* zero beyond walls at every set-up */
  VfPair  x, b, r, y, p, s;
} VfMembraneLoan;

/** Allocates a level.  @param wesn neighbours, or NULL for a level that one rank holds alone.  @param rung this rank's part.
    @param loan NULL, or what the level is to work in, where its grid is not padded so that it can be halved, and has n doubles too. */
PetscErrorCode VfMembraneLevelCreate(MPI_Comm comm, const int wesn[4], VfRung rung, double hx, double hy,
                                     const VfMembraneLoan *loan, VfMembraneLevel *level);
PetscErrorCode VfMembraneLevelDestroy(VfMembraneLevel *level);

/** Zeroes the borrowed vectors but y and b before a solve: what is read beyond the film and beyond walls is zero. */
PetscErrorCode VfMembraneLevelClear(VfMembraneLevel *level);

/** Ghosts of a velocity pair from the neighbours.  Collective for a distributed level. */
PetscErrorCode VfMembraneHalo(const VfMembraneLevel *level, VfPair x);

/** Ghosts of flags from the neighbours.  @param n flags of a component, as doubles in the pair `work`, which is overwritten.  Collective. */
PetscErrorCode VfMembraneFlagsHalo(const VfHaloPlan *plan, size_t n, VfFlags flags, VfPair work);

/* Stresses on the way over the rows of a level: row buffers, by column, from -2. */
typedef struct {
  double *sxx, *syy, *syy_south, *sxy, *sxy_north;
} VfSweep;

/** Before a pass over rows j, j + 1, ... in order: stresses below row j.  c: columns of the pass's first row.  Not collective. */
VfSweep vf_membrane_sweep_start(const VfMembraneLevel *level, VfPair x, int j, VfSpan c);

/** ku, kv = K x on the columns `want` of row j; ghosts of x must be current.  c: columns where stresses are found; holds what this row and the
    next one want. */
void vf_membrane_sweep_row(const VfMembraneLevel *level, VfPair x, int j, VfSpan c, VfSpan want, VfSweep *sweep, double *ku,
                           double *kv);

/** y = K x on faces of row j that move, 0 elsewhere, on the way over the rows; the sweep starts at row 0, in the wide columns of row -1. */
void vf_membrane_apply_row(const VfMembraneLevel *level, VfPair x, int j, VfSweep *sweep, VfPair y);

/** y = K x on faces that move, 0 elsewhere; ghosts of x must be current.  Not collective. */
void vf_membrane_apply(const VfMembraneLevel *level, VfPair x, VfPair y);

/** Computes level->inverse and the rows' extents from the coefficients (ghosts current), and clears its own vectors beyond.  Not collective. */
void vf_membrane_prepare(VfMembraneLevel *level);

/** The reach of the rows, once level->inverse has its ghosts.  Not collective. */
void vf_membrane_find_reach(VfMembraneLevel *level);

/** Extents of the rows of a grid with ym of its own; empty. */
PetscErrorCode VfRowsCreate(int ym, VfRows *rows);
PetscErrorCode VfRowsDestroy(VfRows *rows);

/** Notes that columns low .. high - 1 of row j have unknowns; called for j = 0 .. ym - 1, then vf_rows_close. */
void vf_rows_set(VfRows *rows, int j, int low, int high);
void vf_rows_close(VfRows *rows, int ym);

/** Notes where row j, -1 .. ym, carries something; then vf_rows_reach_close. */
void vf_rows_reach_set(VfRows *rows, int j, VfSpan c);
void vf_rows_reach_close(VfRows *rows, int ym);

/** Zeroes the own cells of an array beyond the extents of the rows. */
void vf_rows_clear_beyond(const VfRows *rows, int xm, int ym, int ld, double *x);

static inline int vf_rows_low(const VfRows *r, int j)
{
  return r->low[j + 1];
}

static inline int vf_rows_high(const VfRows *r, int j)
{
  return r->high[j + 1];
}

static inline VfSpan vf_rows_reach(const VfRows *r, int j)
{
  return r->reach[j + 1];
}

static inline VfSpan vf_rows_near(const VfRows *r, int j)
{
  return r->near[j + 1];
}

static inline VfSpan vf_rows_wide(const VfRows *r, int j)
{
  return (VfSpan){r->wide_low[j + 1], r->wide_high[j + 1]};
}

static inline size_t vf_membrane_index(const VfMembraneLevel *l, int i, int j)
{
  return (size_t)(j + VF_MEMBRANE_HALO) * (size_t)l->ld + (size_t)(i + VF_MEMBRANE_HALO);
}

#endif
