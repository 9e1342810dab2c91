#include "physics/transport/glass_gas.h"
#include "physics/transport/units.h"
#include "tests/unit/close.h"
#include "tests/unit/transport/gases.h"

static VfGlassModel model(void)
{
  return (VfGlassModel){
      .law         = {.scale = 4.7e-11, .affinity = 1.0, .loading = 1e-5, .sieving = 1.17e23, .pore = test_pore(VF_PORE_CYLINDER)},
      .diffusivity = 3.6e-9,
      .reference_pressure = 1e5,
      .sites = {.fraction = 0.008, .threshold = 0.004, .exponent = 2.0, .enhancement = 4.0, .reference = 298.0, .zni_loss = 1.0},
      .densifies        = 1,
      .density_measured = 1350.0,
      .density_skeletal = 1560.0};
}

static const VfSorption langmuir = {
    .capacity = 2700.0, .affinity = 3.4e-6, .affinity_energy = -2e4, .mobile = 1.0, .reference = 293.0};

static VfGasInGlass at(const VfGlassModel *m, double density, double zni, const VfPenetrant *gas, int carried,
                       const VfSorption *sorption)
{
  const VfGlassPlace place = {.density = density, .zni = zni};
  VfGasInGlass       out;
  assert_int_equal(vf_gas_in_glass(m, &place, gas, carried, sorption, 298.0, &out), VF_OK);
  return out;
}

/* Pressure against vacuum drives what the permeability says, with and without an isotherm. */
static void permeability(void **state)
{
  (void)state;
  const VfGlassModel m    = model();
  const double       feed = 1e5, none = 0.0;
  const VfSorption  *sorption[] = {NULL, &langmuir};
  for (int k = 0; k < 2; k++) {
    const VfGasInGlass gas = at(&m, 1350.0, 0.0, &carbon_dioxide, 1, sorption[k]);
    double             flux;
    vf_film_flux(1, &gas, &feed, &none, &flux);
    assert_close(flux / feed, gas.permeability, 1e-12);
  }
  VfPermeability bare;
  assert_int_equal(vf_permeability(&m.law, &carbon_dioxide, 298.0, 1e5, &bare), VF_OK);
  const VfGasInGlass gas = at(&m, 1350.0, 0.0, &carbon_dioxide, 0, NULL);
  assert_close(gas.permeability, bare.permeability, 1e-13);
  assert_close(gas.diffusivity, 3.6e-9 * (bare.activated + bare.knudsen), 1e-13);
}

/* The three groups of the float-glass membrane study, and zni: open sites carry CO2 alone. */
static void groups(void **state)
{
  (void)state;
  VfGlassModel       m    = model();
  const VfGasInGlass pure = at(&m, 1350.0, 0.0, &carbon_dioxide, 1, NULL), zni = at(&m, 1350.0, 0.54, &carbon_dioxide, 1, NULL);
  const VfGasInGlass n2         = at(&m, 1350.0, 0.0, &nitrogen, 0, NULL);
  m.methylated                  = 1.0;
  const VfGasInGlass methylated = at(&m, 1350.0, 0.0, &carbon_dioxide, 1, NULL);
  assert_close(pure.permeability / methylated.permeability, 5.0, 1e-12);
  assert_close(zni.permeability, methylated.permeability, 1e-12);
  assert_close(at(&m, 1350.0, 0.0, &nitrogen, 0, NULL).permeability, n2.permeability, 0.0);
}

static void density(void **state)
{
  (void)state;
  VfGlassModel m = model();
  assert_true(at(&m, 1380.0, 0.0, &nitrogen, 0, NULL).permeability != at(&m, 1350.0, 0.0, &nitrogen, 0, NULL).permeability);
  const VfGlassPlace dense = {.density = 1570.0};
  VfGasInGlass       out;
  assert_int_equal(vf_gas_in_glass(&m, &dense, &nitrogen, 0, NULL, 298.0, &out), VF_ERR_DOMAIN);
  m.densifies = 0;
  assert_close(at(&m, 1380.0, 0.0, &nitrogen, 0, NULL).permeability, at(&m, 1350.0, 0.0, &nitrogen, 0, NULL).permeability, 0.0);
}

/* Isotherms: permeance of CO2 falls with its pressure; beside N2 it takes its sites. */
static void mixtures(void **state)
{
  (void)state;
  const VfGlassModel m       = model();
  const VfGasInGlass gas[2]  = {at(&m, 1350.0, 0.0, &carbon_dioxide, 1, &langmuir), at(&m, 1350.0, 0.0, &nitrogen, 0, &langmuir)};
  const double       none[2] = {0.0, 0.0}, low[2] = {1e5, 0.0}, high[2] = {4e5, 0.0}, both[2] = {1e5, 1e5}, other[2] = {0.0, 1e5};
  double             at_low[2], at_high[2], mixed[2], alone[2];
  vf_film_flux(2, gas, low, none, at_low);
  vf_film_flux(2, gas, high, none, at_high);
  vf_film_flux(2, gas, both, none, mixed);
  vf_film_flux(2, gas, other, none, alone);
  assert_true(at_high[0] / 4e5 < at_low[0] / 1e5);
  assert_true(mixed[1] < alone[1]);
  assert_near(at_low[1], 0.0, 0.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(permeability), cmocka_unit_test(groups), cmocka_unit_test(density),
                                     cmocka_unit_test(mixtures)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
