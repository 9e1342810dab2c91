/* `over:` of a sample: which values are uncertain, and how. */
#include "inputs/document_edit.h"
#include "inputs/schema.h"
#include "inputs/sweep_reading.h"
#include "inputs/sweep_uncertain.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RIGHT "a key, a section, library, or {key: melt.mass, normal: 5 %%} is right"

enum { MOST_CHOICES = 1000 };

static int find_item(const VfUncertains *list, const char *key)
{
  for (int i = 0; i < list->n; i++)
    if (strcmp(list->items[i].key, key) == 0) return i;
  return -1;
}

/* @param given of that very item, rather than of all in the library: goes before, and must be alone. */
static bool add(const VfContext *context, VfWhere where, VfUncertains *list, VfUncertain *item, bool given)
{
  const int i = find_item(list, item->key);
  item->given = given;
  item->line  = where.line;
  if (i >= 0 && given && list->items[i].given) {
    vf_complain(context, where, "is there twice; one distribution a value is right");
    vf_uncertain_free(item);
    return false;
  }
  if (i >= 0) {
    if (given) {
      vf_uncertain_free(&list->items[i]);
      list->items[i] = *item;
    } else
      vf_uncertain_free(item);
    return true;
  }
  VfUncertain *more = realloc(list->items, (size_t)(list->n + 1) * sizeof *more);
  if (!more) {
    vf_uncertain_free(item);
    return false;
  }
  list->items            = more;
  list->items[list->n++] = *item;
  return true;
}

/* A value as the library spreads it. */
static bool add_known(const VfContext *context, VfWhere where, const VfSweep *sweep, const char *key, bool given,
                      VfUncertains *list)
{
  VfKey       as;
  VfUncertain item;
  VfWhere     at = {.key = key, .line = where.line};
  if (!vf_uncertain_find(context, at, sweep, key, &as, &item)) {
    vf_uncertain_free(&item);
    return false;
  }
  if (item.spread.law == VF_SPREAD_NONE) {
    vf_complain(context, at, "has no spread in the library; {key: %s, normal: 5 %%} is right", key);
    vf_uncertain_free(&item);
    return false;
  }
  item.distribution = vf_spread_text(&item.spread, as.unit);
  vf_uncertain_spread(&item, item.spread);
  return add(context, at, list, &item, given);
}

/* Whether a key of the sources is meant by "library" (of gas transport nothing is, unless asked for), or by its section. */
static bool is_meant(const char *key, const char *name)
{
  const size_t n = strlen(name);
  if (strcmp(name, "library") == 0) return strncmp(key, "transport.", 10) != 0 && strncmp(key, "fit.", 4) != 0;
  return strncmp(key, name, n) == 0 && key[n] == '.';
}

static bool add_section(const VfContext *context, VfWhere where, const VfSweep *sweep, const char *name, VfUncertains *list)
{
  const VfSources *sources = sweep->base_sources;
  bool             good = true, any = false;
  for (int i = 0; i < sources->n; i++) {
    const VfSource *source = &sources->items[i];
    if (!is_meant(source->key, name) || source->spread.law == VF_SPREAD_NONE ||
        !vf_uncertain_matters(sweep->base_case, source->key))
      continue;
    any  = true;
    good = add_known(context, where, sweep, source->key, false, list) && good;
  }
  if (!any) vf_complain(context, where, "names nothing uncertain (%.60s); " RIGHT, name);
  return good && any;
}

static bool add_name(const VfContext *context, VfWhere where, const VfSweep *sweep, const char *name, VfUncertains *list)
{
  int          n;
  const VfKey *keys    = vf_schema(&n);
  bool         section = strcmp(name, "library") == 0 || strcmp(name, "gases") == 0;
  for (int i = 0; i < n; i++) section = section || vf_schema_in_section(&keys[i], name);
  return section ? add_section(context, where, sweep, name, list) : add_known(context, where, sweep, name, true, list);
}

static bool choices_read(const VfContext *context, VfWhere where, VfNode *node, const char *key, VfUncertain *item)
{
  VfKey     known;
  void     *cursor = NULL;
  const int n      = node && vf_node_kind(node) == VF_NODE_LIST ? vf_list_length(node) : 0;
  if (!vf_sweep_key_find(key, &known)) {
    vf_complain(context, where, "is not a key of a case; one of the reference page is right");
    return false;
  }
  if (n < 2 || n > MOST_CHOICES) {
    vf_complain(context, where, "is no choice; choose: [consistent, dielectric], 2 to %d single values, is right",
                (int)MOST_CHOICES);
    return false;
  }
  *item        = (VfUncertain){.put     = VF_PUT_CHOICE,
                               .key     = vf_text_format("%s", key),
                               .unit    = vf_text_format("%s", ""),
                               .choices = calloc((size_t)n, sizeof(char *))};
  VfText words = {0};
  for (int i = 0; i < n && item->choices; i++) {
    const char *text = vf_node_text(vf_list_next(node, &cursor));
    if (!text) {
      vf_complain(context, where, "has a choice that is not a single value; choose: [consistent, dielectric] is right");
      free(words.data);
      return false;
    }
    item->choices[item->n_choices++] = vf_text_format("%s", text);
    vf_text_append(&words, "%s%s", i ? ", " : "one of ", text);
  }
  item->distribution = words.data;
  return item->choices != NULL;
}

