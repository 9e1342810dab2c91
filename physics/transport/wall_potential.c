#include "physics/transport/wall_potential.h"
#include "physics/constants.h"
#include <math.h>
#include <stdbool.h>

VfStatus vf_wall_make(const VfPore *pore, const VfPenetrant *gas, VfWall *wall)
{
  const bool good = pore->diameter > 0.0 && pore->wall_density > 0.0 && pore->wall_diameter > 0.0 && pore->wall_depth > 0.0;

  if (!good || !isfinite(pore->diameter + pore->wall_density + pore->wall_diameter + pore->wall_depth) || vf_penetrant_check(gas))
    return VF_ERR_ARGUMENT;
  const double sigma = 0.5 * (pore->wall_diameter + gas->lj_diameter);
  const double depth = sqrt(pore->wall_depth * gas->lj_well_depth) * VF_GAS_CONSTANT;

  *wall = (VfWall){.shape  = pore->shape,
                   .radius = 0.5 * (pore->diameter + pore->wall_diameter),
                   .sigma  = sigma,
                   .scale  = depth * pore->wall_density * sigma * sigma};
  return VF_OK;
}

/* x to the powers 4 and 10. */
static double fourth(double x)
{
  return x * x * (x * x);
}

static double tenth(double x)
{
  return fourth(x) * fourth(x) * x * x;
}

/* [(1-x)^-n - (1+x)^-n]/x is ((1+x)^n - (1-x)^n)/(x (1-x^2)^n): without cancellation, the difference as twice the odd binomial terms. */
static double sphere_energy(double x, double ratio)
{
  const double s = x * x, per = ratio / (1.0 - s);
  const double ten = 10.0 + s * (120.0 + s * (252.0 + s * (120.0 + s * 10.0))), four = 4.0 + 4.0 * s;

  return 8.0 * VF_PI * (0.2 * tenth(per) * ten - 0.5 * fourth(per) * four);
}

/* F(-n-1/2, -n-1/2; 1; z), n = -1 .. 4, Gauss's function for 0 <= z < 1.  The first two are complete elliptic integrals, 2 K/pi and
   2 (2 E - (1 - z) K)/pi, by the arithmetic-geometric mean; (1 - z)^-v F(-v, -v; 1; z) is Legendre's P_v((1 + z)/(1 - z)), whose
   recurrence in v gives the others (DLMF 14.3.5, 14.10.3, 19.8.5-6).  The series takes thousands of terms near the wall. */
static void half_gauss(double z, double F[6])
{
  double a = 1.0, b = sqrt(1.0 - z), c = sqrt(z), part = 0.0;

  for (double power = 0.5; c > 1e-9 * a; power *= 2.0) { /* what is left out goes with c^2 */
    part += power * c * c;
    c              = 0.5 * (a - b);
    const double g = sqrt(a * b);
    a              = 0.5 * (a + b);
    b              = g;
  }
  F[0] = 1.0 / a;
  F[1] = (2.0 * (1.0 - part) - (1.0 - z)) / a;
  for (int n = 1; n < 5; n++) {
    const double v = n - 0.5;

    F[n + 1] = ((2.0 * v + 1.0) * (1.0 + z) * F[n] - v * (1.0 - z) * (1.0 - z) * F[n - 1]) / (v + 1.0);
  }
}

static double cylinder_energy(double x, double ratio)
{
  const double y = (1.0 - x) * (1.0 + x) / ratio;
  double       F[6];

  half_gauss(x * x, F);
  return VF_PI * VF_PI * (63.0 / 32.0 / tenth(y) * F[5] - 3.0 / fourth(y) * F[2]);
}

static double plane_energy(double y)
{
  return 4.0 * VF_PI * (0.2 / tenth(y) - 0.5 / fourth(y));
}

double vf_wall_energy(const VfWall *wall, double r)
{
  const double x = fabs(r) / wall->radius, ratio = wall->sigma / wall->radius;

  if (!(x < 1.0)) return INFINITY;
  switch (wall->shape) {
  case VF_PORE_SPHERE:
    return wall->scale * sphere_energy(x, ratio);
  case VF_PORE_CYLINDER:
    return wall->scale * cylinder_energy(x, ratio);
  case VF_PORE_SLIT:
    return wall->scale * (plane_energy((1.0 + x) / ratio) + plane_energy((1.0 - x) / ratio));
  }
  return NAN;
}

double vf_wall_reach(const VfWall *wall)
{
  /* Repulsion wins near the wall; the last change of sign is looked for from there inwards. */
  const int steps = 60;
  double    outer = wall->radius;

  for (int k = steps - 1; k >= 0; k--) {
    const double inner = wall->radius * k / steps;
    if (vf_wall_energy(wall, inner) < 0.0) {
      double low = inner, high = outer;
      for (int i = 0; i < 48; i++) {
        const double middle                                  = 0.5 * (low + high);
        *(vf_wall_energy(wall, middle) < 0.0 ? &low : &high) = middle;
      }
      return low;
    }
    outer = inner;
  }
  return 0.0;
}
