/* Where every value of a case comes from. */
#ifndef VF_INPUTS_SOURCES_H
#define VF_INPUTS_SOURCES_H

#include "inputs/spread.h"
#include <stdbool.h>

typedef struct {
  char *key;     /* "bath.density", "gases.N2.viscosity" */
  char *value;   /* in SI, as YAML without the unit where it is one number */
  char *unit;    /* UDUNITS spelling, "" when dimensionless or part of the value */
  char *source;  /* "FILE:LINE", "default", or "library Ga: Assael et al. 2012 ..., secondary, uncertainty 0.4%" */
  bool  assumed; /* a guess: marked where values are shown */

  bool     own;    /* the case gives it itself, rather than the library or a default, changed or not */
  double   scale;  /* [1] by which the case changes what it is made from; 1 */
  double   shift;  /* [unit] 0 */
  double   before; /* [unit] that number before it was changed, c0 of a law */
  VfSpread spread; /* of the value as the case uses it; law VF_SPREAD_NONE: not known */
} VfSource;

typedef struct {
  int       n;
  VfSource *items; /* (n) in the order of the schema */
} VfSources;

/** The entry of a key, or NULL. */
const VfSource *vf_sources_find(const VfSources *sources, const char *key);

/** Adds an entry; the texts are copied.  @return it, to say more of it (until the next is added); NULL when memory is out. */
VfSource *vf_sources_add(VfSources *sources, const char *key, const char *value, const char *unit, const char *source,
                         bool assumed);

/** Frees the list; sets the pointer to NULL. */
void vf_sources_free(VfSources **sources);

#endif