/* A number inside a list or map of the case: "process[2].hold". */
static bool inside_find(const VfContext *context, VfWhere where, const VfSweep *sweep, const char *path, VfKey *as,
                        VfUncertain *item)
{
  VfNode    *node = vf_node_at(vf_document_root(sweep->base), path);
  const bool parameter =
      strncmp(path, "melt.viscosity.", strlen("melt.viscosity.")) == 0; /* has a value also where the case names none */
  if (parameter || vf_schema_find(path) >= 0 || !strpbrk(path, "[.") || !vf_sweep_key_find(path, as) || !as->unit ||
      (as->kind != VF_KIND_NUMBER && as->kind != VF_KIND_TEMPERATURE && as->kind != VF_KIND_OPTIONAL))
    return false;
  *item         = (VfUncertain){.key    = vf_text_format("%s", path),
                                .unit   = vf_text_format("%s", strcmp(as->unit, "1") == 0 ? "" : as->unit),
                                .source = vf_text_format("%s:%d", sweep->base_name, node ? vf_node_line(node, 1) : 1),
                                .low    = as->low,
                                .high   = as->high};
  VfKey number  = *as;
  number.offset = 0;
  number.kind   = strcmp(as->unit, "K") == 0 && as->kind == VF_KIND_TEMPERATURE ? VF_KIND_TEMPERATURE : VF_KIND_NUMBER;
  item->known   = node && vf_node_text(node) && vf_value_read(context, where, node, &number, &item->value);
  return true;
}

/* A distribution that the sweep gives, checked against the value it is about and the range of the key. */
static bool spread_fits(const VfContext *context, VfWhere where, const VfSpread *spread, const VfKey *as, const VfUncertain *item)
{
  const bool range = spread->law == VF_SPREAD_UNIFORM || spread->law == VF_SPREAD_LOG_UNIFORM;
  if (!item->known && (!range || spread->relative)) {
    vf_complain(context, where, "has no value in the base case to be spread about; uniform: [LOW, HIGH] is right");
    return false;
  }
  const bool law = item->put == VF_PUT_FACTOR && !isfinite(item->worth);
  if (law && !vf_spread_check(context, where, spread, NULL)) return false;
  if (!law && item->known && !range &&
      !vf_spread_check(context, where, spread, item->put == VF_PUT_FACTOR ? &item->worth : &item->value))
    return false;
  if (range && !spread->relative && item->put != VF_PUT_FACTOR && !(spread->a >= as->low && spread->b <= as->high)) {
    vf_complain(context, where, "goes from %g to %g; within %g to %g %s is right", spread->a, spread->b, as->low, as->high,
                as->unit);
    return false;
  }
  return true;
}

static bool law_read(const VfContext *context, VfWhere where, const char *law, VfNode *node, const VfSweep *sweep,
                     VfUncertain *item)
{
  VfKey    as;
  VfSpread spread;
  if (!inside_find(context, where, sweep, where.key, &as, item) && !vf_uncertain_find(context, where, sweep, where.key, &as, item))
    return false;
  if (!vf_spread_read_law(context, where, law, node, &as, &spread) || !spread_fits(context, where, &spread, &as, item))
    return false;
  item->distribution = vf_spread_text(&spread, as.unit);
  item->assumed      = false;
  free(item->source);
  item->source = vf_text_format("%s:%d", context->file, where.line);
  vf_uncertain_spread(item, spread);
  return true;
}

/* {key: melt.mass, normal: 5 %} */
static bool map_read(const VfContext *context, VfWhere where, VfNode *map, const VfSweep *sweep, VfUncertains *list)
{
  void       *cursor = NULL;
  VfPair      pair, law = {.key = NULL};
  VfUncertain item = {.key = NULL};
  VfNode     *key  = vf_map_find(map, "key");
  const char *path = key ? vf_node_text(key) : NULL;
  int         n    = 0;
  while (vf_map_next(map, &cursor, &pair)) {
    if (pair.key && strcmp(pair.key, "key") == 0) continue;
    law = pair;
    n++;
  }
  if (!path || n != 1 || !law.key) {
    vf_complain(context, where, "does not say what is uncertain and how; {key: melt.mass, normal: 5 %%} is right");
    return false;
  }
  const VfWhere at   = {.key = path, .line = law.line};
  const bool    good = strcmp(law.key, "choose") == 0 ? choices_read(context, at, law.value, path, &item)
                                                      : law_read(context, at, law.key, law.value, sweep, &item);
  if (good) {
    if (!item.source) item.source = vf_text_format("%s:%d", context->file, at.line);
    return add(context, at, list, &item, true);
  }
  vf_uncertain_free(&item);
  return false;
}

bool vf_uncertain_read(const VfContext *context, VfWhere where, VfNode *over, const VfSweep *sweep, VfUncertains *list)
{
  const char *name   = over ? vf_node_text(over) : NULL;
  void       *cursor = NULL;
  bool        good   = true;
  if (name) return add_name(context, where, sweep, name, list);
  if (!over || vf_node_kind(over) != VF_NODE_LIST || vf_list_length(over) < 1) {
    vf_complain(context, where, "does not say what is uncertain; library, or a list of keys, is right");
    return false;
  }
  for (VfNode *item; (item = vf_list_next(over, &cursor));) {
    const VfWhere at   = {.key = where.key, .line = vf_node_line(item, where.line)};
    const char   *text = vf_node_text(item);
    if (text)
      good = add_name(context, at, sweep, text, list) && good;
    else if (vf_node_kind(item) == VF_NODE_MAP)
      good = map_read(context, at, item, sweep, list) && good;
    else {
      vf_complain(context, at, "is not usable; " RIGHT);
      good = false;
    }
  }
  return good;
}
