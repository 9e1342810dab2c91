#include "inputs/sweep_points.h"
#include "inputs/sobol_columns.h"
#include "physics/random.h"
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>

enum { FROM_GSL = VF_POINTS_SOBOL_MOST - VF_SOBOL_COLUMNS };

static double inside(double u)
{
  const double least = 0x1p-54;
  return fmin(fmax(u, least), 1.0 - 2.0 * least);
}

/* Columns from `first` on, unshifted. */
static void own_columns(long n, int d, int first, double u[])
{
  VfSobolColumn columns[VF_SOBOL_COLUMNS];
  vf_sobol_columns(d - first, columns);
  for (int j = first; j < d; j++) {
    uint32_t x = 0;
    for (long i = 0; i < n; i++) {
      if (i > 0) x = vf_sobol_next(&columns[j - first], x, i);
      u[i * d + j] = (double)x * 0x1p-30;
    }
  }
}

bool vf_points_sobol(long n, int d, unsigned long seed, double u[])
{
  const int first = d < FROM_GSL ? d : FROM_GSL;
  gsl_qrng *gsl   = d <= VF_POINTS_SOBOL_MOST ? gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)first) : NULL;
  if (!gsl) return false;
  own_columns(n, d, first, u);
  for (long i = 0; i < n; i++) {
    double *point = &u[i * d];
    for (int j = 0; j < first; j++) point[j] = 0.0;
    /* GSL leaves out the origin, without which the first 2^k points are no net */
    if (i > 0) gsl_qrng_get(gsl, point);
    for (int j = 0; j < d; j++) point[j] = inside(fmod(point[j] + vf_random(seed, (uint64_t)j), 1.0));
  }
  gsl_qrng_free(gsl);
  return true;
}

bool vf_points_latin(long n, int d, unsigned long seed, double u[])
{
  long    *order = malloc((size_t)n * sizeof *order);
  uint64_t drawn = 0;
  if (!order) return false;
  for (int j = 0; j < d; j++) {
    for (long i = 0; i < n; i++) order[i] = i;
    for (long i = n - 1; i > 0; i--) { /* Fisher & Yates */
      const long k = (long)(vf_random(seed, drawn++) * (double)(i + 1)), swap = order[i];
      order[i] = order[k];
      order[k] = swap;
    }
    for (long i = 0; i < n; i++) u[i * d + j] = inside(((double)order[i] + vf_random(seed, drawn++)) / (double)n);
  }
  free(order);
  return true;
}
