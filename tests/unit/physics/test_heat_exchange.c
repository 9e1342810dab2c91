#include "physics/constants.h"
#include "physics/heat_exchange.h"
#include "tests/unit/close.h"

/* Nitrogen at 300 K (Incropera & DeWitt, table A.4): mu 17.82e-6, k 25.9e-3, cp 1041, Pr 0.716. */
static const VfGasState nitrogen = {
    .molar_mass = 0.0280134, .viscosity = 17.82e-6, .conductivity = 25.9e-3, .heat_capacity = 1041.0};
static const VfGasStream reference = {.flow      = 300e-6 / 60.0,
                                      .diameter  = 0.05,
                                      .length    = 0.02,
                                      .plate     = 0.005,
                                      .gravity   = 9.80665,
                                      .T_surface = 500.0,
                                      .T_gas     = 293.15};

static VfConvection at(const VfGasStream *s)
{
  VfConvection out;
  assert_int_equal(vf_convection_eval(s, &nitrogen, &out), VF_OK);
  return out;
}

static double q(const void *context, double T)
{
  VfRadiation out;
  (void)context;
  return vf_radiation_eval(0.9, 723.15, 1, &T, &out) == VF_OK ? out.q : NAN;
}

static void radiation(void **state)
{
  (void)state;
  assert_close(q(NULL, 293.15), 0.9 * 5.670374419e-8 * (pow(723.15, 4) - pow(293.15, 4)), 1e-14);
  assert_true(q(NULL, 723.15) == 0.0 && q(NULL, 800.0) < 0.0);
  const double T[] = {293.15, 723.15, 900.0};
  for (int i = 0; i < 3; i++) {
    VfRadiation out;
    assert_int_equal(vf_radiation_eval(0.9, 723.15, 1, &T[i], &out), VF_OK);
    assert_close(out.dq_dT, vf_difference(q, NULL, T[i], 0.5), 1e-9);
  }
}

/* The constant follows from h, c and k_B, which the SI fixes. */
static void constants(void **state)
{
  (void)state;
  const double planck = 6.62607015e-34, c = 299792458.0;
  assert_close(VF_GAS_CONSTANT, VF_BOLTZMANN * VF_AVOGADRO, 1e-15);
  assert_close(VF_STEFAN_BOLTZMANN, 2.0 * pow(VF_PI, 5) * pow(VF_BOLTZMANN, 4) / (15.0 * pow(planck, 3) * c * c), 1e-9);
}

static void eucken(void **state)
{
  (void)state;
  assert_close(vf_gas_heat_capacity(0.0280134, 17.82e-6, 25.9e-3), 1041.0, 0.05); /* N2 */
  assert_close(vf_gas_heat_capacity(0.039948, 22.7e-6, 17.7e-3), 520.3, 0.01);    /* Ar */
  assert_close(vf_gas_heat_capacity(0.004002602, 19.9e-6, 0.152), 5193.0, 0.05);  /* He */
  assert_true(isnan(vf_gas_heat_capacity(0.0280134, 17.82e-6, 1e-3)));
  assert_true(isnan(vf_gas_heat_capacity(NAN, 17.82e-6, 25.9e-3)));
}

/* 300 mL/min of N2 in a 50 mm tube: 5.82e-6 kg/s, Re 8.3; worked by hand from the definitions. */
static void reference_flow(void **state)
{
  (void)state;
  const VfConvection c    = at(&reference);
  const double       mdot = 101325.0 * 0.0280134 / (8.314462618 * 293.15) * 5e-6;
  assert_close(mdot, 5.823e-6, 1e-3);
  assert_close(c.Re, 4.0 * mdot / (3.14159265 * 0.05 * 17.82e-6), 1e-8);
  assert_close(c.Re, 8.32, 1e-3);
  assert_close(c.Pr, 0.716, 2e-3);
  const double Gz = 8.321 * 0.7163 * 2.5;
  assert_close(c.Nu, 3.66 + 0.0668 * Gz / (1.0 + 0.04 * pow(Gz, 2.0 / 3.0)), 1e-4);
  assert_close(c.forced, c.Nu * 25.9e-3 / 0.05, 1e-14);
  assert_close(c.h, cbrt(pow(c.forced, 3) + pow(c.free, 3)), 1e-14);
  assert_true(c.h > 5.0 && c.h < 50.0);
}

