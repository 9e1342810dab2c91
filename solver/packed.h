/* The part of an array that a film needs, without gaps: for solvers that keep many vectors of it. */
#ifndef VF_SOLVER_PACKED_H
#define VF_SOLVER_PACKED_H

#include <petscsys.h>

/* Columns low[j] <= i < high[j] of rows 0 .. rows - 1. */
typedef struct {
  const int *low, *high;
  int        rows;
} VfExtents;

/** How many numbers there are. */
size_t vf_packed_length(VfExtents extents);

/** to = the extents of an array whose place (0, 0) is at `from`, with rows of ld. */
void vf_pack(VfExtents extents, const double *from, size_t ld, double *to);

/** The way back: what is beside the extents stays as it is. */
void vf_unpack(VfExtents extents, const double *from, double *to, size_t ld);

/** sum of a b; in lanes, so that it vectorises and does not depend on how. */
double vf_dot(size_t n, const double *a, const double *b);

/** y += s x */
void vf_add(size_t n, double s, const double *x, double *y);

/** y *= s */
void vf_scale(size_t n, double s, double *y);

#endif
