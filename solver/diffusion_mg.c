#include "solver/diffusion_mg.h"

enum { COARSEST_CELLS = 100, DEGREE = 2, GATHER_FIELDS = 4 };

PetscErrorCode VfDiffusionMgCreate(const VfGrid *grid, VfDiffusionMg **out)
{
  VfDiffusionMg *mg;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&mg));
  PetscCall(VfLadderCreate(grid, COARSEST_CELLS, GATHER_FIELDS, &mg->ladder));
  for (int k = 0; k < mg->ladder.n_shared; k++)
    PetscCall(
        VfDiffusionLevelCreate(grid->comm, mg->ladder.wesn, mg->ladder.shared[k].xm, mg->ladder.shared[k].ym, &mg->shared[k]));
  for (int k = 0; k < mg->ladder.n_own; k++)
    PetscCall(VfDiffusionLevelCreate(PETSC_COMM_SELF, NULL, mg->ladder.own[k].xm, mg->ladder.own[k].ym, &mg->own[k]));
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
  PetscCall(PetscArrayzero(l->x, l->n));
  for (int c = 0; c < n; c++) {
    const size_t k = vf_patch_index(l->p, c % l->p.xm, c / l->p.xm);

    l->x[k] = l->inside[k];
    vf_diffusion_apply(l, l->x, l->r);
    l->x[k] = 0.0;
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
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionMgSetUp(VfDiffusionMg *mg)
{
  VfDiffusionLevel *finest = VfDiffusionMgFinest(mg);

  PetscFunctionBeginUser;
  if (finest->parallel) {
    double *const fields[] = {finest->d, finest->ax, finest->ay, finest->inside};

    PetscCall(VfHaloExchange(&finest->halo, 4, fields));
  }
  vf_diffusion_scale(finest);
  for (int k = 1; k < mg->ladder.n_shared; k++) PetscCall(VfDiffusionCoarsen(&mg->shared[k - 1], &mg->shared[k]));
  if (mg->ladder.n_shared) {
    PetscCall(gather_operator(mg));
    vf_diffusion_scale(&mg->own[0]);
  }
  for (int k = 1; k < mg->ladder.n_own; k++) PetscCall(VfDiffusionCoarsen(&mg->own[k - 1], &mg->own[k]));
  PetscCall(factor(mg));
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
