/* Units, kinetic theory, holes, positrons, free volume, open sites. */
#include "physics/constants.h"
#include "physics/transport/densification.h"
#include "physics/transport/open_sites.h"
#include "physics/transport/pinhole.h"
#include "physics/transport/positron.h"
#include "physics/transport/units.h"
#include "tests/unit/close.h"
#include "tests/unit/transport/gases.h"

static void units(void **state)
{
  (void)state;
  assert_close(VF_STP_VOLUME, 22413.96954e-6, 1e-9);
  assert_close(VF_GPU, 3.346401e-10, 1e-6);
  assert_close(VF_BARRER, 3.346401e-16, 1e-6);
  assert_close(289.5 * VF_GPU, 9.68783e-8, 1e-5);
}

static void kinetic(void **state)
{
  (void)state;
  assert_close(vf_penetrant_speed(&helium, 298.15), 1255.8, 1e-4);
  /* measured at 300 K: He 19.9, N2 17.9, CO2 15.0 uPa s (NIST WebBook) */
  assert_close(vf_penetrant_viscosity(&helium, 300.0), 19.9e-6, 0.03);
  assert_close(vf_penetrant_viscosity(&nitrogen, 300.0), 17.9e-6, 0.03);
  assert_close(vf_penetrant_viscosity(&carbon_dioxide, 300.0), 15.0e-6, 0.03);
  /* van der Waals' constants of tables: CO2 0.3658 Pa m6/mol2, 4.286e-5 m3/mol */
  assert_close(vf_penetrant_attraction(&carbon_dioxide), 0.3658, 3e-3);
  assert_close(vf_penetrant_covolume(&carbon_dioxide), 4.286e-5, 3e-3);
}

static VfPinhole through(const VfPenetrant *gas, double radius, double length, double p)
{
  VfPinhole hole;
  assert_int_equal(vf_pinhole(gas, radius, length, 298.0, p, &hole), VF_OK);
  return hole;
}

static void pinholes(void **state)
{
  (void)state;
  const double RT = VF_GAS_CONSTANT * 298.0, v = vf_penetrant_speed(&nitrogen, 298.0), a = 0.5e-6;
  /* short: an orifice; long: Knudsen's and Poiseuille's tubes */
  assert_close(through(&nitrogen, a, 0.0, 1e5).molecular, VF_PI * a * a * v / (4.0 * RT), 1e-13);
  assert_close(through(&nitrogen, a, 1.0, 1e5).molecular, 2.0 / 3.0 * a * v * VF_PI * a * a / RT, 1e-5);
  assert_close(through(&nitrogen, a, 1.0, 1e5).viscous,
               1e5 / RT * VF_PI * pow(a, 4) / (8.0 * vf_penetrant_viscosity(&nitrogen, 298.0)), 1e-5);
  assert_close(through(&nitrogen, a, 0.0, 1e5).viscous, 1e5 / RT * pow(a, 3) / (3.0 * vf_penetrant_viscosity(&nitrogen, 298.0)),
               1e-13);
  /* molecular flow separates by the root of the masses, viscous flow hardly */
  assert_close(through(&helium, a, 5e-6, 0.0).molecular / through(&nitrogen, a, 5e-6, 0.0).molecular, sqrt(0.0280134 / 0.004002602),
               1e-12);
  /* Clausing's transmission for L = a is 0.6720, for L = 2 a 0.5142: Dushman's sum is 8 and 11 % off */
  assert_close(through(&nitrogen, a, a, 0.0).molecular / through(&nitrogen, a, 0.0, 0.0).molecular, 0.6720, 0.09);
  assert_close(through(&nitrogen, a, 2.0 * a, 0.0).molecular / through(&nitrogen, a, 0.0, 0.0).molecular, 0.5142, 0.12);
  VfPinhole hole;
  assert_int_equal(vf_pinhole(&nitrogen, 0.0, 1e-6, 298.0, 1e5, &hole), VF_ERR_DOMAIN);
  assert_int_equal(vf_pinhole(&nitrogen, a, 1e-6, NAN, 1e5, &hole), VF_ERR_DOMAIN);
}

