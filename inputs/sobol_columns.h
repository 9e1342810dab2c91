/* Columns of Sobol's sequence beyond those that GSL knows, and in place of its last: from the 33rd on they follow earlier ones (correlation
   0.75) for a thousand points. */
#ifndef VF_INPUTS_SOBOL_COLUMNS_H
#define VF_INPUTS_SOBOL_COLUMNS_H

#include <stdint.h>

enum { VF_SOBOL_BITS = 30, VF_SOBOL_COLUMNS = 96 };

/* Direction numbers of one column, [i] for bit i of a point's number. */
typedef struct {
  uint32_t v[VF_SOBOL_BITS];
} VfSobolColumn;

/** The first n of these columns, at most VF_SOBOL_COLUMNS: one a primitive polynomial of degree 8, 9 and 10 each (I. M. Sobol', USSR Comput. Maths.
    Math. Phys. 7, 86 (1967), doi:10.1016/0041-5553(67)90144-9), none of which GSL's first 37 have.  Their first numbers are odd and otherwise random. */
void vf_sobol_columns(int n, VfSobolColumn columns[]);

/** Bits of point number i > 0 from those of the one before, in the order of the Gray code, GSL's too: x / 2^VF_SOBOL_BITS is in [0, 1). */
uint32_t vf_sobol_next(const VfSobolColumn *column, uint32_t before, long i);

#endif
