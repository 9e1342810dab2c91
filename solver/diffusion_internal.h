/* What the files of the diffusion solver share. */
#ifndef VF_SOLVER_DIFFUSION_INTERNAL_H
#define VF_SOLVER_DIFFUSION_INTERNAL_H

#include "solver/diffusion.h"

/* Error over solution, in the energy norm, at which a solve ends. */
#define VF_DIFFUSION_RTOL 1e-7

/** Solves with right-hand side in b of the finest level, which it overwrites, from y, by conjugate gradients of our own.  Collective. */
PetscErrorCode VfDiffusionIterate(VfDiffusion *s, bool *converged);

/** The same by PETSc.  Collective. */
PetscErrorCode VfDiffusionPetscSolve(VfDiffusion *s, bool *converged);

/** KSP, and with options that ask for other methods what they need. */
PetscErrorCode VfDiffusionPetscCreate(VfDiffusion *s, const char *prefix);
PetscErrorCode VfDiffusionPetscDestroy(VfDiffusion *s);

/** s->assembled from the finest level.  Collective. */
PetscErrorCode VfDiffusionAssemble(VfDiffusion *s);

#endif
