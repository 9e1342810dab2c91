#include "inputs/commands.h"
#include "inputs/material.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void print_value(const VfEntry *entry, FILE *out)
{
  VfText     text = {0};
  VfProperty law  = entry->property;
  /* The range is shown in words below. */
  law.T_min = 0.0;
  law.T_max = INFINITY;
  if (!entry->has_value)
    vf_text_append(&text, "%s", entry->bound[0] ? entry->bound : "not found");
  else if (entry->viscosity.law) {
    const VfKey key = {.kind = VF_KIND_VISCOSITY, .unit = "Pa s"};
    vf_value_append(&text, &key, &entry->viscosity, 8, true);
  } else {
    const VfKey key = {.kind = VF_KIND_PROPERTY, .unit = entry->key->unit};
    vf_value_append(&text, &key, &law, 8, true);
  }
  fprintf(out, "%s%s", !entry->has_value && entry->bound[0] ? "above " : "", text.data ? text.data : "");
  free(text.data);
  if (entry->has_value && !entry->viscosity.law && (entry->property.T_min > 0.0 || isfinite(entry->property.T_max))) {
    if (entry->property.T_max > entry->property.T_min)
      fprintf(out, ", %g to %g K", entry->property.T_min, entry->property.T_max);
    else
      fprintf(out, ", at %g K", entry->property.T_min);
  }
}

static void print_entry(const VfEntry *entry, FILE *out)
{
  const char *indent  = entry->alternative ? "      " : "    ";
  const bool  assumed = strcmp(entry->provenance, "assumed") == 0;
  if (entry->branch)
    fprintf(out, "  %s, branch %s%s\n", entry->key->path, entry->branch, entry->alternative ? "" : " (default)");
  else if (entry->alternative)
    fprintf(out, "    alternative\n");
  else
    fprintf(out, "  %s\n", entry->key->path);
  fprintf(out, "%s%s", indent, assumed ? "ASSUMED: " : "");
  print_value(entry, out);
  fprintf(out, "\n");
  if (entry->uncertainty[0]) fprintf(out, "%suncertainty: %s\n", indent, entry->uncertainty);
  if (entry->spread.law != VF_SPREAD_NONE) {
    char *spread = vf_spread_text(&entry->spread, entry->key->unit);
    fprintf(out, "%sspread: %s\n", indent, spread ? spread : "");
    free(spread);
  }
  fprintf(out, "%ssource: %s (%s)\n", indent, entry->source, entry->provenance);
  if (entry->note[0]) fprintf(out, "%snote: %s\n", indent, entry->note);
}

static void print_material(const VfMaterial *material, FILE *out)
{
  fprintf(out, "%s: %s (%s)\n%s\n", material->name, material->title, vf_material_kind_name(material->kind), material->path);
  for (int i = 0; i < material->n; i++) print_entry(&material->entries[i], out);
}

/* One line a material: its name, kind, title and how many of its values are guesses. */
static void print_line(const VfMaterial *material, FILE *out)
{
  int values = 0, assumed = 0;
  for (int i = 0; i < material->n; i++) {
    if (material->entries[i].alternative || !material->entries[i].has_value) continue;
    values++;
    assumed += strcmp(material->entries[i].provenance, "assumed") == 0;
  }
  fprintf(out, "%-12s %-7s %s; %d properties, %d assumed\n", material->name, vf_material_kind_name(material->kind), material->title,
          values, assumed);
}

static void show(const VfContext *context, const char *name, bool whole, FILE *out)
{
  const VfWhere where    = {.key = "materials", .line = 1};
  VfMaterial   *material = vf_material_load(context, where, name);
  if (material && whole)
    print_material(material, out);
  else if (material)
    print_line(material, out);
  vf_material_destroy(&material);
}

int vf_command_materials(int argc, char **argv, FILE *out, FILE *err)
{
  if (argc > 1 || (argc == 1 && argv[0][0] == '-')) {
    fprintf(err, "usage: vitrifloat materials [NAME]\n");
    return 2;
  }
  VfMessages messages = {0};
  VfUnits   *units    = vf_units_create();
  VfContext  context  = {.units = units, .messages = &messages, .file = vf_materials_folder(), .folder = "."};
  if (!units)
    vf_messages_add(&messages, VF_MESSAGE_ERROR, context.file, 1, "units",
                    "UDUNITS-2 finds no database; UDUNITS2_XML_PATH can name its udunits2.xml");
  else if (argc == 1)
    show(&context, argv[0], true, out);
  else {
    int    n;
    char **names = vf_material_names(&n);
    if (!n)
      vf_messages_add(&messages, VF_MESSAGE_ERROR, context.file, 1, "materials",
                      "holds no material; VITRIFLOAT_MATERIALS can name the library's folder");
    for (int i = 0; i < n; i++) show(&context, names[i], false, out);
    vf_material_names_free(names, n);
  }
  vf_messages_print(&messages, VF_MESSAGE_ERROR, "", err);
  const int code = messages.n_errors ? 2 : 0;
  vf_messages_clear(&messages);
  vf_units_destroy(&units);
  return code;
}
