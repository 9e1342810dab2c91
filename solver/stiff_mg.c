#include "solver/stiff_mg.h"

/* Relaxations before and after the correction from the coarser grid, of the finest grid and of others.  What an edge of the film leaves to do
   is a few cells wide and there on every grid alike, so that the finest, where the error is measured, is relaxed most. */
enum { SWEEPS_FINEST = 4, SWEEPS = 2 };

/* The first grids below the finest are visited twice a cycle: D is not Galerkin's, and what their own coarser grids miss adds up with the number
   of grids otherwise. */
enum { TWICE = 2 };

enum { WHOLE_FIELDS = VF_STIFF_D + VF_STIFF_C + VF_STIFF_I + 1 };

static void push(const void *context, int j, VfSpan c, double *ku, double *kv)
{
  const VfStiffGrid *g = context;

  vf_stiff_push_row(g, g->p, j, c, ku, kv);
}

PetscErrorCode VfStiffMgCreate(VfMembraneMg *membrane, const VfStiffOperator *finest, VfStiffMg **out)
{
  const VfLadder *l = &membrane->ladder;
  VfStiffMg      *mg;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&mg));
  mg->mg = membrane;
  for (int k = 0; k < l->n_shared; k++) PetscCall(VfStiffGridCreate(&membrane->shared[k], k == 0 ? finest : NULL, &mg->shared[k]));
  for (int k = 0; k < l->n_own; k++)
    PetscCall(VfStiffGridCreate(&membrane->own[k], k == 0 && !l->n_shared ? finest : NULL, &mg->own[k]));
  PetscCall(VfStiffCoarseCreate(&mg->own[l->n_own - 1], &mg->coarse));
  *out = mg;
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffMgDestroy(VfStiffMg **mg)
{
  PetscFunctionBeginUser;
  if (!*mg) PetscFunctionReturn(0);
  for (int k = 0; k < VF_LADDER_MAX; k++) {
    PetscCall(VfStiffGridDestroy(&(*mg)->shared[k]));
    PetscCall(VfStiffGridDestroy(&(*mg)->own[k]));
  }
  PetscCall(VfStiffCoarseDestroy(&(*mg)->coarse));
  PetscCall(PetscFree(*mg));
  PetscFunctionReturn(0);
}

VfStiffGrid *VfStiffMgFinest(VfStiffMg *mg)
{
  return mg->mg->ladder.n_shared ? &mg->shared[0] : &mg->own[0];
}

static VfPatch patch(const VfStiffGrid *g)
{
  return (VfPatch){g->k->xm, g->k->ym, VF_MEMBRANE_HALO, g->k->ld};
}

static void list_operator(VfStiffGrid *g, double *list[WHOLE_FIELDS])
{
  int n = 0;

  for (int e = 0; e < VF_STIFF_D; e++) list[n++] = g->d[e];
  for (int e = 0; e < VF_STIFF_C; e++) list[n++] = g->c[e];
  for (int e = 0; e < VF_STIFF_I; e++) list[n++] = g->i[e];
  list[n] = g->inside;
}

static PetscErrorCode gather_operator(VfStiffMg *mg)
{
  const VfLadder *l    = &mg->mg->ladder;
  VfStiffGrid    *from = &mg->shared[l->n_shared - 1], *to = &mg->own[0];
  double         *source[WHOLE_FIELDS], *target[WHOLE_FIELDS];

  PetscFunctionBeginUser;
  list_operator(from, source);
  list_operator(to, target);
  PetscCall(VfGatherFields(l->comm, &l->gather, WHOLE_FIELDS, patch(from), source, patch(to), target));
  for (int f = 0; f < WHOLE_FIELDS; f++) vf_membrane_grid_clear_beyond(to->k, l->gather.nx, l->gather.ny, target[f]);
  PetscFunctionReturn(0);
}

