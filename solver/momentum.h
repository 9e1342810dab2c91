/* The momentum balance of the film, 0 = div N - beta u: a symmetric positive linear problem for the velocities.

   Solved by conjugate gradients preconditioned with the multigrid of membrane_mg.h.  Options have the prefix -momentum_: tolerances hold
   for all; any -momentum_ksp_type is PETSc's method, and any -momentum_pc_type PETSc's preconditioner, on an assembled copy of the
   operator.  The stopping test measures the error in the energy norm against that of the solution, so that a good first guess saves work
   and does not change the accuracy. */
#ifndef VF_SOLVER_MOMENTUM_H
#define VF_SOLVER_MOMENTUM_H

#include "mesh/grid.h"
#include "solver/membrane_mg.h"
#include "solver/momentum_stiff.h"
#include <petscksp.h>

typedef struct {
  const VfGrid    *grid;
  VfMembraneMg    *mg;
  VfMomentumStiff *stiff; /* NULL until first asked for: it has a multigrid of its own */
  KSP              ksp;
  DM               dm; /* vectors of PETSc's iteration and the assembled operator; NULL until they are needed, as x, b, work */
  Mat              operator_, assembled; /* assembled: NULL unless another preconditioner asks for it */
  Vec              x, b, work;           /* NULL until PETSc's method or another preconditioner asks for them */
  bool             own_preconditioner;
  bool             own_iteration; /* conjugate gradients of momentum_cg.c; PETSc's when -momentum_ksp_type is given */
  double           reference;     /* energy norm of the solution expected */
  long             iterations;    /* of all solves */
  long             solves;
  double           work_units; /* operator applications on the finest grid */
} VfMomentum;

/* Coefficients of the balance, fields of the grid: A in cells, G on corners (lower left), Bu, Bv on faces. */
typedef struct {
  const double *A, *G, *Bu, *Bv;
} VfMomentumCoefficients;

/** @param loan NULL, or fields of the grid that a solve may work in; coefficients, force and solution may be among them.  Collective. */
PetscErrorCode VfMomentumCreate(const VfGrid *grid, const VfMembraneLoan *loan, VfMomentum **momentum);
PetscErrorCode VfMomentumDestroy(VfMomentum **momentum);

/** Takes over the coefficients and the terms of implicit gravity, potential and capillarity, NULL: none (ghosts of both current), and prepares
    the preconditioner.  Collective. */
PetscErrorCode VfMomentumSetCoefficients(VfMomentum *momentum, const VfMomentumCoefficients *coefficients,
                                         const VfStiffTerms *terms);

/** What an error in the energy norm may be of the solution (1e-8 unless set; -momentum_ksp_rtol outdoes both).  Collective. */
PetscErrorCode VfMomentumSetTolerance(VfMomentum *momentum, double rtol);

/** Solves K (u, v) = (fu, fv), force per area [Pa] on faces, starting from u, v [m/s].  On return ghosts of u, v are current.
    @param converged false when the iteration did not converge (u, v then hold the last iterate).  Collective. */
PetscErrorCode VfMomentumSolve(VfMomentum *momentum, const double *fu, const double *fv, double *u, double *v, bool *converged);

#endif
