/* A grid of the multigrid for velocity, flux and pressure together (stiff_mg.h):

       K u + D* p = b_u,      D u - I q = b_q,      I p - C q = b_p

   K is that of the membrane's grid of the same cells.  On the finest grid I = 1, D u = div( h u ) over the cells of film, and C is a level and
   the stiffness of slopes.  Coarser grids hold C and I as upper halves of symmetric stencils, Galerkin's with bilinear interpolation of q
   and p, and D_c = R D P with P the interpolation of velocities and R the plain sum over the four cells below.  So what a coarse velocity
   carries over the edge of the film within a coarse cell is counted as it is on the finest grid, where it leaves the cells of film.

   One relaxation solves cell by cell for the four faces, q and p of the cell, held by the rest, all cells at once.  With B the inverse of K's block
   of the cell, d its row of D, g = B d, X = d'g, i and c the diagonals of I and C:

       t = g'r_u - r_q,      dq = (t - X r_p/i)/(i + X c/i),      dp = (r_p + c dq)/i,      du = B r_u - g dp

   and a face takes half of what each of its two cells wants (the same cells as for K alone: docs/theory.md, section 6). */
#ifndef VF_SOLVER_STIFF_GRID_H
#define VF_SOLVER_STIFF_GRID_H

#include "solver/membrane_grid.h"

enum { VF_STIFF_D = 12, VF_STIFF_C = 13, VF_STIFF_I = 5, VF_PATCH_NUMBERS = 8, VF_STIFF_ROWS = 8 };

/* Offsets of C, of which I has the first; of D, u then v. */
extern const VfOffset vf_stiff_offsets[VF_STIFF_C], vf_flux_offsets[VF_STIFF_D];

/* Parts of the operator: D of u and of v, C, I. */
typedef enum { VF_FLUX_U, VF_FLUX_V, VF_BENDING, VF_MASS, VF_STIFF_BLOCKS } VfStiffPart;

/* The operator on the finest grid: arrays like those of the membrane's level. */
typedef struct {
  double *hu, *hv; /* [1] thickness on faces of cells that bear stress over the spacing */
  double *level;   /* [Pa s/m] cells */
  double *kx, *ky; /* [Pa s/m] faces between two cells of film */
} VfStiffOperator;

typedef struct VfStiffGrid {
  VfMembraneGrid        *k;                                             /* velocities and K */
  const VfStiffOperator *finest;                                        /* NULL on coarser grids */
  double                *d[VF_STIFF_D], *c[VF_STIFF_C], *i[VF_STIFF_I]; /* NULL on the finest */
  float                 *patch[VF_PATCH_NUMBERS]; /* g of the four faces, then what q and p need (stiff_prepare.c) */
  double                *inside, *weight;         /* 1 film, 0 beside; of interpolation from the next coarser grid */
  double                *q, *p, *bq, *bp, *rq, *rp;
  double                *row; /* scratch */
} VfStiffGrid;

PetscErrorCode VfStiffGridCreate(VfMembraneGrid *velocities, const VfStiffOperator *finest, VfStiffGrid *grid);
PetscErrorCode VfStiffGridDestroy(VfStiffGrid *grid);

/** Ghosts of n cell arrays.  Collective for a distributed grid. */
PetscErrorCode VfStiffGridHalo(const VfStiffGrid *grid, int n, double *const fields[]);

/** Ghosts of u, v, q, p.  Collective for a distributed grid. */
PetscErrorCode VfStiffGridUnknownsHalo(const VfStiffGrid *grid);

/** The entry of a part with this offset, of the cells i0 .. i1 - 1 of row j, by column; on the finest grid it is worked out into the buffer.
    @return NULL: there is none */
const double *vf_stiff_entry(const VfStiffGrid *grid, VfStiffPart part, VfOffset at, int j, int i0, int i1, double *buffer);

/** Blocks of the smoother from operators and blocks of K (ghosts current).  Clears q, p and residuals.  Not collective. */
PetscErrorCode VfStiffGridPrepare(VfStiffGrid *grid);

/** Film, weights, D, C, I of the next coarser grid, whose K is there.  Collective. */
PetscErrorCode VfStiffGridCoarsen(VfStiffGrid *fine, VfStiffGrid *coarse);

/** `n` relaxations from the unknowns, or from zero.  Collective. */
PetscErrorCode VfStiffGridSmooth(VfStiffGrid *grid, int n, bool zero_guess);

/** coarse right-hand sides = restriction of the fine residuals.  Collective. */
PetscErrorCode VfStiffGridRestrict(VfStiffGrid *fine, VfStiffGrid *coarse);

/** fine unknowns += interpolation of the coarse ones.  Collective. */
PetscErrorCode VfStiffGridProlong(VfStiffGrid *fine, VfStiffGrid *coarse);

/* ---- kernels (stiff_kernels.c): rows, columns i0 .. i1 - 1, ghosts of what they read current ---- */

/** ku, kv += D* p of row j. */
void vf_stiff_push_row(const VfStiffGrid *grid, const double *p, int j, VfSpan c, double *ku, double *kv);

/** out = D u of row j. */
void vf_stiff_flux_row(const VfStiffGrid *grid, VfPair x, int j, VfSpan c, double *out);

/** out = C q of row j. */
void vf_stiff_pressure_row(const VfStiffGrid *grid, const double *q, int j, VfSpan c, double *out);

/** rq, rp = residuals of q and p of row j. */
void vf_stiff_residual_row(const VfStiffGrid *grid, int j, VfSpan c, double *rq, double *rp);

#endif
