/* Values of a case that change what the library or the default gives: {scale: 1.02}, {shift: -0.01 N/m}. */
#ifndef VF_INPUTS_CHANGE_H
#define VF_INPUTS_CHANGE_H

#include "inputs/values.h"

/* scale x value + shift */
typedef struct {
  double scale; /* [1] */
  double shift; /* [unit of the key] */
} VfChange;

/** Whether a node says nothing but how to change a value: a map of `scale` and `shift` alone. */
bool vf_change_given(VfNode *node);

/** Reads `scale` and `shift` of a map, whatever else it holds; scale 1 and shift 0 where they are not there. */
bool vf_change_read(const VfContext *context, VfWhere where, VfNode *map, const VfKey *key, VfChange *change);

/** Changes the number or property at base + key->offset, and checks that the key may have it. */
bool vf_change_apply(const VfContext *context, VfWhere where, const VfChange *change, const VfKey *key, void *base);

/** The law changed: c0 and slope scaled, c0 shifted.  @return false, complained of, where it cannot be (shift of a law in 1/T). */
bool vf_change_property(const VfContext *context, VfWhere where, const VfChange *change, VfProperty *property);

/** "library Ga: ..., scaled by 1.02 at FILE:LINE"; the caller frees it. */
char *vf_change_source(const VfContext *context, int line, const VfChange *change, const char *unit, const char *source);

#endif
