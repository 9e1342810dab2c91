#include "mesh/ladder.h"

static int round_up(int n, int unit)
{
  return (n + unit - 1) / unit * unit;
}

static PetscErrorCode plan_own(VfLadder *l, int nx, int ny, int coarsest)
{
  int unit = 1, m = 0;

  PetscFunctionBeginUser;
  while (((nx + unit - 1) / unit) * ((ny + unit - 1) / unit) > coarsest) {
    if (l->periodic && (nx % (2 * unit) || ny % (2 * unit))) break; /* cells added at the end would part what wraps */
    unit *= 2;
    m++;
  }
  PetscCheck(m < VF_LADDER_MAX, l->comm, PETSC_ERR_ARG_SIZ, "grid of %d x %d cells is too large", nx, ny);
  l->n_own = m + 1;
  for (int k = 0; k <= m; k++) l->own[k] = (VfRung){round_up(nx, unit) >> k, round_up(ny, unit) >> k, 0, 0};
  PetscFunctionReturn(0);
}

PetscErrorCode VfLadderPlan(const VfGrid *g, int coarsest, int whole, int fields, VfLadder *l)
{
  const int xm = round_up(g->xm, g->block), ym = round_up(g->ym, g->block);

  PetscFunctionBeginUser;
  *l = (VfLadder){.comm     = g->comm,
                  .wesn     = {g->neighbour[1][0], g->neighbour[1][2], g->neighbour[0][1], g->neighbour[2][1]},
                  .periodic = g->periodic};
  if (g->size == 1) {
    PetscCall(plan_own(l, g->nx, g->ny, coarsest));
    PetscFunctionReturn(0);
  }
  for (int f = 1; f < g->block && (l->n_shared < 2 || 4.0 * g->nx * g->ny / (f * f) > whole); f *= 2)
    l->shared[l->n_shared++] = (VfRung){xm / f, ym / f, g->xs / f, g->ys / f};
  const VfRung last   = l->shared[l->n_shared - 1];
  const int    box[4] = {last.is, last.js, last.xm, last.ym};

  PetscCall(VfGatherCreate(g->comm, box, fields, &l->gather));
  PetscCall(plan_own(l, l->gather.nx, l->gather.ny, coarsest));
  PetscFunctionReturn(0);
}

const int *vf_ladder_own(const VfLadder *l)
{
  return l->periodic ? l->own_wesn : NULL;
}

PetscErrorCode VfLadderCreate(const VfGrid *g, int coarsest, int fields, VfLadder *l)
{
  PetscFunctionBeginUser;
  PetscCall(VfLadderPlan(g, coarsest, 0, fields, l));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLadderDestroy(VfLadder *l)
{
  PetscFunctionBeginUser;
  if (l->n_shared) PetscCall(VfGatherDestroy(&l->gather));
  PetscFunctionReturn(0);
}
