#include "solver/pace.h"
#include <math.h>

/* What is expected stays between these factors: beyond, the step is too long for any expectation. */
#define LEAST 0.5
#define MOST 2.0

/* Mean divergence of the last velocity over the film [1/s]. */
static PetscErrorCode mean_divergence(const VfGrid *g, const VfState *s, double *D)
{
  double sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q      = vf_index(g, i, j);
      const double weight = s->c[q] * vf_cell_weight(g, i);

      if (!(weight > 0.0)) continue;
      sums[0] += weight;
      sums[1] += weight * vf_divergence(g, s->u, s->v, q, i);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, g->comm));
  *D = sums[0] > 0.0 ? sums[1] / sums[0] : 0.0;
  PetscFunctionReturn(0);
}

/* S_eff/h at the thickness `thinner` times that of now, over S_eff/h now. */
static double pull(const VfFilmSummary *film, double thinner)
{
  const double now = film->S + film->edge_weight, then = film->S + film->edge_weight * thinner * thinner;

  return now * then > 0.0 ? fmin(fmax(then / (now * thinner), LEAST), MOST) : 1.0 / thinner;
}

static double bounded(double factor)
{
  return fmin(fmax(factor, LEAST), MOST);
}

PetscErrorCode VfPaceExpect(const VfGrid *g, const VfState *s, const VfFilmSummary *film, double fluidity, double before, double dt,
                            VfPace *pace)
{
  double D;

  PetscFunctionBeginUser;
  *pace = (VfPace){1.0, 1.0};
  PetscCall(mean_divergence(g, s, &D));
  if (!(before > 0.0) || !isfinite(D)) PetscFunctionReturn(0);
  const double last = pull(film, bounded(1.0 + 0.5 * before * D)); /* half a step ago the film was thicker */
  const double now  = D * fluidity / last;

  pace->quarter = bounded(pull(film, bounded(1.0 - 0.25 * dt * now)) / last);
  pace->half    = bounded(pull(film, bounded(1.0 - 0.5 * dt * now)) / last);
  PetscFunctionReturn(0);
}
