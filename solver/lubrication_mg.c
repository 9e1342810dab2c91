#include "solver/lubrication_mg.h"
#include <math.h>

/* The last grid is so small that relaxation solves it.  One sweep before and after is as good where the film is stable; at the foot
   of a drop at rest, where phi'' < 0 and steps are long, coarse grids see waves grow that are not there, and cycles diverge. */
enum { COARSEST_CELLS = 9, COARSEST_SWEEPS = 12, TWICE_CELLS = 1024, GATHER_FIELDS = 7 };

PetscErrorCode VfLubricationMgCreate(const VfGrid *grid, VfLubricationMg **out)
{
  VfLubricationMg *mg;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&mg));
  mg->cells = (double)grid->nx * grid->ny;
  PetscCallMPI(MPI_Comm_size(grid->comm, &mg->ranks));
  PetscCall(VfLadderCreate(grid, COARSEST_CELLS, GATHER_FIELDS, &mg->ladder));
  for (int k = 0; k < mg->ladder.n_shared; k++)
    PetscCall(VfLubricationLevelCreate(grid->comm, mg->ladder.wesn, mg->ladder.shared[k], &mg->shared[k]));
  for (int k = 0; k < mg->ladder.n_own; k++)
    PetscCall(VfLubricationLevelCreate(PETSC_COMM_SELF, vf_ladder_own(&mg->ladder), mg->ladder.own[k], &mg->own[k]));
  *out = mg;
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationMgDestroy(VfLubricationMg **mg)
{
  PetscFunctionBeginUser;
  if (!*mg) PetscFunctionReturn(0);
  for (int k = 0; k < (*mg)->ladder.n_shared; k++) PetscCall(VfLubricationLevelDestroy(&(*mg)->shared[k]));
  for (int k = 0; k < (*mg)->ladder.n_own; k++) PetscCall(VfLubricationLevelDestroy(&(*mg)->own[k]));
  PetscCall(VfLadderDestroy(&(*mg)->ladder));
  PetscCall(PetscFree(*mg));
  PetscFunctionReturn(0);
}

VfLubricationLevel *VfLubricationMgFinest(VfLubricationMg *mg)
{
  return mg->ladder.n_shared ? &mg->shared[0] : &mg->own[0];
}

static PetscErrorCode gather_operator(VfLubricationMg *mg, bool mobilities)
{
  VfLubricationLevel *from = &mg->shared[mg->ladder.n_shared - 1], *to = &mg->own[0];
  double *const       source[] = {from->mx, from->my, from->a, from->d, from->kx, from->ky, from->inside};
  double *const       target[] = {to->mx, to->my, to->a, to->d, to->kx, to->ky, to->inside};
  const int           n        = mobilities ? 2 : GATHER_FIELDS;

  PetscFunctionBeginUser;
  PetscCall(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, n, from->p, source, to->p, target));
  PetscCall(VfLubricationLevelHalo(to, n, target));
  PetscFunctionReturn(0);
}

/* Cells marked by a number are in the spans. */
static void spans_of_marks(VfLubricationLevel *l, const double *marks)
{
  for (int j = 0; j < l->p.ym; j++) {
    const double *row = marks + vf_patch_index(l->p, 0, j);
    int           low = 0, high = l->p.xm;

    l->spans.low[j] = l->spans.high[j] = 0;
    while (low < high && !(row[low] > 0.0)) low++;
    while (high > low && !(row[high - 1] > 0.0)) high--;
    if (low < high) vf_spans_add(&l->spans, j, low, high);
  }
}

/* s, and marks of the spans in r2, which is 0 beside them. */
static PetscErrorCode gather_stiffness(VfLubricationMg *mg)
{
  VfLubricationLevel *from = &mg->shared[mg->ladder.n_shared - 1], *to = &mg->own[0];
  double *const source[] = {from->s, from->r2}, *const target[] = {to->s, to->b2};

  PetscFunctionBeginUser;
  for (int j = 0; j < from->p.ym; j++) {
    for (int i = from->spans.low[j]; i < from->spans.high[j]; i++) from->r2[vf_patch_index(from->p, i, j)] = 1.0;
  }
  PetscCall(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, 2, from->p, source, to->p, target));
  spans_of_marks(to, to->b2);
  PetscFunctionReturn(0);
}

static void coarsen_stiffness(VfLubricationLevel *fine, VfLubricationLevel *coarse)
{
  vf_lubrication_coarsen_stiffness(fine, coarse);
  vf_spans_coarsen(&fine->spans, &coarse->spans);
  vf_lubrication_level_confine(coarse);
}

