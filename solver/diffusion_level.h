/* The diffusion operator on one grid of its multigrid hierarchy, and the step between two grids.

       (D x)(i, j) = d x + ax(i, j) (x - x(i-1, j)) + ax(i+1, j) (x - x(i+1, j)) + ay(i, j) (x - x(i, j-1)) + ay(i, j+1) (x - x(i, j+1))

   Coarse coefficients are means of the fine ones; interpolation is bilinear between cell centres, leaving out cells beyond the bath;
   restriction is its transpose over four. */
#ifndef VF_SOLVER_DIFFUSION_LEVEL_H
#define VF_SOLVER_DIFFUSION_LEVEL_H

#include "mesh/gather.h"
#include "mesh/halo.h"
#include <stdbool.h>

typedef struct {
  VfPatch    p;             /* one ghost layer */
  size_t     n;             /* doubles in an array */
  double    *d, *ax, *ay;   /* coefficients; ax, ay of left and bottom faces */
  double    *inside;        /* 1 bath, 0 beyond */
  double    *inverse;       /* 1/diagonal, 0 beyond the bath */
  double    *transfer;      /* weights that make interpolation exact for constants */
  double    *x, *b, *r, *q; /* solution, right-hand side, residual, search direction */
  bool       borrows;       /* all of these are others' between two set-ups */
  bool       parallel;
  VfHaloPlan halo;
} VfDiffusionLevel;

enum { VF_DIFFUSION_ARRAYS = 10 };

/* Arrays of others, of n doubles each, for inverse, transfer, x, b, r, q, d, ax, ay, inside of a level.  They outlive its use and may be overwritten
   once a solve is done, until they are cleared for the next. */
typedef struct {
  size_t  n; /* 0: none */
  double *array[VF_DIFFUSION_ARRAYS];
} VfDiffusionLoan;

/** @param wesn neighbours, or NULL for a level that one rank holds alone.
    @param loan NULL, or what the level is to work in if that is enough: grids are padded so that they can be halved. */
PetscErrorCode VfDiffusionLevelCreate(MPI_Comm comm, const int wesn[4], int xm, int ym, const VfDiffusionLoan *loan,
                                      VfDiffusionLevel *level);
PetscErrorCode VfDiffusionLevelDestroy(VfDiffusionLevel *level);

/** Zeroes what is borrowed, before coefficients are put in: ghosts beyond walls are never written and have to be numbers.  Nothing for
    arrays of its own. */
PetscErrorCode VfDiffusionLevelClear(VfDiffusionLevel *level);

/** Ghosts of an array from the neighbours.  Collective for a distributed level. */
PetscErrorCode VfDiffusionLevelHalo(const VfDiffusionLevel *level, double *x);

/** y = D x; ghosts of x and of the coefficients must be current.  Not collective. */
void vf_diffusion_apply(const VfDiffusionLevel *level, const double *x, double *y);

/** y = D x; returns (x, y) over own cells.  For x that is 0 beyond the bath; ghosts as above.  Not collective. */
double vf_diffusion_energy(const VfDiffusionLevel *level, const double *x, double *y);

/** level->inverse from the coefficients.  Not collective. */
void vf_diffusion_scale(VfDiffusionLevel *level);

/** Chebyshev iteration on D x = b from x (or from zero), damping the upper part of the spectrum.  Collective. */
PetscErrorCode VfDiffusionSmooth(VfDiffusionLevel *level, int degree, bool zero_guess);

/** Coefficients and transfer weights of the coarser level.  Collective. */
PetscErrorCode VfDiffusionCoarsen(VfDiffusionLevel *fine, VfDiffusionLevel *coarse);

/** coarse->b = restriction of b - D x.  Collective. */
PetscErrorCode VfDiffusionRestrict(VfDiffusionLevel *fine, VfDiffusionLevel *coarse);

/** fine->x += interpolation of coarse->x.  Collective. */
PetscErrorCode VfDiffusionProlong(VfDiffusionLevel *fine, VfDiffusionLevel *coarse);

#endif
