/* The library: every file loads, and its numbers are those of a table transcribed on its own. */
#include "inputs/commands.h"
#include "inputs/material.h"
#include "inputs/material_shelf.h"
#include "tests/unit/inputs/check_units.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static VfMaterial *load(void **state, const char *name)
{
  VfMessages      messages = {0};
  const VfContext context  = {.units = *state, .messages = &messages, .file = "test", .folder = "."};
  VfMaterial     *material = vf_material_load(&context, (VfWhere){.key = "material", .line = 1}, name);
  vf_messages_print(&messages, VF_MESSAGE_ERROR, "unexpected: ", stderr);
  assert_int_equal(messages.n, 0);
  assert_non_null(material);
  vf_messages_clear(&messages);
  return material;
}

static const VfProperty *property(const VfMaterial *material, const char *name)
{
  const VfEntry *entry = vf_material_find(material, name);
  if (!entry) fail_msg("%s has no %s", material->name, name);
  return &entry->property;
}

/* All load; every value has a source and a provenance; the name is the file's. */
static void check_all(void **state)
{
  int    n;
  char **names = vf_material_names(&n);
  assert_true(n >= 23);
  for (int i = 0; i < n; i++) {
    VfMaterial *material = load(state, names[i]);
    assert_string_equal(material->name, names[i]);
    for (int e = 0; e < material->n; e++) {
      assert_true(material->entries[e].source[0]);
      assert_true(material->entries[e].provenance[0]);
    }
    vf_material_destroy(&material);
  }
  vf_material_names_free(names, n);
}

/* From the table of defaults, one row a metal. */
static void check_metals(void **state)
{
  /* clang-format off */
  static const struct {
    const char *name;
    double      T_melt, density[3], tension[3], viscosity[2], conductivity[3], heat_capacity;
  } table[] = {
      {"Ga", 302.914, {302.914, 6077, -0.611}, {303.15, 0.724, -7.2e-05}, {0.000357684, 3906.1}, {302.914, 28.403, 0.071896}, 397.29},
      {"Sn", 505.08, {505.08, 6979, -0.652}, {505.05, 0.555, -7e-05}, {0.000390841, 6574.31}, {505.8, 28.037, 0.023397}, 238.38},
      {"In", 429.748, {429.748, 7022, -0.762}, {429.75, 0.56, -9e-05}, {0.00043441, 5208.52}, {429.748, 36.493, 0.029185}, 255.12},
      {"Ga-Sn10wt", 296, {473.15, 6061.9, -0.6153}, {723.15, 0.6681, -3.794e-05}, {0.00035963, 4069.6}, {473.15, 39.82, 0.06892}, 381.4},
      {"Ga-In25wt", 288.7, {473.15, 6198.2, -0.6433}, {723.15, 0.6335, -2.991e-05}, {0.00036958, 4125.4}, {473.15, 40.16, 0.06471}, 361.74},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfMaterial       *material = load(state, table[i].name);
    const VfProperty *p        = property(material, "density");
    assert_true(p->law == VF_PROPERTY_LINEAR && p->T_ref == table[i].density[0] && p->c0 == table[i].density[1] &&
                p->c1 == table[i].density[2]);
    p = property(material, "surface_tension");
    assert_true(p->law == VF_PROPERTY_LINEAR && p->T_ref == table[i].tension[0] && p->c0 == table[i].tension[1] &&
                p->c1 == table[i].tension[2]);
    p = property(material, "viscosity");
    assert_true(p->law == VF_PROPERTY_ARRHENIUS && p->c0 == table[i].viscosity[0] && p->c1 == table[i].viscosity[1]);
    p = property(material, "conductivity");
    assert_true(p->law == VF_PROPERTY_LINEAR && p->T_ref == table[i].conductivity[0] && p->c0 == table[i].conductivity[1] &&
                p->c1 == table[i].conductivity[2]);
    assert_true(property(material, "melting_temperature")->c0 == table[i].T_melt);
    assert_true(fabs(vf_property_at(property(material, "heat_capacity"), 723.15) - table[i].heat_capacity) < 0.05);
    vf_material_destroy(&material);
  }
}

