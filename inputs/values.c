#include "inputs/values.h"
#include "inputs/material.h"
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void vf_complain(const VfContext *context, VfWhere where, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *text = vf_text_format_list(format, arguments);
  va_end(arguments);
  vf_messages_add(context->messages, VF_MESSAGE_ERROR, context->file, where.line, where.key, "%s", text ? text : "out of memory");
  free(text);
}

/* A value as people write it, for "is right" at the end of a message. */
static const char *example_of(const VfKey *key)
{
  static const struct {
    const char *unit, *example;
  } examples[] = {{"m", "10 mm"},          {"kg", "2 mg"},       {"s", "5 min"},           {"K/s", "10 K/min"},
                  {"m^3/s", "300 mL/min"}, {"Pa s", "1e5 Pa s"}, {"N/m", "0.2 N/m"},       {"kg/m^3", "1250 kg/m^3"},
                  {"m/s^2", "9.81 m/s^2"}, {"1", "0.5"},         {"J/kg/K", "400 J/kg/K"}, {"W/m/K", "50 W/m/K"},
                  {"1/m^2", "100 cm^-2"},  {"J", "1e-19 J"},     {"J/kg", "20 kJ/kg"}};
  if (key->kind == VF_KIND_TEMPERATURE || key->kind == VF_KIND_RANGE) return "450 degC";
  if (strcmp(key->unit, "K") == 0) return "4 K";
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
    if (strcmp(examples[i].unit, key->unit) == 0) return examples[i].example;
  return NULL;
}

static void complain_quantity(const VfContext *context, VfWhere where, const char *text, const VfKey *key, VfQuantityStatus status)
{
  static const char *const wrong[] = {[VF_QUANTITY_NOT_NUMBER]      = "is not a number",
                                      [VF_QUANTITY_NOT_FINITE]      = "is not a finite number",
                                      [VF_QUANTITY_NO_UNIT]         = "has no unit",
                                      [VF_QUANTITY_UNKNOWN_UNIT]    = "has an unknown unit",
                                      [VF_QUANTITY_WRONG_DIMENSION] = "has the wrong dimension",
                                      [VF_QUANTITY_OFFSET]          = "is a difference of temperatures in a unit with an offset"};
  const char              *example = example_of(key);
  if (strcmp(key->unit, "1") == 0)
    vf_complain(context, where, "%s (%.60s); a number without a unit is right", wrong[status], text);
  else if (example)
    vf_complain(context, where, "%s (%.60s); a unit like %s is right, as in %s", wrong[status], text, key->unit, example);
  else
    vf_complain(context, where, "%s (%.60s); a unit like %s is right", wrong[status], text, key->unit);
}

static bool number_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, double *value)
{
  double number;
  if (strcmp(text, "none") == 0 && key->fallback && strcmp(key->fallback, "none") == 0) {
    *value = INFINITY;
    return true;
  }
  const bool             absolute = key->kind == VF_KIND_TEMPERATURE || key->kind == VF_KIND_RANGE;
  const VfQuantityStatus status   = vf_quantity_read(context->units, text, key->unit, absolute, &number);
  if (status != VF_QUANTITY_OK) {
    complain_quantity(context, where, text, key, status);
    return false;
  }
  if (!(number >= key->low && number <= key->high)) {
    const bool plain = strcmp(key->unit, "1") == 0;
    vf_complain(context, where, "is out of range (%.60s); %g to %g%s%s is right", text, key->low, key->high, plain ? "" : " ",
                plain ? "" : key->unit);
    return false;
  }
  *value = number;
  return true;
}

static bool count_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, unsigned long *value)
{
  char *end;
  errno                           = 0;
  const unsigned long long number = strtoull(text, &end, 10);
  const bool               digits = text[0] >= '0' && text[0] <= '9' && !*end && !errno && number <= ULONG_MAX;
  if (!digits || !((double)number >= key->low && (double)number <= key->high)) {
    vf_complain(context, where, "is not usable (%.60s); a whole number from %g to %g is right", text, key->low, key->high);
    return false;
  }
  *value = (unsigned long)number;
  return true;
}

