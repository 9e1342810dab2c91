/* Values of gas transport that are lists: names, numbers with one unit, sorption by gas. */
#include "inputs/values.h"
#include <stdio.h>
#include <string.h>

/* clang-format off */
static const VfKey sorption_keys[] = {
    {.path = "gas", .kind = VF_KIND_TEXT, .size = sizeof((VfGasSorption *)0)->gas, .offset = offsetof(VfGasSorption, gas),
     .required = true, .doc = "name of the gas"},
    {.path = "henry", .kind = VF_KIND_NUMBER, .unit = "mol/m^3/Pa", .low = 0.0, .high = 1e3,
     .offset = offsetof(VfGasSorption, law.henry), .doc = "k of k p + C' b p/(1 + sum b p) (default 0)"},
    {.path = "henry_enthalpy", .kind = VF_KIND_NUMBER, .unit = "J/mol", .low = -1e6, .high = 1e6,
     .offset = offsetof(VfGasSorption, law.henry_enthalpy), .doc = "heat with which k changes, negative when sorption sets heat free (default 0)"},
    {.path = "capacity", .kind = VF_KIND_NUMBER, .unit = "mol/m^3", .low = 0.0, .high = 1e6,
     .offset = offsetof(VfGasSorption, law.capacity), .doc = "C', what the sites hold (default 0)"},
    {.path = "affinity", .kind = VF_KIND_NUMBER, .unit = "1/Pa", .low = 0.0, .high = 1e3,
     .offset = offsetof(VfGasSorption, law.affinity), .doc = "b of the sites (default 0)"},
    {.path = "affinity_enthalpy", .kind = VF_KIND_NUMBER, .unit = "J/mol", .low = -1e6, .high = 1e6,
     .offset = offsetof(VfGasSorption, law.affinity_energy), .doc = "heat with which b changes (default 0)"},
    {.path = "mobile", .kind = VF_KIND_NUMBER, .unit = "1", .low = 0.0, .high = 1.0, .offset = offsetof(VfGasSorption, law.mobile),
     .doc = "part of what the sites hold that moves (default 1)"},
    {.path = "blocks", .kind = VF_KIND_NUMBER, .unit = "1", .low = 0.0, .high = 1.0, .offset = offsetof(VfGasSorption, law.blocks),
     .doc = "part of the room for dissolved gas that it takes when its sites are full, as water does (default 0)"},
    {.path = "reference", .kind = VF_KIND_TEMPERATURE, .unit = "K", .low = 50.0, .high = 1500.0,
     .offset = offsetof(VfGasSorption, law.reference), .doc = "temperature of k and b (default 298.15 K)"},
    {.path = "diffusivity", .kind = VF_KIND_NUMBER, .unit = "m^2/s", .low = 0.0, .high = 1.0, .offset = offsetof(VfGasSorption, law.diffusivity),
     .doc = "its own diffusivity, instead of the one that the permeability law gives (default 0: by that law)"},
    {.path = "diffusivity_energy", .kind = VF_KIND_NUMBER, .unit = "J/mol", .low = -1e6, .high = 1e6,
     .offset = offsetof(VfGasSorption, law.diffusivity_energy), .doc = "activation energy of that diffusivity (default 0)"},
    {.path = "basis", .kind = VF_KIND_CHOICE, .offset = offsetof(VfGasSorption, basis), .choices = "assumed|fitted|measured",
     .doc = "what stands behind these numbers, shown with every result that uses them (default assumed)"},
    {.path = "source", .kind = VF_KIND_TEXT, .size = sizeof((VfGasSorption *)0)->source, .offset = offsetof(VfGasSorption, source),
     .doc = "where they come from, shown beside it"},
};
/* clang-format on */

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

const VfKey *vf_sorption_keys(int *n)
{
  return *n = COUNT(sorption_keys), sorption_keys;
}

