/* A five-point diffusion operator over the bath's cells, symmetric and positive:

       (D x)_i = d_i x_i + sum over neighbours a (x_i - x_neighbour)

   Solved directly on rings; in the plane by conjugate gradients with the multigrid of diffusion_mg.h.  Options (prefix of the
   caller's choice) choose any other KSPType, or any other PCType, on an assembled copy.  What a solve returns depends on its own
   data only, never on the steps before it, so that a restarted run repeats an uninterrupted one bit by bit. */
#ifndef VF_SOLVER_DIFFUSION_H
#define VF_SOLVER_DIFFUSION_H

#include "mesh/grid.h"
#include "solver/diffusion_mg.h"
#include <petscksp.h>

/* When a solve ends. */
typedef struct {
  PetscReal rtol; /* [1] error over solution, in the energy norm */
  PetscInt  most; /* iterations: one that needs more has not converged */
  double least; /* [unit of x] smaller solutions count as this large: what a time step changes little need not be known better than
                      what one changes much */
} VfDiffusionLimits;

typedef struct {
  const VfGrid  *grid;
  double        *d;       /* diagonal part, cells */
  double        *ax, *ay; /* conductance of left and bottom faces, 0 on walls (ghosts too) */
  bool           owns;    /* d, ax, ay */
  VfDiffusionMg *mg;      /* NULL on rings, as all below */
  DM             dm;      /* of cells; NULL unless a matrix is assembled */
  KSP            ksp;
  Mat            operator_, assembled; /* assembled: NULL unless another preconditioner asks for it */
  Vec            x, b;
  double        *y, *p;         /* arrays of the finest level: solution, direction */
  bool           own_iteration; /* conjugate gradients of our own; PETSc's are for other methods and preconditioners */
  double         scale;         /* energy norm of the first guess, (x, D x)^1/2 */
  double         least;         /* VfDiffusionLimits */
  double         floor;         /* energy norm of a uniform solution that large */
  double         target;        /* energy norm of the error at which a solve ends */
  bool           keeps;         /* the next solve keeps the preconditioner's coarse grids: d has changed by a trifle */
  long           iterations;
} VfDiffusion;

/* Arrays of others that a solver can work in. */
typedef struct {
  double         *field[3];  /* of the grid, for d, ax, ay; they outlive the solver */
  double         *vector[2]; /* solution and direction; lent as those of the finest level are */
  VfDiffusionLoan level[VF_LADDER_MAX];
} VfDiffusionLoans;

/** @param prefix of PETSc options, "heat_".  @param loans NULL, or what the solver is to work in.  Collective. */
PetscErrorCode VfDiffusionCreate(const VfGrid *grid, const char *prefix, const VfDiffusionLoans *loans, VfDiffusion **diffusion);
PetscErrorCode VfDiffusionDestroy(VfDiffusion **diffusion);

/** The limits of the solves to come.  @param before those until now, or NULL */
PetscErrorCode VfDiffusionSetLimits(VfDiffusion *diffusion, VfDiffusionLimits limits, VfDiffusionLimits *before);

/** Solves D x = b for the coefficients now in d, ax, ay; x is also the first guess; cells outside the bath stay 0.
    Ends when the error in the energy norm is below rtol of the solution's.  The sum over the bath of D x is that of b to round-off
    (conduction only moves heat about): what is conserved does not depend on the tolerance.
    @param b, x fields of the grid.  Ghosts of x are current on return.  Collective. */
PetscErrorCode VfDiffusionSolve(VfDiffusion *diffusion, const double *b, double *x, bool *converged);

#endif
