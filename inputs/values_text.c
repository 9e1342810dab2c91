/* Values as YAML in SI. */
#include "inputs/values.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Digits, up to `most`, after which the number reads back the same. */
static int digits_needed(double value, int most)
{
  char shown[352]; /* the longest "%.17g" the compiler can think of */
  for (int digits = most < 6 ? most : 6; digits < most; digits++) {
    snprintf(shown, sizeof shown, "%.*g", digits, value);
    const double back = strtod(shown, NULL);
    if (!(back < value || back > value)) return digits;
  }
  return most;
}

static void append_number(VfText *text, double value, int digits, const char *unit)
{
  if (isinf(value)) {
    vf_text_append(text, "none");
    return;
  }
  vf_text_append(text, "%.*g", digits_needed(value, digits), value);
  if (unit && strcmp(unit, "1") != 0) vf_text_append(text, " %s", unit);
}

static void append_property(VfText *text, const VfProperty *p, const char *unit, int digits)
{
  if (p->law == VF_PROPERTY_CONSTANT && p->T_min <= 0.0 && isinf(p->T_max)) {
    append_number(text, p->c0, digits, unit);
    return;
  }
  static const char *const laws[] = {"constant", "linear", "arrhenius"};
  vf_text_append(text, "{law: %s, c0: ", laws[p->law]);
  append_number(text, p->c0, digits, unit);
  if (p->law == VF_PROPERTY_ARRHENIUS) {
    vf_text_append(text, ", c1: ");
    append_number(text, p->c1, digits, "J/mol");
  } else if (p->law == VF_PROPERTY_LINEAR) {
    vf_text_append(text, ", c1: ");
    append_number(text, p->c1, digits, NULL);
    vf_text_append(text, strcmp(unit, "1") == 0 ? " 1/K, T_ref: " : " (%s)/K, T_ref: ", unit);
    append_number(text, p->T_ref, digits, "K");
  }
  if (!(p->T_min <= 0.0 && isinf(p->T_max))) {
    vf_text_append(text, ", T_range: [");
    append_number(text, p->T_min, digits, "K");
    vf_text_append(text, ", ");
    append_number(text, p->T_max, digits, "K");
    vf_text_append(text, "]");
  }
  vf_text_append(text, "}");
}

static void append_viscosity(VfText *text, const VfViscosity *viscosity, int digits)
{
  vf_text_append(text, "{law: %s", viscosity->law->name);
  for (int i = 0; i < viscosity->law->n_parameters; i++) {
    vf_text_append(text, ", %s: ", viscosity->law->parameters[i].name);
    append_number(text, viscosity->p[i], digits, viscosity->law->parameters[i].unit);
  }
  if (viscosity->scale > 0.0) {
    vf_text_append(text, ", scale: ");
    append_number(text, viscosity->scale, digits, NULL);
  }
  vf_text_append(text, "}");
}

static void append_segment(VfText *text, const VfSegment *segment, int digits)
{
  static const char *const names[] = {"heat", "hold", "quench", "isothermal"};
  const bool               hold    = segment->kind == VF_SEGMENT_HOLD;
  vf_text_append(text, "{%s: ", names[segment->kind]);
  append_number(text, hold ? segment->time : segment->target, digits, hold ? "s" : "K");
  if (segment->has_rate) {
    vf_text_append(text, ", rate: ");
    append_number(text, segment->rate, digits, "K/s");
  }
  if (segment->gas[0]) {
    vf_text_append(text, ", gas: ");
    vf_text_append_quoted(text, segment->gas);
    vf_text_append(text, ", flow: ");
    append_number(text, segment->flow, digits, "m^3/s");
  }
  if (segment->has_time && !hold) {
    vf_text_append(text, ", time: ");
    append_number(text, segment->time, digits, "s");
  }
  vf_text_append(text, "}");
}