static bool name_add(const VfContext *context, VfWhere where, const char *name, VfNames *names)
{
  for (int i = 0; i < names->n; i++)
    if (strcmp(names->name[i], name) == 0) {
      vf_complain(context, where, "names %.31s twice; each gas once is right", name);
      return false;
    }
  if (names->n == VF_MAX_PENETRANTS || !name[0] || !vf_text_store(names->name[names->n], sizeof names->name[0], name)) {
    vf_complain(context, where, "is not usable (%.40s); up to %d names of at most %zu characters are right", name,
                VF_MAX_PENETRANTS, sizeof names->name[0] - 1);
    return false;
  }
  names->n++;
  return true;
}

bool vf_names_read_text(const VfContext *context, VfWhere where, const char *text, VfNames *names)
{
  VfNames read = {0};
  while (*text) {
    char         name[64];
    const size_t n = strcspn(text, ",");
    snprintf(name, sizeof name, "%.*s", (int)n, text);
    if (!name_add(context, where, name, &read)) return false;
    text += n;
    text += strspn(text, ", ");
  }
  *names = read;
  return true;
}

bool vf_names_read(const VfContext *context, VfWhere where, VfNode *node, VfNames *names)
{
  VfNames     read   = {0};
  void       *cursor = NULL;
  const char *text   = vf_node_text(node);
  if (text) return vf_names_read_text(context, where, text, names);
  if (vf_node_kind(node) != VF_NODE_LIST || vf_list_length(node) < 1) {
    vf_complain(context, where, "is not a list of names; [H2, CO2, N2] is right");
    return false;
  }
  for (VfNode *item; (item = vf_list_next(node, &cursor));) {
    const char *name = vf_node_text(item);
    if (!name_add(context, where, name ? name : "", &read)) return false;
  }
  *names = read;
  return true;
}

/* One number of a list. */
static VfKey item_key(const VfKey *key)
{
  VfKey item  = *key;
  item.kind   = strcmp(key->unit, "K") == 0 ? VF_KIND_TEMPERATURE : VF_KIND_NUMBER;
  item.offset = 0;
  return item;
}

bool vf_numbers_read_text(const VfContext *context, VfWhere where, const char *text, const VfKey *key, VfNumbers *numbers)
{
  const VfKey item = item_key(key);
  numbers->n       = 1;
  return vf_value_read_text(context, where, text, &item, &numbers->value[0]);
}

bool vf_numbers_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfNumbers *numbers)
{
  const VfKey item   = item_key(key);
  void       *cursor = NULL;
  const char *text   = vf_node_text(node);
  if (text) return vf_numbers_read_text(context, where, text, key, numbers);
  const int n = vf_node_kind(node) == VF_NODE_LIST ? vf_list_length(node) : 0;
  if (n < 1 || n > VF_MAX_NUMBERS) {
    vf_complain(context, where, "is not a list of 1 to %d numbers; [25 degC, 150 degC] is right", VF_MAX_NUMBERS);
    return false;
  }
  for (int i = 0; i < n; i++)
    if (!vf_value_read(context, where, vf_list_next(node, &cursor), &item, &numbers->value[i])) return false;
  numbers->n = n;
  return true;
}

bool vf_sorptions_read(const VfContext *context, VfWhere where, VfNode *node, VfTransportSpec *transport)
{
  const int n =
      vf_items_count(context, where, node, 0, VF_MAX_PENETRANTS, "[{gas: CO2, capacity: 2700 mol/m^3, affinity: 3.4e-6 1/Pa}]");
  for (int i = 0; i < n; i++) transport->sorptions[i] = (VfGasSorption){.law = {.mobile = 1.0, .reference = 298.15}};
  if (n < 0 || !vf_items_read(context, where, node, sorption_keys, COUNT(sorption_keys), transport->sorptions,
                              sizeof *transport->sorptions, NULL))
    return false;
  transport->n_sorptions = n;
  return true;
}
