#include "inputs/read_case.h"
#include "inputs/file.h"
#include "inputs/reading.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void vf_case_free(VfCase **kase)
{
  if (!*kase) return;
  free((*kase)->melt.holes);
  free((*kase)->programme.segments);
  free(*kase);
  *kase = NULL;
}

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

static void fill_row(VfReading *reading, const VfKey *key, VfRow *row)
{
  const VfMaterial *material = key->from == VF_FROM_BATH ? reading->bath : key->from == VF_FROM_MELT ? reading->melt : NULL;
  const VfEntry    *entry    = material ? vf_material_find(material, key->library) : NULL;
  const VfWhere     where    = {.key = key->path, .line = row->line};
  row->state                 = VF_ROW_BAD;
  if (entry && copy_entry(reading, key, entry)) {
    row->source  = vf_entry_source(material, entry);
    row->assumed = strcmp(entry->provenance, "assumed") == 0;
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
  } else if (key->required && material)
    vf_complain(&reading->context, where, "is not in the library entry of %s; give it in the case", material->name);
  else if (key->required)
    vf_complain(&reading->context, where, "is missing; needed: %s", key->doc);
  else
    row->state = VF_ROW_FILLED;
}

/* Where a value of the file comes from: its line, and for a branch of the library that entry too. */
static void note_given(VfReading *reading, const VfKey *key, VfRow *row)
{
  row->source = vf_text_format("%s:%d", reading->context.file, row->line);
  VfNode *branch =
      key->kind == VF_KIND_VISCOSITY && vf_node_kind(row->node) == VF_NODE_MAP ? vf_map_find(row->node, "branch") : NULL;
  const char *name = branch ? vf_node_text(branch) : NULL;
  for (int i = 0; name && reading->melt && i < reading->melt->n; i++) {
    const VfEntry *entry = &reading->melt->entries[i];
    if (!entry->branch || strcmp(entry->branch, name) != 0) continue;
    char *library = vf_entry_source(reading->melt, entry);
    char *both    = vf_text_format("%s, %s", row->source ? row->source : "", library ? library : "");
    free(library);
    free(row->source);
    row->source  = both;
    row->assumed = strcmp(entry->provenance, "assumed") == 0;
  }
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
  } else if (row->present) {
    /* A partly given viscosity changes the library's. */
    const VfEntry *start = key->kind == VF_KIND_VISCOSITY && reading->melt ? vf_material_find(reading->melt, key->library) : NULL;
    if (start) copy_entry(reading, key, start);
    const bool good = vf_value_read(&reading->context, where, row->node, key, reading->kase);
    row->state      = good ? VF_ROW_GIVEN : VF_ROW_BAD;
    if (good) note_given(reading, key, row);
  } else if (applies == APPLIES)
    fill_row(reading, key, row);
  if (key->kind == VF_KIND_MATERIAL && row->state == VF_ROW_GIVEN) load_material(reading, key, row);
}

/* A constant density given for the melt holds for glass and crystal too, unless they are given. */
static void spread_density(VfReading *reading)
{
  VfMelt      *melt    = &reading->kase->melt;
  const VfRow *density = vf_reading_row(reading, "melt.density");
  if (density->state != VF_ROW_GIVEN || melt->density.law != VF_PROPERTY_CONSTANT) return;
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
  }
}

/* The protocol says how much zni the crystals hold, unless the case does. */
static void spread_protocol(VfReading *reading)
{
  const VfProtocol protocol = reading->kase->melt.protocol;
  const char      *name     = protocol == VF_PROTOCOL_P1 ? "zni_fraction_P1" : "zni_fraction_other";
  VfRow           *row      = &reading->rows[vf_schema_find("melt.zni_fraction")];
  if (row->present || protocol == VF_PROTOCOL_NONE || !vf_reading_good(reading, "melt.protocol|melt.material")) return;
  const VfEntry *entry = vf_material_find(reading->melt, name);
  if (!entry) {
    vf_complain(&reading->context, vf_reading_where(reading, "melt.protocol"),
                "is a protocol of which %s knows no %s; zni_fraction can be given instead", reading->melt->name, name);
    return;
  }
  reading->kase->melt.zni_fraction = entry->property.c0;
  free(row->source);
  row->source  = vf_entry_source(reading->melt, entry);
  row->assumed = strcmp(entry->provenance, "assumed") == 0;
}

/* Isotherms say themselves what stands behind them. */
static bool says_assumed(const VfKey *key, const VfCase *kase)
{
  if (key->kind != VF_KIND_SORPTIONS) return false;
  for (int i = 0; i < kase->transport.n_sorptions; i++)
    if (kase->transport.sorptions[i].basis == VF_BASIS_ASSUMED) return true;
  return false;
}

static void list_sources(VfReading *reading)
{
  int          n;
  const VfKey *keys = vf_schema(&n);
  for (int i = 0; i < n; i++) {
    const VfRow *row = &reading->rows[i];
    if ((row->state != VF_ROW_GIVEN && row->state != VF_ROW_FILLED) || !row->source || !vf_value_is_set(&keys[i], reading->kase))
      continue;
    if (keys[i].kind == VF_KIND_GASES) continue; /* listed one by one */
    VfText value = {0};
    vf_value_append(&value, &keys[i], reading->kase, 10, false);
    const bool plain = keys[i].kind == VF_KIND_NUMBER || keys[i].kind == VF_KIND_TEMPERATURE || keys[i].kind == VF_KIND_OPTIONAL;
    const bool dimension = plain && strcmp(keys[i].unit, "1") != 0 && value.data && strcmp(value.data, "none") != 0;
    vf_sources_add(reading->sources, keys[i].path, value.data ? value.data : "", dimension ? keys[i].unit : "", row->source,
                   row->assumed || says_assumed(&keys[i], reading->kase));
    free(value.data);
  }
}

