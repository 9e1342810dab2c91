#include "physics/regime_map.h"
#include <math.h>

const char *vf_regime_label(VfRegime regime)
{
  switch (regime) {
  case VF_REGIME_WALL:
    return "spread to the wall";
  case VF_REGIME_LENS:
    return "lens";
  case VF_REGIME_DEWETTED:
    return "dewetted";
  case VF_REGIME_FROZEN:
    break;
  }
  return "frozen while spreading";
}

static double edge_force(double S, double rho_g, double h)
{
  return S + 0.5 * rho_g * h * h;
}

static bool positive(double x)
{
  return x > 0.0 && x < INFINITY;
}

/* Integral of 3 dh/(S + rho g' h^2/2) from b to a, b < a. */
static double integral(double S, double rho_g, double a, double b)
{
  if (!(rho_g > 0.0)) return 3.0 * (a - b) / S;
  if (!(S > 0.0 || S < 0.0)) return 6.0 / rho_g * (1.0 / b - 1.0 / a);
  const double q = sqrt(2.0 * fabs(S) / rho_g);
  if (S > 0.0) return 6.0 / (rho_g * q) * atan(q * (a - b) / (q * q + a * b)); /* difference of two arc tangents */
  return 3.0 / (rho_g * q) * log1p(2.0 * q * (a - b) / ((a + q) * (b - q)));
}

double vf_regime_fluidity(double S, double rho_g, double from, double to)
{
  if (!(isfinite(S) && rho_g >= 0.0 && rho_g < INFINITY && positive(from) && positive(to))) return (double)NAN;
  const double high = fmax(from, to), low = fmin(from, to);
  const double f_high = edge_force(S, rho_g, high), f_low = edge_force(S, rho_g, low);
  if (!(high > low)) return 0.0;
  /* the force grows with h: it has one sign in between when it has it at both ends */
  const bool goes = from > to ? f_low > 0.0 : f_high < 0.0;
  return goes ? fabs(integral(S, rho_g, high, low)) : (double)INFINITY;
}

double vf_regime_hole_fluidity(double S, double rho_g, double h)
{
  if (!(isfinite(S) && rho_g >= 0.0 && rho_g < INFINITY && positive(h))) return (double)NAN;
  const double force = fabs(edge_force(S, rho_g, h));
  return force > 0.0 ? 2.0 * h / force : (double)INFINITY;
}

/* Distance of a ratio from 1, in 0 .. 1. */
static double distance(double ratio)
{
  return isfinite(ratio) ? fabs(ratio - 1.0) / fmax(1.0, ratio) : 1.0;
}

static double lens_thickness(const VfRegimeMap *f)
{
  return f->S < 0.0 && f->rho_g > 0.0 ? sqrt(-2.0 * f->S / f->rho_g) : f->S < 0.0 ? (double)INFINITY : 0.0;
}

/* A film whose edge is drawn outwards: how far does it come? */
static VfRegimeMapValue outwards(const VfRegimeMap *f)
{
  const double     rest = VF_LENS_MARGIN * lens_thickness(f);
  VfRegimeMapValue v    = {.needed = vf_regime_fluidity(f->S, f->rho_g, f->h_start, f->h_wall)};
  const double     lens = rest > 0.0 && rest < f->h_start ? vf_regime_fluidity(f->S, f->rho_g, f->h_start, fmax(rest, f->h_wall))
                          : rest > 0.0                    ? 0.0
                                                          : (double)INFINITY;

  v.regime = f->fluidity >= v.needed                    ? VF_REGIME_WALL
             : f->fluidity >= lens && rest >= f->h_wall ? VF_REGIME_LENS
                                                        : VF_REGIME_FROZEN;
  v.next   = v.regime == VF_REGIME_WALL ? VF_REGIME_FROZEN : VF_REGIME_WALL;
  v.margin = distance(f->fluidity / v.needed);
  if (v.regime != VF_REGIME_WALL && isfinite(lens) && lens > 0.0 && distance(f->fluidity / lens) <= v.margin) {
    v.margin = distance(f->fluidity / lens);
    v.next   = v.regime == VF_REGIME_LENS ? VF_REGIME_FROZEN : VF_REGIME_LENS;
  }
  return v;
}

/* A film that draws together: a lens, unless its holes open first. */
static VfRegimeMapValue inwards(const VfRegimeMap *f)
{
  VfRegimeMapValue v = {.needed = (double)INFINITY, .regime = VF_REGIME_LENS, .next = VF_REGIME_FROZEN, .margin = 1.0};

  if (!f->holes) return v;
  v.needed = vf_regime_hole_fluidity(f->S, f->rho_g, f->h_start);
  v.margin = distance(f->fluidity / v.needed);
  v.regime = f->fluidity >= v.needed ? VF_REGIME_DEWETTED : VF_REGIME_LENS;
  v.next   = f->fluidity >= v.needed ? VF_REGIME_LENS : VF_REGIME_DEWETTED;
  return v;
}

VfStatus vf_regime_map(int n, const VfRegimeMap film[], VfRegimeMapValue out[])
{
  for (int i = 0; i < n; i++) {
    const VfRegimeMap *f = &film[i];
    if (!(isfinite(f->S) && f->rho_g >= 0.0 && f->rho_g < INFINITY && f->fluidity >= 0.0 && f->fluidity < INFINITY))
      return VF_ERR_DOMAIN;
    if (!(positive(f->h_start) && positive(f->h_wall) && f->h_wall <= f->h_start)) return VF_ERR_DOMAIN;
    const double force = edge_force(f->S, f->rho_g, f->h_start), weight = fabs(f->S) + 0.5 * f->rho_g * f->h_start * f->h_start;
    const double sign = weight > 0.0 ? fabs(force) / weight : 0.0;
    out[i]            = force > 0.0 ? outwards(f) : inwards(f);
    out[i].S_eff      = force;
    if (sign < out[i].margin) { /* the sign of the force is the nearest border: what lies beyond it */
      const VfRegimeMapValue beyond = force > 0.0 ? inwards(f) : outwards(f);
      if (beyond.regime != out[i].regime) {
        out[i].margin = sign;
        out[i].next   = beyond.regime;
      }
    }
  }
  return VF_OK;
}