static PetscErrorCode coarsen_grids(VfStiffGrid grids[], int n)
{
  PetscFunctionBeginUser;
  PetscCall(VfStiffGridPrepare(&grids[0]));
  for (int k = 1; k < n; k++) {
    PetscCall(VfStiffGridCoarsen(&grids[k - 1], &grids[k]));
    PetscCall(VfStiffGridPrepare(&grids[k]));
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffMgSetUp(VfStiffMg *mg)
{
  const VfLadder *l = &mg->mg->ladder;

  PetscFunctionBeginUser;
  if (l->n_shared) {
    PetscCall(coarsen_grids(mg->shared, l->n_shared));
    PetscCall(gather_operator(mg));
  }
  PetscCall(coarsen_grids(mg->own, l->n_own));
  PetscCall(VfStiffCoarseFactor(&mg->own[l->n_own - 1], &mg->coarse));
  PetscFunctionReturn(0);
}

/* Grid k from the finest on; the last shared one and the first held whole are the same grid. */
static VfStiffGrid *grid_at(VfStiffMg *mg, int k)
{
  const int shared = mg->mg->ladder.n_shared;

  return k < shared ? &mg->shared[k] : &mg->own[k - shared];
}

static bool is_visited_twice(const VfStiffMg *mg, int k)
{
  const int shared = mg->mg->ladder.n_shared, finer = shared > 0 && k >= shared ? k - 1 : k;

  return finer >= 1 && finer <= TWICE;
}

static PetscErrorCode cycle(VfStiffMg *mg, int k);

/* The grids that every rank holds whole: every rank solves for itself. */
static PetscErrorCode cycle_whole(VfStiffMg *mg, int k)
{
  const VfLadder *l = &mg->mg->ladder;
  VfStiffGrid    *g = grid_at(mg, k), *own = grid_at(mg, k + 1);
  double *const b[] = {g->k->b.u, g->k->b.v, g->bq, g->bp}, *const whole_b[] = {own->k->b.u, own->k->b.v, own->bq, own->bp};
  double *const x[] = {g->k->x.u, g->k->x.v, g->q, g->p}, *const whole_x[] = {own->k->x.u, own->k->x.v, own->q, own->p};

  PetscFunctionBeginUser;
  PetscCall(VfGatherFields(l->comm, &l->gather, 4, patch(g), b, patch(own), whole_b));
  PetscCall(cycle(mg, k + 1));
  PetscCall(VfScatterFields(l->comm, &l->gather, 4, patch(own), whole_x, patch(g), x));
  PetscFunctionReturn(0);
}

/* Relaxes grid k, corrects it from the coarser one, relaxes it. */
static PetscErrorCode improve(VfStiffMg *mg, int k, bool from_zero)
{
  VfStiffGrid *g = grid_at(mg, k), *coarser = grid_at(mg, k + 1);
  const int    n = g->finest ? SWEEPS_FINEST : SWEEPS;

  PetscFunctionBeginUser;
  PetscCall(VfStiffGridSmooth(g, n, from_zero));
  PetscCall(VfStiffGridRestrict(g, coarser));
  PetscCall(cycle(mg, k + 1));
  PetscCall(VfStiffGridProlong(g, coarser));
  PetscCall(VfStiffGridSmooth(g, n, false));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle(VfStiffMg *mg, int k)
{
  const VfLadder *l = &mg->mg->ladder;

  PetscFunctionBeginUser;
  if (k == l->n_shared - 1)
    PetscCall(cycle_whole(mg, k));
  else if (k == l->n_shared + l->n_own - 1)
    PetscCall(VfStiffCoarseSolve(grid_at(mg, k), &mg->coarse));
  else {
    PetscCall(improve(mg, k, true));
    if (is_visited_twice(mg, k)) PetscCall(improve(mg, k, false));
  }
  PetscFunctionReturn(0);
}

/* Grids of the membrane count in what the pressure pushes, or do not. */
static void couple(VfStiffMg *mg, VfMembranePush *how)
{
  for (int k = 0; k < mg->mg->ladder.n_shared + mg->mg->ladder.n_own; k++) {
    VfStiffGrid *g = grid_at(mg, k);

    g->k->push    = how;
    g->k->pushing = g;
  }
}

PetscErrorCode VfStiffMgCycle(VfStiffMg *mg)
{
  PetscFunctionBeginUser;
  couple(mg, push);
  PetscCall(cycle(mg, 0));
  couple(mg, NULL);
  PetscFunctionReturn(0);
}
