#include "inputs/material.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define KINDS "liquid|solid|melt|gas"

const char *vf_material_kind_name(VfMaterialKind kind)
{
  static const char *const names[] = {"liquid", "solid", "melt", "gas"};
  return names[kind];
}

void vf_material_destroy(VfMaterial **material)
{
  if (*material && (*material)->holders-- > 0) *material = NULL;
  if (!*material) return;
  vf_document_destroy(&(*material)->document);
  free((*material)->entries);
  free(*material);
  *material = NULL;
}

static const char *text_of(VfNode *map, const char *key)
{
  VfNode     *node = vf_map_find(map, key);
  const char *text = node ? vf_node_text(node) : NULL;
  return text ? text : "";
}

static VfEntry *add_entry(VfMaterial *material, const VfKey *key, VfNode *node)
{
  VfEntry *entries = realloc(material->entries, (size_t)(material->n + 1) * sizeof *entries);
  if (!entries) return NULL;
  material->entries = entries;
  VfEntry *entry    = &entries[material->n++];
  *entry            = (VfEntry){.key         = key,
                                .uncertainty = text_of(node, "uncertainty"),
                                .source      = text_of(node, "source"),
                                .provenance  = text_of(node, "provenance"),
                                .note        = text_of(node, "note"),
                                .bound       = text_of(node, "lower_bound")};
  return entry;
}

/* Keys a property has in the library but not in a case; the law itself is read from what is left of the map. */
static bool check_origin(const VfContext *context, VfWhere where, const VfEntry *entry)
{
  if (!entry->source[0]) vf_complain(context, where, "lacks source; where the value comes from is right");
  if (!entry->provenance[0])
    vf_complain(context, where, "lacks provenance; verbatim|secondary|recalled|derived|assumed|unsourced is right");
  return entry->source[0] && entry->provenance[0];
}

/* @param value what is spread, NULL: a law. */
static bool spread_read(const VfContext *context, VfWhere where, VfNode *map, const VfKey *key, const double *value,
                        VfSpread *spread)
{
  VfNode *node = vf_map_find(map, "spread");
  if (!node) return true;
  char         *dotted = vf_text_format("%s.spread", where.key);
  const VfWhere at     = {.key = dotted ? dotted : where.key, .line = vf_node_line(node, where.line)};
  const bool    good   = vf_spread_read(context, at, node, key, spread) && vf_spread_check(context, at, spread, value);
  free(dotted);
  return good;
}

/* Reads one property or alternative: a plain property map plus `alternatives` and `lower_bound`, which are taken out first. */
static bool entry_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfMaterial *material,
                       bool alternative)
{
  if (vf_node_kind(node) != VF_NODE_MAP) {
    vf_complain(context, where, "is not a map; {value: ..., source: ..., provenance: ...} is right");
    return false;
  }
  VfEntry *entry = add_entry(material, key, node);
  if (!entry || !check_origin(context, where, entry)) return false;
  if (vf_map_find(node, "scale") || vf_map_find(node, "shift")) {
    vf_complain(context, where, "changes a value (scale, shift), which is for cases; the value itself is right");
    return false;
  }
  entry->alternative = alternative;
  entry->has_value   = vf_map_find(node, "value") || vf_map_find(node, "law");
  if (!entry->has_value) {
    if (strcmp(entry->provenance, "unsourced") == 0 || entry->bound[0]) return true;
    vf_complain(context, where, "has no value; {value: ...} is right, or provenance: unsourced");
    return false;
  }
  if (!vf_property_read(context, where, node, key, &entry->property)) return false;
  return spread_read(context, where, node, key, entry->property.law == VF_PROPERTY_ARRHENIUS ? NULL : &entry->property.c0,
                     &entry->spread);
}

static bool branches_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfMaterial *material)
{
  VfNode *branches = vf_node_kind(node) == VF_NODE_MAP ? vf_map_find(node, "branches") : NULL;
  void   *cursor   = NULL;
  VfPair  pair;
  bool    good = true, found = false;
  if (!branches || vf_node_kind(branches) != VF_NODE_MAP) {
    vf_complain(context, where, "has no branches; {branch: NAME, branches: {NAME: {law: ...}}} is right");
    return false;
  }
  material->default_branch = text_of(node, "branch");
  while (vf_map_next(branches, &cursor, &pair)) {
    const VfWhere at    = {.key = where.key, .line = pair.line};
    VfEntry      *entry = pair.key && vf_node_kind(pair.value) == VF_NODE_MAP ? add_entry(material, key, pair.value) : NULL;
    if (!entry) {
      vf_complain(context, at, "has an unusable branch; NAME: {law: ...} is right");
      return false;
    }
    entry->branch      = pair.key;
    entry->alternative = strcmp(pair.key, material->default_branch) != 0;
    entry->has_value   = true;
    found              = found || !entry->alternative;
    good               = check_origin(context, at, entry) && vf_viscosity_read(context, at, pair.value, &entry->viscosity) &&
           spread_read(context, at, pair.value, key, NULL, &entry->spread) && good;
  }
  if (!found) vf_complain(context, where, "has no branch of its default's name (%.60s)", material->default_branch);
  return good && found;
}

