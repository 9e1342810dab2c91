#include "inputs/change.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double largest = 1e10; /* [1] factor either way */

bool vf_change_given(VfNode *node)
{
  void  *cursor = NULL;
  VfPair pair;
  bool   any = false;
  if (!node || vf_node_kind(node) != VF_NODE_MAP) return false;
  while (vf_map_next(node, &cursor, &pair)) {
    if (!pair.key || (strcmp(pair.key, "scale") != 0 && strcmp(pair.key, "shift") != 0)) return false;
    any = true;
  }
  return any;
}

static bool one_read(const VfContext *context, VfWhere where, VfNode *map, const char *name, const VfKey *key, double *value)
{
  void  *cursor = NULL;
  VfPair pair;
  bool   good = true, seen = false;
  while (vf_map_next(map, &cursor, &pair)) {
    if (!pair.key || strcmp(pair.key, name) != 0) continue;
    char         *dotted = vf_text_format("%s.%s", where.key, name);
    const VfWhere at     = {.key = dotted ? dotted : name, .line = pair.line};
    if (seen) vf_complain(context, at, "is given twice; one value is right");
    good = !seen && vf_value_read(context, at, pair.value, key, value) && good;
    seen = true;
    free(dotted);
  }
  return good;
}

bool vf_change_read(const VfContext *context, VfWhere where, VfNode *map, const VfKey *key, VfChange *change)
{
  const VfKey scale = {.path = "scale", .kind = VF_KIND_NUMBER, .unit = "1", .low = 1.0 / largest, .high = largest};
  const VfKey shift = {.path = "shift", .kind = VF_KIND_NUMBER, .unit = key->unit, .low = -1e300, .high = 1e300};
  *change           = (VfChange){.scale = 1.0, .shift = 0.0};
  const bool good   = one_read(context, where, map, "scale", &scale, &change->scale);
  return one_read(context, where, map, "shift", &shift, &change->shift) && good;
}

/* Adding the nothing of a change that does not shift would turn -0 into 0 and no more, but let scale alone stay bitwise a product. */
static double changed(const VfChange *change, double value)
{
  return change->shift < 0.0 || change->shift > 0.0 ? change->scale * value + change->shift : change->scale * value;
}

bool vf_change_property(const VfContext *context, VfWhere where, const VfChange *change, VfProperty *property)
{
  if (property->law == VF_PROPERTY_ARRHENIUS) {
    if (change->shift < 0.0 || change->shift > 0.0) {
      vf_complain(context, where, "shifts a law in 1/T (%g); {scale: ...} is right", change->shift);
      return false;
    }
  } else
    property->c1 *= change->scale;
  property->c0 = changed(change, property->c0);
  return true;
}

bool vf_change_apply(const VfContext *context, VfWhere where, const VfChange *change, const VfKey *key, void *base)
{
  void *target = (char *)base + key->offset;
  if (key->kind == VF_KIND_PROPERTY)
    return vf_change_property(context, where, change, target) && vf_property_check(context, where, target, key);
  double      *number = target;
  const double value  = changed(change, *number);
  const bool   plain  = strcmp(key->unit, "1") == 0;
  if (!isfinite(*number)) {
    vf_complain(context, where, "changes a value that is none; a number is right");
    return false;
  }
  if (!(value >= key->low && value <= key->high)) {
    vf_complain(context, where, "is out of range (%g from %g); %g to %g%s%s is right", value, *number, key->low, key->high,
                plain ? "" : " ", plain ? "" : key->unit);
    return false;
  }
  *number = value;
  return true;
}

char *vf_change_source(const VfContext *context, int line, const VfChange *change, const char *unit, const char *source)
{
  VfText     text    = {0};
  const bool shifted = change->shift < 0.0 || change->shift > 0.0, scaled = change->scale < 1.0 || change->scale > 1.0 || !shifted;
  vf_text_append(&text, "%s, ", source);
  if (scaled) vf_text_append(&text, "scaled by %.10g%s", change->scale, shifted ? " and " : "");
  if (shifted)
    vf_text_append(&text, "shifted by %.10g%s%s", change->shift, strcmp(unit, "1") == 0 ? "" : " ",
                   strcmp(unit, "1") == 0 ? "" : unit);
  vf_text_append(&text, " at %s:%d", context->file, line);
  return text.data;
}
