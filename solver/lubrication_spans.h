/* Where in each row of a grid there is something to solve: from `low` to `high`, one span that holds all of it. */
#ifndef VF_SOLVER_LUBRICATION_SPANS_H
#define VF_SOLVER_LUBRICATION_SPANS_H

#include <petscsys.h>
#include <stdbool.h>

typedef struct {
  int  xm, ym;     /* cells */
  int *low, *high; /* (ym) even, low = high: nothing */
} VfSpans;

/** Empty spans. */
PetscErrorCode VfSpansCreate(int xm, int ym, VfSpans *spans);
PetscErrorCode VfSpansDestroy(VfSpans *spans);

/** Every cell. */
void vf_spans_fill(VfSpans *spans);

/** Extends row j, where it exists, by the cells from .. to - 1 and what lies between. */
void vf_spans_add(VfSpans *spans, int j, int from, int to);

/** wide = the spans widened by so many cells at both ends and over so many rows above and below. */
void vf_spans_widen(const VfSpans *spans, int cells, int rows, VfSpans *wide);

/** Coarse cells of which one of the four fine ones is in. */
void vf_spans_coarsen(const VfSpans *fine, VfSpans *coarse);

/** Number of cells. */
double vf_spans_count(const VfSpans *spans);

#endif
