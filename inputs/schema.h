/* The table of all keys of a case. */
#ifndef VF_INPUTS_SCHEMA_H
#define VF_INPUTS_SCHEMA_H

#include "inputs/key.h"

/** The keys of a case, section after section; offsets are in VfCase. */
const VfKey *vf_schema(int *n);

/** Position of a key, or -1. */
int vf_schema_find(const char *path);

/** Whether a key lies in a section ("bath" for "bath.radius"). */
bool vf_schema_in_section(const VfKey *key, const char *section);

#endif
