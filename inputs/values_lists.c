/* Values that are lists or maps of quantities: process, holes, waves, perturbation, cells, gases. */
#include "inputs/values.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SEGMENTS = 1000 };
enum { HEAT, HOLD, QUENCH, ISOTHERMAL, RATE, TIME, GAS, FLOW };

/* clang-format off */
static const VfKey process_keys[] = {
    {.path = "heat", .kind = VF_KIND_TEMPERATURE, .unit = "K", .low = 1.0, .high = 3000.0, .offset = offsetof(VfSegment, target),
     .doc = "go linearly to this wall temperature, up or down; with rate or time"},
    {.path = "hold", .kind = VF_KIND_NUMBER, .unit = "s", .low = 1e-9, .high = 1e9, .offset = offsetof(VfSegment, time),
     .doc = "stay at the wall temperature reached, for this time"},
    {.path = "quench", .kind = VF_KIND_TEMPERATURE, .unit = "K", .low = 1.0, .high = 3000.0, .offset = offsetof(VfSegment, target),
     .doc = "cold gas and wall at this temperature; with gas, flow, and time (else until the film is within 5 K)"},
    {.path = "isothermal", .kind = VF_KIND_TEMPERATURE, .unit = "K", .low = 1.0, .high = 3000.0,
     .offset = offsetof(VfSegment, target),
     .doc = "film and bath exactly at this temperature, no heat equation; with time"},
    {.path = "rate", .kind = VF_KIND_NUMBER, .unit = "K/s", .low = 1e-9, .high = 1e6, .offset = offsetof(VfSegment, rate),
     .doc = "rate of a heat segment, positive up and down"},
    {.path = "time", .kind = VF_KIND_NUMBER, .unit = "s", .low = 1e-9, .high = 1e9, .offset = offsetof(VfSegment, time),
     .doc = "length of the segment"},
    {.path = "gas", .kind = VF_KIND_TEXT, .size = sizeof((VfSegment *)0)->gas, .offset = offsetof(VfSegment, gas),
     .doc = "quench gas, a name in the library or under gases"},
    {.path = "flow", .kind = VF_KIND_NUMBER, .unit = "m^3/s", .low = 0.0, .high = 1.0, .offset = offsetof(VfSegment, flow),
     .doc = "quench gas flow at 293.15 K and 101325 Pa; without it still gas"},
};
/* clang-format on */

/* clang-format off */
static const VfKey hole_keys[] = {
    {.path = "x", .kind = VF_KIND_NUMBER, .unit = "m", .low = -100.0, .high = 100.0, .offset = offsetof(VfHole, x),
     .doc = "centre, from the bath's centre (default 0)"},
    {.path = "y", .kind = VF_KIND_NUMBER, .unit = "m", .low = -100.0, .high = 100.0, .offset = offsetof(VfHole, y),
     .doc = "centre, from the bath's centre (default 0)"},
    {.path = "radius", .kind = VF_KIND_NUMBER, .unit = "m", .low = 1e-9, .high = 100.0, .offset = offsetof(VfHole, radius),
     .required = true, .doc = "radius of the hole"},
};
/* clang-format on */

/* clang-format off */
static const VfKey wave_keys[] = {
    {.path = "amplitude", .kind = VF_KIND_NUMBER, .unit = "1", .low = -0.99, .high = 0.99, .offset = offsetof(VfWave, amplitude),
     .required = true, .doc = "relative to the local thickness"},
    {.path = "x", .kind = VF_KIND_NUMBER, .unit = "1", .low = -1e4, .high = 1e4, .offset = offsetof(VfWave, x),
     .doc = "wavelengths over the bath's width (default 0)"},
    {.path = "y", .kind = VF_KIND_NUMBER, .unit = "1", .low = -1e4, .high = 1e4, .offset = offsetof(VfWave, y),
     .doc = "wavelengths over the bath's height (default 0)"},
    {.path = "phase", .kind = VF_KIND_NUMBER, .unit = "rad", .low = -1e3, .high = 1e3, .offset = offsetof(VfWave, phase),
     .doc = "of the cosine at the bath's centre (default 0)"},
};
/* clang-format on */

/* clang-format off */
static const VfKey perturbation_keys[] = {
    {.path = "amplitude", .kind = VF_KIND_NUMBER, .unit = "1", .low = 0.0, .high = 0.99,
     .offset = offsetof(VfPerturbation, amplitude), .required = true,
     .doc = "relative to the local thickness"},
    {.path = "wavelength", .kind = VF_KIND_NUMBER, .unit = "m", .low = 1e-9, .high = 100.0,
     .offset = offsetof(VfPerturbation, wavelength),
     .doc = "of h (1 + a cos(2 pi x/L) cos(2 pi y/L))"},
    {.path = "seed", .kind = VF_KIND_COUNT, .low = 0.0, .high = 4294967295.0, .offset = offsetof(VfPerturbation, seed),
     .doc = "of random numbers, instead of a wavelength"},
};
/* clang-format on */

