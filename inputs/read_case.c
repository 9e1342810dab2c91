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

/* Isotherms say themselves what stands behind them. */
static bool says_assumed(const VfKey *key, const VfCase *kase)
{
  if (key->kind != VF_KIND_SORPTIONS) return false;
  for (int i = 0; i < kase->transport.n_sorptions; i++)
    if (kase->transport.sorptions[i].basis == VF_BASIS_ASSUMED) return true;
  return false;
}

/* The number of a key, c0 of a law; NAN for what is none. */
static double number_of(const VfKey *key, const void *base)
{
  const void *at = (const char *)base + key->offset;
  switch (key->kind) {
  case VF_KIND_NUMBER:
  case VF_KIND_TEMPERATURE:
    return *(const double *)at;
  case VF_KIND_OPTIONAL:
    return ((const VfOptional *)at)->value;
  case VF_KIND_PROPERTY:
    return ((const VfProperty *)at)->c0;
  default:
    return NAN;
  }
}

void vf_reading_note(VfSource *source, const VfRow *row, const VfKey *key, const void *base)
{
  source->before = row->changes && !row->own ? row->before : number_of(key, base);
  source->own    = row->own;
  source->spread = row->spread;
  if (!row->changes) return;
  source->scale = row->change.scale;
  source->shift = row->change.shift;
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
    VfSource  *source = vf_sources_add(reading->sources, keys[i].path, value.data ? value.data : "", dimension ? keys[i].unit : "",
                                       row->source, row->assumed || says_assumed(&keys[i], reading->kase));
    if (source) vf_reading_note(source, row, &keys[i], reading->kase);
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
  vf_reading_rows(reading);
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
