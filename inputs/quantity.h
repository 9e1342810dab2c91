/* Numbers with units: "10 mm" in SI, by UDUNITS-2.  A bare number is refused unless the quantity is dimensionless. */
#ifndef VF_INPUTS_QUANTITY_H
#define VF_INPUTS_QUANTITY_H

#include <stdbool.h>

/* The unit database.  Loading it takes a tenth of a second: make one and pass it on. */
typedef struct VfUnits VfUnits;

typedef enum {
  VF_QUANTITY_OK = 0,
  VF_QUANTITY_NOT_NUMBER,      /* does not begin with a number */
  VF_QUANTITY_NOT_FINITE,      /* nan, inf or beyond double precision */
  VF_QUANTITY_NO_UNIT,         /* bare number for a quantity with a dimension */
  VF_QUANTITY_UNKNOWN_UNIT,    /* not a unit */
  VF_QUANTITY_WRONG_DIMENSION, /* a unit of something else */
  VF_QUANTITY_OFFSET           /* degC or degF where a temperature difference is wanted */
} VfQuantityStatus;

/** Loads the database.  NULL when it cannot be read. */
VfUnits *vf_units_create(void);

/** Frees the database; sets the pointer to NULL. */
void vf_units_destroy(VfUnits **units);

/** Reads "number unit" and converts to `si_unit`.
    @param si_unit  UDUNITS spelling, "1" when dimensionless.
    @param absolute accept units with an offset (450 degC is 723.15 K); otherwise they are an error.
    @param value    [si_unit] result; unchanged unless OK.  Bitwise the number read when the unit is si_unit itself. */
VfQuantityStatus vf_quantity_read(const VfUnits *units, const char *text, const char *si_unit, bool absolute, double *value);

#endif
