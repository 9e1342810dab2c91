#include "physics/constants.h"
#include "physics/transport/membrane_gas.h"
#include "physics/transport/pinhole.h"
#include "physics/transport/units.h"
#include "tests/unit/close.h"
#include "tests/unit/transport/gases.h"

enum { COLUMNS = 1000 };

static VfGlassModel model(void)
{
  return (VfGlassModel){
      .law                = {.scale    = 4.7e-11,
                             .affinity = -4.4,
                             .loading  = 3.2e-3,
                             .sieving  = 1.17e23,
                             .pore =
                                 {.shape = VF_PORE_SLIT, .diameter = 6.1e-10, .wall_density = 2e19, .wall_diameter = 3.4e-10, .wall_depth = 50.0}},
      .diffusivity        = 3.6e-9,
      .reference_pressure = 1e5,
      .sites              = {.fraction = 0.008, .threshold = 0.004, .exponent = 2.0, .enhancement = 4.0, .reference = 298.0},
      .densifies          = 1,
      .density_measured   = 1350.0,
      .density_skeletal   = 1560.0};
}

static const VfSorption langmuir = {.capacity = 2700.0, .affinity = 3.4e-6, .mobile = 1.0, .reference = 298.0};

static VfGasTable table_of(const VfPenetrant *gas, const VfSorption *sorption, double low, double high)
{
  const VfGlassModel m = model();
  VfGasTable         table;
  assert_int_equal(vf_gas_table_make(&m, 0.0, gas, 0, sorption, 298.0, low, high, &table), VF_OK);
  return table;
}

static void interpolation(void **state)
{
  (void)state;
  const VfGlassModel m     = model();
  const VfGasTable   table = table_of(&carbon_dioxide, NULL, 1320.0, 1390.0);
  for (double density = 1320.0; density <= 1390.0; density += 0.7) {
    const VfGlassPlace here = {.density = density};
    VfGasInGlass       direct;
    assert_int_equal(vf_gas_in_glass(&m, &here, &carbon_dioxide, 0, NULL, 298.0, &direct), VF_OK);
    const VfGasInGlass fast = vf_gas_table_at(&table, density);
    assert_close(fast.permeability, direct.permeability, 1e-8);
    assert_close(fast.diffusivity, direct.diffusivity, 1e-8);
    assert_close(fast.isotherm.henry, direct.isotherm.henry, 1e-8);
  }
}

static VfPermeance through(const VfGasTable *table, const VfGasTest *test, int n, const double h[])
{
  double         area[COLUMNS], density[COLUMNS];
  VfMembraneSums sums = {0};
  VfPermeance    out;
  for (int k = 0; k < n; k++) area[k] = 1e-9, density[k] = 1350.0;
  vf_membrane_add_film(table, test, n, h, area, density, &sums);
  assert_int_equal(vf_membrane_finish(table, test, &sums, &out), VF_OK);
  return out;
}

/* A wedge from 2 to 10 um: the harmonic mean of its columns; the mean thickness passes less by ln(5)/8 x 6. */
static void wedge(void **state)
{
  (void)state;
  const VfGasTable table = table_of(&nitrogen, NULL, 1350.0, 1350.0);
  const VfGasTest  test  = {.T = 298.0, .feed = 1e5, .support = INFINITY};
  double           h[COLUMNS], inverse = 0.0;
  for (int k = 0; k < COLUMNS; k++) {
    h[k] = 2e-6 + 8e-6 * (k + 0.5) / COLUMNS;
    inverse += 1.0 / h[k] / COLUMNS;
  }
  const VfPermeance out = through(&table, &test, COLUMNS, h);
  const double      P   = vf_gas_table_at(&table, 1350.0).permeability;
  assert_close(out.permeance, P * inverse, 1e-10);
  assert_close(out.thickness_effective, 1.0 / inverse, 1e-12);
  assert_close(out.permeance, P * log(5.0) / 8e-6, 1e-6); /* the wedge itself, but for the width of the columns */
  assert_close(out.permeability, P, 1e-12);
  assert_close(out.thickness_mean, 6e-6, 1e-12);
  assert_close(out.error_of_mean, 1.0 / (6e-6 * inverse) - 1.0, 1e-10);
}