static void append_process(VfText *text, const VfProgramme *programme, int digits)
{
  vf_text_append(text, "[");
  for (int i = 0; i < programme->n; i++) {
    if (i) vf_text_append(text, ", ");
    append_segment(text, &programme->segments[i], digits);
  }
  vf_text_append(text, "]");
}

static void append_holes(VfText *text, const VfMelt *melt, int digits)
{
  vf_text_append(text, "[");
  for (int i = 0; i < melt->n_holes; i++) {
    const VfHole *hole = &melt->holes[i];
    vf_text_append(text, "%s{x: ", i ? ", " : "");
    append_number(text, hole->x, digits, "m");
    vf_text_append(text, ", y: ");
    append_number(text, hole->y, digits, "m");
    vf_text_append(text, ", radius: ");
    append_number(text, hole->radius, digits, "m");
    vf_text_append(text, "}");
  }
  vf_text_append(text, "]");
}

static void append_waves(VfText *text, const VfMelt *melt, int digits)
{
  vf_text_append(text, "[");
  for (int i = 0; i < melt->n_waves; i++) {
    const VfWave *wave = &melt->waves[i];
    vf_text_append(text, "%s{amplitude: ", i ? ", " : "");
    append_number(text, wave->amplitude, digits, NULL);
    vf_text_append(text, ", x: ");
    append_number(text, wave->x, digits, NULL);
    vf_text_append(text, ", y: ");
    append_number(text, wave->y, digits, NULL);
    vf_text_append(text, ", phase: ");
    append_number(text, wave->phase, digits, "rad");
    vf_text_append(text, "}");
  }
  vf_text_append(text, "]");
}

static void append_perturbation(VfText *text, const VfPerturbation *p, int digits)
{
  vf_text_append(text, "{amplitude: ");
  append_number(text, p->amplitude, digits, NULL);
  if (p->wavelength > 0.0) {
    vf_text_append(text, ", wavelength: ");
    append_number(text, p->wavelength, digits, "m");
  } else
    vf_text_append(text, ", seed: %lu", p->seed);
  vf_text_append(text, "}");
}

static void append_random_holes(VfText *text, const VfRandomHoles *h, int digits)
{
  if (h->count > 0)
    vf_text_append(text, "{count: %lu", h->count);
  else {
    vf_text_append(text, "{density: ");
    append_number(text, h->density, digits, "1/m^2");
  }
  vf_text_append(text, ", radius: ");
  append_number(text, h->radius, digits, "m");
  vf_text_append(text, ", spread: ");
  append_number(text, h->spread, digits, NULL);
  vf_text_append(text, ", seed: %lu}", h->seed);
}

static void append_granular(VfText *text, const VfGranular *g, int digits)
{
  vf_text_append(text, "{grain: ");
  append_number(text, g->grain, digits, "m");
  vf_text_append(text, ", porosity: ");
  append_number(text, g->porosity, digits, NULL);
  vf_text_append(text, ", seed: %lu}", g->seed);
}

static void append_gases(VfText *text, const VfCase *kase, int digits)
{
  vf_text_append(text, "{");
  for (int i = 0; i < kase->n_gases; i++) {
    const VfGas *gas = &kase->gases[i];
    if (i) vf_text_append(text, ", ");
    vf_text_append_quoted(text, gas->name);
    vf_text_append(text, ": {molar_mass: ");
    append_number(text, gas->molar_mass, digits, "kg/mol");
    vf_text_append(text, ", viscosity: ");
    append_property(text, &gas->viscosity, "Pa s", digits);
    vf_text_append(text, ", conductivity: ");
    append_property(text, &gas->conductivity, "W/m/K", digits);
    vf_text_append(text, "}");
  }
  vf_text_append(text, "}");
}

static void append_names(VfText *text, const VfNames *names)
{
  for (int i = 0; i < names->n; i++) {
    vf_text_append(text, i ? ", " : "[");
    vf_text_append_quoted(text, names->name[i]);
  }
  vf_text_append(text, "]");
}

