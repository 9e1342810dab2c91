/* Sums over the cells of a row, in strands side by side so that they vectorise: the order of the additions is part of the code. */
#ifndef VF_SOLVER_ROW_SUMS_H
#define VF_SOLVER_ROW_SUMS_H

#include <math.h>

enum { VF_STRANDS = 8 };

/** sum of w (a - b)^2 over n cells */
static inline double vf_row_square(int n, const double *restrict w, const double *restrict a, const double *restrict b)
{
  double strand[VF_STRANDS] = {0.0}, rest = 0.0;
  int    i = 0;

  for (; i + VF_STRANDS <= n; i += VF_STRANDS) {
    for (int k = 0; k < VF_STRANDS; k++) strand[k] += w[i + k] * (a[i + k] - b[i + k]) * (a[i + k] - b[i + k]);
  }
  for (; i < n; i++) rest += w[i] * (a[i] - b[i]) * (a[i] - b[i]);
  for (int k = 0; k < VF_STRANDS; k++) rest += strand[k];
  return rest;
}

/** sum of w a^2 over n cells */
static inline double vf_row_norm(int n, const double *restrict w, const double *restrict a)
{
  double strand[VF_STRANDS] = {0.0}, rest = 0.0;
  int    i = 0;

  for (; i + VF_STRANDS <= n; i += VF_STRANDS) {
    for (int k = 0; k < VF_STRANDS; k++) strand[k] += w[i + k] * a[i + k] * a[i + k];
  }
  for (; i < n; i++) rest += w[i] * a[i] * a[i];
  for (int k = 0; k < VF_STRANDS; k++) rest += strand[k];
  return rest;
}

/** sum of w (a - b) over n cells */
static inline double vf_row_difference(int n, const double *restrict w, const double *restrict a, const double *restrict b)
{
  double strand[VF_STRANDS] = {0.0}, rest = 0.0;
  int    i = 0;

  for (; i + VF_STRANDS <= n; i += VF_STRANDS) {
    for (int k = 0; k < VF_STRANDS; k++) strand[k] += w[i + k] * (a[i + k] - b[i + k]);
  }
  for (; i < n; i++) rest += w[i] * (a[i] - b[i]);
  for (int k = 0; k < VF_STRANDS; k++) rest += strand[k];
  return rest;
}

/** sum of w |a - b| over n cells */
static inline double vf_row_distance(int n, const double *restrict w, const double *restrict a, const double *restrict b)
{
  double strand[VF_STRANDS] = {0.0}, rest = 0.0;
  int    i = 0;

  for (; i + VF_STRANDS <= n; i += VF_STRANDS) {
    for (int k = 0; k < VF_STRANDS; k++) strand[k] += w[i + k] * fabs(a[i + k] - b[i + k]);
  }
  for (; i < n; i++) rest += w[i] * fabs(a[i] - b[i]);
  for (int k = 0; k < VF_STRANDS; k++) rest += strand[k];
  return rest;
}

/** sum of w over n cells */
static inline double vf_row_sum(int n, const double *restrict w)
{
  double strand[VF_STRANDS] = {0.0}, rest = 0.0;
  int    i = 0;

  for (; i + VF_STRANDS <= n; i += VF_STRANDS) {
    for (int k = 0; k < VF_STRANDS; k++) strand[k] += w[i + k];
  }
  for (; i < n; i++) rest += w[i];
  for (int k = 0; k < VF_STRANDS; k++) rest += strand[k];
  return rest;
}

/** sum of |w| over n cells */
static inline double vf_row_size(int n, const double *restrict w)
{
  double strand[VF_STRANDS] = {0.0}, rest = 0.0;
  int    i = 0;

  for (; i + VF_STRANDS <= n; i += VF_STRANDS) {
    for (int k = 0; k < VF_STRANDS; k++) strand[k] += fabs(w[i + k]);
  }
  for (; i < n; i++) rest += fabs(w[i]);
  for (int k = 0; k < VF_STRANDS; k++) rest += strand[k];
  return rest;
}

#endif
