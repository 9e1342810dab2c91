#include "solver/membrane_mg.h"
#include "solver/membrane_coarse.h"

enum { COARSEST_CELLS = 100, WHOLE_CELLS = 1024, GATHER_FIELDS = VF_ENTRIES + 2, A_MESSAGE = 4 };

static VfPatch patch(const VfMembraneGrid *g)
{
  return (VfPatch){g->xm, g->ym, VF_MEMBRANE_HALO, g->ld};
}

static PetscErrorCode create_grids(const VfGrid *grid, VfMembraneMg *mg)
{
  const VfLadder *l = &mg->ladder;

  PetscFunctionBeginUser;
  for (int k = 0; k < l->n_own; k++)
    PetscCall(
        VfMembraneGridCreate(PETSC_COMM_SELF, NULL, l->own[k], k == 0 && !l->n_shared ? &mg->finest : NULL, NULL, &mg->own[k]));
  for (int k = 0; k < l->n_shared; k++)
    PetscCall(VfMembraneGridCreate(grid->comm, l->wesn, l->shared[k], k == 0 ? &mg->finest : NULL,
                                   k == l->n_shared - 1 ? &mg->own[0] : NULL, &mg->shared[k]));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneMgCreate(const VfGrid *grid, int degree, const VfMembraneLoan *loan, VfMembraneMg **out)
{
  VfMembraneMg *mg;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&mg));
  mg->degree = degree;
  PetscCall(VfLadderPlan(grid, COARSEST_CELLS, WHOLE_CELLS, A_MESSAGE, &mg->ladder));
  const VfLadder *l = &mg->ladder;

  PetscCall(VfMembraneLevelCreate(grid->comm, l->n_shared ? l->wesn : NULL, l->n_shared ? l->shared[0] : l->own[0], grid->dx,
                                  grid->dy, loan, &mg->finest));
  PetscCall(create_grids(grid, mg));
  PetscCall(VfMembraneCoarseCreate(mg));
  *out = mg;
  PetscFunctionReturn(0);
}

void vf_membrane_mg_expect(VfMembraneMg *mg, bool grips)
{
  for (int k = 0; k < mg->ladder.n_shared; k++) vf_membrane_grid_expect(&mg->shared[k], grips);
  for (int k = 0; k < mg->ladder.n_own; k++) vf_membrane_grid_expect(&mg->own[k], grips);
}

void vf_membrane_mg_follow(VfMembraneMg *mg, bool follows)
{
  for (int k = 0; k < mg->ladder.n_shared; k++) mg->shared[k].follows = follows;
  for (int k = 0; k < mg->ladder.n_own; k++) mg->own[k].follows = follows;
}

PetscErrorCode VfMembraneMgDestroy(VfMembraneMg **mg)
{
  PetscFunctionBeginUser;
  if (!*mg) PetscFunctionReturn(0);
  for (int k = 0; k < (*mg)->ladder.n_shared; k++) PetscCall(VfMembraneGridDestroy(&(*mg)->shared[k]));
  for (int k = 0; k < (*mg)->ladder.n_own; k++) PetscCall(VfMembraneGridDestroy(&(*mg)->own[k]));
  PetscCall(VfMembraneLevelDestroy(&(*mg)->finest));
  PetscCall(VfLadderDestroy(&(*mg)->ladder));
  PetscCall(VfMembraneCoarseDestroy(*mg));
  PetscCall(PetscFree(*mg));
  PetscFunctionReturn(0);
}

VfMembraneLevel *VfMembraneMgFinest(VfMembraneMg *mg)
{
  return &mg->finest;
}

size_t vf_membrane_mg_scratch(VfMembraneMg *mg, int k, int n, double *arrays[])
{
  const VfLadder       *l = &mg->ladder;
  const VfMembraneGrid *g = l->n_shared ? &mg->shared[k] : &mg->own[k];

  if (k >= (l->n_shared ? l->n_shared : l->n_own)) return 0;
  for (int e = 0; e < n; e++) arrays[e] = g->entry[e];
  return g->n;
}

/* Between kinds of faces and numbers, as which they travel. */
static void faces_to_numbers(const VfMembraneGrid *g, VfPair x)
{
  for (size_t k = 0; k < g->n; k++) {
    x.u[k] = g->face_u[k];
    x.v[k] = g->face_v[k];
  }
}

static void faces_from_numbers(const VfMembraneGrid *g, VfPair x)
{
  for (size_t k = 0; k < g->n; k++) {
    g->face_u[k] = (unsigned char)x.u[k];
    g->face_v[k] = (unsigned char)x.v[k];
  }
}

