/* From the rows of the schema to the numbers of a case: what the file gives, the library, the defaults, and changes of these. */
#include "inputs/reading.h"
#include <stdlib.h>
#include <string.h>

typedef enum { APPLIES, IDLE, UNDECIDED } Applies;

/* Whether a key applies; undecided when the key its condition looks at is itself wrong. */
static Applies key_applies(const VfReading *reading, const VfKey *key)
{
  char path[64];
  if (!key->when) return APPLIES;
  vf_schema_condition(key, path, sizeof path);
  const bool kind = strcmp(path, "bath.kind") == 0;
  if (kind ? !reading->bath : !vf_reading_good(reading, path)) return UNDECIDED;
  return vf_schema_applies(key, reading->kase) ? APPLIES : IDLE;
}

static void complain_idle(const VfReading *reading, const VfKey *key, VfWhere where)
{
  char path[64], word[64];
  vf_schema_condition(key, path, sizeof path);
  vf_schema_word(reading->kase, path, word, sizeof word);
  vf_complain(&reading->context, where, "has no meaning here (%s is %s); leaving it out is right", path, word);
}

/* A file named instead of a library entry is kept by its absolute path, so that the written case finds it from anywhere. */
static void keep_path(char *target, const VfMaterial *material)
{
  char *absolute = realpath(material->path, NULL);
  if (absolute) vf_text_store(target, VF_PATH_LENGTH, absolute);
  free(absolute);
}

static void load_material(VfReading *reading, const VfKey *key, VfRow *row)
{
  const bool    bath     = strcmp(key->path, "bath.material") == 0;
  char         *name     = (char *)reading->kase + key->offset;
  const VfWhere where    = {.key = key->path, .line = row->line};
  VfMaterial   *material = vf_material_load(&reading->context, where, name);
  const bool    fits     = material && (bath ? material->kind == VF_MATERIAL_LIQUID || material->kind == VF_MATERIAL_SOLID
                                             : material->kind == VF_MATERIAL_MELT);
  if (material && !fits)
    vf_complain(&reading->context, where, "is a %s (%s); a %s is right", vf_material_kind_name(material->kind), name,
                bath ? "liquid or a solid" : "melt");
  if (!fits) {
    vf_material_destroy(&material);
    row->state = VF_ROW_BAD;
    return;
  }
  if (vf_material_is_file(name)) keep_path(name, material);
  if (bath) {
    reading->bath             = material;
    reading->kase->bath.solid = material->kind == VF_MATERIAL_SOLID;
  } else {
    reading->melt             = material;
    reading->context.branches = material;
  }
}

/* Copies a property of the library to where the key wants it. */
static bool copy_entry(const VfReading *reading, const VfKey *key, const VfEntry *entry)
{
  void *target = (char *)reading->kase + key->offset;
  if (key->kind == VF_KIND_PROPERTY)
    *(VfProperty *)target = entry->property;
  else if (key->kind == VF_KIND_VISCOSITY)
    *(VfViscosity *)target = entry->viscosity;
  else if (entry->property.law == VF_PROPERTY_CONSTANT && entry->property.c0 >= key->low && entry->property.c0 <= key->high)
    *(double *)target = entry->property.c0;
  else
    return false;
  return true;
}

static bool has_protocol(const VfReading *reading)
{
  return vf_reading_good(reading, "melt.protocol|melt.material") && reading->melt &&
         reading->kase->melt.protocol != VF_PROTOCOL_NONE;
}

static const char *protocol_property(const VfReading *reading)
{
  return reading->kase->melt.protocol == VF_PROTOCOL_P1 ? "zni_fraction_P1" : "zni_fraction_other";
}

/* How much zni crystals of the case's protocol hold. */
static const VfEntry *protocol_entry(const VfReading *reading)
{
  return has_protocol(reading) ? vf_material_find(reading->melt, protocol_property(reading)) : NULL;
}

/* The material that supplies a key, and what it says of it; both NULL when none does. */
static const VfEntry *library_entry(const VfReading *reading, const VfKey *key, const VfMaterial **material)
{
  *material = key->from == VF_FROM_BATH ? reading->bath : key->from == VF_FROM_MELT ? reading->melt : NULL;
  if (*material) return vf_material_find(*material, key->library);
  const VfEntry *entry = strcmp(key->path, "melt.zni_fraction") == 0 ? protocol_entry(reading) : NULL;
  if (entry) *material = reading->melt;
  return entry;
}

