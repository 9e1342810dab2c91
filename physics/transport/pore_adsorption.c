#include "physics/transport/pore_adsorption.h"
#include "physics/constants.h"
#include <math.h>

enum { PANELS = 3 };

/* Gauss-Legendre, 16 points: nodes above zero and weights. */
static const double gauss[8][2] = {
    {0.095012509837637454, 0.18945061045506859}, {0.28160355077925892, 0.18260341504492361},
    {0.45801677765722737, 0.16915651939500262},  {0.61787624440264377, 0.14959598881657676},
    {0.755404408355003, 0.12462897125553403},    {0.86563120238783176, 0.095158511682492591},
    {0.9445750230732326, 0.062253523938647706},  {0.98940093499164994, 0.027152459411754037},
};

/* Mean values over the part of a pore between two distances, weighted by volume; all over the volume inside the wall's centres. */
typedef struct {
  double volume; /* the part itself */
  double bound;  /* of 1 - exp(-|U|/RT) */
  double energy; /* of |U| [J/mol] */
  double factor; /* of exp(-U/RT) */
} Sums;

static double volume_weight(const VfWall *wall, double r)
{
  const double x = r / wall->radius;

  switch (wall->shape) {
  case VF_PORE_SPHERE:
    return 3.0 * x * x / wall->radius;
  case VF_PORE_CYLINDER:
    return 2.0 * x / wall->radius;
  case VF_PORE_SLIT:
    break;
  }
  return 1.0 / wall->radius;
}

static void add_point(const VfWall *wall, double RT, double r, double weight, Sums *sums)
{
  const double U = vf_wall_energy(wall, r), share = weight * volume_weight(wall, r);

  sums->volume += share;
  sums->bound += share * -expm1(-fabs(U) / RT);
  sums->energy += share * fabs(U);
  sums->factor += share * exp(-U / RT);
}

static void add_range(const VfWall *wall, double RT, double from, double to, Sums *sums)
{
  const double half = 0.5 * (to - from) / PANELS;

  for (int k = 0; k < PANELS; k++) {
    const double middle = from + (2 * k + 1) * half;
    for (int i = 0; i < 8; i++) {
      add_point(wall, RT, middle - half * gauss[i][0], half * gauss[i][1], sums);
      add_point(wall, RT, middle + half * gauss[i][0], half * gauss[i][1], sums);
    }
  }
}

/* Moles a volume of van der Waals' gas that is as dense as a gas: Newton from the ideal gas. */
static double van_der_waals(const VfPenetrant *gas, double T, double p)
{
  const double a = vf_penetrant_attraction(gas), b = vf_penetrant_covolume(gas), RT = VF_GAS_CONSTANT * T;
  double       c = p / (RT + b * p);

  for (int i = 0; i < 50; i++) {
    const double room = 1.0 - b * c, slope = RT / (room * room) - 2.0 * a * c;
    const double change = (RT * c / room - a * c * c - p) / slope;
    if (!(slope > 0.0)) break; /* past the spinodal: keep what there is */
    c -= change;
    if (fabs(change) <= 1e-14 * c) break;
  }
  return c;
}

VfStatus vf_pore_loading(const VfPore *pore, const VfPenetrant *gas, double T, double p, VfPoreLoading *loading)
{
  VfWall wall;

  if (vf_wall_make(pore, gas, &wall)) return VF_ERR_ARGUMENT;
  if (!(T > 0.0 && T < INFINITY && p >= 0.0 && p < INFINITY)) return VF_ERR_DOMAIN;

  const double RT = VF_GAS_CONSTANT * T, reach = vf_wall_reach(&wall);
  Sums         inside = {0};

  if (reach > 0.0) add_range(&wall, RT, 0.0, reach, &inside);
  *loading = (VfPoreLoading){.free_fraction = inside.volume};
  if (inside.volume > 0.0) {
    loading->adsorbed_part = inside.bound / inside.volume;
    loading->binding       = inside.energy / inside.volume;
    const double affinity  = exp(loading->binding / RT) / RT;
    loading->adsorbed      = loading->adsorbed_part * affinity * p / (1.0 + vf_penetrant_covolume(gas) * affinity * p);
    loading->bulk          = (1.0 - loading->adsorbed_part) * van_der_waals(gas, T, p);
  }
  return VF_OK;
}

VfStatus vf_pore_henry(const VfPore *pore, const VfPenetrant *gas, double T, double *henry)
{
  VfWall wall;

  if (vf_wall_make(pore, gas, &wall)) return VF_ERR_ARGUMENT;
  if (!(T > 0.0 && T < INFINITY)) return VF_ERR_DOMAIN;
  const double RT = VF_GAS_CONSTANT * T, reach = vf_wall_reach(&wall), outside = wall.radius - reach;
  Sums         all = {0};

  if (reach > 0.0) add_range(&wall, RT, 0.0, reach, &all);
  for (int k = 0; k < 4; k++) add_range(&wall, RT, reach + 0.25 * k * outside, reach + 0.25 * (k + 1) * outside, &all);
  *henry = all.factor / RT;
  return VF_OK;
}
