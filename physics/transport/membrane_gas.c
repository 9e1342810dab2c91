#include "physics/transport/membrane_gas.h"
#include "physics/constants.h"
#include "physics/transport/pinhole.h"
#include <math.h>

_Static_assert(sizeof(VfMembraneSums) == VF_MEMBRANE_SUMS * sizeof(double), "VF_MEMBRANE_SUMS counts its members");

static double film_flux(const VfGasInGlass *gas, double feed, double permeate, double h)
{
  double flux;

  vf_film_flux(1, gas, &feed, &permeate, &flux);
  return flux / h;
}

/* The pressure between film and support, where the film no longer follows Henry's law: what the film passes falls with it, what the
   support passes rises. */
static double behind_film(const VfGasInGlass *gas, const VfGasTest *test, double h)
{
  double low = test->permeate, high = test->feed;

  for (int i = 0; i < 60; i++) {
    const double p                                                                            = 0.5 * (low + high);
    *(film_flux(gas, test->feed, p, h) > test->support * (p - test->permeate) ? &low : &high) = p;
  }
  return 0.5 * (low + high);
}

double vf_column_flux(const VfGasInGlass *gas, const VfGasTest *test, double h)
{
  if (isinf(test->support)) return film_flux(gas, test->feed, test->permeate, h);
  if (!(gas->isotherm.capacity * gas->isotherm.affinity > 0.0)) {
    const double film = gas->diffusivity * gas->isotherm.henry / h;
    return (test->feed - test->permeate) / (1.0 / film + 1.0 / test->support);
  }
  return test->support * (behind_film(gas, test, h) - test->permeate);
}

void vf_membrane_add_film(const VfGasTable *table, const VfGasTest *test, int n, const double h[], const double area[],
                          const double density[], VfMembraneSums *sums)
{
  const double whole = 1.0 - test->pinhole_share;

  for (int k = 0; k < n; k++) {
    if (!(h[k] > 0.0 && area[k] > 0.0)) continue;
    const VfGasInGlass gas = vf_gas_table_at(table, density[k]);
    sums->film_area += area[k];
    sums->volume += area[k] * h[k];
    sums->inverse += area[k] / h[k];
    sums->mass += area[k] * h[k] * density[k];
    sums->film_flow += whole * area[k] * vf_column_flux(&gas, test, h[k]);
    sums->hole_flow += area[k] * test->pinhole_flow;
  }
}

VfStatus vf_membrane_add_hole(const VfPenetrant *gas, const VfGasTest *test, double area, double count, double length,
                              VfMembraneSums *sums)
{
  double         one;
  const VfStatus status = vf_hole_conductance(gas, area, length, test->T, 0.5 * (test->feed + test->permeate), test->support, &one);

  if (status) return status;
  sums->hole_area += count * area;
  sums->hole_flow += count * one * (test->feed - test->permeate);
  return VF_OK;
}

VfStatus vf_gas_test_pinholes(const VfPenetrant *gas, double density, double radius, double length, VfGasTest *test)
{
  const double area = VF_PI * radius * radius;
  double       one;

  test->pinhole_share = test->pinhole_flow = 0.0;
  if (!(density > 0.0)) return VF_OK;
  if (!(density * area < 1.0)) return VF_ERR_DOMAIN;
  const VfStatus status = vf_hole_conductance(gas, area, length, test->T, 0.5 * (test->feed + test->permeate), test->support, &one);
  if (status) return status;
  test->pinhole_share = density * area;
  test->pinhole_flow  = density * one * (test->feed - test->permeate);
  return VF_OK;
}

VfStatus vf_membrane_finish(const VfGasTable *table, const VfGasTest *test, const VfMembraneSums *sums, VfPermeance *out)
{
  const double drop = test->feed - test->permeate, whole = 1.0 - test->pinhole_share;

  if (!(sums->film_area > 0.0 && drop > 0.0)) return VF_ERR_DOMAIN;
  out->area                 = sums->film_area + sums->hole_area;
  out->permeance            = (sums->film_flow + sums->hole_flow) / (out->area * drop);
  out->film_permeance       = sums->film_flow / (whole * sums->film_area * drop);
  out->hole_share           = sums->hole_flow / (sums->film_flow + sums->hole_flow);
  out->thickness_mean       = sums->volume / sums->film_area;
  out->thickness_effective  = sums->film_area / sums->inverse;
  out->permeability         = out->film_permeance * out->thickness_effective;
  const VfGasInGlass middle = vf_gas_table_at(table, sums->mass / sums->volume);
  out->error_of_mean        = vf_column_flux(&middle, test, out->thickness_mean) / drop / out->film_permeance - 1.0;
  return VF_OK;
}
