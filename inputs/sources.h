/* Where every value of a case comes from. */
#ifndef VF_INPUTS_SOURCES_H
#define VF_INPUTS_SOURCES_H

#include <stdbool.h>

typedef struct {
  char *key;     /* "bath.density", "gases.N2.viscosity" */
  char *value;   /* in SI, as YAML without the unit where it is one number */
  char *unit;    /* UDUNITS spelling, "" when dimensionless or part of the value */
  char *source;  /* "FILE:LINE", "default", or "library Ga: Assael et al. 2012 ..., secondary, uncertainty 0.4%" */
  bool  assumed; /* a guess: marked where values are shown */
} VfSource;

typedef struct {
  int       n;
  VfSource *items; /* (n) in the order of the schema */
} VfSources;

/** The entry of a key, or NULL. */
const VfSource *vf_sources_find(const VfSources *sources, const char *key);

/** Adds an entry; the texts are copied. */
void vf_sources_add(VfSources *sources, const char *key, const char *value, const char *unit, const char *source, bool assumed);

/** Frees the list; sets the pointer to NULL. */
void vf_sources_free(VfSources **sources);

#endif
