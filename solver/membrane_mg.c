#include "solver/membrane_mg.h"
#include "solver/membrane_coarse.h"

enum { COARSEST_CELLS = 100, GATHER_FIELDS = VF_STENCIL + 2 };

static VfPatch patch(const VfMembraneLevel *l)
{
  return (VfPatch){l->xm, l->ym, VF_MEMBRANE_HALO, l->ld};
}

static int round_up(int n, int unit)
{
  return (n + unit - 1) / unit * unit;
}

/* Levels that every rank holds whole, from a grid of nx x ny cells down. */
static PetscErrorCode create_own(VfMembraneMg *mg, int nx, int ny, double hx, double hy)
{
  const bool gathered = mg->n_shared > 0;
  int        unit = 1, m = 0;

  PetscFunctionBeginUser;
  while (((nx + unit - 1) / unit) * ((ny + unit - 1) / unit) > COARSEST_CELLS) {
    unit *= 2;
    m++;
  }
  PetscCheck(m < VF_MG_MAX_LEVELS, mg->comm, PETSC_ERR_ARG_SIZ, "grid of %d x %d cells is too large", nx, ny);
  mg->n_own = m + 1;
  for (int k = 0; k <= m; k++) {
    const int f = 1 << k, box[4] = {0, 0, round_up(nx, unit) / f, round_up(ny, unit) / f};

    PetscCall(VfMembraneLevelCreate(PETSC_COMM_SELF, NULL, box, hx * f, hy * f, gathered || k > 0, &mg->own[k]));
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode create_shared(const VfGrid *grid, VfMembraneMg *mg)
{
  const int wesn[4] = {grid->neighbour[1][0], grid->neighbour[1][2], grid->neighbour[0][1], grid->neighbour[2][1]};
  const int xm = round_up(grid->xm, grid->block), ym = round_up(grid->ym, grid->block);
  int       f = 1;

  PetscFunctionBeginUser;
  for (mg->n_shared = 0; f < grid->block; f *= 2, mg->n_shared++) { /* two cells a rank at least, as wide as the halo */
    const int box[4] = {grid->xs / f, grid->ys / f, xm / f, ym / f};

    PetscCall(VfMembraneLevelCreate(grid->comm, wesn, box, grid->dx * f, grid->dy * f, f > 1, &mg->shared[mg->n_shared]));
  }
  f /= 2;
  const int box[4] = {grid->xs / f, grid->ys / f, xm / f, ym / f};

  PetscCall(VfGatherCreate(grid->comm, box, GATHER_FIELDS, &mg->gather));
  PetscCall(create_own(mg, mg->gather.nx, mg->gather.ny, grid->dx * f, grid->dy * f));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneMgCreate(const VfGrid *grid, int degree, VfMembraneMg **out)
{
  VfMembraneMg *mg;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&mg));
  mg->comm   = grid->comm;
  mg->degree = degree;
  if (grid->size > 1)
    PetscCall(create_shared(grid, mg));
  else
    PetscCall(create_own(mg, grid->nx, grid->ny, grid->dx, grid->dy));
  PetscCall(VfMembraneCoarseCreate(mg));
  *out = mg;
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneMgDestroy(VfMembraneMg **mg)
{
  PetscFunctionBeginUser;
  if (!*mg) PetscFunctionReturn(0);
  for (int k = 0; k < (*mg)->n_shared; k++) PetscCall(VfMembraneLevelDestroy(&(*mg)->shared[k]));
  for (int k = 0; k < (*mg)->n_own; k++) PetscCall(VfMembraneLevelDestroy(&(*mg)->own[k]));
  if ((*mg)->n_shared) PetscCall(VfGatherDestroy(&(*mg)->gather));
  PetscCall(VfMembraneCoarseDestroy(*mg));
  PetscCall(PetscFree(*mg));
  PetscFunctionReturn(0);
}

VfMembraneLevel *VfMembraneMgFinest(VfMembraneMg *mg)
{
  return mg->n_shared ? &mg->shared[0] : &mg->own[0];
}

/* The operator of the gathered grid; kinds of faces travel as numbers. */
static PetscErrorCode gather_operator(VfMembraneMg *mg)
{
  VfMembraneLevel *from = &mg->shared[mg->n_shared - 1], *to = &mg->own[0];
  double          *source[GATHER_FIELDS], *target[GATHER_FIELDS];

  PetscFunctionBeginUser;
  vf_membrane_stencil_list(&from->stencil, source);
  vf_membrane_stencil_list(&to->stencil, target);
  source[VF_STENCIL]     = from->d.u;
  source[VF_STENCIL + 1] = from->d.v;
  target[VF_STENCIL]     = to->d.u;
  target[VF_STENCIL + 1] = to->d.v;
  for (size_t k = 0; k < from->n; k++) {
    from->d.u[k] = from->face_u[k];
    from->d.v[k] = from->face_v[k];
  }
  for (size_t k = 0; k < to->n; k++) to->d.u[k] = to->d.v[k] = VF_FACE_BEYOND;
  PetscCall(VfGatherFields(mg->comm, &mg->gather, GATHER_FIELDS, patch(from), source, patch(to), target));
  for (size_t k = 0; k < to->n; k++) {
    to->face_u[k] = (unsigned char)to->d.u[k];
    to->face_v[k] = (unsigned char)to->d.v[k];
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode coarsen_levels(VfMembraneLevel levels[], int n)
{
  PetscFunctionBeginUser;
  vf_membrane_scale(&levels[0]);
  for (int k = 1; k < n; k++) {
    PetscCall(VfMembraneCoarsen(&levels[k - 1], &levels[k]));
    vf_membrane_scale(&levels[k]);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneMgSetUp(VfMembraneMg *mg)
{
  VfMembraneLevel *finest = VfMembraneMgFinest(mg);

  PetscFunctionBeginUser;
  if (finest->parallel) {
    double *const fields[] = {finest->A, finest->G, finest->Bu, finest->Bv};

    PetscCall(VfHaloExchange(&finest->halo, 4, fields));
  }
  if (mg->n_shared) {
    PetscCall(coarsen_levels(mg->shared, mg->n_shared));
    PetscCall(gather_operator(mg));
  }
  PetscCall(coarsen_levels(mg->own, mg->n_own));
  PetscCall(VfMembraneCoarseFactor(mg));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle_own(VfMembraneMg *mg, int k)
{
  VfMembraneLevel *l = &mg->own[k];

  PetscFunctionBeginUser;
  if (k == mg->n_own - 1) {
    PetscCall(VfMembraneCoarseSolve(mg));
    PetscFunctionReturn(0);
  }
  PetscCall(VfMembraneSmooth(l, mg->degree, true));
  vf_membrane_residual(l, l->b, l->x, l->r);
  PetscCall(VfMembraneRestrict(l, &mg->own[k + 1]));
  PetscCall(cycle_own(mg, k + 1));
  PetscCall(VfMembraneProlong(l, &mg->own[k + 1]));
  PetscCall(VfMembraneSmooth(l, mg->degree, false));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle_shared(VfMembraneMg *mg, int k)
{
  VfMembraneLevel *l = &mg->shared[k];

  PetscFunctionBeginUser;
  if (k == mg->n_shared - 1) {
    VfMembraneLevel *whole = &mg->own[0];
    double *const b[] = {l->b.u, l->b.v}, *const whole_b[] = {whole->b.u, whole->b.v};
    double *const x[] = {l->x.u, l->x.v}, *const whole_x[] = {whole->x.u, whole->x.v};

    PetscCall(VfGatherFields(mg->comm, &mg->gather, 2, patch(l), b, patch(whole), whole_b));
    PetscCall(cycle_own(mg, 0));
    PetscCall(VfScatterFields(mg->comm, &mg->gather, 2, patch(whole), whole_x, patch(l), x));
    PetscFunctionReturn(0);
  }
  PetscCall(VfMembraneSmooth(l, mg->degree, true));
  PetscCall(VfMembraneHalo(l, l->x));
  vf_membrane_residual(l, l->b, l->x, l->r);
  PetscCall(VfMembraneRestrict(l, &mg->shared[k + 1]));
  PetscCall(cycle_shared(mg, k + 1));
  PetscCall(VfMembraneProlong(l, &mg->shared[k + 1]));
  PetscCall(VfMembraneSmooth(l, mg->degree, false));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneMgCycle(VfMembraneMg *mg)
{
  PetscFunctionBeginUser;
  if (mg->n_shared)
    PetscCall(cycle_shared(mg, 0));
  else
    PetscCall(cycle_own(mg, 0));
  PetscFunctionReturn(0);
}