/* Single numbers of the other materials, typed from the data tables; alternatives must not be taken for defaults. */
static void check_values(void **state)
{
  /* clang-format off */
  static const struct {
    const char *material, *property;
    double      value;
  } table[] = {
      {"Ga", "heat_of_fusion", 80102.7},        {"Ga", "oxide_surface_yield_stress", 0.5},
      {"Galinstan", "density", 6440.0},         {"Galinstan", "viscosity", 0.0024},
      {"Galinstan", "surface_tension", 0.5346}, {"alumina", "density", 3970.0},
      {"alumina", "conductivity", 13.0},        {"alumina", "heat_capacity", 1150.0},
      {"alumina", "solid_surface_energy", 0.9}, {"glass", "density", 2500.0},
      {"glass", "heat_capacity", 1050.0},       {"glass", "conductivity", 1.1},
      {"ZIF-62", "melting_temperature", 708.15}, {"ZIF-62", "glass_transition", 598.15},
      {"ZIF-62", "density_crystal", 1261.0},    {"ZIF-62", "heat_of_fusion", 2e4},
      {"ZIF-62", "surface_tension", 0.45},      {"ZIF-62", "conductivity", 0.25},
      {"ZIF-62", "heat_capacity_melt", 1850.0}, {"ZIF-62", "heat_capacity_glass", 1650.0},
      {"ZIF-62", "heat_capacity_crystal", 1000.0}, {"ZIF-62", "youngs_modulus_glass", 6.6e9},
      {"ZIF-62", "uncoordinated_N_linker_fraction", 0.008}, {"ZIF-62", "TNM_activation_enthalpy", 658e3},
      {"ZIF-62-Co", "melting_temperature", 703.0}, {"ZIF-62-Co", "glass_transition", 563.0},
      {"He", "molar_mass", 0.004002602},        {"H2", "kinetic_diameter", 2.89e-10},
      {"CO2", "lj_well_depth", 195.2},          {"O2", "critical_pressure", 5.043e6},
      {"N2", "molar_mass", 0.0280134},          {"CH4", "acentric_factor", 0.01142},
      {"C2H4", "sieving_diameter", 4.163e-10},  {"C2H6", "lj_diameter", 4.443e-10},
      {"C3H6", "critical_temperature", 364.211}, {"C3H8", "kinetic_diameter", 4.3e-10},
      {"SF6", "molar_mass", 0.1460554},         {"H2O", "boiling_temperature", 373.124},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfMaterial  *material = load(state, table[i].material);
    const double value    = property(material, table[i].property)->c0;
    if (value < table[i].value || value > table[i].value)
      fail_msg("%s %s: %.17g is not %.17g", table[i].material, table[i].property, value, table[i].value);
    vf_material_destroy(&material);
  }
}

/* log10 of the viscosity in the three branches, checked against the values published with them. */
static void check_branches(void **state)
{
  static const struct {
    const char *branch;
    double      T, log10_eta, error;
  } table[] = {{"consistent", 595.0, 12.0, 0.005}, {"consistent", 623.0, 9.60, 0.005},   {"consistent", 653.0, 7.61, 0.005},
               {"consistent", 683.0, 6.05, 0.005}, {"consistent", 708.0, 5.0, 0.01},     {"consistent", 723.0, 4.46, 0.005},
               {"consistent", 743.0, 3.82, 0.005}, {"calorimetric", 708.0, 8.58, 0.005}, {"calorimetric", 723.15, 8.23, 0.01},
               {"dielectric", 708.0, 1.4, 0.05}};
  VfMaterial *material = load(state, "ZIF-62");
  assert_string_equal(material->default_branch, "consistent");
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfMessages       messages = {0};
    const VfContext  context  = {.units = *state, .messages = &messages, .file = "test", .folder = "."};
    VfViscosity      viscosity;
    VfViscosityValue value;
    assert_true(vf_material_branch(&context, (VfWhere){.key = "x", .line = 1}, material, table[i].branch, &viscosity));
    assert_int_equal(vf_viscosity_eval(&viscosity, 1, &table[i].T, &value), VF_OK);
    if (!(fabs(log10(value.eta) - table[i].log10_eta) <= table[i].error))
      fail_msg("%s at %g K: 10^%g", table[i].branch, table[i].T, log10(value.eta));
  }
  vf_material_destroy(&material);
}