static bool choice_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, void *target)
{
  const int i = vf_choice_find(key->choices, text, strlen(text));
  if (i >= 0) { /* enums of this code have no negative member: the compiler stores them like unsigned int */
    const unsigned value = (unsigned)i;
    memcpy(target, &value, sizeof value);
    return true;
  }
  char nearest[64];
  vf_choice_nearest(key->choices, text, nearest, sizeof nearest);
  if (nearest[0])
    vf_complain(context, where, "is not a choice (%.60s); %s is right: did you mean %s?", text, key->choices, nearest);
  else
    vf_complain(context, where, "is not a choice (%.60s); %s is right", text, key->choices);
  return false;
}

static bool text_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, char *target)
{
  if (vf_text_store(target, key->size, text)) return true;
  vf_complain(context, where, "is too long (%.20s...); at most %zu characters are right", text, key->size - 1);
  return false;
}

bool vf_file_path_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, char *target)
{
  char *joined   = text[0] == '/' ? vf_text_format("%s", text) : vf_text_format("%s/%s", context->folder, text);
  char *absolute = joined ? realpath(joined, NULL) : NULL;
  bool  good     = absolute && vf_text_store(target, key->size, absolute);
  if (!absolute)
    vf_complain(context, where, "cannot be read (%.200s: %s); a readable file is right", text, strerror(errno));
  else if (!good)
    vf_complain(context, where, "has too long a path (%.60s...); at most %zu characters are right", text, key->size - 1);
  free(absolute);
  free(joined);
  return good;
}

static bool range_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, double range[2])
{
  if (vf_node_kind(node) != VF_NODE_LIST || vf_list_length(node) != 2) {
    vf_complain(context, where, "is not a range; [low K, high K] is right");
    return false;
  }
  void *cursor = NULL;
  for (int i = 0; i < 2; i++) {
    const char *text = vf_node_text(vf_list_next(node, &cursor));
    if (!text || !number_read(context, where, text, key, &range[i])) return false;
  }
  return true;
}

/* Values written as one word or number. */
static bool scalar_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, void *base)
{
  void *target = (char *)base + key->offset;
  switch (key->kind) {
  case VF_KIND_OPTIONAL:
    return ((VfOptional *)target)->set = number_read(context, where, text, key, &((VfOptional *)target)->value);
  case VF_KIND_COUNT:
    return count_read(context, where, text, key, target);
  case VF_KIND_CHOICE:
    return choice_read(context, where, text, key, target);
  case VF_KIND_TEXT:
  case VF_KIND_MATERIAL:
    return text_read(context, where, text, key, target);
  case VF_KIND_FILE:
    return vf_file_path_read(context, where, text, key, target);
  case VF_KIND_SCRIPT:
    return vf_script_read(context, where, text, key, target);
  case VF_KIND_EVERY:
    return vf_every_read(context, where, text, key, target);
  case VF_KIND_NOTE:
    return true;
  case VF_KIND_NAMES:
    return vf_names_read_text(context, where, text, target);
  case VF_KIND_NUMBERS:
    return vf_numbers_read_text(context, where, text, key, target);
  default:
    return number_read(context, where, text, key, target);
  }
}

bool vf_value_read_text(const VfContext *context, VfWhere where, const char *text, const VfKey *key, void *base)
{
  return scalar_read(context, where, text, key, base);
}

