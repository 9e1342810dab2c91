/* Heat balance of film and bath column, one temperature a column (film Biot number ~ 1e-3):

       C T_t = div(kappa grad T) + htop (Tgas - T) + eps sigma (Twall^4 - T^4) + hbot (Twall - T) + m L X_t - m cp u.grad T
       C = m cp + rho_b cp_b H_b + C_support,   kappa = k h + k_b H_b

   and melting, X_t = -(X - Xeq(T))/tau.  In time TR-BDF2 (Bank et al. 1985): second order and L-stable, so that the fast spreading of
   heat along the bath never rings; radiation is linearised in each of the two stages.  An `isothermal` segment sets T and melts or
   freezes nothing: above Tm the film is melt, at or below it keeps the crystal it has. */
#ifndef VF_SOLVER_HEAT_H
#define VF_SOLVER_HEAT_H

#include "solver/diffusion.h"
#include "solver/surroundings.h"

typedef struct {
  const VfGrid *grid;
  const VfCase *kase;
  VfDiffusion  *diffusion;
  double       *capacity;  /* [J/(m2 K)] C */
  double       *b, *delta; /* [W/m2], [K] right-hand side and increment of the linear solve */
  double       *source;    /* [W/m2] latent and carried heat, constant over the step */
  double        error;     /* [K] of the last step, estimated: mean over film and bath */
} VfHeat;

/* The middle stage of TR-BDF2, as a part of the step. */
#define VF_HEAT_STAGE (2.0 - 1.4142135623730951)

/** @param scratch a state whose fields heat may overwrite (all but w, u, v, T, Tf) while it works, and that outlives it: the film at mid-step
    is not needed before heat has acted.
    @param loans what its solver is to work in, but for the fields that scratch has.  Collective. */
PetscErrorCode VfHeatCreate(const VfGrid *grid, const VfCase *kase, VfState *scratch, VfDiffusionLoans *loans, VfHeat **heat);
PetscErrorCode VfHeatDestroy(VfHeat **heat);

/** Advances T and X of the state over dt [s].  Sets around->h_top.  Ghosts are current on return.  Collective. */
PetscErrorCode VfHeatAdvance(VfHeat *heat, VfSurroundings *around, double dt, VfState *state, bool *converged);

/** Highest temperature [K] and highest crystal fraction of the film.  Collective, one reduction. */
PetscErrorCode VfHeatHighest(const VfGrid *grid, const VfState *state, double *T, double *X);

#endif
