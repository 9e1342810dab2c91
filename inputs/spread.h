/* How far a value may be off, as a distribution: what `spread` in the material library says, and what samples are drawn from. */
#ifndef VF_INPUTS_SPREAD_H
#define VF_INPUTS_SPREAD_H

#include <stdbool.h>

typedef enum {
  VF_SPREAD_NONE = 0,    /* not known */
  VF_SPREAD_NORMAL,      /* a: standard deviation */
  VF_SPREAD_UNIFORM,     /* between a and b */
  VF_SPREAD_LOG_UNIFORM, /* its logarithm uniform between those of a and b, never relative */
  VF_SPREAD_DECADES      /* log10 of value over its median is normal, standard deviation a [1] */
} VfSpreadLaw;

typedef struct {
  VfSpreadLaw law;
  bool        relative; /* a and b in parts of the value: normal a |value|; uniform from (1 + a) value to (1 + b) value */
  double      a, b;     /* [unit of the value, of a law of temperature that of c0], or [1] */
} VfSpread;

/** The spread of scale x value + shift, from that of a value.  Relative spreads of laws go with scale > 0 alone: give shift 0 there. */
VfSpread vf_spread_changed(VfSpread spread, double value, double scale, double shift);

/** The number below which a share u of the distribution about `value` lies.  Normal and log-normal ones are cut off at [low, high] and
    spread what they lose over what is left; uniform ones end there.
    @param u (0 to 1, both excluded). */
double vf_spread_inverse(const VfSpread *spread, double value, double low, double high, double u);

/** In words: "normal, standard deviation 2 %", "uniform, 0.5 to 1.1"; the caller frees it. */
char *vf_spread_text(const VfSpread *spread, const char *unit);

#endif