static void append_numbers(VfText *text, const VfNumbers *numbers, int digits, const char *unit)
{
  for (int i = 0; i < numbers->n; i++) {
    vf_text_append(text, i ? ", " : "[");
    append_number(text, numbers->value[i], digits, unit);
  }
  vf_text_append(text, "]");
}

/* Whether a key of an item is worth a word. */
static bool said(const VfKey *key, const void *item)
{
  return vf_value_is_set(key, item) && !(key->kind == VF_KIND_TEXT && !((const char *)item + key->offset)[0]);
}

/* Maps of plain items from their table. */
static void append_item(VfText *text, const VfKey keys[], int n, const void *item, int digits)
{
  for (int i = 0; i < n; i++) {
    if (!said(&keys[i], item)) continue;
    vf_text_append(text, "%s%s: ", i ? ", " : "{", keys[i].path);
    vf_value_append(text, &keys[i], item, digits, true);
  }
  vf_text_append(text, "}");
}

static void append_sorptions(VfText *text, const VfTransportSpec *transport, int digits)
{
  int          n;
  const VfKey *keys = vf_sorption_keys(&n);
  vf_text_append(text, "[");
  for (int i = 0; i < transport->n_sorptions; i++) {
    if (i) vf_text_append(text, ", ");
    append_item(text, keys, n, &transport->sorptions[i], digits);
  }
  vf_text_append(text, "]");
}

static void append_mixture(VfText *text, const VfGasMixture *mixture, int digits, const char *unit)
{
  for (int i = 0; i < mixture->n; i++) {
    vf_text_append(text, i ? ", " : "{");
    vf_text_append_quoted(text, mixture->gas[i]);
    vf_text_append(text, ": ");
    append_number(text, mixture->pressure[i], digits, unit);
  }
  vf_text_append(text, "}");
}

/* Of the first four keys those that make the segment what it is, of the others those that are set. */
static void append_gas_segment(VfText *text, const VfGasSegment *segment, int digits)
{
  int          n;
  const VfKey *keys     = vf_gas_segment_keys(&n);
  const bool   first[4] = {segment->heats, !segment->heats, segment->has_rate, segment->heats && !segment->has_rate};
  bool         any      = false;
  for (int i = 0; i < n; i++) {
    if (i < 4 ? !first[i] : !said(&keys[i], segment)) continue;
    vf_text_append(text, "%s%s: ", any ? ", " : "{", keys[i].path);
    vf_value_append(text, &keys[i], segment, digits, true);
    any = true;
  }
  vf_text_append(text, "}");
}

static void append_gas_programme(VfText *text, const VfGasProgramme *programme, int digits)
{
  vf_text_append(text, "[");
  for (int i = 0; i < programme->n; i++) {
    if (i) vf_text_append(text, ", ");
    append_gas_segment(text, &programme->segment[i], digits);
  }
  vf_text_append(text, "]");
}

static void append_fit(VfText *text, const VfFitSpec *fit, int digits)
{
  int          n;
  const VfKey *keys = vf_fit_keys(&n);
  vf_text_append(text, "[");
  for (int i = 0; i < fit->n; i++) {
    if (i) vf_text_append(text, ", ");
    append_item(text, keys, n, &fit->parameters[i], digits);
  }
  vf_text_append(text, "]");
}

