/* Properties and viscosities: a law by name with its parameters, the same in case files and in the library. */
#include "inputs/change.h"
#include "inputs/material.h"
#include "inputs/values.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PROVENANCES "verbatim|secondary|recalled|derived|assumed|unsourced"

enum { SLOPE_UNIT = 64 };

/* What may stand in the map of a property. */
typedef struct {
  VfPropertyLaw law;
  double        value, c0, c1, T_ref, range[2];
  unsigned      provenance;
} PropertyFields;

enum { LAW, VALUE, C0, C1, T_REF, T_RANGE, N_NUMBERS };

bool vf_property_check(const VfContext *context, VfWhere where, const VfProperty *p, const VfKey *key)
{
  const double hot = fmin(fmax(700.0, p->T_min), p->T_max), value = vf_property_at(p, hot);
  if (value >= key->low && value <= key->high) return true;
  vf_complain(context, where, "is out of range (%g %s at %g K); %g to %g %s is right", value, key->unit, hot, key->low, key->high,
              key->unit);
  return false;
}

static bool law_is_complete(const VfContext *context, VfWhere where, const PropertyFields *f, unsigned given)
{
  const bool value = given >> VALUE & 1u, c0 = given >> C0 & 1u, c1 = given >> C1 & 1u, T_ref = given >> T_REF & 1u;
  if (f->law == VF_PROPERTY_CONSTANT && (value != c0) && !c1 && !T_ref) return true;
  if (f->law == VF_PROPERTY_LINEAR && !value && c0 && c1 && T_ref) return true;
  if (f->law == VF_PROPERTY_ARRHENIUS && !value && c0 && c1 && !T_ref) return true;
  vf_complain(context, where,
              "does not fit its law; {value: ...}, {law: linear, c0, c1, T_ref} or {law: arrhenius, c0, c1} is right");
  return false;
}

static bool map_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfProperty *property)
{
  char slope_unit[SLOPE_UNIT];
  if (strcmp(key->unit, "1") == 0)
    snprintf(slope_unit, sizeof slope_unit, "1/K");
  else
    snprintf(slope_unit, sizeof slope_unit, "(%s)/K", key->unit);
  VfNode     *law_node  = vf_map_find(node, "law");
  const char *law       = law_node ? vf_node_text(law_node) : NULL;
  const bool  arrhenius = law && strcmp(law, "arrhenius") == 0;
  /* clang-format off */
  const VfKey keys[]    = {
      {.path = "law", .kind = VF_KIND_CHOICE, .choices = "constant|linear|arrhenius", .offset = offsetof(PropertyFields, law)},
      {.path = "value", .kind = VF_KIND_NUMBER, .unit = key->unit, .low = -1e300, .high = 1e300,
       .offset = offsetof(PropertyFields, value)},
      {.path = "c0", .kind = VF_KIND_NUMBER, .unit = key->unit, .low = -1e300, .high = 1e300,
       .offset = offsetof(PropertyFields, c0)},
      {.path = "c1", .kind = VF_KIND_NUMBER, .unit = arrhenius ? "J/mol" : slope_unit, .low = -1e300, .high = 1e300,
       .offset = offsetof(PropertyFields, c1)},
      {.path = "T_ref", .kind = VF_KIND_TEMPERATURE, .unit = "K", .low = 0.0, .high = 1e5,
       .offset = offsetof(PropertyFields, T_ref)},
      {.path = "T_range", .kind = VF_KIND_RANGE, .unit = "K", .low = 0.0, .high = 1e5, .fallback = "none",
       .offset = offsetof(PropertyFields, range)},
      {.path = "uncertainty", .kind = VF_KIND_NOTE},
      {.path = "source", .kind = VF_KIND_NOTE},
      {.path = "provenance", .kind = VF_KIND_CHOICE, .choices = PROVENANCES, .offset = offsetof(PropertyFields, provenance)},
      {.path = "note", .kind = VF_KIND_NOTE},
      {.path = "alternatives", .kind = VF_KIND_ENTRIES}, /* of the library, read there */
      {.path = "spread", .kind = VF_KIND_ENTRIES},       /* read with the source */
      {.path = "scale", .kind = VF_KIND_ENTRIES},        /* read below */
      {.path = "shift", .kind = VF_KIND_ENTRIES},
  };
  /* clang-format on */
  PropertyFields f     = {.law = VF_PROPERTY_CONSTANT, .range = {0.0, INFINITY}};
  unsigned       given = 0;
  if (!vf_fields_read(context, where, node, keys, (int)(sizeof keys / sizeof *keys), &f, &given)) return false;
  if (!law_is_complete(context, where, &f, given)) return false;
  if (f.range[1] < f.range[0]) {
    vf_complain(context, where, "has a T_range that ends below its start (%g K to %g K); low first is right", f.range[0],
                f.range[1]);
    return false;
  }
  const double c0 = given >> VALUE & 1u ? f.value : f.c0;
  *property       = (VfProperty){.law = f.law, .c0 = c0, .c1 = f.c1, .T_ref = f.T_ref, .T_min = f.range[0], .T_max = f.range[1]};
  VfChange change;
  return vf_change_read(context, where, node, key, &change) && vf_change_property(context, where, &change, property);
}

