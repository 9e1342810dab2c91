#include "solver/diffusion_mg.h"

enum { COARSEST_CELLS = 100, DEGREE = 2, LAST_DEGREE = 4, GATHER_FIELDS = 4 };

/* Conductance to the neighbours over d, mean over the bath, at which the smoother's part of the spectrum is all of it. */
#define LAST_RATIO 1.0

PetscErrorCode VfDiffusionMgCreate(const VfGrid *grid, const VfDiffusionLoan loans[VF_LADDER_MAX], VfDiffusionMg **out)
{
  VfDiffusionMg *mg;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&mg));
  PetscCall(VfLadderCreate(grid, COARSEST_CELLS, GATHER_FIELDS, &mg->ladder));
  const VfLadder *l = &mg->ladder;

  for (int k = 0; k < l->n_shared; k++)
    PetscCall(
        VfDiffusionLevelCreate(grid->comm, l->wesn, l->shared[k].xm, l->shared[k].ym, loans ? &loans[k] : NULL, &mg->shared[k]));
  for (int k = 0; k < l->n_own; k++)
    PetscCall(VfDiffusionLevelCreate(PETSC_COMM_SELF, vf_ladder_own(l), l->own[k].xm, l->own[k].ym,
                                     loans && !l->n_shared ? &loans[k] : NULL, &mg->own[k]));
  const VfRung last = mg->ladder.own[mg->ladder.n_own - 1];

  PetscCall(VfDenseCreate(last.xm * last.ym, &mg->dense));
  *out = mg;
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionMgDestroy(VfDiffusionMg **mg)
{
  PetscFunctionBeginUser;
  if (!*mg) PetscFunctionReturn(0);
  for (int k = 0; k < (*mg)->ladder.n_shared; k++) PetscCall(VfDiffusionLevelDestroy(&(*mg)->shared[k]));
  for (int k = 0; k < (*mg)->ladder.n_own; k++) PetscCall(VfDiffusionLevelDestroy(&(*mg)->own[k]));
  PetscCall(VfLadderDestroy(&(*mg)->ladder));
  PetscCall(VfDenseDestroy(&(*mg)->dense));
  PetscCall(PetscFree(*mg));
  PetscFunctionReturn(0);
}

VfDiffusionLevel *VfDiffusionMgFinest(VfDiffusionMg *mg)
{
  return mg->ladder.n_shared ? &mg->shared[0] : &mg->own[0];
}

/* The coarsest operator, column by column. */
static PetscErrorCode factor(VfDiffusionMg *mg)
{
  VfDiffusionLevel *l = &mg->own[mg->ladder.n_own - 1];
  const int         n = mg->dense.n;

  PetscFunctionBeginUser;
  for (int c = 0; c < n; c++) {
    const size_t k = vf_patch_index(l->p, c % l->p.xm, c / l->p.xm);

    PetscCall(PetscArrayzero(l->x, l->n));
    l->x[k] = l->inside[k];
    PetscCall(VfDiffusionLevelHalo(l, l->x));
    vf_diffusion_apply(l, l->x, l->r);
    for (int r = 0; r < n; r++)
      mg->dense.a[(size_t)c * (size_t)n + (size_t)r] = l->r[vf_patch_index(l->p, r % l->p.xm, r / l->p.xm)];
  }
  PetscCall(VfDenseFactor(&mg->dense));
  PetscFunctionReturn(0);
}

static PetscErrorCode gather_operator(VfDiffusionMg *mg)
{
  VfDiffusionLevel *from = &mg->shared[mg->ladder.n_shared - 1], *to = &mg->own[0];
  double *const source[] = {from->d, from->ax, from->ay, from->inside}, *const target[] = {to->d, to->ax, to->ay, to->inside};

  PetscFunctionBeginUser;
  PetscCall(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, GATHER_FIELDS, from->p, source, to->p, target));
  if (to->parallel) PetscCall(VfHaloExchange(&to->halo, GATHER_FIELDS, target));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionMgSetFinest(VfDiffusionMg *mg)
{
  VfDiffusionLevel *finest = VfDiffusionMgFinest(mg);

  PetscFunctionBeginUser;
  if (finest->parallel) {
    double *const fields[] = {finest->d, finest->ax, finest->ay, finest->inside};

    PetscCall(VfHaloExchange(&finest->halo, 4, fields));
  }
  vf_diffusion_scale(finest);
  PetscFunctionReturn(0);
}

