/* A momentum balance on the unit square for the verification programs. */
#ifndef VF_TESTS_MEMBRANE_PROBLEM_H
#define VF_TESTS_MEMBRANE_PROBLEM_H

#include "solver/momentum.h"

typedef double (*ProblemFunction)(const void *context, double x, double y);

typedef struct {
  VfGrid     *grid;
  VfMomentum *momentum;
  double     *A, *G, *Bu, *Bv, *fu, *fv, *u, *v;
} Problem;

/** n x n cells, fields zero. */
PetscErrorCode ProblemCreate(MPI_Comm comm, int n, Problem *problem);
PetscErrorCode ProblemDestroy(Problem *problem);

/** A in cells, and from it G: the mean of the four cells at a corner, none on walls, as in a run.  Friction beta A on faces plus a constant. */
PetscErrorCode ProblemCoefficients(Problem *problem, ProblemFunction A, const void *context, double per_A, double constant);

/** Solves from rest and returns the number of iterations. */
PetscErrorCode ProblemSolve(Problem *problem, int *iterations);

#endif
