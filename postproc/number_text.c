#include "postproc/number_text.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MOST_DIGITS = 17, EXACT_POWER = 27 }; /* 5^27 < 2^63: these powers of ten have no error in 64 bits */

/* value 10^k; wrong by 2^-62 of itself or less. */
static long double times_power(long double value, int k)
{
  static const long double power[EXACT_POWER + 1] = {1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
                                                     1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
                                                     1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L};

  if (k < 0) return value / power[-k];
  return k <= EXACT_POWER ? value * power[k] : value * power[EXACT_POWER] * power[k - EXACT_POWER];
}

/* The first digits of a > 0, as a whole number, and the power of ten of the first of them.  False where they are not certain: a tie, or nearly
   one, and numbers too large or small for the powers. */
static bool leading_digits(double a, int digits, uint64_t *whole, int *exponent)
{
  const double margin = digits > 15 ? 0.1 : 1e-3; /* of the last digit; the error is at most 1e17 2^-62 = 0.02 of it */
  uint64_t     least  = 1;
  int          two;

  if (LDBL_MANT_DIG < 64) return false;
  for (int k = 1; k < digits; k++) least *= 10;
  (void)frexp(a, &two);
  int ten = (int)floor((two - 1) * 0.30102999566398120); /* right, or one too small */

  if (ten < -30 || ten > 36) return false;
  long double scaled = times_power(a, digits - 1 - ten);

  if (scaled >= 10.0L * (long double)least) scaled = times_power(a, digits - 1 - ++ten);
  const uint64_t below = (uint64_t)scaled;
  const double   rest  = (double)(scaled - (long double)below);

  if (fabs(rest - 0.5) < margin) return false;
  *whole    = below + (rest > 0.5 ? 1 : 0);
  *exponent = ten;
  if (*whole < 10 * least) return true;
  *whole    = least; /* all nines, rounded up */
  *exponent = ten + 1;
  return true;
}

/* Digits in order, zeros at the end left out; their number. */
static int spell(uint64_t whole, int digits, char out[MOST_DIGITS])
{
  int n = digits;

  for (int k = digits - 1; k >= 0; k--, whole /= 10) out[k] = (char)('0' + whole % 10);
  while (n > 1 && out[n - 1] == '0') n--;
  return n;
}

/* d.ddde-05 */
static char *write_scientific(const char *d, int n, int exponent, char *to)
{
  const int size = exponent < 0 ? -exponent : exponent;

  *to++ = d[0];
  if (n > 1) *to++ = '.';
  for (int k = 1; k < n; k++) *to++ = d[k];
  *to++ = 'e';
  *to++ = exponent < 0 ? '-' : '+';
  *to++ = (char)('0' + size / 10);
  *to++ = (char)('0' + size % 10);
  return to;
}

/* ddd.ddd or 0.000ddd */
static char *write_fixed(const char *d, int n, int exponent, char *to)
{
  if (exponent < 0) {
    *to++ = '0';
    *to++ = '.';
    for (int k = -1; k > exponent; k--) *to++ = '0';
  }
  for (int k = 0; k < n || k <= exponent; k++) {
    if (k == exponent + 1 && exponent >= 0) *to++ = '.';
    *to++ = k < n ? d[k] : '0';
  }
  return to;
}

int vf_number_text(double value, int digits, char text[VF_NUMBER_TEXT])
{
  char     d[MOST_DIGITS], *to = text;
  uint64_t whole;
  int      exponent;

  if (isnan(value)) {
    memcpy(text, "nan", 4);
    return 3;
  }
  if (value == 0.0) {
    strcpy(text, signbit(value) ? "-0" : "0");
    return (int)strlen(text);
  }
  if (!isfinite(value) || !leading_digits(fabs(value), digits, &whole, &exponent))
    return snprintf(text, VF_NUMBER_TEXT, "%.*g", digits, value);
  const int n = spell(whole, digits, d);

  if (value < 0.0) *to++ = '-';
  to  = exponent < -4 || exponent >= digits ? write_scientific(d, n, exponent, to) : write_fixed(d, n, exponent, to);
  *to = '\0';
  return (int)(to - text);
}
