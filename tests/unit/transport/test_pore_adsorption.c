#include "physics/constants.h"
#include "physics/transport/permeability.h"
#include "tests/unit/close.h"
#include "tests/unit/transport/gases.h"

static VfPoreLoading at(const VfPore *pore, const VfPenetrant *gas, double T, double p)
{
  VfPoreLoading loading;
  assert_int_equal(vf_pore_loading(pore, gas, T, p, &loading), VF_OK);
  return loading;
}

/* Mean of a function of the energy over the pore, the crude way: a million shells. */
static double shells(const VfPore *pore, const VfPenetrant *gas, double RT, int what)
{
  VfWall    wall;
  double    sum = 0.0, volume = 0.0;
  const int n = 200000;
  assert_int_equal(vf_wall_make(pore, gas, &wall), VF_OK);
  for (int i = 0; i < n; i++) {
    const double x = (i + 0.5) / n, U = vf_wall_energy(&wall, x * wall.radius);
    const double weight = pore->shape == VF_PORE_SPHERE ? x * x : pore->shape == VF_PORE_CYLINDER ? x : 1.0;
    volume += weight;
    if (what == 0 && U < 0.0) sum += weight;
    if (what == 1 && U < 0.0) sum += weight * (1.0 - exp(U / RT));
    if (what == 2 && U < 0.0) sum -= weight * U;
    if (what == 3) sum += weight * exp(-U / RT);
  }
  return sum / volume;
}

static void averages(void **state)
{
  (void)state;
  const VfPenetrant *gases[] = {&helium, &carbon_dioxide, &nitrogen};
  for (VfPoreShape shape = VF_PORE_SPHERE; shape <= VF_PORE_SLIT; shape++)
    for (int k = 0; k < 3; k++) {
      VfPore pore           = test_pore(shape);
      pore.diameter         = 9e-10;
      const double        T = 320.0, RT = VF_GAS_CONSTANT * T;
      const VfPoreLoading load = at(&pore, gases[k], T, 1e5);
      assert_close(load.free_fraction, shells(&pore, gases[k], RT, 0), 1e-4);
      assert_close(load.adsorbed_part * load.free_fraction, shells(&pore, gases[k], RT, 1), 1e-5);
      assert_close(load.binding * load.free_fraction, shells(&pore, gases[k], RT, 2), 1e-5);
      double henry;
      assert_int_equal(vf_pore_henry(&pore, gases[k], T, &henry), VF_OK);
      assert_close(henry * RT, shells(&pore, gases[k], RT, 3), 1e-6);
    }
}

static void phases(void **state)
{
  (void)state;
  VfPore       pore = test_pore(VF_PORE_SPHERE);
  const double T = 300.0, RT = VF_GAS_CONSTANT * T, b = vf_penetrant_covolume(&carbon_dioxide);
  for (double p = 1.0; p < 1e6; p *= 10.0) {
    const VfPoreLoading load  = at(&pore, &carbon_dioxide, T, p);
    const double        dense = load.adsorbed / load.adsorbed_part; /* n_a/V_a: Dieterici's form gives the pressure back */
    assert_close(dense * RT / (1.0 - dense * b) * exp(-load.binding / RT), p, 1e-12);
    const double bulk = load.bulk / (1.0 - load.adsorbed_part);
    assert_close(bulk * RT / (1.0 - bulk * b) - vf_penetrant_attraction(&carbon_dioxide) * bulk * bulk, p, 1e-12);
    assert_true(load.adsorbed < 1.0 / b);
  }
  /* Henry's limit is linear; colder binds more; a stronger gas binds more */
  assert_close(at(&pore, &nitrogen, T, 2.0).adsorbed, 2.0 * at(&pore, &nitrogen, T, 1.0).adsorbed, 1e-5);
  assert_true(at(&pore, &nitrogen, 280.0, 1e5).adsorbed > at(&pore, &nitrogen, 300.0, 1e5).adsorbed);
  assert_true(at(&pore, &nitrogen, T, 1e5).adsorbed > at(&pore, &helium, T, 1e5).adsorbed);
}

static void outside(void **state)
{
  (void)state;
  VfPore        pore = test_pore(VF_PORE_CYLINDER);
  VfPoreLoading load;
  assert_int_equal(vf_pore_loading(&pore, &nitrogen, -1.0, 1e5, &load), VF_ERR_DOMAIN);
  assert_int_equal(vf_pore_loading(&pore, &nitrogen, 300.0, NAN, &load), VF_ERR_DOMAIN);
  pore.diameter = 0.5e-10; /* too tight: nothing fits, nothing adsorbs */
  assert_int_equal(vf_pore_loading(&pore, &nitrogen, 300.0, 1e5, &load), VF_OK);
  assert_near(load.free_fraction, 0.0, 0.0);
  assert_near(load.adsorbed, 0.0, 0.0);
  pore.wall_density = 0.0;
  assert_int_equal(vf_pore_loading(&pore, &nitrogen, 300.0, 1e5, &load), VF_ERR_ARGUMENT);
}

static void permeability(void **state)
{
  (void)state;
  const VfPermeabilityLaw law = {
      .scale = 1e-13, .affinity = 0.5, .loading = 1e-4, .sieving = 1.3e23, .knudsen = 1e-7, .pore = test_pore(VF_PORE_SPHERE)};
  VfPermeability P;
  assert_int_equal(vf_permeability(&law, &carbon_dioxide, 298.0, 1e5, &P), VF_OK);
  const double        RT   = VF_GAS_CONSTANT * 298.0;
  const VfPoreLoading load = at(&law.pore, &carbon_dioxide, 298.0, 1e5);
  assert_close(P.activated, exp(-14.157e3 / RT), 1e-3); /* gamma s^2 = 14.157 kJ/mol */
  assert_close(P.solubility, exp(0.5 * 195.2 / 298.0 + 1e-4 * load.adsorbed), 1e-12);
  assert_close(P.knudsen, 1e-7 * sqrt(8.0 * RT / (VF_PI * 0.0440095)), 1e-12);
  assert_close(P.permeability, 1e-13 * P.solubility * (P.activated + P.knudsen), 1e-14);
  /* five decades between 2.89 and 5.5 angstrom are 1.30e23 J/(mol m2) */
  assert_close(VF_GAS_CONSTANT * 298.0 * log(1e5) / (5.5e-10 * 5.5e-10 - 2.89e-10 * 2.89e-10), 1.30e23, 5e-3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(averages), cmocka_unit_test(phases), cmocka_unit_test(outside),
                                     cmocka_unit_test(permeability)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
