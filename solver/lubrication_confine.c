#include "solver/lubrication_confine.h"
#include <math.h>

/* A cell rests while its residual asks for less than this part of the tolerance: thousands of times below what the iteration leaves undone. */
#define RESTS 1e-5

/* Corrections run out of the cells that ask for them: so far. */
enum { CELLS_BESIDE = 8, ROWS_BESIDE = 4 };

/* What a residual of the pressure asks for goes through the mobilities of the faces. */
static bool stirs(const VfLubricationLevel *level, const double *h, size_t k, double rests)
{
  return fabs(level->b1[k]) + 2.0 * (level->mx[k] + level->my[k]) * fabs(level->b2[k]) > rests * level->a[k] * h[k];
}

static void find(const VfLubrication *l, const VfLubricationLevel *level, VfSpans *found)
{
  const double rests = RESTS * l->kase->time.tolerance;

  for (int j = 0; j < level->p.ym; j++) {
    const size_t k0  = vf_patch_index(level->p, 0, j);
    int          low = 0, high = level->p.xm;

    found->low[j] = found->high[j] = 0;
    while (low < high && !stirs(level, l->f.h, k0 + (size_t)low, rests)) low++;
    while (high > low && !stirs(level, l->f.h, k0 + (size_t)(high - 1), rests)) high--;
    if (low < high) vf_spans_add(found, j, low, high);
  }
}

/* Marks of the spans, in r2, to the neighbours, whose cells beside them are in too. */
static PetscErrorCode ask_neighbours(VfLubricationLevel *level)
{
  const int     xm = level->p.xm, ym = level->p.ym;
  VfSpans      *spans = &level->spans;
  double *const marks = level->r2;

  PetscFunctionBeginUser;
  for (int j = -1; j <= ym; j++) {
    for (int i = -1; i <= xm; i++) {
      if (i > 0 && i < xm - 1 && j > 0 && j < ym - 1) continue;
      const bool own = i >= 0 && i < xm && j >= 0 && j < ym;

      marks[vf_patch_index(level->p, i, j)] = own && i >= spans->low[j] && i < spans->high[j] ? 1.0 : 0.0;
    }
  }
  PetscCall(VfLubricationLevelHalo(level, 1, &marks));
  for (int i = 0; i < xm; i++) {
    const bool south = marks[vf_patch_index(level->p, i, -1)] > 0.0, north = marks[vf_patch_index(level->p, i, ym)] > 0.0;

    for (int k = 0; k < ROWS_BESIDE && south; k++) vf_spans_add(spans, k, i, i + 1);
    for (int k = 0; k < ROWS_BESIDE && north; k++) vf_spans_add(spans, ym - 1 - k, i, i + 1);
  }
  for (int j = 0; j < ym; j++) {
    if (marks[vf_patch_index(level->p, -1, j)] > 0.0) vf_spans_add(spans, j, 0, CELLS_BESIDE);
    if (marks[vf_patch_index(level->p, xm, j)] > 0.0) vf_spans_add(spans, j, xm - CELLS_BESIDE, xm);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationConfine(VfLubrication *l)
{
  VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  PetscFunctionBeginUser;
  find(l, level, &l->stirs);
  vf_spans_widen(&l->stirs, CELLS_BESIDE, ROWS_BESIDE, &level->spans);
  if (level->parallel) PetscCall(ask_neighbours(level));
  PetscFunctionReturn(0);
}
