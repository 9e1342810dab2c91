/* Spreads as library, cases and sweeps write them: {normal: 2 %}, {uniform: [0.5, 1.1]}, {log_uniform: [1 s, 100 s]}, {decades: 1}. */
#include "inputs/values.h"
#include <math.h>
#include <string.h>

#define RIGHT "{normal: 2 %%}, {uniform: [LOW, HIGH]}, {log_uniform: [LOW, HIGH]} or {decades: 1} is right"

enum { MOST_DECADES = 10 };

/* One number: a percentage is a part of the value, anything else has its unit.  @param difference of temperatures: not in degC. */
static bool bound_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, bool difference, double *value,
                       bool *relative)
{
  const char *text  = node ? vf_node_text(node) : NULL;
  const bool  parts = text && text[0] && text[strlen(text) - 1] == '%';
  VfKey       bound = {.path = key->path, .kind = VF_KIND_NUMBER, .unit = parts ? "1" : key->unit, .low = -1e300, .high = 1e300};
  if (!parts && !difference && strcmp(key->unit, "K") == 0) bound.kind = VF_KIND_TEMPERATURE;
  *relative = parts;
  return vf_value_read(context, where, node, &bound, value);
}

static bool range_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfSpread *spread)
{
  void *cursor   = NULL;
  bool  parts[2] = {false, false};
  if (vf_node_kind(node) != VF_NODE_LIST || vf_list_length(node) != 2) {
    vf_complain(context, where, "is not a range; [LOW, HIGH] is right");
    return false;
  }
  VfNode *low = vf_list_next(node, &cursor), *high = vf_list_next(node, &cursor);
  if (!bound_read(context, where, low, key, false, &spread->a, &parts[0])) return false;
  if (!bound_read(context, where, high, key, false, &spread->b, &parts[1])) return false;
  spread->relative = parts[0];
  if (parts[0] != parts[1])
    vf_complain(context, where, "has one bound in percent and one not; both alike is right");
  else if (!(spread->a < spread->b))
    vf_complain(context, where, "goes from %g to %g; low first is right", spread->a, spread->b);
  else if (spread->law == VF_SPREAD_LOG_UNIFORM && (parts[0] || !(spread->a > 0.0)))
    vf_complain(context, where, "has no logarithm (%g); bounds above 0, in the value's unit, are right", spread->a);
  else if (parts[0] && !(spread->a > -1.0))
    vf_complain(context, where, "goes below nothing (%g %%); bounds above -100 %% are right", 100.0 * spread->a);
  else
    return true;
  return false;
}

static bool width_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfSpread *spread)
{
  const VfKey decades = {.path = key->path, .kind = VF_KIND_NUMBER, .unit = "1", .low = 0.0, .high = MOST_DECADES};
  const bool  normal  = spread->law == VF_SPREAD_NORMAL;
  if (normal ? !bound_read(context, where, node, key, true, &spread->a, &spread->relative)
             : !vf_value_read(context, where, node, &decades, &spread->a))
    return false;
  if (spread->a > 0.0) return true;
  vf_complain(context, where, "is not a standard deviation (%g); one above 0 is right", spread->a);
  return false;
}

bool vf_spread_read_law(const VfContext *context, VfWhere where, const char *law, VfNode *node, const VfKey *key, VfSpread *spread)
{
  const int i = vf_choice_find("normal|uniform|log_uniform|decades", law, strlen(law));
  if (i < 0) {
    vf_complain(context, where, "is not a distribution (%.60s); " RIGHT, law);
    return false;
  }
  *spread         = (VfSpread){.law = (VfSpreadLaw)(VF_SPREAD_NORMAL + i)};
  const bool good = spread->law == VF_SPREAD_NORMAL || spread->law == VF_SPREAD_DECADES
                        ? width_read(context, where, node, key, spread)
                        : range_read(context, where, node, key, spread);
  if (!good) spread->law = VF_SPREAD_NONE;
  return good;
}

bool vf_spread_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfSpread *spread)
{
  void  *cursor = NULL;
  VfPair pair, other;
  *spread = (VfSpread){.law = VF_SPREAD_NONE};
  if (vf_node_kind(node) != VF_NODE_MAP || !vf_map_next(node, &cursor, &pair) || vf_map_next(node, &cursor, &other)) {
    vf_complain(context, where, "is not a spread; " RIGHT);
    return false;
  }
  return vf_spread_read_law(context, (VfWhere){.key = where.key, .line = pair.line}, pair.key ? pair.key : "", pair.value, key,
                            spread);
}

bool vf_spread_check(const VfContext *context, VfWhere where, const VfSpread *spread, const double *value)
{
  const bool range     = spread->law == VF_SPREAD_UNIFORM || spread->law == VF_SPREAD_LOG_UNIFORM;
  const bool logarithm = spread->law == VF_SPREAD_LOG_UNIFORM || spread->law == VF_SPREAD_DECADES;
  if (spread->law == VF_SPREAD_NONE) return true;
  if (!value && !spread->relative && spread->law != VF_SPREAD_DECADES)
    vf_complain(context, where, "is a spread in units of a law without one number; percent or decades are right");
  else if (value && range && !spread->relative && !(*value >= spread->a && *value <= spread->b))
    vf_complain(context, where, "goes from %g to %g, which does not hold the value (%g); bounds around it are right", spread->a,
                spread->b, *value);
  else if (value && logarithm && !(*value > 0.0))
    vf_complain(context, where, "spreads the logarithm of %g; a value above 0 is right", *value);
  else if (value && spread->relative && !(*value < 0.0 || *value > 0.0))
    vf_complain(context, where, "is a percentage of 0; a spread with the value's unit is right");
  else
    return true;
  return false;
}