static void fill_row(VfReading *reading, const VfKey *key, VfRow *row)
{
  const VfMaterial *material;
  const VfEntry    *entry = library_entry(reading, key, &material);
  const VfWhere     where = {.key = key->path, .line = row->line};
  row->state              = VF_ROW_BAD;
  if (entry && copy_entry(reading, key, entry)) {
    row->source  = vf_entry_source(material, entry);
    row->assumed = strcmp(entry->provenance, "assumed") == 0;
    row->spread  = entry->spread;
    row->state   = VF_ROW_FILLED;
  } else if (entry)
    vf_complain(&reading->context, where, "cannot come from the library (%s: %s); a constant between %g and %g %s is right",
                material->name, key->library, key->low, key->high, key->unit);
  else if (key->from != VF_FROM_NONE && !material)
    return; /* the material is already reported */
  else if (key->fallback) {
    if (vf_value_read_text(&reading->context, where, key->fallback, key, reading->kase)) row->state = VF_ROW_FILLED;
    row->source  = vf_text_format("default");
    row->assumed = key->assumed;
    row->spread  = key->spread;
  } else if (key->required && material)
    vf_complain(&reading->context, where, "is not in the library entry of %s; give it in the case", material->name);
  else if (key->required)
    vf_complain(&reading->context, where, "is missing; needed: %s", key->doc);
  else
    row->state = VF_ROW_FILLED;
}

/* How far a value of the file may be off, if it says so. */
static bool read_spread(VfReading *reading, const VfKey *key, VfRow *row)
{
  VfNode *node = row->node && vf_node_kind(row->node) == VF_NODE_MAP ? vf_map_find(row->node, "spread") : NULL;
  if (!node || (key->kind != VF_KIND_PROPERTY && key->kind != VF_KIND_VISCOSITY)) return true;
  char             *dotted = vf_text_format("%s.spread", key->path);
  const VfWhere     where  = {.key = dotted ? dotted : key->path, .line = vf_node_line(node, row->line)};
  const VfProperty *p      = (const void *)((const char *)reading->kase + key->offset);
  const bool        law    = key->kind == VF_KIND_VISCOSITY || p->law == VF_PROPERTY_ARRHENIUS;
  const bool        good   = vf_spread_read(&reading->context, where, node, key, &row->spread) &&
                    vf_spread_check(&reading->context, where, &row->spread, law ? NULL : &p->c0);
  free(dotted);
  return good;
}

/* The branch of the library that a viscosity of the file starts from, NULL when it has a law of its own. */
static const VfEntry *branch_of(const VfReading *reading, const VfKey *key, const VfRow *row)
{
  const bool map = row->node && vf_node_kind(row->node) == VF_NODE_MAP;
  if (key->kind != VF_KIND_VISCOSITY || !map || !reading->melt || vf_map_find(row->node, "law")) return NULL;
  VfNode     *branch = vf_map_find(row->node, "branch");
  const char *name   = branch ? vf_node_text(branch) : reading->melt->default_branch;
  for (int i = 0; name && i < reading->melt->n; i++) {
    const VfEntry *entry = &reading->melt->entries[i];
    if (entry->branch && strcmp(entry->branch, name) == 0) return entry;
  }
  return NULL;
}

/* Whether a viscosity of the file is a branch and its factor, without parameters of its own. */
static bool keeps_parameters(VfNode *map)
{
  void  *cursor = NULL;
  VfPair pair;
  while (vf_map_next(map, &cursor, &pair))
    if (!pair.key || vf_choice_find("branch|scale|spread|uncertainty|source|provenance|note", pair.key, strlen(pair.key)) < 0)
      return false;
  return true;
}

/* Where a viscosity comes from that names or changes a branch: line of the file and library. */
static void note_branch(VfReading *reading, const VfEntry *entry, VfRow *row)
{
  const VfViscosity *viscosity = &reading->kase->melt.viscosity;
  const bool         named = vf_map_find(row->node, "branch"), kept = keeps_parameters(row->node);
  const VfChange     change  = {.scale = viscosity->scale > 0.0 ? viscosity->scale : 1.0};
  char              *library = vf_entry_source(reading->melt, entry);
  row->spread                = entry->spread;
  row->own                   = !kept;
  row->changes               = viscosity->scale > 0.0;
  row->change                = change;
  if (library && (named || kept)) {
    char *source = kept && !named ? vf_change_source(&reading->context, row->line, &change, "1", library)
                   : row->changes ? vf_text_format("%s, %s, scaled by %.10g", row->source ? row->source : "", library, change.scale)
                                  : vf_text_format("%s, %s", row->source ? row->source : "", library);
    free(row->source);
    row->source  = source;
    row->assumed = strcmp(entry->provenance, "assumed") == 0;
  }
  free(library);
}

/* Where a value of the file comes from, and by what it is changed. */
static bool note_given(VfReading *reading, const VfKey *key, VfRow *row)
{
  const VfEntry *entry = branch_of(reading, key, row);
  row->source          = vf_text_format("%s:%d", reading->context.file, row->line);
  row->own             = true;
  if (entry)
    note_branch(reading, entry, row);
  else if (key->kind == VF_KIND_PROPERTY && vf_node_kind(row->node) == VF_NODE_MAP) {
    const VfWhere where = {.key = key->path, .line = row->line};
    if (!vf_change_read(&reading->context, where, row->node, key, &row->change)) return false;
    row->changes = vf_map_find(row->node, "scale") || vf_map_find(row->node, "shift");
  }
  return read_spread(reading, key, row);
}