bool vf_value_is_set(const VfKey *key, const void *base)
{
  const void *target = (const char *)base + key->offset;
  switch (key->kind) {
  case VF_KIND_OPTIONAL:
    return ((const VfOptional *)target)->set;
  case VF_KIND_FILE:
  case VF_KIND_SCRIPT:
    return ((const char *)target)[0] != '\0';
  case VF_KIND_WAVES:
    return ((const VfMelt *)target)->n_waves > 0;
  case VF_KIND_HOLES:
    return ((const VfMelt *)target)->n_holes > 0;
  case VF_KIND_PERTURBATION:
    return ((const VfPerturbation *)target)->set;
  case VF_KIND_RANDOM_HOLES:
    return ((const VfRandomHoles *)target)->set;
  case VF_KIND_GRANULAR:
    return ((const VfGranular *)target)->set;
  case VF_KIND_GASES:
    return ((const VfCase *)target)->n_gases > 0;
  case VF_KIND_NAMES:
    return ((const VfNames *)target)->n > 0;
  case VF_KIND_SORPTIONS:
    return ((const VfTransportSpec *)target)->n_sorptions > 0;
  case VF_KIND_MIXTURE:
    return ((const VfGasMixture *)target)->n > 0;
  case VF_KIND_GAS_SEGMENTS:
    return ((const VfGasProgramme *)target)->n > 0;
  case VF_KIND_FIT:
    return ((const VfFitSpec *)target)->n > 0;
  case VF_KIND_VISCOSITY:
    return ((const VfViscosity *)target)->law != NULL;
  default:
    return true;
  }
}

static void append_every(VfText *text, const VfEvery *every, int digits)
{
  if (every->steps)
    vf_text_append(text, "%lu", every->steps);
  else
    append_number(text, every->time, digits, "s");
}

static void append_choice(VfText *text, const VfKey *key, const void *target)
{
  unsigned value;
  char     name[64];
  memcpy(&value, target, sizeof value);
  vf_choice_name(key->choices, (int)value, name, sizeof name);
  vf_text_append(text, "%s", name);
}

void vf_value_append(VfText *text, const VfKey *key, const void *base, int digits, bool with_unit)
{
  const void *target = (const char *)base + key->offset;
  const char *unit   = with_unit ? key->unit : NULL;
  switch (key->kind) {
  case VF_KIND_NUMBER:
  case VF_KIND_TEMPERATURE:
    append_number(text, *(const double *)target, digits, unit);
    break;
  case VF_KIND_OPTIONAL:
    append_number(text, ((const VfOptional *)target)->value, digits, unit);
    break;
  case VF_KIND_COUNT:
    vf_text_append(text, "%lu", *(const unsigned long *)target);
    break;
  case VF_KIND_CHOICE:
    append_choice(text, key, target);
    break;
  case VF_KIND_TEXT:
  case VF_KIND_FILE:
  case VF_KIND_SCRIPT:
  case VF_KIND_MATERIAL:
    vf_text_append_quoted(text, target);
    break;
  case VF_KIND_PROPERTY:
    append_property(text, target, key->unit, digits);
    break;
  case VF_KIND_VISCOSITY:
    append_viscosity(text, target, digits);
    break;
  case VF_KIND_PROCESS:
    append_process(text, target, digits);
    break;
  case VF_KIND_WAVES:
    append_waves(text, target, digits);
    break;
  case VF_KIND_HOLES:
    append_holes(text, target, digits);
    break;
  case VF_KIND_PERTURBATION:
    append_perturbation(text, target, digits);
    break;
  case VF_KIND_RANDOM_HOLES:
    append_random_holes(text, target, digits);
    break;
  case VF_KIND_GRANULAR:
    append_granular(text, target, digits);
    break;
  case VF_KIND_CELLS:
    vf_text_append(text, "[%d, %d]", ((const int *)target)[0], ((const int *)target)[1]);
    break;
  case VF_KIND_EVERY:
    append_every(text, target, digits);
    break;
  case VF_KIND_GASES:
    append_gases(text, target, digits);
    break;
  case VF_KIND_NAMES:
    append_names(text, target);
    break;
  case VF_KIND_NUMBERS:
    append_numbers(text, target, digits, key->unit);
    break;
  case VF_KIND_SORPTIONS:
    append_sorptions(text, target, digits);
    break;
  case VF_KIND_MIXTURE:
    append_mixture(text, target, digits, key->unit);
    break;
  case VF_KIND_GAS_SEGMENTS:
    append_gas_programme(text, target, digits);
    break;
  case VF_KIND_FIT:
    append_fit(text, target, digits);
    break;
  case VF_KIND_RANGE:
  case VF_KIND_NOTE:
  case VF_KIND_ENTRIES:
    break;
  }
}
