#include "solver/lubrication_spans.h"

PetscErrorCode VfSpansCreate(int xm, int ym, VfSpans *s)
{
  PetscFunctionBeginUser;
  s->xm = xm;
  s->ym = ym;
  PetscCall(PetscCalloc2((size_t)ym, &s->low, (size_t)ym, &s->high));
  PetscFunctionReturn(0);
}

PetscErrorCode VfSpansDestroy(VfSpans *s)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree2(s->low, s->high));
  PetscFunctionReturn(0);
}

void vf_spans_fill(VfSpans *s)
{
  for (int j = 0; j < s->ym; j++) {
    s->low[j]  = 0;
    s->high[j] = s->xm;
  }
}

/* Spans begin and end between the cells of coarser grids, but for the end of a row of odd length. */
void vf_spans_add(VfSpans *s, int j, int from, int to)
{
  const int low = PetscMax(from, 0) & ~1, high = PetscMin(to + (to & 1), s->xm);

  if (j < 0 || j >= s->ym || low >= high) return;
  const bool none = s->low[j] >= s->high[j];

  s->low[j]  = none || low < s->low[j] ? low : s->low[j];
  s->high[j] = none || high > s->high[j] ? high : s->high[j];
}

void vf_spans_widen(const VfSpans *s, int cells, int rows, VfSpans *wide)
{
  for (int j = 0; j < s->ym; j++) wide->low[j] = wide->high[j] = 0;
  for (int j = 0; j < s->ym; j++) {
    if (s->low[j] >= s->high[j]) continue;
    for (int k = j - rows; k <= j + rows; k++) vf_spans_add(wide, k, s->low[j] - cells, s->high[j] + cells);
  }
}

void vf_spans_coarsen(const VfSpans *fine, VfSpans *coarse)
{
  for (int j = 0; j < coarse->ym; j++) {
    coarse->low[j] = coarse->high[j] = 0;
    for (int k = 2 * j; k < 2 * j + 2; k++) {
      if (fine->low[k] < fine->high[k]) vf_spans_add(coarse, j, fine->low[k] / 2, (fine->high[k] + 1) / 2);
    }
  }
}

double vf_spans_count(const VfSpans *s)
{
  double n = 0.0;

  for (int j = 0; j < s->ym; j++) n += s->high[j] - s->low[j];
  return n;
}
