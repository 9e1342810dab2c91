#include "tests/verify/exact.h"
#include "physics/constants.h"
#include <math.h>

/* Thickness when the integral of dt/eta has reached s [1/Pa]. */
static double thickness_at(const VfExactFilm *f, double s)
{
  const double k = (double)f->shape, a = f->rho_g, S = f->S, h0 = f->h0;
  double       h;
  if (!(a >= 0.0 && h0 > 0.0)) return NAN;
  if (!(a > 0.0)) {
    h = h0 - S * s / k;
  } else if (S < 0.0) { /* tends to Langmuir's thickness b from either side */
    const double b = sqrt(-2.0 * S / a), w = tanh(0.5 * b * a * s / k);
    h = b * (h0 + b * w) / (b + h0 * w);
  } else if (S > 0.0) {
    const double b = sqrt(2.0 * S / a), angle = 0.5 * b * a * s / k;
    if (!(angle < 0.5 * VF_PI)) return NAN;
    const double w = tan(angle);
    h              = b * (h0 - b * w) / (b + h0 * w);
  } else {
    h = h0 / (1.0 + 0.5 * a * h0 * s / k);
  }
  return h > 0.0 ? h : NAN;
}

double vf_exact_thickness(const VfExactFilm *film, double t)
{
  return film->eta > 0.0 ? thickness_at(film, t / film->eta) : NAN;
}

double vf_exact_thickness_of_eta(const VfExactFilm *film, VfExactViscosity eta, void *context, int pieces, double t)
{
  /* five-point Gauss-Legendre rule on [-1, 1], Abramowitz & Stegun table 25.4 */
  static const double x[5] = {-0.906179845938663993, -0.538469310105683091, 0.0, 0.538469310105683091, 0.906179845938663993};
  static const double w[5] = {0.236926885056189088, 0.478628670499366468, 0.568888888888888889, 0.478628670499366468,
                              0.236926885056189088};
  const double        half = 0.5 * t / pieces;
  double              s    = 0.0;
  for (int i = 0; i < pieces; i++) {
    for (int q = 0; q < 5; q++) s += half * w[q] / eta(context, half * (2 * i + 1 + x[q]));
  }
  return thickness_at(film, s);
}

double vf_exact_time(const VfExactFilm *film, double h)
{
  const double k = (double)film->shape, a = film->rho_g, S = film->S, h0 = film->h0;
  double       s;
  if (!(h > 0.0)) return NAN;
  if (!(a > 0.0)) {
    s = k * (h0 - h) / S;
  } else if (S > 0.0) {
    const double b = sqrt(2.0 * S / a);
    s              = 2.0 * k * (atan(h0 / b) - atan(h / b)) / (b * a);
  } else if (S < 0.0) {
    const double b = sqrt(-2.0 * S / a);
    s              = k * log((h + b) * (h0 - b) / ((h - b) * (h0 + b))) / (b * a);
  } else {
    s = 2.0 * k * (1.0 / h - 1.0 / h0) / a;
  }
  return s >= 0.0 ? s * film->eta : INFINITY; /* behind in time, or beyond the rest thickness (NaN) */
}

double vf_exact_extent(const VfExactFilm *film, double h)
{
  const double ratio = film->h0 / h;
  return film->extent * (film->shape == VF_EXACT_DISC ? sqrt(ratio) : ratio);
}

double vf_exact_affine_rate(double S_eff, double eta, double h)
{
  return S_eff / (6.0 * eta * h);
}

double vf_exact_hole_held(double R0, double S_eff, double eta, double h, double t)
{
  return R0 * exp(-S_eff * t / (2.0 * eta * h));
}

double vf_exact_hole_free(double R0, double h0, double h)
{
  return R0 * sqrt(h0 / h);
}

double vf_exact_growth(const VfExactWave *w, double k)
{
  const double k2 = k * k;
  return -k2 * w->h * w->h * (w->rho_g + w->stiffness * k2 + w->d2phi) / (w->friction + 4.0 * w->eta * w->h * k2);
}

double vf_exact_lumped(double T0, double T_env, double tau, double t)
{
  return T_env + (T0 - T_env) * exp(-t / tau);
}

double vf_exact_lumped_ramp(double T0, double rate, double tau, double t)
{
  return T0 + rate * (t + tau * expm1(-t / tau));
}

double vf_exact_lumped_two(double T0, double T_env0, double T_env, double tau, double tau_env, double t)
{
  const double swing = T_env0 - T_env, fast = exp(-t / tau), d = 1.0 / tau - 1.0 / tau_env;
  /* (exp(-t/tau_env) - exp(-t/tau))/(tau d), also for equal time constants */
  const double x      = d * t;
  const double forced = fabs(x) > 1e-8 ? fast * expm1(x) / (tau * d) : fast * t / tau * (1.0 + 0.5 * x);
  return T_env + (T0 - T_env) * fast + swing * forced;
}

double vf_exact_mode_decay(double diffusivity, double k, double t)
{
  return exp(-diffusivity * k * k * t);
}

double vf_exact_current_radius(double rho_g, double volume, double eta, double t)
{
  const double coefficient = pow(1024.0 / (81.0 * VF_PI * VF_PI * VF_PI), 0.125); /* 0.894 */
  return coefficient * pow(rho_g * volume * volume * volume * t / (3.0 * eta), 0.125);
}

double vf_exact_current_thickness(double rho_g, double volume, double eta, double t, double r)
{
  const double R = vf_exact_current_radius(rho_g, volume, eta, t), x = r / R;
  return x < 1.0 ? 4.0 * volume / (3.0 * VF_PI * R * R) * cbrt(1.0 - x * x) : 0.0;
}