static bool property_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfMaterial *material)
{
  if (material->kind == VF_MATERIAL_MELT && strcmp(key->path, "viscosity") == 0)
    return branches_read(context, where, node, key, material);
  bool    good         = entry_read(context, where, node, key, material, false);
  VfNode *alternatives = vf_node_kind(node) == VF_NODE_MAP ? vf_map_find(node, "alternatives") : NULL;
  if (!alternatives || vf_node_kind(alternatives) != VF_NODE_LIST) return good;
  void   *cursor = NULL;
  VfNode *item;
  while ((item = vf_list_next(alternatives, &cursor)))
    good =
        entry_read(context, (VfWhere){.key = where.key, .line = vf_node_line(item, where.line)}, item, key, material, true) && good;
  return good;
}

static bool properties_read(const VfContext *context, VfNode *map, VfMaterial *material)
{
  void        *cursor = NULL;
  VfPair       pair;
  int          n;
  const VfKey *keys = vf_material_keys(&n);
  bool         good = true, seen[128] = {false};
  while (vf_map_next(map, &cursor, &pair)) {
    const VfWhere where = {.key = pair.key ? pair.key : "(key)", .line = pair.line};
    int           i     = 0;
    while (i < n && !(pair.key && strcmp(keys[i].path, pair.key) == 0)) i++;
    if (i == n)
      vf_complain_unknown(context, where, pair.key ? pair.key : "", keys, n);
    else if (seen[i])
      vf_complain(context, where, "is given twice; one entry with alternatives is right");
    good = i < n && !seen[i] && property_read(context, where, pair.value, &keys[i], material) && good;
    if (i < n) seen[i] = true;
  }
  return good;
}

static bool content_read(const VfContext *context, VfMaterial *material)
{
  /* clang-format off */
  static const VfKey keys[] = {
      {.path = "name", .kind = VF_KIND_TEXT, .offset = offsetof(VfMaterial, name), .size = VF_NAME_LENGTH, .required = true,
       .doc = "its name"},
      {.path = "kind", .kind = VF_KIND_CHOICE, .offset = offsetof(VfMaterial, kind), .choices = KINDS, .required = true,
       .doc = KINDS},
      {.path = "title", .kind = VF_KIND_TEXT, .offset = offsetof(VfMaterial, title), .size = 256, .required = true,
       .doc = "what it is"},
      {.path = "cas", .kind = VF_KIND_NOTE},
      {.path = "properties", .kind = VF_KIND_ENTRIES, .required = true, .doc = "a map of properties"},
  };
  /* clang-format on */
  VfNode  *root = vf_document_root(material->document);
  unsigned given;
  if (!vf_fields_read(context, (VfWhere){.key = "material", .line = 1}, root, keys, (int)(sizeof keys / sizeof *keys), material,
                      &given))
    return false;
  VfNode *properties = vf_map_find(root, "properties");
  if (vf_node_kind(properties) == VF_NODE_MAP) return properties_read(context, properties, material);
  vf_complain(context, (VfWhere){.key = "properties", .line = vf_node_line(properties, 1)},
              "is not a map; {density: {...}} is right");
  return false;
}

VfMaterial *vf_material_open(const VfContext *context, VfWhere where, const char *path)
{
  VfMaterial *material = calloc(1, sizeof *material);
  if (!material) return NULL;
  VfContext inside = *context;
  inside.file      = material->path;
  inside.branches  = NULL;
  bool good        = vf_text_store(material->path, sizeof material->path, path);
  if (good) material->document = vf_document_read(path, context->file, where.line, where.key, context->messages);
  good = good && material->document && content_read(&inside, material);
  if (!good) vf_material_destroy(&material);
  return material;
}

const VfEntry *vf_material_find(const VfMaterial *material, const char *names)
{
  char name[64];
  for (int c = 0; vf_choice_name(names, c, name, sizeof name), name[0]; c++)
    for (int i = 0; i < material->n; i++) {
      const VfEntry *entry = &material->entries[i];
      if (!entry->alternative && entry->has_value && strcmp(entry->key->path, name) == 0) return entry;
    }
  return NULL;
}

bool vf_material_branch(const VfContext *context, VfWhere where, const VfMaterial *material, const char *name,
                        VfViscosity *viscosity)
{
  VfText list = {0};
  for (int i = 0; i < material->n; i++) {
    const VfEntry *entry = &material->entries[i];
    if (!entry->branch) continue;
    if (strcmp(entry->branch, name) == 0) {
      *viscosity = entry->viscosity;
      free(list.data);
      return true;
    }
    vf_text_append(&list, "%s%s", list.n ? "|" : "", entry->branch);
  }
  char nearest[64];
  vf_choice_nearest(list.data ? list.data : "", name, nearest, sizeof nearest);
  vf_complain(context, where, "is not a branch of %s (%.60s); %s is right%s%s%s", material->name, name,
              list.data ? list.data : "a law", nearest[0] ? ": did you mean " : "", nearest, nearest[0] ? "?" : "");
  free(list.data);
  return false;
}

char *vf_entry_source(const VfMaterial *material, const VfEntry *entry)
{
  return vf_text_format("library %s%s%s: %s, %s%s%s", material->name, entry->branch ? ", branch " : "",
                        entry->branch ? entry->branch : "", entry->source, entry->provenance,
                        entry->uncertainty[0] ? ", uncertainty " : "", entry->uncertainty);
}
