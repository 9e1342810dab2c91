/* Units: conversions by hand, and what has to be refused. */
#include "tests/unit/inputs/check_units.h"
#include <math.h>

static void check_values(void **state)
{
  static const struct {
    const char *text, *unit;
    bool        absolute;
    double      value;
  } table[] = {
      {"10 mm", "m", false, 0.01},
      {"2 mg", "kg", false, 2e-6},
      {"450 degC", "K", true, 723.15},
      {"-40 degF", "K", true, 233.15},
      {"300 K", "K", true, 300.0},
      {"10 K/min", "K/s", false, 10.0 / 60.0},
      {"10 degC/min", "K/s", false, 10.0 / 60.0},
      {"300 mL/min", "m^3/s", false, 5e-6},
      {"5 min", "s", false, 300.0},
      {"1e5 Pa s", "Pa s", false, 1e5},
      {"0.2 N/m", "N/m", false, 0.2},
      {"200 mN/m", "N/m", false, 0.2},
      {"1.56 g/cm^3", "kg/m^3", false, 1560.0},
      {"1.56 g cm-3", "kg/m^3", false, 1560.0},
      {"1.56 g/cm\xC2\xB3", "kg/m^3", false, 1560.0},
      {"50 \xC2\xB5m", "m", false, 5e-5},
      {"1.5\xC2\xB0"
       "C",
       "K", true, 274.65},
      {"0.25 W/(m K)", "W/m/K", false, 0.25},
      {"-0.611 (kg/m^3)/K", "(kg/m^3)/K", false, -0.611},
      {"10mm", "m", false, 0.01},
      {"0.64", "1", false, 0.64},
      {"64 %", "1", false, 0.64},
      {".5 1/s", "1/s", false, 0.5},
      {"+1.5E-3 m", "m", false, 1.5e-3},
      {"1 J/m^2", "N/m", false, 1.0},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    double    value  = NAN;
    const int status = vf_quantity_read(*state, table[i].text, table[i].unit, table[i].absolute, &value);
    if (status != VF_QUANTITY_OK) fail_msg("%s: status %d", table[i].text, status);
    assert_near(value, table[i].value);
  }
}

static void check_refusals(void **state)
{
  static const struct {
    const char      *text, *unit;
    bool             absolute;
    VfQuantityStatus status;
  } table[] = {
      {"ten mm", "m", false, VF_QUANTITY_NOT_NUMBER},
      {"", "m", false, VF_QUANTITY_NOT_NUMBER},
      {"- 3 m", "m", false, VF_QUANTITY_NOT_NUMBER},
      {"nan m", "m", false, VF_QUANTITY_NOT_FINITE},
      {"NaN", "m", false, VF_QUANTITY_NOT_FINITE},
      {"-inf m", "m", false, VF_QUANTITY_NOT_FINITE},
      {".inf", "m", false, VF_QUANTITY_NOT_FINITE},
      {"1e999 m", "m", false, VF_QUANTITY_NOT_FINITE},
      {"1e300 Gm", "m", false, VF_QUANTITY_NOT_FINITE},
      {"10", "m", false, VF_QUANTITY_NO_UNIT},
      {"10 mmm", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 mm mm^", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"0x10 m", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 (m", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 m)", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 m//s", "m/s", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"-6de0 0gC", "K", true, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 m @ 3", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 s since 2000", "s", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 m^99999999999", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 \xE2\x82\xAC", "m", false, VF_QUANTITY_UNKNOWN_UNIT},
      {"10 kg", "m", false, VF_QUANTITY_WRONG_DIMENSION},
      {"10 m", "1", false, VF_QUANTITY_WRONG_DIMENSION},
      {"10 Hz", "s", false, VF_QUANTITY_WRONG_DIMENSION},
      {"4 degC", "K", false, VF_QUANTITY_OFFSET},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    double    value  = 12.0;
    const int status = vf_quantity_read(*state, table[i].text, table[i].unit, table[i].absolute, &value);
    if (status != (int)table[i].status) fail_msg("'%s': status %d, not %d", table[i].text, status, (int)table[i].status);
    assert_true(value == 12.0);
  }
}

/* A number already in SI comes back bit for bit, or a written case would not. */
static void check_bits(void **state)
{
  const char *text  = "0.10000000000000001 W/m^2/K";
  double      value = 0.0;
  assert_int_equal(vf_quantity_read(*state, text, "W/m^2/K", false, &value), VF_QUANTITY_OK);
  assert_true(value == 0.1);
  assert_int_equal(vf_quantity_read(*state, "723.14999999999998 K", "K", true, &value), VF_QUANTITY_OK);
  assert_true(value == 723.15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_values), cmocka_unit_test(check_refusals),
                                     cmocka_unit_test(check_bits)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