/* What matters to a film has a spread, with the numbers that its words say. */
static void check_spreads(void **state)
{
  /* clang-format off */
  static const struct {
    const char *material, *property, *words;
  } table[] = {
      {"Ga", "density", "normal, standard deviation 0.2 %"},          {"Ga", "surface_tension", "normal, standard deviation 2 %"},
      {"Ga", "viscosity", "normal, standard deviation 6.75 %"},       {"Ga-Sn10wt", "viscosity", "uniform, -10 to +40 %"},
      {"ZIF-62", "interaction_parameter", "uniform, 0.5 to 1.1"},     {"ZIF-62", "viscosity", "log-normal, standard deviation 1 decade"},
      {"ZIF-62", "melting_time", "log-uniform, 1 to 100 s"},          {"ZIF-62", "melting_temperature", "normal, standard deviation 3 K"},
      {"ZIF-62-Co", "viscosity", "log-normal, standard deviation 2 decades"}, {"alumina", "solid_surface_energy", "log-normal, standard deviation 0.48 decades"},
      {"N2", "viscosity", "normal, standard deviation 3 %"},          {"glass", "density", "normal, standard deviation 1 %"},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfMaterial    *material = load(state, table[i].material);
    const VfEntry *entry    = vf_material_find(material, table[i].property);
    assert_non_null(entry);
    char *words = vf_spread_text(&entry->spread, entry->key->unit);
    assert_string_equal(words, table[i].words);
    free(words);
    vf_material_destroy(&material);
  }
}

#define SPREAD(text)                                                                                                               \
  "name: X\nkind: liquid\ntitle: x\nproperties:\n  density:\n    value: 10 kg/m^3\n    source: s\n    spread: " text               \
  "\n    provenance: assumed\n"

/* Wrong library files: each names its own line. */
static void check_wrong(void **state)
{
  /* clang-format off */
  static const struct {
    const char *text, *message;
  } table[] = {
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  densty: {value: 1 kg/m^3, source: s, provenance: assumed}\n", ":5: densty: is not a key; did you mean density?"},
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  density: {value: 10, source: s, provenance: assumed}\n", ":5: density.value: has no unit (10)"},
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  density: {value: 10 kg/m^3, provenance: assumed}\n", ":5: density: lacks source"},
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  density: {value: 10 kg/m^3, source: s, provenance: guess}\n", ":5: density.provenance: is not a choice (guess)"},
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  density: {source: s, provenance: assumed}\n", ":5: density: has no value"},
      {"name: X\nkind: plasma\ntitle: x\nproperties:\n  density: {value: 1 kg/m^3, source: s, provenance: assumed}\n", ":2: material.kind: is not a choice (plasma)"},
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  density: {law: linear, c0: 1 kg/m^3, source: s, provenance: assumed}\n", ":5: density: does not fit its law"},
      {"name: X\nkind: melt\ntitle: x\nproperties:\n  viscosity: {value: 1 Pa s, source: s, provenance: assumed}\n", ":5: viscosity: has no branches"},
      {"name: X\nkind: liquid\ntitle: x\n", ":1: material: lacks properties"},
      {SPREAD("{normal: 3 K}"), ":8: density.spread: has the wrong dimension (3 K)"},
      {SPREAD("{normal: 0 %}"), ":8: density.spread: is not a standard deviation (0)"},
      {SPREAD("{uniform: [12 kg/m^3, 9 kg/m^3]}"), ":8: density.spread: goes from 12 to 9; low first is right"},
      {SPREAD("{uniform: [11 kg/m^3, 12 kg/m^3]}"), ":8: density.spread: goes from 11 to 12, which does not hold the value (10)"},
      {SPREAD("{log_uniform: [-1 kg/m^3, 12 kg/m^3]}"), ":8: density.spread: has no logarithm (-1)"},
      {SPREAD("2 %"), ":8: density.spread: is not a spread"},
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  viscosity: {law: arrhenius, c0: 1 Pa s, c1: 10 J/mol, source: s, provenance: assumed,\n    spread: {normal: 1 Pa s}}\n",
       ":6: viscosity.spread: is a spread in units of a law"},
      {"name: X\nkind: liquid\ntitle: x\nproperties:\n  density: {value: 10 kg/m^3, scale: 2, source: s, provenance: assumed}\n", ":5: density: changes a value"},
  };
  /* clang-format on */
  const char path[] = "test_materials.yaml";
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(table[i].text, file);
    fclose(file);
    VfMessages      messages = {0};
    const VfContext context  = {.units = *state, .messages = &messages, .file = "test", .folder = "."};
    assert_null(vf_material_load(&context, (VfWhere){.key = "material", .line = 1}, path));
    if (messages.n < 1 || !strstr(messages.items[0].text, table[i].message))
      fail_msg("'%s' is not '%s'", messages.n ? messages.items[0].text : "", table[i].message);
    vf_messages_clear(&messages);
  }
  remove(path);
}

