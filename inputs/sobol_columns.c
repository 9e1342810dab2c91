#include "inputs/sobol_columns.h"
#include "physics/random.h"
#include <stdbool.h>

enum { FIRST_DEGREE = 8, LAST_DEGREE = 10 };

/* Seeds of the first numbers, found by search: with them no two of all columns, GSL's first 28 among them, have a correlation above 0.2 in the first
   256, 512 ... 8192 points (0.24 among GSL's), nor do points in the plane of two columns crowd. */
static const uint8_t first_numbers[VF_SOBOL_COLUMNS] = {
    6,   3,  1,   1,  4,  2,  5,  5,  9,   2,   0,  120, 70, 55,  7,   17,  60,  29,  12, 2,   0,  9,   89, 15,
    10,  3,  17,  49, 55, 65, 64, 94, 127, 108, 90, 27,  0,  26,  10,  21,  24,  23,  24, 0,   48, 4,   9,  111,
    146, 14, 5,   13, 37, 37, 6,  5,  28,  48,  8,  6,   3,  1,   50,  94,  12,  27,  63, 29,  11, 11,  55, 5,
    21,  7,  165, 38, 66, 42, 67, 4,  157, 153, 7,  121, 39, 168, 241, 197, 111, 159, 18, 141, 52, 235, 83, 203};

/* Whether x generates all of GF(2)[x]/p but 0; bit i of p is the coefficient of x^i. */
static bool is_primitive(uint32_t p, int degree)
{
  uint32_t power = 2, period = 1;
  while (power != 1 && period < 1u << degree) {
    power <<= 1;
    if (power >> degree & 1u) power ^= p;
    period++;
  }
  return period == (1u << degree) - 1u;
}

/* m_i = 2 a_1 m_{i-1} + 4 a_2 m_{i-2} + ... + 2^s m_{i-s} + m_{i-s}, sums without carry. */
static void fill_column(uint32_t p, int degree, int number, VfSobolColumn *column)
{
  uint32_t m[VF_SOBOL_BITS];
  for (int i = 0; i < VF_SOBOL_BITS; i++) {
    if (i < degree)
      m[i] = 2u * (uint32_t)(vf_random(first_numbers[number], (uint64_t)(number * VF_SOBOL_BITS + i)) * (double)(1u << i)) + 1u;
    else {
      m[i] = m[i - degree];
      for (int k = 1; k <= degree; k++)
        if (p >> (degree - k) & 1u) m[i] ^= m[i - k] << k;
    }
    column->v[i] = m[i] << (VF_SOBOL_BITS - 1 - i);
  }
}

void vf_sobol_columns(int n, VfSobolColumn columns[])
{
  int found = 0;
  for (int degree = FIRST_DEGREE; degree <= LAST_DEGREE; degree++)
    for (uint32_t p = (1u << degree) + 1u; p < 2u << degree && found < n; p += 2u) {
      if (!is_primitive(p, degree)) continue;
      fill_column(p, degree, found, &columns[found]);
      found++;
    }
}

uint32_t vf_sobol_next(const VfSobolColumn *column, uint32_t before, long i)
{
  int bit = 0;
  while ((i - 1) >> bit & 1) bit++;
  return before ^ column->v[bit];
}
