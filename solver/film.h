/* Material state of the film in every cell, and the tension that drives it.

   Sigma, the tension of a film-covered patch, and S, that of bare bath, are mixed by the cell's weight w:

       N = w (viscous stress + Sigma I + K) + (1 - w) S I

   so that a uniform film with any edge moves affinely, exactly (docs/theory.md). */
#ifndef VF_SOLVER_FILM_H
#define VF_SOLVER_FILM_H

#include "physics/density.h"
#include "physics/oxide_skin.h"
#include "physics/spreading.h"
#include "physics/suspension.h"
#include "solver/momentum.h"
#include "solver/state.h"

/* What a film on this bath is made of, from the case. */
typedef struct {
  const VfCase *kase;
  VfDensity     density;
  VfSuspension  suspension;
  VfSpreading   spreading;
  VfOxideSkin   oxide;
  double        pore_scale;  /* [m] a1 of physics/sintering.h, 0: the film has no voids */
  double        edge_weight; /* [N/m] rho g' h^2/2, mean over the film: what a skin has to hold besides S */
  bool          rates;       /* the fastest rates of stiff terms are wanted: lubrication has no use for them */
} VfFilmLaws;

/* Fields of the balance on rings, which goes by the energy of the film (force_rings.h); none in the plane. */
typedef struct {
  double *phi, *dphi; /* [J/m2], [Pa] interface potential and its derivative, cells */
  double *weight;     /* [Pa/m] rho g', cells */
  double *carried;    /* [m] thickness of the flow through left faces, times the covered share of the face; 0 beside bare bath */
  double *force;      /* [N/m] on left faces, by unit of r x displacement */
} VfRingTerms;

/* Fields of the momentum balance. */
typedef struct {
  double     *A, *G, *Bu, *Bv; /* coefficients, see momentum.h */
  double     *fu, *fv;         /* [Pa] force per area on faces */
  double     *Gamma;           /* [N/m] stiffness of thickness undulations, cells; on rings, in the plane from KeepStiff on */
  double     *stiff;           /* [Pa/m] rho g' + phi'', cells: stiffness of the thickness itself; where Gamma is */
  double     *tension;         /* [N/m] isotropic part of the driving stress; on rings */
  VfRingTerms ring;
} VfFilmForces;

/* Summary of the film, equal on all ranks. */
typedef struct {
  double fluidity;     /* [1/(Pa s)] mean of 1/eta over the covered area */
  double S;            /* [N/m] mean spreading coefficient over the film */
  double covered_area; /* [m2] */
  double edge_weight;  /* [N/m] mean of rho g' h^2/2 over the film */
  double sintering;    /* [m/s] mean of gamma_m/eta over the film: speed at which voids close */
  double stiff_rate; /* [1/s] fastest explicit rate of gravity, potential and capillarity on this grid; with laws->rates, else 0 */
  double level_rate; /* [1/s] fastest rate of gravity and potential alone, of long waves; likewise */
  bool   rigid;      /* no cell of the film can move */
} VfFilmSummary;

void vf_film_laws(const VfCase *kase, VfFilmLaws *laws);

PetscErrorCode VfFilmForcesCreate(const VfGrid *grid, VfFilmForces *forces);

/** Balances to come leave Gamma and stiff too, for implicit terms. */
PetscErrorCode VfFilmForcesKeepStiff(const VfGrid *grid, VfFilmForces *forces);
PetscErrorCode VfFilmForcesDestroy(VfFilmForces *forces);

/** rho (voids included), h, eta of every cell (ghosts too) from m, c, X, T, Tf and the porosity; w too where the state has it.
    Collective for the summary. */
PetscErrorCode VfFilmUpdate(const VfGrid *grid, const VfFilmLaws *laws, VfState *state, VfFilmSummary *summary);

/** Mean of 1/eta over the film [1/(Pa s)], as VfFilmUpdate would have it, from c, X and T alone; 0: no cell can move.  Collective. */
PetscErrorCode VfFilmFluidity(const VfGrid *grid, const VfFilmLaws *laws, const VfState *state, double *fluidity);

/** Coefficients and forces of the momentum balance from an updated state.
    @param h_drive [m] thickness whose gravity, interface potential and capillarity drive the film: state->h, or that of another
    moment of the step when these terms are implicit.  Collective. */
PetscErrorCode VfFilmBalance(const VfGrid *grid, const VfFilmLaws *laws, const VfState *state, const double *h_drive,
                             VfFilmForces *forces);

/** Friction [Pa s/m]: 1/beta = h/(3 eta) + lambda, lambda = slip/eta on a solid, depth/(4 eta_bath) on a liquid bath (return flow);
    or the friction given. */
double vf_film_friction(const VfCase *kase, double T, double h, double eta);

/** Stiffness of thickness undulations, Gamma [N/m]: gamma_m on a solid; on a liquid both faces move, gamma_m gamma_mb/(gamma_m + gamma_mb). */
double vf_film_stiffness(const VfCase *kase, double gamma_m, double gamma_mb);

/** g' [m/s2]: reduced by the bath's buoyancy on a liquid. */
double vf_film_gravity(const VfCase *kase, double T, double rho);

/** Closed porosity of the film after dt [s] at the summary's gamma_m/eta; exact for a constant one (physics/sintering.h). */
double vf_film_sintered(const VfFilmLaws *laws, const VfFilmSummary *summary, double porosity, double dt);

/** What bare bath pulls with above covered bath without weight [N/m]: S, or what an oxide skin leaves of it.  The skin opposes the edge
    force S + rho g' h^2/2 in either direction; it is the mean weight of the film, laws->edge_weight, that counts. */
double vf_film_bare_tension(const VfFilmLaws *laws, double S);

/** gamma_m, gamma_mb, S [N/m] at temperature T, of a clean bath. */
VfStatus vf_film_tensions(const VfFilmLaws *laws, double T, double *gamma_m, VfSpreadingValue *value);

#endif