/* Changes what stands in the case's struct, from library or default, as the file says. */
static void apply_change(VfReading *reading, const VfKey *key, VfRow *row)
{
  const VfWhere     where = {.key = key->path, .line = row->line};
  const void       *at    = (const char *)reading->kase + key->offset;
  const bool        law   = key->kind == VF_KIND_PROPERTY;
  const VfProperty *p     = at;
  const double      value = law ? p->c0 : *(const double *)at;
  row->before             = value;
  const bool good         = vf_change_apply(&reading->context, where, &row->change, key, reading->kase);
  char      *source =
      good ? vf_change_source(&reading->context, row->line, &row->change, key->unit, row->source ? row->source : "") : NULL;
  free(row->source);
  row->source = source;
  row->spread = vf_spread_changed(row->spread, value, row->change.scale, row->change.shift);
  row->state  = good ? VF_ROW_GIVEN : VF_ROW_BAD;
}

/* {scale: ...}, {shift: ...}: the library's value or the default, changed. */
static void read_change(VfReading *reading, const VfKey *key, VfRow *row)
{
  const VfMaterial *material;
  const VfEntry    *entry = library_entry(reading, key, &material);
  const VfWhere     where = {.key = key->path, .line = row->line};
  const bool        kind  = key->kind == VF_KIND_NUMBER || key->kind == VF_KIND_TEMPERATURE || key->kind == VF_KIND_PROPERTY;
  row->state              = VF_ROW_BAD;
  if (key->from != VF_FROM_NONE && !material) return; /* reported */
  if (!kind || (!key->fallback && !entry)) {
    vf_complain(&reading->context, where,
                "changes a value (scale, shift) that neither the library nor a default gives; the value itself is right");
    return;
  }
  row->changes = true;
  if (!vf_change_read(&reading->context, where, row->node, key, &row->change)) return;
  fill_row(reading, key, row);
  if (row->state == VF_ROW_FILLED) apply_change(reading, key, row);
}

static void read_row(VfReading *reading, const VfKey *key, VfRow *row)
{
  if (!vf_schema_in_part(key, reading->kase)) {
    row->state = VF_ROW_IDLE;
    return;
  }
  const Applies applies = key_applies(reading, key);
  const VfWhere where   = {.key = key->path, .line = row->line};
  if (applies == IDLE) {
    row->state = VF_ROW_IDLE;
    if (row->present) complain_idle(reading, key, where);
  } else if (row->present && key->kind != VF_KIND_VISCOSITY && vf_change_given(row->node)) {
    read_change(reading, key, row);
  } else if (row->present) {
    /* A partly given viscosity changes the library's. */
    const VfEntry *start = key->kind == VF_KIND_VISCOSITY && reading->melt ? vf_material_find(reading->melt, key->library) : NULL;
    if (start) copy_entry(reading, key, start);
    const bool good = vf_value_read(&reading->context, where, row->node, key, reading->kase);
    row->state      = good && note_given(reading, key, row) ? VF_ROW_GIVEN : VF_ROW_BAD;
  } else if (applies == APPLIES)
    fill_row(reading, key, row);
  if (key->kind == VF_KIND_MATERIAL && row->state == VF_ROW_GIVEN) load_material(reading, key, row);
}

/* A constant density given for the melt holds for glass and crystal too, unless they are given. */
static void spread_density(VfReading *reading)
{
  VfMelt      *melt    = &reading->kase->melt;
  const VfRow *density = vf_reading_row(reading, "melt.density");
  if (density->state != VF_ROW_GIVEN || !density->own || melt->density.law != VF_PROPERTY_CONSTANT) return;
  static const char *const others[] = {"melt.density_glass", "melt.density_crystal"};
  for (int i = 0; i < 2; i++) {
    VfRow *row = &reading->rows[vf_schema_find(others[i])];
    if (row->present) continue;
    if (i == 0)
      melt->density_glass = melt->density;
    else
      melt->density_crystal = melt->density.c0;
    free(row->source);
    row->source  = vf_text_format("%s, as melt.density", density->source ? density->source : "");
    row->state   = VF_ROW_FILLED;
    row->assumed = false;
    row->own     = true;
    row->spread  = (VfSpread){.law = VF_SPREAD_NONE};
  }
}

/* A protocol of which the material knows no zni. */
static void check_protocol(VfReading *reading)
{
  const VfRow *row = vf_reading_row(reading, "melt.zni_fraction");
  if ((row->present && row->own) || !has_protocol(reading) || protocol_entry(reading)) return;
  vf_complain(&reading->context, vf_reading_where(reading, "melt.protocol"),
              "is a protocol of which %s knows no %s; zni_fraction can be given instead", reading->melt->name,
              protocol_property(reading));
}

void vf_reading_rows(VfReading *reading)
{
  int          n;
  const VfKey *keys = vf_schema(&n);
  for (int i = 0; i < n; i++) read_row(reading, &keys[i], &reading->rows[i]);
  spread_density(reading);
  check_protocol(reading);
}
