/* The reference page, made from the same tables that read the files. */
#include "inputs/commands.h"
#include "inputs/material.h"
#include "inputs/schema.h"
#include "inputs/sweep_reading.h"
#include "inputs/sweep_sample.h"
#include <stdlib.h>
#include <string.h>

static const char *kind_text(const VfKey *key)
{
  switch (key->kind) {
  case VF_KIND_NUMBER:
  case VF_KIND_OPTIONAL:
    return "number";
  case VF_KIND_TEMPERATURE:
    return "temperature";
  case VF_KIND_COUNT:
    return "whole number";
  case VF_KIND_TEXT:
  case VF_KIND_NOTE:
    return "text";
  case VF_KIND_FILE:
    return "file";
  case VF_KIND_MATERIAL:
    return "material";
  case VF_KIND_PROPERTY:
    return "property";
  case VF_KIND_VISCOSITY:
    return "viscosity law";
  case VF_KIND_PROCESS:
  case VF_KIND_GAS_SEGMENTS:
    return "list of segments";
  case VF_KIND_HOLES:
    return "list of holes";
  case VF_KIND_WAVES:
    return "list of waves";
  case VF_KIND_NAMES:
    return "list of names";
  case VF_KIND_NUMBERS:
    return "number or list";
  case VF_KIND_SORPTIONS:
    return "list of isotherms";
  case VF_KIND_FIT:
    return "list of parameters";
  case VF_KIND_PERTURBATION:
  case VF_KIND_RANDOM_HOLES:
  case VF_KIND_GRANULAR:
  case VF_KIND_GASES:
  case VF_KIND_MIXTURE:
    return "map";
  case VF_KIND_CELLS:
    return "list of numbers";
  case VF_KIND_EVERY:
    return "whole number or time";
  case VF_KIND_CHOICE:
  case VF_KIND_SCRIPT:
  case VF_KIND_RANGE:
    break;
  case VF_KIND_ENTRIES:
    return "list or map";
  }
  return "choice";
}

/* Text inside a table: the bar would end the cell. */
static void print_cell(const char *text, FILE *out)
{
  for (const char *c = text; *c; c++) fprintf(out, *c == '|' ? "\\|" : "%c", *c);
}

static void print_default(const VfKey *key, FILE *out)
{
  if (key->from != VF_FROM_NONE) fprintf(out, "library%s", key->fallback ? ", else " : "");
  if (key->fallback) print_cell(key->fallback, out);
  char *spread = key->spread.law != VF_SPREAD_NONE ? vf_spread_text(&key->spread, key->unit) : NULL;
  if (key->assumed) fprintf(out, " (assumed%s%s)", spread ? "; " : "", spread ? spread : "");
  free(spread);
  if (key->from == VF_FROM_NONE && !key->fallback) fprintf(out, key->required ? "**required**" : "not set");
}

static bool has_range(const VfKey *key)
{
  return key->unit || key->kind == VF_KIND_COUNT || key->kind == VF_KIND_CELLS;
}

static void print_row(const VfKey *key, const char *name, bool defaults, FILE *out)
{
  fprintf(out, "| `%s` | ", name);
  if (key->kind == VF_KIND_CHOICE)
    print_cell(key->choices, out);
  else if (key->kind == VF_KIND_SCRIPT) {
    print_cell(key->choices, out);
    fprintf(out, ", or file");
  } else
    fprintf(out, "%s", kind_text(key));
  fprintf(out, " | %s | ", key->unit && strcmp(key->unit, "1") != 0 ? key->unit : "");
  if (has_range(key) && key->kind != VF_KIND_VISCOSITY) fprintf(out, "%g to %g", key->low, key->high);
  fprintf(out, " | ");
  if (defaults) {
    print_default(key, out);
    fprintf(out, " | ");
  }
  print_cell(key->doc, out);
  if (key->when) {
    fprintf(out, " (only with ");
    print_cell(key->when, out);
    fprintf(out, ")");
  }
  fprintf(out, " |\n");
}

static void print_head(bool defaults, FILE *out)
{
  fprintf(out, defaults ? "| key | type | unit | range | default | what it is |\n|---|---|---|---|---|---|\n"
                        : "| key | type | unit | range | what it is |\n|---|---|---|---|---|\n");
}

/* Keys of one section; section "" holds those without a dot. */
static void print_section(const char *section, FILE *out)
{
  int          n;
  const VfKey *keys = vf_schema(&n);
  fprintf(out, "\n### %s\n\n", section[0] ? section : "at the top");
  print_head(true, out);
  for (int i = 0; i < n; i++) {
    const char *dot = strchr(keys[i].path, '.');
    if (section[0] ? vf_schema_in_section(&keys[i], section) : !dot) print_row(&keys[i], keys[i].path, true, out);
  }
}

static void print_items(const char *title, const char *text, const VfKey *keys, int n, FILE *out)
{
  fprintf(out, "\n%s\n\n%s", title, text);
  print_head(false, out);
  for (int i = 0; i < n; i++) print_row(&keys[i], keys[i].path, false, out);
}

