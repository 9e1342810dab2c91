/* Written by manufactured.py; do not edit. */
#ifndef VF_TESTS_MANUFACTURED_SOURCE_H
#define VF_TESTS_MANUFACTURED_SOURCE_H

#include <math.h>

/* clang-format off */
static inline double manufactured_u(double x, double y, double L, double beta)
{
  (void)L;
  (void)beta;
  return sin(3.14159265358979323846*x)*cos(3.14159265358979323846*y);
}

static inline double manufactured_v(double x, double y, double L, double beta)
{
  (void)L;
  (void)beta;
  return -1.0/2.0*sin(3.14159265358979323846*y)*cos(3.14159265358979323846*x);
}

static inline double manufactured_A(double x, double y, double L, double beta)
{
  (void)beta;
  return exp(-1.0/2.0*L*(cos(3.14159265358979323846*x)*cos(3.14159265358979323846*y) - 1));
}

static inline double manufactured_fu(double x, double y, double L, double beta)
{
  const double t0 = 3.14159265358979323846*x;
  const double t1 = cos(t0);
  const double t2 = cos(3.14159265358979323846*y);
  const double t3 = (1.0/2.0)*L*(t1*t2 - 1);
  const double t4 = pow(3.14159265358979323846, 2);
  const double t5 = L*t1*t4;
  return (1.0/4.0)*(4*beta*t2*exp(t3) - 7*pow(t2, 2)*t5 + 14*t2*t4 + t5)*exp(-t3)*sin(t0);
}

static inline double manufactured_fv(double x, double y, double L, double beta)
{
  const double t0 = 3.14159265358979323846*y;
  const double t1 = 3.14159265358979323846*x;
  const double t2 = cos(t1);
  const double t3 = cos(t0);
  const double t4 = (1.0/2.0)*L*(t2*t3 - 1);
  const double t5 = pow(3.14159265358979323846, 2);
  const double t6 = 2*t2;
  return (1.0/4.0)*(L*t3*t5*pow(sin(t1), 2) - beta*t6*exp(t4) + t5*t6)*exp(-t4)*sin(t0);
}

/* clang-format on */
#endif