/* Resistances in series, with a film that follows Henry's law and one that does not. */
static void series(void **state)
{
  (void)state;
  const double     h[1]  = {5e-6};
  VfGasTest        test  = {.T = 298.0, .feed = 2e5, .permeate = 1e4, .support = 1e-9};
  const VfGasTable henry = table_of(&nitrogen, NULL, 1350.0, 1350.0), dual = table_of(&carbon_dioxide, &langmuir, 1350.0, 1350.0);
  const double     film = vf_gas_table_at(&henry, 1350.0).permeability / h[0];
  assert_close(through(&henry, &test, 1, h).permeance, 1.0 / (1.0 / film + 1.0 / test.support), 1e-12);
  /* what the support passes, the film passes too */
  const double       N    = through(&dual, &test, 1, h).permeance * 1.9e5;
  const VfGasInGlass gas  = vf_gas_table_at(&dual, 1350.0);
  const double       p[1] = {1e4 + N / test.support}, feed[1] = {2e5};
  double             flux;
  vf_film_flux(1, &gas, feed, p, &flux);
  assert_close(flux / h[0], N, 1e-9);
  test.support       = INFINITY;
  const double alone = through(&dual, &test, 1, h).permeance;
  test.support       = 1e5 * alone;
  assert_close(through(&dual, &test, 1, h).permeance, alone, 1e-4); /* a wide support hardly counts */
}

/* One pinhole of 1 um a mm2 in a film of 5 um: the selectivity that is left, against flows in parallel. */
static void pinholes(void **state)
{
  (void)state;
  const double       h[1]    = {5e-6};
  const VfPenetrant *gases[] = {&helium, &nitrogen};
  double             with[2], expected[2];
  for (int k = 0; k < 2; k++) {
    const VfGasTable table = table_of(gases[k], NULL, 1350.0, 1350.0);
    VfGasTest        test  = {.T = 298.0, .feed = 1e5, .support = INFINITY};
    VfPinhole        hole;
    assert_int_equal(vf_gas_test_pinholes(gases[k], 1e6, 1e-6, 5e-6, &test), VF_OK);
    with[k] = through(&table, &test, 1, h).permeance;
    assert_int_equal(vf_pinhole(gases[k], 1e-6, 5e-6, 298.0, 5e4, &hole), VF_OK);
    expected[k] =
        vf_gas_table_at(&table, 1350.0).permeability / 5e-6 * (1.0 - 1e6 * VF_PI * 1e-12) + 1e6 * (hole.molecular + hole.viscous);
    assert_close(with[k], expected[k], 1e-12);
  }
  const VfGasTable he = table_of(&helium, NULL, 1350.0, 1350.0), n2 = table_of(&nitrogen, NULL, 1350.0, 1350.0);
  const double     whole = vf_gas_table_at(&he, 1350.0).permeability / vf_gas_table_at(&n2, 1350.0).permeability;
  assert_true(with[0] / with[1] < 0.9 * whole); /* one in a million of the area, and the selectivity suffers */
}

/* Holes of the map: the same number, made of the map instead of a density. */
static void holes(void **state)
{
  (void)state;
  const VfGasTable table = table_of(&nitrogen, NULL, 1350.0, 1350.0);
  const VfGasTest  test  = {.T = 298.0, .feed = 1e5, .support = 1e-7};
  const double     h[2] = {5e-6, 0.0}, area[2] = {1e-6, 1e-6}, density[2] = {1350.0, 0.0};
  VfMembraneSums   sums = {0};
  VfPermeance      out;
  vf_membrane_add_film(&table, &test, 2, h, area, density, &sums);
  assert_close(sums.film_area, 1e-6, 0.0); /* the bare column is not film */
  assert_int_equal(vf_membrane_add_hole(&nitrogen, &test, VF_PI * 1e-10, 3.0, 5e-6, &sums), VF_OK);
  assert_int_equal(vf_membrane_finish(&table, &test, &sums, &out), VF_OK);
  assert_close(out.area, 1e-6 + 3.0 * VF_PI * 1e-10, 1e-13);
  assert_close(out.hole_share, sums.hole_flow / (sums.hole_flow + sums.film_flow), 1e-14);
  VfPinhole hole;
  assert_int_equal(vf_pinhole(&nitrogen, 1e-5, 5e-6, 298.0, 5e4, &hole), VF_OK);
  const double one = 1.0 / (1.0 / (hole.molecular + hole.viscous) + 1.0 / (1e-7 * VF_PI * 1e-10));
  assert_close(sums.hole_flow, 3.0 * one * 1e5, 1e-12);
  assert_int_equal(vf_membrane_finish(&table, &test, &(VfMembraneSums){0}, &out), VF_ERR_DOMAIN);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(interpolation), cmocka_unit_test(wedge), cmocka_unit_test(series),
                                     cmocka_unit_test(pinholes), cmocka_unit_test(holes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
