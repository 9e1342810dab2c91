/* Between the kernels of the membrane operator's grids. */
#ifndef VF_SOLVER_MEMBRANE_KERNELS_H
#define VF_SOLVER_MEMBRANE_KERNELS_H

#include "solver/membrane_grid.h"
#include <math.h>

/* Where the processor multiplies and adds in one instruction, say so: contraction is off for the compiler. */
static inline double madd(double a, double b, double c)
{
#ifdef FP_FAST_FMA
  return fma(a, b, c);
#else
  return a * b + c;
#endif
}

/* A coupling seen from a row: coefficients, and the values they act on. */
typedef struct {
  const double *c, *x;
} VfTerm;

/** out += sum of c x over n terms, n even. */
void vf_add_terms(int n, const VfTerm *terms, VfSpan c, double *out);

/** Half the corrections of the four faces of the cells of row j, from the residual's rows (vn: of the row above); all buffers from cell -1:
    left, right, below, above. */
void vf_membrane_solve_cells(const VfMembraneGrid *grid, const double *u, const double *v, const double *vn, int j,
                             double *const y[4]);

/* Rows of the finest grid's residual, the last four of a pass from row -1 to row ym: row j is number j & 3, by column from -2.  Rows and columns
   next to this rank's own are worked out here, from ghosts two cells deep, so that a residual needs no messages and no array. */
typedef struct {
  double *u[4], *v[4];
  VfSweep sweep;
} VfResidualRows;

VfResidualRows vf_residual_rows_start(const VfMembraneGrid *finest);

/** Row j of b - K x, or of that times the transfer weights; zero where no face carries anything.  Ghosts of x and b must be current. */
void vf_residual_rows_next(const VfMembraneGrid *finest, int j, bool weighted, VfResidualRows *rows);

static inline const double *vf_residual_u(const VfResidualRows *r, int j)
{
  return r->u[j & 3];
}

static inline const double *vf_residual_v(const VfResidualRows *r, int j)
{
  return r->v[j & 3];
}

#endif
