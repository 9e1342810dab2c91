/* The film and the bath at t = 0, from the case. */
#ifndef VF_SOLVER_INITIAL_H
#define VF_SOLVER_INITIAL_H

#include "solver/state.h"

/** The grid of a case.  @param comm where the run lives; an axisymmetric run lives on one rank.  Collective. */
PetscErrorCode VfInitialGrid(MPI_Comm comm, const VfCase *kase, VfGrid **grid);

/** Whether the cells of a case can be shared by so many ranks; rings live on one of them. */
bool vf_initial_fits(const VfCase *kase, int ranks);

/** Fills m, c, X, T and the scalars of the state.  Mass is exact to round-off.  Collective. */
PetscErrorCode VfInitialState(const VfGrid *grid, const VfCase *kase, VfState *state);

#endif
