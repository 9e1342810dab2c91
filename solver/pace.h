/* How fast the film will move half way through a step, from how fast it did. */
#ifndef VF_SOLVER_PACE_H
#define VF_SOLVER_PACE_H

#include "solver/film.h"

/* Factors by which the last velocity is expected to change. */
typedef struct {
  double quarter; /* until a quarter of the step is over: mean of its first half */
  double half;    /* until half of it is */
} VfPace;

/** A free film moves at a rate D = S_eff/(3 eta h), S_eff = S + rho g' h^2/2 (docs/theory.md, section 4), and thins by it.  With the mean
    divergence D of the last velocity, known from it, thickness and S_eff half a step before and after now follow.
    A film that walls or friction hold has little divergence and hardly changes its pace.
    @param film summary of the film now  @param fluidity that of the step to come over that of the last, means over the film
    @param before [s] length of the last step  @param dt [s] of this one.  Collective, one reduction. */
PetscErrorCode VfPaceExpect(const VfGrid *grid, const VfState *state, const VfFilmSummary *film, double fluidity, double before,
                            double dt, VfPace *pace);

/** Divergence of the velocity u, v in cell (i, j) at q [1/s]. */
static inline double vf_divergence(const VfGrid *g, const double *u, const double *v, size_t q, int i)
{
  if (g->axisymmetric) {
    const double r = vf_x(g, i);

    return ((r + 0.5 * g->dx) * u[q + 1] - (r - 0.5 * g->dx) * u[q]) / (r * g->dx);
  }
  return (u[q + 1] - u[q]) / g->dx + (v[q + (size_t)g->ld] - v[q]) / g->dy;
}

#endif
