#include "inputs/penetrants.h"
#include "inputs/material.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *property, *instead; /* names in the library; NULL: nothing stands in */
  size_t      offset;
} Item;

static const Item items[] = {
    {"molar_mass", NULL, offsetof(VfPenetrant, molar_mass)},
    {"sieving_diameter", NULL, offsetof(VfPenetrant, diameter)},
    {"lj_diameter", NULL, offsetof(VfPenetrant, lj_diameter)},
    {"lj_well_depth", NULL, offsetof(VfPenetrant, lj_well_depth)},
    {"critical_temperature", NULL, offsetof(VfPenetrant, critical_temperature)},
    {"critical_pressure", NULL, offsetof(VfPenetrant, critical_pressure)},
};

/* The same with Breck's diameter. */
static Item item_of(int i, VfDiameter diameter)
{
  Item item = items[i];
  if (diameter == VF_DIAMETER_KINETIC && item.offset == offsetof(VfPenetrant, diameter)) {
    item.property = "kinetic_diameter";
    item.instead  = "sieving_diameter";
  }
  return item;
}

static void note(VfSources *sources, const VfMaterial *material, const VfEntry *entry, const char *gas)
{
  char *key    = vf_text_format("transport.gases.%s.%s", gas, entry->key->path);
  char *value  = vf_text_format("%.10g", entry->property.c0);
  char *source = vf_entry_source(material, entry);
  if (sources && key && value && source)
    vf_sources_add(sources, key, value, entry->key->unit, source, strcmp(entry->provenance, "assumed") == 0);
  free(key);
  free(value);
  free(source);
}

static void load_item(const VfContext *context, VfWhere where, const VfMaterial *material, Item item, VfPenetrant *gas,
                      VfSources *sources)
{
  const VfEntry *entry = vf_material_find(material, item.property);
  if (!entry && item.instead && (entry = vf_material_find(material, item.instead)))
    vf_messages_add(context->messages, VF_MESSAGE_WARNING, context->file, where.line, where.key,
                    "names %s, of which the library knows no %s; %s stands in (%g m)", gas->name, item.property, item.instead,
                    entry->property.c0);
  if (!entry) {
    vf_complain(context, where, "names a gas without %s in the library (%s); a gas that has it is right", item.property, gas->name);
    return;
  }
  *(double *)((char *)gas + item.offset) = entry->property.c0;
  note(sources, material, entry, gas->name);
}

static void load_gas(const VfContext *context, const char *name, VfDiameter diameter, VfPenetrant *gas, VfSources *sources)
{
  const VfWhere where    = {.key = "transport.gases", .line = 1};
  VfMaterial   *material = vf_material_load(context, where, name);
  *gas                   = (VfPenetrant){0};
  vf_text_store(gas->name, sizeof gas->name, name);
  if (material && material->kind != VF_MATERIAL_GAS)
    vf_complain(context, where, "names a %s (%s); gases are right", vf_material_kind_name(material->kind), name);
  else if (material)
    for (int i = 0; i < (int)(sizeof items / sizeof *items); i++)
      load_item(context, where, material, item_of(i, diameter), gas, sources);
  vf_material_destroy(&material);
}

int vf_penetrants_load(const VfNames *names, VfDiameter diameter, const char *file, VfPenetrant gases[], VfSources *sources,
                       VfMessages *messages)
{
  VfUnits  *units   = vf_units_create();
  VfContext context = {.units = units, .messages = messages, .file = file, .folder = "."};
  if (!units)
    vf_messages_add(messages, VF_MESSAGE_ERROR, file, 1, "units",
                    "UDUNITS-2 finds no database; UDUNITS2_XML_PATH can name its udunits2.xml");
  for (int i = 0; units && i < names->n; i++) load_gas(&context, names->name[i], diameter, &gases[i], sources);
  vf_units_destroy(&units);
  return messages->n_errors ? 2 : 0;
}