static void support(void **state)
{
  (void)state;
  double P;
  assert_int_equal(vf_porous_permeability(&nitrogen, 35e-9, 0.2, 298.0, 1e5, &P), VF_OK);
  const VfPinhole tube = through(&nitrogen, 35e-9, 1.0, 1e5); /* a metre long: its ends do not count */
  assert_close(P, 0.2 * (tube.molecular + tube.viscous) / (VF_PI * 35e-9 * 35e-9), 1e-6);
  assert_int_equal(vf_porous_permeability(&nitrogen, 35e-9, 1.2, 298.0, 1e5, &P), VF_ERR_DOMAIN);
}

static void positrons(void **state)
{
  (void)state;
  const double check[4][2] = {{5.46e-10, 1.874e-9}, {5.82e-10, 2.068e-9}, {6.10e-10, 2.230e-9}, {3.0e-10, 0.91e-9}};
  for (int i = 0; i < 3; i++) {
    assert_close(vf_positron_lifetime(check[i][0]), check[i][1], 1e-3);
    assert_close(vf_positron_diameter(check[i][1]), check[i][0], 1e-3);
    assert_close(vf_positron_diameter(vf_positron_lifetime(check[i][0])), check[i][0], 1e-12);
  }
  assert_close(vf_positron_lifetime(check[3][0]), check[3][1], 5e-3);
  assert_true(isnan(vf_positron_lifetime(-1.0)) && isnan(vf_positron_diameter(0.4e-9)));
  assert_close(vf_positron_free_volume(6e-10, 0.2), 0.0018 * 4.0 / 3.0 * VF_PI * 27.0 * 20.0, 1e-12);
}

static void densification(void **state)
{
  (void)state;
  assert_close(vf_densified_diameter(6e-10, 1350.0, 1350.0, 1560.0), 6e-10, 1e-14);
  const double v0 = 1.0 / 1350.0 - 1.0 / 1560.0, v1 = 1.0 / 1360.0 - 1.0 / 1560.0;
  assert_close(pow(vf_densified_diameter(6e-10, 1350.0, 1360.0, 1560.0) / 6e-10, 3.0), v1 / v0, 1e-12);
  assert_near(vf_densified_diameter(6e-10, 1350.0, 1600.0, 1560.0), 0.0, 0.0);
  assert_true(isnan(vf_densified_diameter(6e-10, 1600.0, 1350.0, 1560.0)));
}

static void sites(void **state)
{
  (void)state;
  const VfOpenSites s = {.fraction    = 0.008,
                         .threshold   = 0.004,
                         .exponent    = 2.0,
                         .enhancement = 4.0,
                         .energy      = 3000.0,
                         .reference   = 298.0,
                         .zni_loss    = 1.0};
  assert_close(vf_open_sites_fraction(&s, 0.0, 0.0), 0.008, 1e-14);
  assert_near(vf_open_sites_fraction(&s, 1.0, 0.0), 0.0, 0.0);
  assert_close(vf_open_sites_factor(&s, 0.008, 298.0), 5.0, 1e-14);
  assert_close(vf_open_sites_factor(&s, 0.006, 298.0), 2.0, 1e-12); /* half way up: a quarter */
  assert_close(vf_open_sites_factor(&s, 0.004, 298.0), 1.0, 0.0);
  assert_close(vf_open_sites_factor(&s, vf_open_sites_fraction(&s, 0.0, 0.54), 298.0), 1.0, 0.0);
  assert_true(vf_open_sites_factor(&s, 0.008, 400.0) > 5.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(units),   cmocka_unit_test(kinetic),   cmocka_unit_test(pinholes),
                                     cmocka_unit_test(support), cmocka_unit_test(positrons), cmocka_unit_test(densification),
                                     cmocka_unit_test(sites)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