/* clang-format off */
static const VfKey gas_keys[] = {
    {.path = "molar_mass", .kind = VF_KIND_NUMBER, .unit = "kg/mol", .low = 1e-4, .high = 1.0,
     .offset = offsetof(VfGas, molar_mass), .doc = "molar mass"},
    {.path = "viscosity", .kind = VF_KIND_PROPERTY, .unit = "Pa s", .low = 1e-7, .high = 1e-2,
     .offset = offsetof(VfGas, viscosity), .doc = "viscosity"},
    {.path = "conductivity", .kind = VF_KIND_PROPERTY, .unit = "W/m/K", .low = 1e-5, .high = 10.0,
     .offset = offsetof(VfGas, conductivity), .doc = "thermal conductivity"},
};
/* clang-format on */

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

const VfKey *vf_process_keys(int *n)
{
  return *n = COUNT(process_keys), process_keys;
}
const VfKey *vf_hole_keys(int *n)
{
  return *n = COUNT(hole_keys), hole_keys;
}
const VfKey *vf_wave_keys(int *n)
{
  return *n = COUNT(wave_keys), wave_keys;
}
const VfKey *vf_perturbation_keys(int *n)
{
  return *n = COUNT(perturbation_keys), perturbation_keys;
}
const VfKey *vf_gas_keys(int *n)
{
  return *n = COUNT(gas_keys), gas_keys;
}

/* Whether the keys given make one segment. */
static bool segment_complete(const VfContext *context, VfWhere where, unsigned given, void *segments, int number)
{
  VfSegment *segment = (VfSegment *)segments + number;
  static const struct {
    VfSegmentKind kind;
    unsigned      first, allowed;
    const char   *right;
  } shapes[] = {
      {VF_SEGMENT_HEAT, 1u << HEAT, 1u << HEAT | 1u << RATE | 1u << TIME,
       "{heat: TEMPERATURE, rate: RATE} or {heat: TEMPERATURE, time: TIME}"},
      {VF_SEGMENT_HOLD, 1u << HOLD, 1u << HOLD, "{hold: TIME}"},
      {VF_SEGMENT_QUENCH, 1u << QUENCH, 1u << QUENCH | 1u << GAS | 1u << FLOW | 1u << TIME,
       "{quench: TEMPERATURE, gas: GAS, flow: FLOW}"},
      {VF_SEGMENT_ISOTHERMAL, 1u << ISOTHERMAL, 1u << ISOTHERMAL | 1u << TIME, "{isothermal: TEMPERATURE, time: TIME}"},
  };
  const unsigned firsts = given & (1u << HEAT | 1u << HOLD | 1u << QUENCH | 1u << ISOTHERMAL);
  segment->has_rate     = given >> RATE & 1u;
  segment->has_time     = given >> TIME & 1u || given >> HOLD & 1u;
  for (int i = 0; i < COUNT(shapes); i++) {
    if (firsts != shapes[i].first) continue;
    segment->kind = shapes[i].kind;
    bool good     = !(given & ~shapes[i].allowed);
    if (segment->kind == VF_SEGMENT_HEAT) good = good && segment->has_rate != segment->has_time;
    if (segment->kind == VF_SEGMENT_ISOTHERMAL) good = good && segment->has_time;
    if (segment->kind == VF_SEGMENT_QUENCH) good = good && (segment->gas[0] || !(given >> FLOW & 1u));
    if (!good) vf_complain(context, where, "does not make a segment; %s is right", shapes[i].right);
    return good;
  }
  vf_complain(context, where, "does not make a segment; one of heat, hold, quench, isothermal is right");
  return false;
}

int vf_items_count(const VfContext *context, VfWhere where, VfNode *node, int fewest, int most, const char *right)
{
  const int n = vf_node_kind(node) == VF_NODE_LIST ? vf_list_length(node) : -1;
  if (n >= fewest && n <= most) return n;
  vf_complain(context, where, "is not a list of %d to %d items; %s is right", fewest, most, right);
  return -1;
}

bool vf_items_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey keys[], int n_keys, void *items, size_t size,
                   VfItemCheck check)
{
  void *cursor = NULL;
  bool  good   = true;
  int   i      = 0;
  for (VfNode *item; (item = vf_list_next(node, &cursor)); i++) {
    char     key[64];
    unsigned given;
    snprintf(key, sizeof key, "%s[%d]", where.key, i);
    const VfWhere at  = {.key = key, .line = vf_node_line(item, where.line)};
    const bool    all = vf_fields_read(context, at, item, keys, n_keys, (char *)items + (size_t)i * size, &given);
    good              = all && (!check || check(context, at, given, items, i)) && good;
  }
  return good;
}