PetscErrorCode VfLubricationMgSetStiffness(VfLubricationMg *mg)
{
  const int last = mg->ladder.n_shared - 1;

  PetscFunctionBeginUser;
  vf_lubrication_level_confine(VfLubricationMgFinest(mg));
  for (int k = 1; k <= last; k++) coarsen_stiffness(&mg->shared[k - 1], &mg->shared[k]);
  if (last >= 0) {
    PetscCall(gather_stiffness(mg));
    vf_lubrication_level_confine(&mg->own[0]);
  }
  for (int k = 1; k < mg->ladder.n_own; k++) coarsen_stiffness(&mg->own[k - 1], &mg->own[k]);
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationMgSetUp(VfLubricationMg *mg, bool mobilities)
{
  VfLubricationLevel *finest   = VfLubricationMgFinest(mg);
  double *const       fields[] = {finest->mx, finest->my, finest->kx, finest->ky, finest->inside};

  PetscFunctionBeginUser;
  PetscCall(VfLubricationLevelHalo(finest, mobilities ? 2 : 5, fields));
  for (int k = 1; k < mg->ladder.n_shared; k++) PetscCall(VfLubricationCoarsen(&mg->shared[k - 1], &mg->shared[k], mobilities));
  if (mg->ladder.n_shared) PetscCall(gather_operator(mg, mobilities));
  for (int k = 1; k < mg->ladder.n_own; k++) PetscCall(VfLubricationCoarsen(&mg->own[k - 1], &mg->own[k], mobilities));
  PetscCall(VfLubricationMgSetStiffness(mg));
  PetscFunctionReturn(0);
}

/* Level k from the finest on; the last shared grid and the first held whole are the same grid. */
static VfLubricationLevel *level_of(VfLubricationMg *mg, int k)
{
  return k < mg->ladder.n_shared ? &mg->shared[k] : &mg->own[k - mg->ladder.n_shared];
}

/* The largest of the small grids is solved twice over: cycles of long steps shrink their slowest modes there, and it costs next to nothing. */
static bool is_solved_twice(const VfLubricationMg *mg, int k)
{
  const int    finer = mg->ladder.n_shared > 0 && k >= mg->ladder.n_shared ? k - 1 : k;
  const double cells = mg->cells / pow(4.0, finer);

  return cells <= TWICE_CELLS && 4.0 * cells > TWICE_CELLS;
}

static PetscErrorCode cycle(VfLubricationMg *mg, int k, int sweeps);

/* From level k down to the next coarser one and back. */
static PetscErrorCode correct(VfLubricationMg *mg, int k)
{
  PetscFunctionBeginUser;
  PetscCall(VfLubricationRestrict(level_of(mg, k), level_of(mg, k + 1)));
  PetscCall(cycle(mg, k + 1, VF_LUBRICATION_SWEEPS));
  PetscCall(VfLubricationProlong(level_of(mg, k), level_of(mg, k + 1)));
  PetscFunctionReturn(0);
}

/* Level k is the last shared one: by the same grid, held whole. */
static PetscErrorCode cycle_whole(VfLubricationMg *mg, int k, int sweeps)
{
  VfLubricationLevel *l = level_of(mg, k), *whole = level_of(mg, k + 1);
  double *const sides[] = {l->b1, l->b2}, *const whole_sides[] = {whole->b1, whole->b2};
  double *const result[] = {l->e, l->g}, *const whole_result[] = {whole->e, whole->g};

  PetscFunctionBeginUser;
  PetscCall(VfGatherFields(mg->ladder.comm, &mg->ladder.gather, 2, l->p, sides, whole->p, whole_sides));
  PetscCall(cycle(mg, k + 1, sweeps));
  PetscCall(VfScatterFields(mg->ladder.comm, &mg->ladder.gather, 2, whole->p, whole_result, l->p, result));
  PetscCall(VfLubricationLevelHalo(l, 2, result));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle(VfLubricationMg *mg, int k, int sweeps)
{
  VfLubricationLevel *l = level_of(mg, k);

  PetscFunctionBeginUser;
  if (k == mg->ladder.n_shared - 1)
    PetscCall(cycle_whole(mg, k, sweeps));
  else if (k == mg->ladder.n_shared + mg->ladder.n_own - 1)
    PetscCall(VfLubricationSmooth(l, COARSEST_SWEEPS, true));
  else {
    PetscCall(VfLubricationSmooth(l, VF_LUBRICATION_SWEEPS, true));
    PetscCall(correct(mg, k));
    if (is_solved_twice(mg, k)) {
      PetscCall(VfLubricationSmooth(l, VF_LUBRICATION_SWEEPS, false));
      PetscCall(correct(mg, k));
    }
    PetscCall(VfLubricationSmooth(l, sweeps, false));
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationMgCycle(VfLubricationMg *mg, int sweeps)
{
  PetscFunctionBeginUser;
  PetscCall(cycle(mg, 0, sweeps));
  PetscFunctionReturn(0);
}

double vf_lubrication_mg_evaluated(const VfLubricationMg *mg)
{
  double shared = 0.0, own = 0.0;

  for (int k = 0; k < mg->ladder.n_shared; k++) shared += mg->shared[k].evaluated;
  for (int k = 0; k < mg->ladder.n_own; k++) own += mg->own[k].evaluated;
  return shared + own / mg->ranks; /* every rank does the same on grids held whole */
}
