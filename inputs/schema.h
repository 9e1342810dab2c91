/* The table of all keys of a case. */
#ifndef VF_INPUTS_SCHEMA_H
#define VF_INPUTS_SCHEMA_H

#include "inputs/case.h"
#include "inputs/key.h"

/** The keys of a case, section after section; offsets are in VfCase. */
const VfKey *vf_schema(int *n);

/** Position of a key, or -1. */
int vf_schema_find(const char *path);

/** Whether a key lies in a section ("bath" for "bath.radius"). */
bool vf_schema_in_section(const VfKey *key, const char *section);

/** The word that a condition looks at: of a choice ("bath.shape": "disc") or "bath.kind" ("liquid" or "solid"). */
void vf_schema_word(const VfCase *kase, const char *path, char word[], size_t size);

/** Splits "bath.shape=disc|mask" into its key and the choices behind it. */
const char *vf_schema_condition(const VfKey *key, char path[], size_t size);

/** Whether a key belongs to what was read of a case (VfCasePart). */
bool vf_schema_in_part(const VfKey *key, const VfCase *kase);

/** Whether a key has a meaning in a complete case. */
bool vf_schema_applies(const VfKey *key, const VfCase *kase);

#endif
