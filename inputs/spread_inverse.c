/* Drawing from a spread: its inverse cumulative distribution, cut off where the value may not go. */
#include "inputs/spread.h"
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Standard normal number at probability u of what lies between a and b. */
static double normal_between(double u, double a, double b)
{
  const double below = gsl_cdf_ugaussian_P(a) + u * (gsl_cdf_ugaussian_P(b) - gsl_cdf_ugaussian_P(a));
  const double above = gsl_cdf_ugaussian_Q(b) + (1.0 - u) * (gsl_cdf_ugaussian_Q(a) - gsl_cdf_ugaussian_Q(b));
  const double x =
      below < above ? gsl_cdf_ugaussian_Pinv(below) : gsl_cdf_ugaussian_Qinv(above); /* the smaller one has the digits */
  return fmin(fmax(x, a), b);
}

static double log_of(double x)
{
  return x > 0.0 ? log10(x) : -INFINITY;
}

double vf_spread_inverse(const VfSpread *spread, double value, double low, double high, double u)
{
  const double size = spread->relative ? fabs(value) : 1.0;
  double       a    = spread->relative ? value + size * spread->a : spread->a;
  double       b    = spread->relative ? value + size * spread->b : spread->b;
  switch (spread->law) {
  case VF_SPREAD_NORMAL: {
    const double sd = size * spread->a;
    return value + sd * normal_between(u, (low - value) / sd, (high - value) / sd);
  }
  case VF_SPREAD_DECADES: {
    const double median = log10(value);
    return pow(10.0,
               median + spread->a * normal_between(u, (log_of(low) - median) / spread->a, (log_of(high) - median) / spread->a));
  }
  case VF_SPREAD_UNIFORM:
    a = fmax(a, low);
    b = fmin(b, high);
    return a + u * (b - a);
  case VF_SPREAD_LOG_UNIFORM:
    a = fmax(a, low);
    b = fmin(b, high);
    return a * pow(b / a, u);
  case VF_SPREAD_NONE:
    break;
  }
  return value;
}
