/* A five-point diffusion operator over the bath's cells, symmetric and positive:

       (D x)_i = d_i x_i + sum over neighbours a (x_i - x_neighbour)

   Solved directly on rings, by PETSc's conjugate gradients in the plane (options prefix of the caller's choice).

   The preconditioner is built from a typical operator, base_d + a (base_ax, base_ay), with a, the weight of conduction, rounded to a power
   of four, and kept until that changes: what a solve returns depends on its own data only, never on the steps before it, so that a
   restarted run repeats an uninterrupted one bit by bit. */
#ifndef VF_SOLVER_DIFFUSION_H
#define VF_SOLVER_DIFFUSION_H

#include "mesh/grid.h"
#include <petscksp.h>

typedef struct {
  const VfGrid *grid;
  double       *d;                          /* diagonal part, cells */
  double       *ax, *ay;                    /* conductance of left and bottom faces, 0 on walls */
  double       *base_d, *base_ax, *base_ay; /* the typical operator, filled once by the caller */
  int           exponent;                   /* a = 4^exponent in the assembled copy */
  DM            dm;                         /* cell vectors; NULL on rings */
  KSP           ksp;
  Mat           operator_, assembled;
  Vec           x, b;
  double       *work; /* a field with ghosts */
  bool          assembled_once;
  long          iterations;
} VfDiffusion;

/** @param prefix of PETSc options, "heat_".  Collective. */
PetscErrorCode VfDiffusionCreate(const VfGrid *grid, const char *prefix, VfDiffusion **diffusion);
PetscErrorCode VfDiffusionDestroy(VfDiffusion **diffusion);

/** Solves D x = b for the coefficients now in d, ax, ay; x is also the first guess; cells outside the bath stay 0.
    @param a weight of conduction in these coefficients, against the typical operator.  @param b, x fields of the grid.  Ghosts of x are current on return.  Collective. */
PetscErrorCode VfDiffusionSolve(VfDiffusion *diffusion, double a, const double *b, double *x, bool *converged);

#endif
