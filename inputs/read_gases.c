/* The gases of the process: what the case gives, completed from the library. */
#include "inputs/reading.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static VfGas *find_gas(VfCase *kase, const char *name)
{
  for (int i = 0; i < kase->n_gases; i++)
    if (strcmp(kase->gases[i].name, name) == 0) return &kase->gases[i];
  return NULL;
}

static VfGas *find_or_add(VfReading *reading, VfWhere where, const char *name)
{
  VfCase *kase = reading->kase;
  VfGas  *gas  = find_gas(kase, name);
  if (gas) return gas;
  if (kase->n_gases == VF_MAX_GASES) {
    vf_complain(&reading->context, where, "names too many gases (%s); at most %d are right", name, VF_MAX_GASES);
    return NULL;
  }
  gas  = &kase->gases[kase->n_gases++];
  *gas = (VfGas){.molar_mass = NAN, .viscosity = {.c0 = NAN}, .conductivity = {.c0 = NAN}};
  vf_text_store(gas->name, sizeof gas->name, name);
  return gas;
}

static void note_source(VfReading *reading, const VfGas *gas, const VfKey *key, const char *source, const VfRow *from)
{
  VfText path = {0}, value = {0};
  vf_text_append(&path, "gases.%s.%s", gas->name, key->path);
  vf_value_append(&value, key, gas, 10, false);
  if (path.data && value.data) {
    VfSource *item = vf_sources_add(reading->sources, path.data, value.data, key->kind == VF_KIND_NUMBER ? key->unit : "",
                                    source ? source : "", from->assumed);
    if (item) vf_reading_note(item, from, key, gas);
  }
  free(path.data);
  free(value.data);
}

/* How the file changes a property of a gas, NULL when it does not. */
static VfNode *change_node(const VfReading *reading, const VfGas *gas, const VfKey *key)
{
  const VfRow *row  = vf_reading_row(reading, "gases");
  VfNode      *item = row->present && vf_node_kind(row->node) == VF_NODE_MAP ? vf_map_find(row->node, gas->name) : NULL;
  VfNode      *node = item && vf_node_kind(item) == VF_NODE_MAP ? vf_map_find(item, key->path) : NULL;
  return vf_change_given(node) ? node : NULL;
}

/* Fills one property the case does not give. */
static void complete(VfReading *reading, VfWhere where, VfGas *gas, const VfKey *key, const VfMaterial *material)
{
  void          *target = (char *)gas + key->offset;
  const VfEntry *entry  = vf_material_find(material, key->path);
  if (!entry) {
    vf_complain(&reading->context, where, "names a gas without %s in the library (%s); gases: {%s: {%s: ...}} is right", key->path,
                gas->name, gas->name, key->path);
    return;
  }
  if (key->kind == VF_KIND_PROPERTY)
    *(VfProperty *)target = entry->property;
  else
    *(double *)target = entry->property.c0;
  VfRow row = {
      .source = vf_entry_source(material, entry), .assumed = strcmp(entry->provenance, "assumed") == 0, .spread = entry->spread};
  VfNode *node = key->kind == VF_KIND_PROPERTY ? change_node(reading, gas, key) : NULL;
  if (node) {
    row.changes = true;
    row.line    = vf_node_line(node, where.line);
    row.before  = ((const VfProperty *)target)->c0;
    if (vf_change_read(&reading->context, where, node, key, &row.change) &&
        vf_change_apply(&reading->context, where, &row.change, key, gas)) {
      char *changed = vf_change_source(&reading->context, row.line, &row.change, key->unit, row.source ? row.source : "");
      free(row.source);
      row.source = changed;
    }
    row.spread = vf_spread_changed(row.spread, row.before, row.change.scale, row.change.shift);
  }
  note_source(reading, gas, key, row.source, &row);
  free(row.source);
}

static bool is_missing(const VfGas *gas, const VfKey *key)
{
  const void *target = (const char *)gas + key->offset;
  return isnan(key->kind == VF_KIND_PROPERTY ? ((const VfProperty *)target)->c0 : *(const double *)target);
}

static void complete_gas(VfReading *reading, VfWhere where, VfGas *gas, bool given)
{
  int          n;
  const VfKey *keys    = vf_gas_keys(&n);
  bool         missing = false, from_case[8] = {false};
  for (int i = 0; i < n; i++) {
    from_case[i] = !is_missing(gas, &keys[i]);
    missing      = missing || !from_case[i];
  }
  VfMaterial *material = missing ? vf_material_load(&reading->context, where, gas->name) : NULL;
  if (material && material->kind != VF_MATERIAL_GAS) {
    vf_complain(&reading->context, where, "is a %s (%s); a gas is right", vf_material_kind_name(material->kind), gas->name);
    vf_material_destroy(&material);
  }
  const VfRow *row = vf_reading_row(reading, "gases");
  for (int i = 0; i < n; i++)
    if (given && from_case[i])
      note_source(reading, gas, &keys[i], row->source, &(VfRow){.own = true});
    else if (material)
      complete(reading, where, gas, &keys[i], material);
  vf_material_destroy(&material);
}

void vf_reading_gases(VfReading *reading)
{
  VfCase *kase = reading->kase;
  if (!vf_reading_good(reading, "gases")) return; /* a process with errors still has gases to look up: all errors come at once */
  const int given = kase->n_gases;
  VfWhere   where[VF_MAX_GASES];
  for (int i = 0; i < given; i++) where[i] = vf_reading_where(reading, "gases");
  void   *cursor = NULL;
  VfNode *list   = vf_reading_row(reading, "process")->node;
  for (int i = 0; i < kase->programme.n; i++) {
    const int     line = vf_node_line(vf_list_next(list, &cursor), 1);
    const VfWhere at   = {.key = "process.gas", .line = line};
    const int     old  = kase->n_gases;
    if (kase->programme.segments[i].gas[0] && find_or_add(reading, at, kase->programme.segments[i].gas) && kase->n_gases > old)
      where[old] = at;
  }
  for (int i = 0; i < kase->n_gases; i++) complete_gas(reading, where[i], &kase->gases[i], i < given);
}
