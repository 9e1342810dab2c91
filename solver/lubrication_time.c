#include "solver/lubrication_time.h"

static VfTimeFormula second_order(double dt, double b)
{
  const double w = dt / b;

  return (VfTimeFormula){
      .order = 2, .gamma = dt * (1.0 + w) / (1.0 + 2.0 * w), .s1 = -w * w / (1.0 + 2.0 * w), .r = dt * (1.0 + w), .q1 = w * w};
}

/* c: from the earliest moment to now.  By Lagrange's polynomials through dt, 0, -b and -c, and Hermite's through 0 (twice), -b and -c. */
static VfTimeFormula third_order(double dt, double b, double c)
{
  const double gamma = 1.0 / (1.0 / dt + 1.0 / (dt + b) + 1.0 / (dt + c));
  const double q1 = dt * dt * (dt + c) / (b * b * (c - b)), q2 = -dt * dt * (dt + b) / (c * c * (c - b));

  return (VfTimeFormula){.order = 3,
                         .gamma = gamma,
                         .s1    = -gamma * dt * (dt + c) / (b * (b + dt) * (c - b)),
                         .s2    = gamma * dt * (dt + b) / (c * (c + dt) * (c - b)),
                         .r     = dt + b * q1 + c * q2,
                         .q1    = q1,
                         .q2    = q2};
}

VfTimeFormula vf_time_formula(double dt, double before, double earlier)
{
  if (!(before > 0.0)) return (VfTimeFormula){.order = 1, .gamma = dt};
  if (!(earlier > 0.0) || dt > VF_TIME_GROWTH * before * (1.0 + 1e-9)) return second_order(dt, before);
  return third_order(dt, before, before + earlier);
}