static void limits(void **state)
{
  (void)state;
  VfGasStream s = reference;
  s.flow        = 0.0;
  assert_close(at(&s).Nu, 3.66, 1e-15);
  assert_true(at(&s).h >= at(&s).free && at(&s).free > 0.0);
  s.T_surface = 290.0; /* colder than the gas: stable layers, no free convection */
  assert_true(at(&s).Ra == 0.0 && at(&s).free == 0.0);
  assert_close(at(&s).h, at(&s).forced, 1e-14);
  s       = reference;
  s.plate = 0.0;
  assert_true(at(&s).free == 0.0);
  /* long tube: fully developed; short one: Leveque's 1/3 power, 0.0668/0.04 = 1.67 */
  s.length = 1e3;
  assert_close(at(&s).Nu, 3.66, 1e-3);
  s.length = 1e-9;
  assert_close(at(&s).Nu, 1.67 * cbrt(at(&s).Re * at(&s).Pr * s.diameter / s.length), 0.01);
}

static void more_flow_cools_more(void **state)
{
  (void)state;
  VfGasStream s    = reference;
  double      last = 0.0;
  for (s.flow = 0.0; s.flow < 0.02; s.flow = 1.3 * s.flow + 1e-7) { /* through Re = 2300 and on to 3e4 */
    const double h = at(&s).h;
    assert_true(h > last);
    last = h;
  }
  assert_true(at(&s).Re > 2e4);
  /* Dittus-Boelter, good to 25 %, far in the turbulent range */
  assert_close(at(&s).Nu, 0.023 * pow(at(&s).Re, 0.8) * pow(at(&s).Pr, 0.4), 0.25);
}

/* Rayleigh number from its parts: nu = mu/rho, alpha = k/(rho cp). */
static void free_convection(void **state)
{
  (void)state;
  const VfConvection c  = at(&reference);
  const double       Tf = 0.5 * (500.0 + 293.15), rho = 101325.0 * 0.0280134 / (8.314462618 * Tf);
  const double       nu = 17.82e-6 / rho, alpha = 25.9e-3 / (rho * 1041.0);
  assert_close(c.Ra, 9.80665 / Tf * (500.0 - 293.15) * pow(0.005, 3) / (nu * alpha), 1e-8);
  assert_close(c.free, 0.54 * pow(c.Ra, 0.25) * 25.9e-3 / 0.005, 1e-12);
  VfGasStream large = reference;
  large.plate       = 1.0;
  assert_close(at(&large).free, 0.15 * cbrt(at(&large).Ra) * 25.9e-3, 1e-12);
}

static void gas_state(void **state)
{
  (void)state;
  const VfProperty mu = vf_property_constant(17.82e-6), k = vf_property_constant(25.9e-3), low = vf_property_constant(1e-4);
  VfGasState       out;
  assert_int_equal(vf_gas_state(0.0280134, &mu, &k, 300.0, &out), VF_OK);
  assert_close(out.heat_capacity, 1041.0, 0.05);
  assert_int_equal(vf_gas_state(0.0280134, &mu, &k, NAN, &out), VF_ERR_DOMAIN);
  assert_int_equal(vf_gas_state(0.0280134, &mu, &low, 300.0, &out), VF_ERR_ARGUMENT);
}

static void domain(void **state)
{
  (void)state;
  const double T = 300.0, zero = 0.0;
  VfRadiation  r;
  VfConvection c;
  assert_int_equal(vf_radiation_eval(1.1, 700.0, 1, &T, &r), VF_ERR_ARGUMENT);
  assert_int_equal(vf_radiation_eval(NAN, 700.0, 1, &T, &r), VF_ERR_ARGUMENT);
  assert_int_equal(vf_radiation_eval(0.9, NAN, 1, &T, &r), VF_ERR_DOMAIN);
  assert_int_equal(vf_radiation_eval(0.9, 700.0, 1, &zero, &r), VF_ERR_DOMAIN);
  VfGasStream s = reference;
  s.flow        = -1e-9;
  assert_int_equal(vf_convection_eval(&s, &nitrogen, &c), VF_ERR_DOMAIN);
  s.flow = NAN;
  assert_int_equal(vf_convection_eval(&s, &nitrogen, &c), VF_ERR_DOMAIN);
  s       = reference;
  s.T_gas = NAN;
  assert_int_equal(vf_convection_eval(&s, &nitrogen, &c), VF_ERR_DOMAIN);
  s          = reference;
  s.diameter = 0.0;
  assert_int_equal(vf_convection_eval(&s, &nitrogen, &c), VF_ERR_ARGUMENT);
  s       = reference;
  s.plate = NAN;
  assert_int_equal(vf_convection_eval(&s, &nitrogen, &c), VF_ERR_ARGUMENT);
  VfGasState g   = nitrogen;
  g.conductivity = NAN;
  assert_int_equal(vf_convection_eval(&reference, &g, &c), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(radiation),       cmocka_unit_test(constants), cmocka_unit_test(eucken),
      cmocka_unit_test(reference_flow),  cmocka_unit_test(limits),    cmocka_unit_test(more_flow_cools_more),
      cmocka_unit_test(free_convection), cmocka_unit_test(gas_state), cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