static void print_viscosities(FILE *out)
{
  fprintf(out, "\n## Viscosity laws\n\n`viscosity: {law: NAME, parameter: value, ...}`; a branch of the library with some "
               "parameters changed:\n"
               "`viscosity: {branch: NAME, parameter: value, ...}`.\n\n| law | parameter | unit | range | what it is "
               "|\n|---|---|---|---|---|\n");
  for (const VfViscosityLaw *const *law = vf_viscosity_laws(); *law; law++) {
    fprintf(out, "| `%s` | | | | ", (*law)->name);
    print_cell((*law)->doc, out);
    fprintf(out, " |\n");
    for (int i = 0; i < (*law)->n_parameters; i++) {
      const VfViscosityParameter *p = &(*law)->parameters[i];
      fprintf(out, "| | `%s` | %s | %g to %g | %s |\n", p->name, strcmp(p->unit, "1") == 0 ? "" : p->unit, p->low, p->high, p->doc);
    }
  }
}

static void print_sweep(FILE *out)
{
  int          n;
  const VfKey *keys = vf_sweep_keys(&n);
  print_items("## Keys of a sweep", "See [sweeps.md](sweeps.md).\n\n", keys, n, out);
  keys = vf_sweep_axis_keys(&n);
  print_items("### an axis of `axes`", "", keys, n, out);
  keys = vf_sweep_sample_keys(&n);
  print_items("### `sample`", "See [uncertainty.md](uncertainty.md#samples-in-a-sweep).\n\n", keys, n, out);
  keys = vf_sweep_run_keys(&n);
  print_items("### `run`", "", keys, n, out);
  keys = vf_sweep_slurm_keys(&n);
  print_items("### `slurm`", "See [clusters.md](clusters.md).\n\n", keys, n, out);
}

static const char introduction[] =
    "# Reference of case and material files\n\n"
    "Generated from the tables that read the files (`vitrifloat reference`); do not edit.\n\n"
    "Every number carries a unit, in UDUNITS spelling; a bare number is an error unless the "
    "quantity is dimensionless. Any unit of the\n"
    "right dimension will do; the tables show the SI unit and the accepted range in it. `degC` is "
    "absolute: differences of temperature\n"
    "are given in K, rates in K/min or degC/min. Unknown keys are errors.\n\n"
    "A *property* is a constant, `5820 kg/m^3`, or a law: `{law: linear, c0: 6077 kg/m^3, c1: "
    "-0.611 kg/m^3/K, T_ref: 302.914 K}` for\n"
    "c0 + c1 (T - T_ref); `{law: arrhenius, c0: 3.6e-4 Pa s, c1: 3900 J/mol}` for c0 exp(c1/(R T)). "
    "`T_range: [303 K, 800 K]` says where it holds;\n"
    "`uncertainty`, `source`, `provenance` and `note` may say where it comes from, `spread` how far it may be off.\n\n"
    "A number, property or viscosity that library or default give can be changed: `{scale: 1.02}`, `{shift: -0.01 "
    "N/m}`, `{branch: dielectric, scale: 3}`\n(a viscosity cannot be shifted). Distributions: "
    "[uncertainty.md](uncertainty.md).\n\n"
    "\"library\" as default means the material's file. Values marked assumed are guesses; "
    "`vitrifloat check CASE.yaml` shows all that a case uses.\n\n"
    "## Keys of a case\n";

static const char materials[] =
    "\n## Properties of a material file\n\n"
    "A file holds `name`, `kind` (liquid, solid, melt or gas), `title` and `properties`. Each property is a map with its law or "
    "`value`,\n"
    "`source` and `provenance` (verbatim, secondary, recalled, derived, assumed or unsourced), and if known `T_range`, "
    "`uncertainty`, `spread`, `note` and\n"
    "`alternatives` (a list of the same). The viscosity of a melt has `branches` by name and in `branch` the default one.\n\n"
    "| property | unit | what it is |\n|---|---|---|\n";

int vf_command_reference(FILE *out)
{
  static const char *const sections[] = {"",     "bath",   "melt",   "film",    "glass",     "interface", "mesh",
                                         "time", "output", "insitu", "furnace", "transport", "fit"};
  int                      n;
  fputs(introduction, out);
  for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) print_section(sections[i], out);
  fputs("\n## Items\n", out);
  const VfKey *keys = vf_process_keys(&n);
  print_items("### a segment of `process`", "", keys, n, out);
  keys = vf_hole_keys(&n);
  print_items("### a hole of `melt.holes`", "", keys, n, out);
  keys = vf_wave_keys(&n);
  print_items("### a wave of `melt.waves`", "", keys, n, out);
  keys = vf_perturbation_keys(&n);
  print_items("### `melt.perturbation`", "", keys, n, out);
  keys = vf_random_holes_keys(&n);
  print_items("### `melt.random_holes`", "", keys, n, out);
  keys = vf_granular_keys(&n);
  print_items("### `melt.granular`", "", keys, n, out);
  keys = vf_gas_keys(&n);
  print_items("### a gas of `gases`", "", keys, n, out);
  keys = vf_sorption_keys(&n);
  print_items("### an isotherm of `transport.sorption`", "", keys, n, out);
  keys = vf_gas_segment_keys(&n);
  print_items("### a segment of `transport.programme`", "", keys, n, out);
  keys = vf_fit_keys(&n);
  print_items("### a parameter of `fit.parameters`", "", keys, n, out);
  print_viscosities(out);
  print_sweep(out);
  fputs(materials, out);
  keys = vf_material_keys(&n);
  for (int i = 0; i < n; i++) {
    fprintf(out, "| `%s` | %s | ", keys[i].path, strcmp(keys[i].unit, "1") == 0 ? "" : keys[i].unit);
    print_cell(keys[i].doc, out);
    fprintf(out, " |\n");
  }
  return ferror(out) ? 2 : 0;
}
