#include "solver/diffusion_mg.h"

enum { COARSEST_CELLS = 100, DEGREE = 2, GATHER_FIELDS = 4 };

static int round_up(int n, int unit)
{
  return (n + unit - 1) / unit * unit;
}

static PetscErrorCode create_own(VfDiffusionMg *mg, int nx, int ny)
{
  int unit = 1, m = 0;

  PetscFunctionBeginUser;
  while (((nx + unit - 1) / unit) * ((ny + unit - 1) / unit) > COARSEST_CELLS) {
    unit *= 2;
    m++;
  }
  PetscCheck(m < VF_DIFFUSION_MAX_LEVELS, mg->comm, PETSC_ERR_ARG_SIZ, "grid of %d x %d cells is too large", nx, ny);
  mg->n_own = m + 1;
  for (int k = 0; k <= m; k++)
    PetscCall(VfDiffusionLevelCreate(PETSC_COMM_SELF, NULL, round_up(nx, unit) >> k, round_up(ny, unit) >> k, &mg->own[k]));
  PetscCall(VfDenseCreate(mg->own[m].p.xm * mg->own[m].p.ym, &mg->dense));
  PetscFunctionReturn(0);
}

static PetscErrorCode create_shared(const VfGrid *grid, VfDiffusionMg *mg)
{
  const int wesn[4] = {grid->neighbour[1][0], grid->neighbour[1][2], grid->neighbour[0][1], grid->neighbour[2][1]};
  const int xm = round_up(grid->xm, grid->block), ym = round_up(grid->ym, grid->block);
  int       f = 1;

  PetscFunctionBeginUser;
  for (; f < grid->block; f *= 2) PetscCall(VfDiffusionLevelCreate(grid->comm, wesn, xm / f, ym / f, &mg->shared[mg->n_shared++]));
  f /= 2;
  const int box[4] = {grid->xs / f, grid->ys / f, xm / f, ym / f};

  PetscCall(VfGatherCreate(grid->comm, box, GATHER_FIELDS, &mg->gather));
  PetscCall(create_own(mg, mg->gather.nx, mg->gather.ny));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionMgCreate(const VfGrid *grid, VfDiffusionMg **out)
{
  VfDiffusionMg *mg;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&mg));
  mg->comm = grid->comm;
  if (grid->size > 1)
    PetscCall(create_shared(grid, mg));
  else
    PetscCall(create_own(mg, grid->nx, grid->ny));
  *out = mg;
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionMgDestroy(VfDiffusionMg **mg)
{
  PetscFunctionBeginUser;
  if (!*mg) PetscFunctionReturn(0);
  for (int k = 0; k < (*mg)->n_shared; k++) PetscCall(VfDiffusionLevelDestroy(&(*mg)->shared[k]));
  for (int k = 0; k < (*mg)->n_own; k++) PetscCall(VfDiffusionLevelDestroy(&(*mg)->own[k]));
  if ((*mg)->n_shared) PetscCall(VfGatherDestroy(&(*mg)->gather));
  PetscCall(VfDenseDestroy(&(*mg)->dense));
  PetscCall(PetscFree(*mg));
  PetscFunctionReturn(0);
}

VfDiffusionLevel *VfDiffusionMgFinest(VfDiffusionMg *mg)
{
  return mg->n_shared ? &mg->shared[0] : &mg->own[0];
}

/* The coarsest operator, column by column. */
static PetscErrorCode factor(VfDiffusionMg *mg)
{
  VfDiffusionLevel *l = &mg->own[mg->n_own - 1];
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
  VfDiffusionLevel *from = &mg->shared[mg->n_shared - 1], *to = &mg->own[0];
  double *const source[] = {from->d, from->ax, from->ay, from->inside}, *const target[] = {to->d, to->ax, to->ay, to->inside};

  PetscFunctionBeginUser;
  PetscCall(VfGatherFields(mg->comm, &mg->gather, GATHER_FIELDS, from->p, source, to->p, target));
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
  for (int k = 1; k < mg->n_shared; k++) PetscCall(VfDiffusionCoarsen(&mg->shared[k - 1], &mg->shared[k]));
  if (mg->n_shared) {
    PetscCall(gather_operator(mg));
    vf_diffusion_scale(&mg->own[0]);
  }
  for (int k = 1; k < mg->n_own; k++) PetscCall(VfDiffusionCoarsen(&mg->own[k - 1], &mg->own[k]));
  PetscCall(factor(mg));
  PetscFunctionReturn(0);
}

static PetscErrorCode solve_coarsest(VfDiffusionMg *mg)
{
  VfDiffusionLevel *l = &mg->own[mg->n_own - 1];

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
  if (k == mg->n_own - 1) {
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
  if (k == mg->n_shared - 1) {
    VfDiffusionLevel *whole = &mg->own[0];

    PetscCall(VfGatherFields(mg->comm, &mg->gather, 1, l->p, &l->b, whole->p, &whole->b));
    PetscCall(cycle_own(mg, 0));
    PetscCall(VfScatterFields(mg->comm, &mg->gather, 1, whole->p, &whole->x, l->p, &l->x));
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
  if (mg->n_shared)
    PetscCall(cycle_shared(mg, 0));
  else
    PetscCall(cycle_own(mg, 0));
  PetscFunctionReturn(0);
}
