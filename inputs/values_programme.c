/* The programme of a membrane: a list of segments with temperature, what is fed and what sweeps. */
#include "inputs/values.h"
#include <stdio.h>
#include <string.h>

enum { HEAT, HOLD, RATE, TIME };

/* clang-format off */
static const VfKey segment_keys[] = {
    {.path = "heat", .kind = VF_KIND_TEMPERATURE, .unit = "K", .low = 50.0, .high = 1500.0, .offset = offsetof(VfGasSegment, target),
     .doc = "go linearly to this temperature, up or down; with rate or time"},
    {.path = "hold", .kind = VF_KIND_NUMBER, .unit = "s", .low = 1e-9, .high = 1e12, .offset = offsetof(VfGasSegment, time),
     .doc = "stay at the temperature reached, for this time"},
    {.path = "rate", .kind = VF_KIND_NUMBER, .unit = "K/s", .low = 1e-9, .high = 1e6, .offset = offsetof(VfGasSegment, rate),
     .doc = "rate of a heat segment, positive up and down"},
    {.path = "time", .kind = VF_KIND_NUMBER, .unit = "s", .low = 1e-9, .high = 1e12, .offset = offsetof(VfGasSegment, time),
     .doc = "length of a heat segment"},
    {.path = "feed", .kind = VF_KIND_MIXTURE, .unit = "Pa", .low = 0.0, .high = 1e8, .offset = offsetof(VfGasSegment, feed),
     .doc = "partial pressures on the feed side: {CO2: 0.97 bar, H2O: 3 kPa}, gases not named 0 (default: as before)"},
    {.path = "permeate", .kind = VF_KIND_MIXTURE, .unit = "Pa", .low = 0.0, .high = 1e8, .offset = offsetof(VfGasSegment, permeate),
     .doc = "the same on the permeate side, without a rig (default: as before, at first vacuum)"},
    {.path = "feed_flow", .kind = VF_KIND_OPTIONAL, .unit = "m^3/s", .low = 1e-15, .high = 1.0, .offset = offsetof(VfGasSegment, feed_flow),
     .doc = "flow of the whole feed at 293.15 K and 101325 Pa, wicke_kallenbach (default: as before, at first transport.rig_feed_flow)"},
    {.path = "sweep_flow", .kind = VF_KIND_OPTIONAL, .unit = "m^3/s", .low = 1e-15, .high = 1.0, .offset = offsetof(VfGasSegment, sweep_flow),
     .doc = "flow of the sweep gas, wicke_kallenbach (default: as before, at first transport.rig_sweep_flow)"},
    {.path = "change", .kind = VF_KIND_CHOICE, .offset = offsetof(VfGasSegment, change), .choices = "at_once|linear",
     .doc = "how pressures and flows come to what the segment says: at its beginning, or evenly until its end (default at_once)"},
    {.path = "evacuate", .kind = VF_KIND_CHOICE, .offset = offsetof(VfGasSegment, evacuate), .choices = "no|yes",
     .doc = "yes: the closed volume is emptied as the segment begins, constant_volume (default no)"},
    {.path = "label", .kind = VF_KIND_TEXT, .size = sizeof((VfGasSegment *)0)->label, .offset = offsetof(VfGasSegment, label),
     .doc = "name of the segment in results"},
};
/* clang-format on */

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

const VfKey *vf_gas_segment_keys(int *n)
{
  return *n = COUNT(segment_keys), segment_keys;
}

static bool mixture_add(const VfContext *context, VfWhere where, const VfPair *pair, const VfKey *key, VfGasMixture *mixture)
{
  const VfKey number = {.path = key->path, .kind = VF_KIND_NUMBER, .unit = key->unit, .low = key->low, .high = key->high};

  if (!pair->key || mixture->n == VF_MIXTURE_GIVEN || !vf_text_store(mixture->gas[mixture->n], sizeof mixture->gas[0], pair->key)) {
    vf_complain(context, where, "is not usable (%.40s); up to %d gases with names of at most %zu characters are right",
                pair->key ? pair->key : "", VF_MIXTURE_GIVEN, sizeof mixture->gas[0] - 1);
    return false;
  }
  for (int i = 0; i < mixture->n; i++)
    if (strcmp(mixture->gas[i], pair->key) == 0) {
      vf_complain(context, where, "names %.31s twice; each gas once is right", pair->key);
      return false;
    }
  return vf_value_read(context, where, pair->value, &number, &mixture->pressure[mixture->n++]);
}

bool vf_mixture_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfGasMixture *mixture)
{
  VfGasMixture read   = {0};
  void        *cursor = NULL;
  VfPair       pair;

  if (vf_node_kind(node) != VF_NODE_MAP) {
    vf_complain(context, where, "is not a map; {CO2: 0.97 bar, H2O: 3 kPa} is right");
    return false;
  }
  while (vf_map_next(node, &cursor, &pair)) {
    const VfWhere at = {.key = where.key, .line = pair.line};
    if (!mixture_add(context, at, &pair, key, &read)) return false;
  }
  if (!read.n) {
    vf_complain(context, where, "is empty; a gas and its pressure, which may be 0 Pa, is right");
    return false;
  }
  *mixture = read;
  return true;
}

static bool segment_complete(const VfContext *context, VfWhere where, unsigned given, void *segments, int number)
{
  VfGasSegment *segment = (VfGasSegment *)segments + number;
  const bool    heat = given >> HEAT & 1u, hold = given >> HOLD & 1u, rate = given >> RATE & 1u, time = given >> TIME & 1u;

  segment->heats    = heat;
  segment->has_rate = rate;
  if (heat != hold && (hold ? !rate && !time : rate != time)) return true;
  vf_complain(context, where,
              "does not make a segment; {hold: TIME}, {heat: TEMPERATURE, rate: RATE} or {heat: TEMPERATURE, time: TIME} is right");
  return false;
}

bool vf_gas_programme_read(const VfContext *context, VfWhere where, VfNode *node, VfGasProgramme *programme)
{
  const int n = vf_items_count(context, where, node, 1, VF_MAX_GAS_SEGMENTS, "[{hold: 1 h, feed: {CO2: 1 bar}}]");

  memset(programme->segment, 0, sizeof programme->segment);
  if (n < 0 || !vf_items_read(context, where, node, segment_keys, COUNT(segment_keys), programme->segment,
                              sizeof *programme->segment, segment_complete))
    return false;
  programme->n = n;
  return true;
}
