/* How film and bath float: the level of the bath's surface under the film's weight, the tensions of its faces and the menisci.

       div(tau grad zb) + div(gamma_m grad h) = rho_b g zb + rho g h - p,     tau = gamma_m + gamma_mb + phi(h), gamma_b where bare

   (vertical balance for small slopes; docs/theory.md).  h drops to nothing within a strip at the film's edge that no grid resolves,
   and zb then rises by lambda h, lambda = gamma_m/(gamma_m + gamma_mb).  What is continuous, with a continuous flux, is

       y = zb + lambda h:      rho_b g y - div(tau grad y) = (lambda rho_b - rho) g h + p - div(lambda phi grad h)

   which is solved.  h is the mean over the bath of a cell in the loads; tau of a partly covered cell is the harmonic mean by c.  At the wall
   dy/dn = cot(contact angle).  p holds the bath's volume: integral of zb = 0, levels being counted from the bath at rest without film.

   The bath follows its film at once, so nothing is remembered from one call to the next. */
#ifndef VF_SOLVER_FLOTATION_H
#define VF_SOLVER_FLOTATION_H

#include "solver/diffusion.h"
#include "solver/film.h"
#include "solver/heat.h"
#include "solver/state.h"
#include <math.h>

typedef struct {
  const VfGrid     *grid;
  const VfFilmLaws *laws;
  VfDiffusion      *diffusion;  /* NULL where nothing floats: on a solid, or without gravity */
  double           *y;          /* [m]; all fields are others' between two calls */
  double           *b;          /* [Pa] right-hand side */
  double           *lambda;     /* [1] gamma_m/(gamma_m + gamma_mb) */
  double           *phi;        /* [N/m] interface potential of the film */
  double           *compliance; /* [m/N] 1/tau */
  double           *open_x;     /* [1] share of a cell's left face that is bath */
  double           *open_y;     /* [1] the same of its bottom face */
  double           *wall;       /* [1/m] length of wall in a cell over the cell's area */
  double            weight;     /* [N/m3] rho_b g */
  double            pressure;   /* [Pa] p */
  VfDiffusionLimits limits;     /* of the solve */
} VfFlotation;

/** @param laws must outlive it, as
    @param scratch a state whose fields it may overwrite: that of mid-step is of no use when levels are asked for
    @param heat whose solver it borrows; heat's fields lie in the same state */
PetscErrorCode VfFlotationCreate(const VfGrid *grid, const VfFilmLaws *laws, VfState *scratch, VfHeat *heat,
                                 VfFlotation **flotation);
PetscErrorCode VfFlotationDestroy(VfFlotation **flotation);

/** state->zb and state->zt of an updated state (VfFilmUpdate; ghosts of m, c, T, h current), and what is to be said of them.
    On a solid, and without gravity, zb = 0 and all measures are NaN; so are zb and zt, with a warning, when the system is not solved:
    for tensions that are none (phi < -gamma_m - gamma_mb), or when the iteration ends early.  Collective. */
PetscErrorCode VfFlotationUpdate(VfFlotation *flotation, VfState *state, VfFlatness *flatness);

/** open_x, open_y and wall.  A wall that cuts through a cell is as long as the shares of the cell's faces say, by components; around a
    disc the sum is 2 pi R.  Collective. */
PetscErrorCode VfFlotationWall(const VfGrid *grid, const VfBath *bath, VfFlotation *flotation);

/** Covered share of the bath in cell q. */
static inline double vf_flotation_covered(const VfGrid *grid, const VfState *state, size_t q)
{
  return grid->inside[q] ? fmin(state->c[q] / grid->fraction[q], 1.0) : 0.0;
}

/** Measures of solved levels: flotation->y and the state's fields.  Collective. */
PetscErrorCode VfFlotationMeasure(const VfFlotation *flotation, const VfState *state, VfFlatness *flatness);

#endif
