/* The glass: structural relaxation, decomposition and cooling rate of every cell.

   A cell holds the fictive temperatures of the relaxation terms (physics/glass_relaxation.h), the progress of decomposition, and the
   rate at which it last went down through the glass transition.  Decomposition is carried along by the film.  Structure and cooling
   rate stay in their cell: in one relaxation time, eta/G, the edge tension S strains a film by S/(6 h G), whatever its viscosity,
   1e-6 for 10 um.  Film that moves has forgotten where it was; film that remembers does not move (docs/theory.md). */
#ifndef VF_SOLVER_GLASS_H
#define VF_SOLVER_GLASS_H

#include "physics/decomposition.h"
#include "physics/glass_relaxation.h"
#include "solver/state.h"

typedef struct {
  VfRelaxation    relaxation;
  VfDecomposition decomposition;
  double          Tg;   /* [K] at which the cooling rate is taken */
  double          cold; /* [K] below which decomposition is slower than 1e-22 per second: none in any run */
} VfGlassLaws;

PetscErrorCode VfGlassLawsCreate(const VfCase *kase, VfGlassLaws *laws);

/** Makes the structure of a cell that of the liquid at its temperature. */
void vf_glass_reset(VfState *state, size_t q);

/** Would the structure of a glass at Tf move by less than 0.02 K while T goes on as in a step of dt [s] from T0 to T1 [K], for 5 K?
    Never in a liquid. */
bool vf_glass_rests(const VfGlassLaws *laws, double T0, double T1, double dt, double Tf);

/** Fictive temperature [K] of all cells (ghosts too) after dt [s] over which T goes from T0 to T1; the state stays as it is.  Below the
    temperature of 1e12 Pa s, where no film moves, it is that before dt.  Collective.
    @param X crystal fraction: what has not begun to melt has no structure of its own, its Tf is T. */
PetscErrorCode VfGlassExpect(const VfGrid *grid, const VfGlassLaws *laws, const VfState *state, const double *T0, const double *T1,
                             const double *X, double dt, double *Tf);

/** Structure and Tf of the row whose own cells begin at q0, over dt [s] in which the temperature went from T0 to that of the state. */
PetscErrorCode VfGlassAdvanceRow(const VfGrid *grid, const VfGlassLaws *laws, const double *T0, double dt, VfState *state,
                                 size_t q0);

/** Advances structure, decomposition and cooling rate over dt [s] in which the temperature went from T0 to that of the state.
    Ghosts of Tf and decomposition are not current on return. */
PetscErrorCode VfGlassAdvance(const VfGrid *grid, const VfGlassLaws *laws, const double *T0, double dt, VfState *state);

#endif
