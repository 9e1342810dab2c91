/* A film that sticks to a solid and covers all of it, with a precursor where it is dry: the thin-film equation, implicit in everything
   that is stiff.

       h_t = div( M grad p ),      p = phi'(h) + rho g h - Gamma lap h,      M = h^2/beta = h^3/(3 eta) + b h^2/eta

   It is the balance of film.h where friction outweighs stretching: what is left out is a part 4 eta h k^2/beta of a wave of wave
   number k (on no slip (4/3)(k h)^2).  Thickness and pressure are unknowns together; time is discretised by backward differences of
   third order over steps of any length (lubrication_time.h), mobilities are those of the predictor, a cubic through the last three states and
   the last rate.  Newton's iteration is carried out inexactly, a V-cycle each (lubrication_mg.h).  The step's error is measured by how far
   the result is from the predictor, that of the first by the change of the rate.  docs/theory.md, section 6.1. */
#ifndef VF_SOLVER_LUBRICATION_H
#define VF_SOLVER_LUBRICATION_H

#include "solver/film.h"
#include "solver/lubrication_mg.h"
#include "solver/lubrication_time.h"

/* Fields of one step in the layout of the finest level, with current ghosts where faces need them. */
typedef struct {
  double *h, *p;                       /* thickness [m], pressure [Pa]: unknowns */
  double *now, *star, *predicted;      /* [m] at the start, of the formula, of the predictor */
  double *rho, *fluidity, *Gamma, *rg; /* [kg/m3], 1/eta [1/(Pa s)], [N/m], rho g [Pa/m] */
  double *pattern;                     /* [1] the potential over that of the case; NULL: 1 */
} VfLubricationFields;

typedef struct {
  const VfGrid       *grid;
  const VfCase       *kase;
  VfLubricationMg    *mg;
  VfLubricationFields f;
  VfSpans             stirs, touched; /* cells that ask for a correction (lubrication_confine.h); whose residual one has changed */
  VfPotential         potential;
  double             *dphi, *d2phi;  /* [Pa], [Pa/m] of one row */
  VfTimeFormula       formula;       /* of this step */
  bool                rises;         /* the energy, over this step */
  double              rho_ref;       /* [kg/m3] scale of the conservation equation */
  double              work;          /* residual evaluations on the finest grid, or what costs as much: a relaxation counts one */
  double              evaluated;     /* cells of this rank that the full equations were evaluated in */
  long                cycles, steps; /* V-cycles; steps tried */
} VfLubrication;

/** Does this case call for the lubrication equations?  (film.flow; automatic: a solid in the plane with the `power` potential.) */
bool vf_lubrication_wanted(const VfCase *kase);

PetscErrorCode VfLubricationCreate(const VfGrid *grid, const VfCase *kase, VfLubrication **lubrication);
PetscErrorCode VfLubricationDestroy(VfLubrication **lubrication);

/** Lays an initial state that leaves some of the bath bare (rho current) on a precursor, keeping its mass: the film covers all of the
    bath after it.  Collective. */
PetscErrorCode VfLubricationWet(const VfLubrication *lubrication, VfState *state);

/** A step that has none before it is no longer than the rate of the state allows (rho, eta current): shortens dt.
    @param S [N/m] spreading coefficient.  Collective. */
PetscErrorCode VfLubricationFirst(VfLubrication *lubrication, const VfState *state, double S, double *dt);

/** Solves a step of length dt from `state`, whose rho, eta in `middle` are those of mid-step; changes neither.
    @param same T, rho, eta are those of the last time.
    @param S [N/m] spreading coefficient.  @param error of the thickness over the step, of its root mean square.
    @param converged false: no solution found, try a shorter step.  Collective. */
PetscErrorCode VfLubricationTry(VfLubrication *lubrication, const VfState *state, const VfState *middle, bool same, double S,
                                double dt, double *error, bool *converged);

/** Makes the solved step the state: m, its history, u, v; what the film carries, whose ghosts must be current, moves along.  Ghosts of u
    and v are current on return.  Collective. */
PetscErrorCode VfLubricationAccept(VfLubrication *lubrication, double dt, int n_carried, double *const carried[], VfState *state);

#endif
