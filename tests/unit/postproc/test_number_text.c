/* Numbers as text are printf's, character by character. */
#include "postproc/number_text.h"
#include "tests/unit/close.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void same(double value)
{
  const int digits[] = {15, 17};

  for (int k = 0; k < 2; k++) {
    char      want[64], have[VF_NUMBER_TEXT];
    const int length = snprintf(want, sizeof want, "%.*g", digits[k], value);

    assert_int_equal(vf_number_text(value, digits[k], have), length);
    assert_string_equal(have, want);
  }
}

static void around(double value)
{
  same(value);
  same(-value);
  same(nextafter(value, 0.0));
  same(nextafter(value, INFINITY));
}

/* Powers of ten and of two, their neighbours, all nines, ties, and what is left to printf. */
static void corners(void **state)
{
  (void)state;
  const double others[] = {0.1,
                           0.3,
                           2.0 / 3.0,
                           999999999999999.5,
                           99999999999999.95,
                           123456789012345678.0,
                           0.5,
                           1.5,
                           2.5,
                           1e-5,
                           1e-4,
                           9.99e-5,
                           0.0001234567890,
                           1e15,
                           1e16,
                           1e17,
                           1e22,
                           1e23};

  for (int e = -307; e <= 307; e++) around(pow(10.0, e));
  for (int e = -1021; e <= 1022; e++) around(ldexp(1.0, e));
  for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) around(others[k]);
  around(DBL_MAX);
  around(DBL_MIN);
  same(4.9e-324);
  same(0.0);
  same(-0.0);
  same(INFINITY);
  same(-INFINITY);
}

static void no_number(void **state)
{
  char text[VF_NUMBER_TEXT];

  (void)state;
  assert_int_equal(vf_number_text(copysign((double)NAN, -1.0), 15, text), 3);
  assert_string_equal(text, "nan");
}

/* Any bits at all, and magnitudes as they occur. */
static void many(void **state)
{
  uint64_t bits = 88172645463325252u;

  (void)state;
  for (int k = 0; k < 200000; k++) {
    double value;

    bits ^= bits << 13;
    bits ^= bits >> 7;
    bits ^= bits << 17;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value)) same(value);
    same(ldexp((double)(int64_t)bits, -63 - (int)(bits % 120)));
    same((double)(bits % 1000000) * 1e-3); /* few digits */
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(corners), cmocka_unit_test(no_number), cmocka_unit_test(many)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
