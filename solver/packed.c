#include "solver/packed.h"

enum { LANES = 8 };

static size_t width(VfExtents e, int j)
{
  return e.low[j] < e.high[j] ? (size_t)(e.high[j] - e.low[j]) : 0;
}

size_t vf_packed_length(VfExtents e)
{
  size_t n = 0;

  for (int j = 0; j < e.rows; j++) n += width(e, j);
  return n;
}

void vf_pack(VfExtents e, const double *from, size_t ld, double *to)
{
  for (int j = 0; j < e.rows; j++) {
    const size_t  n   = width(e, j);
    const double *row = from + (size_t)j * ld;

    for (size_t i = 0; i < n; i++) to[i] = row[(size_t)e.low[j] + i];
    to += n;
  }
}

void vf_unpack(VfExtents e, const double *from, double *to, size_t ld)
{
  for (int j = 0; j < e.rows; j++) {
    const size_t n   = width(e, j);
    double      *row = to + (size_t)j * ld;

    for (size_t i = 0; i < n; i++) row[(size_t)e.low[j] + i] = from[i];
    from += n;
  }
}

double vf_dot(size_t n, const double *restrict a, const double *restrict b)
{
  double lane[LANES] = {0.0}, rest = 0.0;
  size_t i = 0;

  for (; i + LANES <= n; i += LANES) {
    for (size_t k = 0; k < LANES; k++) lane[k] += a[i + k] * b[i + k];
  }
  for (; i < n; i++) rest += a[i] * b[i];
  for (size_t k = 0; k < LANES; k++) rest += lane[k];
  return rest;
}

void vf_add(size_t n, double s, const double *restrict x, double *restrict y)
{
  for (size_t i = 0; i < n; i++) y[i] += s * x[i];
}

void vf_scale(size_t n, double s, double *y)
{
  for (size_t i = 0; i < n; i++) y[i] *= s;
}