/* What has to stand before the first row is read. */
static VfCase *new_case(VfCasePart part)
{
  VfCase *kase = calloc(1, sizeof *kase);
  if (!kase) return NULL;
  kase->part           = part;
  kase->bath.viscosity = vf_property_constant(INFINITY); /* stays so for a solid */
  return kase;
}

/* The part that a file is for: gas transport when every key it holds is of that part, and some of a section of it. */
static VfCasePart part_of(const VfReading *reading)
{
  int          n;
  bool         transport = false;
  const VfKey *keys      = vf_schema(&n);
  VfCase       alone     = {.part = VF_PART_TRANSPORT, .fit = {.given = true}};
  for (int i = 0; i < n; i++) {
    if (!reading->rows[i].present) continue;
    if (!vf_schema_in_part(&keys[i], &alone)) return VF_PART_RUN;
    transport = transport || vf_schema_in_section(&keys[i], "transport") || vf_schema_in_section(&keys[i], "fit");
  }
  return transport ? VF_PART_TRANSPORT : VF_PART_RUN;
}

static void read_document(VfReading *reading, VfNode *root)
{
  int          n;
  const VfKey *keys = vf_schema(&n);
  if (!vf_reading_claim(reading, root)) return;
  if (reading->kase->part == VF_PART_ANY) reading->kase->part = part_of(reading);
  for (int i = 0; i < n; i++)
    if (reading->rows[i].present) {
      if (vf_schema_in_section(&keys[i], "fit")) reading->kase->fit.given = true;
      if (vf_schema_in_section(&keys[i], "insitu")) reading->kase->insitu.given = true;
      if (reading->kase->fit.given || vf_schema_in_section(&keys[i], "transport")) reading->kase->transport.given = true;
    }
  for (int i = 0; i < n; i++) read_row(reading, &keys[i], &reading->rows[i]);
  spread_density(reading);
  spread_protocol(reading);
  if (reading->kase->part & VF_PART_RUN) vf_reading_check(reading);
  vf_check_transport(reading);
  list_sources(reading);
  if (reading->kase->part & VF_PART_RUN) vf_reading_gases(reading);
  for (int i = 0; i < n; i++) free(reading->rows[i].source);
}

static void folder_of(const char *path, char folder[VF_PATH_LENGTH])
{
  const char *slash = strrchr(path, '/');
  if (slash == path)
    snprintf(folder, VF_PATH_LENGTH, "/");
  else
    snprintf(folder, VF_PATH_LENGTH, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
}

int vf_case_read_node(const VfUnits *units, struct VfShelf *shelf, VfNode *root, const char *name, const char *folder,
                      VfCasePart part, VfCase **out, VfSources **src, VfMessages *messages)
{
  VfReading *reading = calloc(1, sizeof *reading);
  *out               = NULL;
  *src               = NULL;
  if (reading && root) {
    reading->context = (VfContext){.units = units, .messages = messages, .file = name, .folder = reading->folder, .shelf = shelf};
    snprintf(reading->folder, sizeof reading->folder, "%s", folder);
    reading->kase    = new_case(part);
    reading->sources = calloc(1, sizeof *reading->sources);
    if (reading->kase && reading->sources) read_document(reading, root);
    vf_material_destroy(&reading->bath);
    vf_material_destroy(&reading->melt);
    *out = reading->kase;
    *src = reading->sources;
  }
  free(reading);
  vf_messages_sort(messages);
  if (!messages->n_errors && *out && *src) return 0;
  vf_case_free(out);
  vf_sources_free(src);
  return 2;
}

int vf_case_read_memory(const VfUnits *units, const char *text, size_t n, const char *name, VfCasePart part, VfCase **out,
                        VfSources **src, VfMessages *messages)
{
  char        folder[VF_PATH_LENGTH];
  VfDocument *document = vf_document_parse(text, n, name, messages);
  folder_of(name, folder);
  const int code =
      vf_case_read_node(units, NULL, document ? vf_document_root(document) : NULL, name, folder, part, out, src, messages);
  vf_document_destroy(&document);
  return code;
}

int vf_case_read_part(const char *path, VfCasePart part, VfCase **out, VfSources **src, VfMessages *messages)
{
  *out              = NULL;
  *src              = NULL;
  VfUnits    *units = vf_units_create();
  char       *text  = NULL;
  size_t      n     = 0;
  const char *why   = vf_file_read(path, 1 << 20, &text, &n);
  int         code  = 2;
  if (!units)
    vf_messages_add(messages, VF_MESSAGE_ERROR, path, 1, "units",
                    "UDUNITS-2 finds no database; UDUNITS2_XML_PATH can name its udunits2.xml");
  else if (why)
    vf_messages_add(messages, VF_MESSAGE_ERROR, path, 1, "file", "cannot be read (%s); a readable YAML file is right", why);
  else
    code = vf_case_read_memory(units, text, n, path, part, out, src, messages);
  free(text);
  vf_units_destroy(&units);
  return code;
}

int vf_case_read(const char *path, VfCase **out, VfSources **src, VfMessages *messages)
{
  return vf_case_read_part(path, VF_PART_RUN, out, src, messages);
}