/* The operator of the gathered grid.  Entries of the shared grid stand where those of the whole one go: each is packed before it is received. */
static PetscErrorCode gather_operator(VfMembraneMg *mg)
{
  VfMembraneGrid *from = &mg->shared[mg->ladder.n_shared - 1], *to = &mg->own[0];
  double         *source[GATHER_FIELDS], *target[GATHER_FIELDS];

  PetscFunctionBeginUser;
  for (int e = 0; e < VF_ENTRIES; e++) source[e] = target[e] = to->entry[e];
  source[VF_ENTRIES]     = from->x.u;
  source[VF_ENTRIES + 1] = from->x.v;
  target[VF_ENTRIES]     = to->d.u;
  target[VF_ENTRIES + 1] = to->d.v;
  faces_to_numbers(from, from->x);
  for (size_t k = 0; k < to->n; k++) to->d.u[k] = to->d.v[k] = VF_FACE_BEYOND;
  PetscCall(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, GATHER_FIELDS, patch(from), source, patch(to), target));
  faces_from_numbers(to, to->d);
  for (int e = 0; e < VF_ENTRIES; e++) vf_membrane_grid_clear_beyond(to, mg->ladder.gather.nx, mg->ladder.gather.ny, to->entry[e]);
  PetscCall(PetscArrayzero(from->x.u, from->n));
  PetscCall(PetscArrayzero(from->x.v, from->n));
  PetscFunctionReturn(0);
}

static PetscErrorCode coarsen_grids(VfMembraneGrid grids[], int n)
{
  PetscFunctionBeginUser;
  PetscCall(VfMembraneGridPrepare(&grids[0]));
  for (int k = 1; k < n; k++) {
    PetscCall(VfMembraneGridCoarsen(&grids[k - 1], &grids[k]));
    PetscCall(VfMembraneGridPrepare(&grids[k]));
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneMgSetUp(VfMembraneMg *mg)
{
  VfMembraneLevel *finest = &mg->finest;

  PetscFunctionBeginUser;
  if (finest->parallel) {
    double *const fields[] = {finest->A, finest->G, finest->Bu, finest->Bv};

    PetscCall(VfHaloExchange(&finest->halo, 4, fields));
  }
  vf_membrane_prepare(finest);
  if (finest->parallel) PetscCall(VfMembraneFlagsHalo(&finest->halo, finest->n, finest->inverse, finest->p));
  vf_membrane_find_reach(finest);
  if (mg->ladder.n_shared) {
    PetscCall(coarsen_grids(mg->shared, mg->ladder.n_shared));
    PetscCall(gather_operator(mg));
  }
  PetscCall(coarsen_grids(mg->own, mg->ladder.n_own));
  PetscCall(VfMembraneCoarseFactor(mg));
  PetscFunctionReturn(0);
}

/* Grids of at most this many cells are visited twice a cycle: they cost little, and stiff pieces afloat in softer film hang on them. */
enum { TWICE_CELLS = 1100 };

static PetscErrorCode visit(VfMembraneMg *mg, int k);

static PetscErrorCode cycle_own(VfMembraneMg *mg, int k, bool from_zero)
{
  VfMembraneGrid *g = &mg->own[k];

  PetscFunctionBeginUser;
  PetscCall(VfMembraneGridSmooth(g, mg->degree, from_zero));
  PetscCall(VfMembraneGridRestrict(g, &mg->own[k + 1]));
  PetscCall(visit(mg, k + 1));
  PetscCall(VfMembraneGridProlong(g, &mg->own[k + 1]));
  PetscCall(VfMembraneGridSmooth(g, mg->degree, false));
  PetscFunctionReturn(0);
}

static PetscErrorCode visit(VfMembraneMg *mg, int k)
{
  PetscFunctionBeginUser;
  if (k == mg->ladder.n_own - 1) {
    PetscCall(VfMembraneCoarseSolve(mg));
    PetscFunctionReturn(0);
  }
  PetscCall(cycle_own(mg, k, true));
  if (mg->own[k].xm * mg->own[k].ym <= TWICE_CELLS) PetscCall(cycle_own(mg, k, false));
  PetscFunctionReturn(0);
}

/* The grids that every rank holds whole: every rank solves for itself. */
static PetscErrorCode cycle_gathered(VfMembraneMg *mg)
{
  VfMembraneGrid *g = &mg->shared[mg->ladder.n_shared - 1], *own = &mg->own[0];
  double *const b[] = {g->b.u, g->b.v}, *const whole_b[] = {own->b.u, own->b.v};
  double *const x[] = {g->x.u, g->x.v}, *const whole_x[] = {own->x.u, own->x.v};

  PetscFunctionBeginUser;
  PetscCall(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, 2, patch(g), b, patch(own), whole_b));
  PetscCall(visit(mg, 0));
  PetscCall(VfScatterFields(mg->ladder.comm, &mg->ladder.gather, 2, patch(own), whole_x, patch(g), x));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle_shared(VfMembraneMg *mg, int k)
{
  VfMembraneGrid *g = &mg->shared[k];

  PetscFunctionBeginUser;
  if (k == mg->ladder.n_shared - 1) {
    PetscCall(cycle_gathered(mg));
    PetscFunctionReturn(0);
  }
  PetscCall(VfMembraneGridSmooth(g, mg->degree, true));
  PetscCall(VfMembraneGridRestrict(g, &mg->shared[k + 1]));
  PetscCall(cycle_shared(mg, k + 1));
  PetscCall(VfMembraneGridProlong(g, &mg->shared[k + 1]));
  PetscCall(VfMembraneGridSmooth(g, mg->degree, false));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneMgCycle(VfMembraneMg *mg)
{
  PetscFunctionBeginUser;
  if (mg->ladder.n_shared)
    PetscCall(cycle_shared(mg, 0));
  else
    PetscCall(visit(mg, 0));
  PetscFunctionReturn(0);
}