bool vf_property_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfProperty *property)
{
  VfProperty read = vf_property_constant(0.0);
  VfChange   change;
  /* Of a gas, whose library entry comes later: the change is made then. */
  if (isnan(property->c0) && vf_change_given(node)) return vf_change_read(context, where, node, key, &change);
  if (vf_node_kind(node) == VF_NODE_MAP) {
    if (!map_read(context, where, node, key, &read)) return false;
  } else {
    VfKey number  = *key;
    number.kind   = strcmp(key->unit, "K") == 0 ? VF_KIND_TEMPERATURE : VF_KIND_NUMBER;
    number.offset = offsetof(VfProperty, c0);
    if (!vf_value_read(context, where, node, &number, &read)) return false;
  }
  if (!vf_property_check(context, where, &read, key)) return false;
  *property = read;
  return true;
}

static void complain_law(const VfContext *context, VfWhere where, const char *name)
{
  VfText list = {0};
  for (const VfViscosityLaw *const *law = vf_viscosity_laws(); *law; law++)
    vf_text_append(&list, "%s%s", law == vf_viscosity_laws() ? "" : "|", (*law)->name);
  char nearest[64];
  vf_choice_nearest(list.data ? list.data : "", name, nearest, sizeof nearest);
  vf_complain(context, where, "is not a viscosity law (%.60s); %s is right%s%s%s", name, list.data ? list.data : "",
              nearest[0] ? ": did you mean " : "", nearest, nearest[0] ? "?" : "");
  free(list.data);
}

/* Temperatures may be given in degC; the slope B of the VFT law has the unit of one but is none. */
static VfKey parameter_key(const VfViscosityParameter *p, int i, bool required)
{
  const bool temperature = strcmp(p->unit, "K") == 0 && strcmp(p->name, "B") != 0;
  VfKey      key         = {.path = p->name, .unit = p->unit, .low = p->low, .high = p->high, .required = required, .doc = p->doc};
  key.kind               = temperature ? VF_KIND_TEMPERATURE : VF_KIND_NUMBER;
  key.offset             = offsetof(VfViscosity, p) + (size_t)i * sizeof(double);
  return key;
}

/* Parameters of the law already chosen.  @param complete all must be there. */
static bool parameters_read(const VfContext *context, VfWhere where, VfNode *map, VfViscosity *viscosity, bool complete)
{
  const VfViscosityLaw *law                                   = viscosity->law;
  VfKey                 keys[VF_VISCOSITY_MAX_PARAMETERS + 8] = {{.path = NULL}};
  int                   n                                     = 0;
  for (; n < law->n_parameters; n++) keys[n] = parameter_key(&law->parameters[n], n, complete);
  static const char *const others[] = {"law", "branch", "uncertainty", "source", "provenance", "note"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) keys[n++] = (VfKey){.path = others[i], .kind = VF_KIND_NOTE};
  keys[n++] = (VfKey){.path = "spread", .kind = VF_KIND_ENTRIES};
  keys[n++] = (VfKey){
      .path = "scale", .kind = VF_KIND_NUMBER, .unit = "1", .low = 1e-10, .high = 1e10, .offset = offsetof(VfViscosity, scale)};
  unsigned given;
  return vf_fields_read(context, where, map, keys, n, viscosity, &given);
}

/* Chooses the law, or the branch of the library, a map names. */
static bool start_of(const VfContext *context, VfWhere where, VfNode *law, VfNode *branch, VfViscosity *start)
{
  const char *name = law ? vf_node_text(law) : branch ? vf_node_text(branch) : "";
  if (!name || (law && branch)) {
    vf_complain(context, where, "does not name its law; {law: NAME, ...} or {branch: NAME} is right");
    return false;
  }
  if (law) {
    start->law = vf_viscosity_find(name);
    if (!start->law) complain_law(context, where, name);
    return start->law;
  }
  if (branch)
    return context->branches
               ? vf_material_branch(context, where, context->branches, name, start)
               : (vf_complain(context, where, "names a branch (%.60s) without a material; {law: ...} is right", name), false);
  if (!start->law) vf_complain(context, where, "does not name its law; {law: NAME, ...} is right");
  return start->law;
}

bool vf_viscosity_read(const VfContext *context, VfWhere where, VfNode *node, VfViscosity *viscosity)
{
  VfViscosity read = *viscosity;
  if (vf_node_kind(node) != VF_NODE_MAP) {
    read                               = (VfViscosity){.law = vf_viscosity_find("constant")};
    const VfViscosityParameter *p      = &read.law->parameters[0];
    const VfKey                 number = {.path = p->name, .kind = VF_KIND_NUMBER, .unit = p->unit, .low = p->low, .high = p->high};
    if (!vf_value_read(context, where, node, &number, read.p)) return false;
  } else {
    VfNode *law = vf_map_find(node, "law"), *branch = vf_map_find(node, "branch");
    if (!start_of(context, where, law, branch, &read)) return false;
    if (!parameters_read(context, where, node, &read, law != NULL)) return false;
  }
  const double     T = 700.0;
  VfViscosityValue value;
  if (vf_viscosity_eval(&read, 1, &T, &value) != VF_OK && strcmp(read.law->name, "vft") != 0) {
    vf_complain(context, where, "has parameters its law cannot use");
    return false;
  }
  *viscosity = read;
  return true;
}