bool vf_value_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, void *base)
{
  void *target = (char *)base + key->offset;
  switch (key->kind) {
  case VF_KIND_RANGE:
    return range_read(context, where, node, key, target);
  case VF_KIND_PROPERTY:
    return vf_property_read(context, where, node, key, target);
  case VF_KIND_VISCOSITY:
    return vf_viscosity_read(context, where, node, target);
  case VF_KIND_PROCESS:
    return vf_process_read(context, where, node, target);
  case VF_KIND_HOLES:
    return vf_holes_read(context, where, node, target);
  case VF_KIND_WAVES:
    return vf_waves_read(context, where, node, target);
  case VF_KIND_PERTURBATION:
    return vf_perturbation_read(context, where, node, target);
  case VF_KIND_RANDOM_HOLES:
    return vf_random_holes_read(context, where, node, target);
  case VF_KIND_GRANULAR:
    return vf_granular_read(context, where, node, target);
  case VF_KIND_CELLS:
    return vf_cells_read(context, where, node, key, target);
  case VF_KIND_GASES:
    return vf_gases_read(context, where, node, target);
  case VF_KIND_NAMES:
    return vf_names_read(context, where, node, target);
  case VF_KIND_NUMBERS:
    return vf_numbers_read(context, where, node, key, target);
  case VF_KIND_SORPTIONS:
    return vf_sorptions_read(context, where, node, target);
  case VF_KIND_MIXTURE:
    return vf_mixture_read(context, where, node, key, target);
  case VF_KIND_GAS_SEGMENTS:
    return vf_gas_programme_read(context, where, node, target);
  case VF_KIND_FIT:
    return vf_fit_read(context, where, node, target);
  case VF_KIND_ENTRIES:
    return true;
  default:
    break;
  }
  const char *text = vf_node_text(node);
  if (text) return scalar_read(context, where, text, key, base);
  vf_complain(context, where, "%s; one value is right",
              vf_node_kind(node) == VF_NODE_EMPTY   ? "has no value"
              : vf_node_kind(node) == VF_NODE_ALIAS ? "is an alias, which case files do not have"
                                                    : "is not a single value");
  return false;
}

void vf_complain_unknown(const VfContext *context, VfWhere where, const char *name, const VfKey keys[], int n)
{
  int best = -1, distance = INT_MAX;
  for (int i = 0; i < n; i++) {
    const int d = vf_text_distance(name, keys[i].path);
    if (d < distance && vf_text_is_near(name, keys[i].path)) {
      distance = d;
      best     = i;
    }
  }
  if (best >= 0) {
    vf_complain(context, where, "is not a key; did you mean %s?", keys[best].path);
    return;
  }
  VfText list = {0};
  for (int i = 0; i < n; i++) vf_text_append(&list, "%s%s", i ? ", " : "", keys[i].path);
  vf_complain(context, where, "is not a key; one of %s is right", list.data ? list.data : "(none)");
  free(list.data);
}

static int find_key(const VfKey keys[], int n, const char *name)
{
  for (int i = 0; i < n; i++)
    if (strcmp(keys[i].path, name) == 0) return i;
  return -1;
}

/* One pair of a map with a table.  @return whether it could be used. */
static bool field_read(const VfContext *context, VfWhere where, const VfPair *pair, const VfKey keys[], int n, void *base,
                       unsigned *seen, unsigned *given)
{
  char         *dotted = vf_text_format("%s.%.60s", where.key, pair->key ? pair->key : "(key)");
  const VfWhere at     = {.key = dotted ? dotted : where.key, .line = pair->line};
  const int     i      = pair->key ? find_key(keys, n, pair->key) : -1;
  bool          good   = false;
  if (i < 0)
    vf_complain_unknown(context, at, pair->key ? pair->key : "", keys, n);
  else if (*seen >> i & 1u)
    vf_complain(context, at, "is given twice; one value is right");
  else {
    *seen |= 1u << i;
    good = vf_value_read(context, at, pair->value, &keys[i], base);
    if (good) *given |= 1u << i;
  }
  free(dotted);
  return good;
}

bool vf_fields_read(const VfContext *context, VfWhere where, VfNode *map, const VfKey keys[], int n, void *base, unsigned *given)
{
  void    *cursor = NULL;
  VfPair   pair;
  unsigned seen = 0;
  bool     good = true;
  *given        = 0;
  if (vf_node_kind(map) != VF_NODE_MAP) {
    vf_complain(context, where, "is not a map; {%s: ...} is right", keys[0].path);
    return false;
  }
  while (vf_map_next(map, &cursor, &pair)) good = field_read(context, where, &pair, keys, n, base, &seen, given) && good;
  for (int i = 0; i < n; i++)
    if (keys[i].required && !(seen >> i & 1u)) {
      vf_complain(context, where, "lacks %s; needed: %s", keys[i].path, keys[i].doc);
      good = false;
    }
  return good;
}
