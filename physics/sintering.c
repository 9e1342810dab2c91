#include "physics/sintering.h"
#include "physics/constants.h"
#include <math.h>

static const double root3 = 1.73205080756887729353;

/* F(x) of the header; a series where its terms would cancel. */
static double elapsed(double x)
{
  const double x3 = x * x * x;
  if (x < 1e-2) return x * (1.0 - x3 * (1.0 / 4.0 - x3 / 7.0));
  return log((1.0 + x) * (1.0 + x) / (1.0 - x + x * x)) / 6.0 + (atan((2.0 * x - 1.0) / root3) + VF_PI / 6.0) / root3;
}

static double size_of(double porosity)
{
  return cbrt(porosity / (1.0 - porosity));
}

static double rate_of(double p)
{
  return p > 0.0 ? -1.5 * p / size_of(p) : 0.0;
}

double vf_sintering_pore_radius(double grain, double porosity)
{
  if (!(grain > 0.0 && porosity > 0.0 && porosity < 1.0)) return (double)NAN;
  return 0.5 * grain * porosity / (1.0 - porosity);
}

double vf_sintering_scale(double radius, double porosity)
{
  if (!(radius > 0.0 && porosity > 0.0 && porosity < 1.0)) return (double)NAN;
  return radius / size_of(porosity);
}

double vf_sintering_rate(double porosity, double scale, double gamma, double eta)
{
  if (!(porosity >= 0.0 && porosity < 1.0 && scale > 0.0 && gamma >= 0.0 && eta > 0.0)) return (double)NAN;
  return rate_of(porosity) * gamma / (eta * scale);
}

double vf_sintering_closing_time(double porosity)
{
  if (!(porosity >= 0.0 && porosity < 1.0)) return (double)NAN;
  return 2.0 * elapsed(size_of(porosity));
}

/* x with F(x) = target, 0 < target < F(start): F' falls with x, so Newton from target <= x climbs without overshooting. */
static double size_after(double target, double start)
{
  double x = fmin(target, start);
  for (int i = 0; i < 50; i++) {
    const double step = (target - elapsed(x)) * (1.0 + x * x * x);
    if (!(step > 0.0)) break; /* round-off is reached */
    x = fmin(x + step, start);
    if (step <= 1e-16 * x) break;
  }
  return x;
}

VfStatus vf_sintering_advance(int n, const double porosity[], const double reduced_time[], VfSinteringValue out[])
{
  for (int i = 0; i < n; i++) {
    if (!(porosity[i] >= 0.0 && porosity[i] < 1.0 && reduced_time[i] >= 0.0)) return VF_ERR_DOMAIN;
    const double start = size_of(porosity[i]), target = elapsed(start) - 0.5 * reduced_time[i];
    double       p = 0.0;
    if (target > 0.0 && reduced_time[i] > 0.0) {
      const double x = size_after(target, start), x3 = x * x * x;
      p = x3 / (1.0 + x3);
    } else if (target > 0.0)
      p = porosity[i];
    out[i] = (VfSinteringValue){.porosity = p, .rate = rate_of(p)};
  }
  return VF_OK;
}