/* How often the grid need be coarsened: the ratio falls by four each time. */
static PetscErrorCode choose_depth(VfDiffusionMg *mg)
{
  const VfDiffusionLevel *l       = VfDiffusionMgFinest(mg);
  double                  sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  mg->coarsened = mg->ladder.n_shared + mg->ladder.n_own;
  if (!mg->shortens) PetscFunctionReturn(0);
  for (int j = 0; j < l->p.ym; j++) {
    for (int i = 0; i < l->p.xm; i++) {
      const size_t k = vf_patch_index(l->p, i, j);

      sums[0] += 2.0 * (l->ax[k] + l->ay[k]);
      sums[1] += l->inside[k] * l->d[k];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, mg->ladder.comm));
  if (!(sums[1] > 0.0)) PetscFunctionReturn(0);
  double ratio = sums[0] / sums[1];

  for (int n = 0; n < mg->coarsened; n++, ratio *= 0.25) {
    if (ratio <= LAST_RATIO) mg->coarsened = n;
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionMgSetUp(VfDiffusionMg *mg)
{
  const int first = mg->ladder.n_shared ? mg->ladder.n_shared - 1 : 0; /* of the grids held whole, in coarsenings */

  PetscFunctionBeginUser;
  for (int k = 1; k < mg->ladder.n_shared; k++) PetscCall(VfDiffusionLevelClear(&mg->shared[k]));
  for (int k = mg->ladder.n_shared ? 0 : 1; k < mg->ladder.n_own; k++) PetscCall(VfDiffusionLevelClear(&mg->own[k]));
  PetscCall(VfDiffusionMgSetFinest(mg));
  PetscCall(choose_depth(mg));
  for (int k = 1; k < mg->ladder.n_shared && k <= mg->coarsened; k++)
    PetscCall(VfDiffusionCoarsen(&mg->shared[k - 1], &mg->shared[k]));
  if (mg->ladder.n_shared && first <= mg->coarsened) {
    PetscCall(gather_operator(mg));
    vf_diffusion_scale(&mg->own[0]);
  }
  for (int k = 1; k < mg->ladder.n_own && first + k <= mg->coarsened; k++)
    PetscCall(VfDiffusionCoarsen(&mg->own[k - 1], &mg->own[k]));
  if (first + mg->ladder.n_own - 1 <= mg->coarsened) PetscCall(factor(mg));
  PetscFunctionReturn(0);
}

static PetscErrorCode solve_coarsest(VfDiffusionMg *mg)
{
  VfDiffusionLevel *l = &mg->own[mg->ladder.n_own - 1];

  PetscFunctionBeginUser;
  for (int k = 0; k < mg->dense.n; k++) mg->dense.b[k] = l->b[vf_patch_index(l->p, k % l->p.xm, k / l->p.xm)];
  PetscCall(VfDenseSolve(&mg->dense));
  for (int k = 0; k < mg->dense.n; k++) l->x[vf_patch_index(l->p, k % l->p.xm, k / l->p.xm)] = mg->dense.b[k];
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle_own(VfDiffusionMg *mg, int k)
{
  VfDiffusionLevel *l = &mg->own[k];

  PetscFunctionBeginUser;
  if (k == mg->ladder.n_own - 1) {
    PetscCall(solve_coarsest(mg));
    PetscFunctionReturn(0);
  }
  if (k + (mg->ladder.n_shared ? mg->ladder.n_shared - 1 : 0) == mg->coarsened) {
    PetscCall(VfDiffusionSmooth(l, LAST_DEGREE, true));
    PetscFunctionReturn(0);
  }
  PetscCall(VfDiffusionSmooth(l, DEGREE, true));
  PetscCall(VfDiffusionRestrict(l, &mg->own[k + 1]));
  PetscCall(cycle_own(mg, k + 1));
  PetscCall(VfDiffusionProlong(l, &mg->own[k + 1]));
  PetscCall(VfDiffusionSmooth(l, DEGREE, false));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle_shared(VfDiffusionMg *mg, int k)
{
  VfDiffusionLevel *l = &mg->shared[k];

  PetscFunctionBeginUser;
  if (k == mg->coarsened) {
    PetscCall(VfDiffusionSmooth(l, LAST_DEGREE, true));
    PetscFunctionReturn(0);
  }
  if (k == mg->ladder.n_shared - 1) {
    VfDiffusionLevel *whole = &mg->own[0];

    PetscCall(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, 1, l->p, &l->b, whole->p, &whole->b));
    PetscCall(cycle_own(mg, 0));
    PetscCall(VfScatterFields(mg->ladder.comm, &mg->ladder.gather, 1, whole->p, &whole->x, l->p, &l->x));
    PetscFunctionReturn(0);
  }
  PetscCall(VfDiffusionSmooth(l, DEGREE, true));
  PetscCall(VfDiffusionRestrict(l, &mg->shared[k + 1]));
  PetscCall(cycle_shared(mg, k + 1));
  PetscCall(VfDiffusionProlong(l, &mg->shared[k + 1]));
  PetscCall(VfDiffusionSmooth(l, DEGREE, false));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionMgCycle(VfDiffusionMg *mg)
{
  PetscFunctionBeginUser;
  if (mg->ladder.n_shared)
    PetscCall(cycle_shared(mg, 0));
  else
    PetscCall(cycle_own(mg, 0));
  PetscFunctionReturn(0);
}