bool vf_process_read(const VfContext *context, VfWhere where, VfNode *node, VfProgramme *programme)
{
  const int n = vf_items_count(context, where, node, 1, MAX_SEGMENTS, "[{heat: 450 degC, rate: 10 K/min}, {hold: 5 min}]");
  if (n < 0) return false;
  programme->segments = calloc((size_t)n, sizeof *programme->segments);
  if (!programme->segments) return false;
  programme->n = n;
  return vf_items_read(context, where, node, process_keys, COUNT(process_keys), programme->segments, sizeof *programme->segments,
                       segment_complete);
}

bool vf_holes_read(const VfContext *context, VfWhere where, VfNode *node, VfMelt *melt)
{
  const int n = vf_items_count(context, where, node, 0, VF_MAX_HOLES, "[{x: 1 mm, y: 0 mm, radius: 50 um}]");
  if (n <= 0) return n == 0;
  melt->holes = calloc((size_t)n, sizeof *melt->holes);
  if (!melt->holes) return false;
  melt->n_holes = n;
  return vf_items_read(context, where, node, hole_keys, COUNT(hole_keys), melt->holes, sizeof *melt->holes, NULL);
}

bool vf_waves_read(const VfContext *context, VfWhere where, VfNode *node, VfMelt *melt)
{
  const int n   = vf_items_count(context, where, node, 0, VF_MAX_WAVES, "[{amplitude: 0.01, x: 2, y: 1, phase: 0 rad}]");
  double    sum = 0.0;
  for (int i = 0; i < n; i++) melt->waves[i] = (VfWave){0};
  if (n < 0 || !vf_items_read(context, where, node, wave_keys, COUNT(wave_keys), melt->waves, sizeof *melt->waves, NULL))
    return false;
  for (int i = 0; i < n; i++) sum += fabs(melt->waves[i].amplitude);
  if (n > 0 && !(sum < 1.0)) {
    vf_complain(context, where, "has amplitudes of %g together; less than 1 is right", sum);
    return false;
  }
  melt->n_waves = n;
  return true;
}

bool vf_perturbation_read(const VfContext *context, VfWhere where, VfNode *node, VfPerturbation *perturbation)
{
  VfPerturbation read = {0};
  unsigned       given;
  if (!vf_fields_read(context, where, node, perturbation_keys, COUNT(perturbation_keys), &read, &given)) return false;
  if ((given >> 1 & 1u) == (given >> 2 & 1u)) {
    vf_complain(context, where, "wants one of wavelength and seed; {amplitude: 0.01, wavelength: 1 mm} is right");
    return false;
  }
  read.set      = true;
  *perturbation = read;
  return true;
}

bool vf_cells_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, int cells[2])
{
  const int n = vf_items_count(context, where, node, 1, 2, "[256, 256], or [512] axisymmetric,");
  if (n < 0) return false;
  void *cursor  = NULL;
  int   read[2] = {0, 0}; /* 0: not given */
  for (int i = 0; i < n; i++) {
    const VfKey   count  = {.path = key->path, .kind = VF_KIND_COUNT, .low = key->low, .high = key->high};
    unsigned long number = 0;
    if (!vf_value_read(context, where, vf_list_next(node, &cursor), &count, &number)) return false;
    read[i] = (int)number;
  }
  cells[0] = read[0];
  cells[1] = read[1];
  return true;
}

static bool gas_read(const VfContext *context, VfWhere where, const VfPair *pair, VfCase *kase)
{
  VfGas    gas = {.molar_mass = NAN, .viscosity = {.c0 = NAN}, .conductivity = {.c0 = NAN}}; /* NaN: to come from the library */
  unsigned given;
  if (!pair->key || !vf_text_store(gas.name, sizeof gas.name, pair->key)) {
    vf_complain(context, where, "is not a name; at most %zu characters are right", sizeof gas.name - 1);
    return false;
  }
  for (int i = 0; i < kase->n_gases; i++)
    if (strcmp(kase->gases[i].name, gas.name) == 0) {
      vf_complain(context, where, "is given twice; one entry is right");
      return false;
    }
  if (kase->n_gases == VF_MAX_GASES) {
    vf_complain(context, where, "is one gas too many; at most %d are right", VF_MAX_GASES);
    return false;
  }
  if (!vf_fields_read(context, where, pair->value, gas_keys, COUNT(gas_keys), &gas, &given)) return false;
  kase->gases[kase->n_gases++] = gas;
  return true;
}

bool vf_gases_read(const VfContext *context, VfWhere where, VfNode *node, VfCase *kase)
{
  void  *cursor = NULL;
  VfPair pair;
  bool   good = true;
  if (vf_node_kind(node) != VF_NODE_MAP) {
    vf_complain(context, where, "is not a map; {N2: {viscosity: 2e-5 Pa s}} is right");
    return false;
  }
  while (vf_map_next(node, &cursor, &pair)) {
    char *key = vf_text_format("%s.%.40s", where.key, pair.key ? pair.key : "(key)");
    good      = gas_read(context, (VfWhere){.key = key ? key : where.key, .line = pair.line}, &pair, kase) && good;
    free(key);
  }
  return good;
}