/* What the command prints. */
static void check_command(void **state)
{
  char  *text   = NULL;
  size_t n      = 0;
  FILE  *out    = open_memstream(&text, &n);
  char   name[] = "Ga", *arguments[] = {name};
  (void)state;
  assert_int_equal(vf_command_materials(1, arguments, out, stderr), 0);
  assert_int_equal(vf_command_materials(0, NULL, out, stderr), 0);
  fclose(out);
  assert_non_null(strstr(text, "Assael et al. 2012"));
  assert_non_null(strstr(text, "uncertainty: 0.4% (95% level)"));
  assert_non_null(strstr(text, "spread: normal, standard deviation 0.2 %"));
  assert_non_null(strstr(text, "(secondary)"));
  assert_non_null(strstr(text, "303 to 1500 K"));
  assert_non_null(strstr(text, "ZIF-62-Co"));
  free(text);
  out       = open_memstream(&text, &n);
  char no[] = "Gallium", *unknown[] = {no};
  assert_int_equal(vf_command_materials(1, unknown, out, out), 2);
  fclose(out);
  assert_non_null(strstr(text, "is not in the library (Gallium)"));
  free(text);
}

static void write_gas(const char *path, const char *molar_mass)
{
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fprintf(file, "name: X\nkind: gas\ntitle: x\nproperties:\n  molar_mass: {value: %s, source: here, provenance: assumed}\n",
          molar_mass);
  fclose(file);
}

/* A file is read once, and again when it has changed; who holds what it was keeps it. */
static void shelf(void **state)
{
  static const char path[]   = "./shelf-test.yaml";
  VfMessages        messages = {0};
  VfShelf          *kept     = vf_shelf_create();
  const VfContext   context  = {.units = *state, .messages = &messages, .file = "case.yaml", .folder = ".", .shelf = kept};
  const VfWhere     where    = {.key = "material", .line = 1};
  write_gas(path, "20 g/mol");
  VfMaterial *first = vf_material_load(&context, where, path), *again = vf_material_load(&context, where, path);
  assert_non_null(first);
  assert_ptr_equal(first, again);
  vf_material_destroy(&again);
  write_gas(path, "30.5 g/mol");
  VfMaterial *changed = vf_material_load(&context, where, path);
  assert_non_null(changed);
  assert_float_equal(vf_material_find(first, "molar_mass")->property.c0, 0.02, 1e-15);
  assert_float_equal(vf_material_find(changed, "molar_mass")->property.c0, 0.0305, 1e-15);
  remove(path);
  vf_shelf_destroy(&kept);
  assert_float_equal(vf_material_find(changed, "molar_mass")->property.c0, 0.0305, 1e-15);
  vf_material_destroy(&first);
  vf_material_destroy(&changed);
  vf_messages_clear(&messages);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(shelf),          cmocka_unit_test(check_all),
                                     cmocka_unit_test(check_metals),   cmocka_unit_test(check_values),
                                     cmocka_unit_test(check_branches), cmocka_unit_test(check_wrong),
                                     cmocka_unit_test(check_command),  cmocka_unit_test(check_spreads)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
