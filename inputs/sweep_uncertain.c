#include "inputs/sweep_uncertain.h"
#include "inputs/schema.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double hottest = 1e10; /* [1] largest factor of a viscosity, as in its reader */

void vf_uncertain_free(VfUncertain *item)
{
  for (int i = 0; i < item->n_choices; i++) free(item->choices[i]);
  free(item->choices);
  free(item->key);
  free(item->unit);
  free(item->distribution);
  free(item->source);
  *item = (VfUncertain){.key = NULL};
}

void vf_uncertain_clear(VfUncertains *list)
{
  for (int i = 0; i < list->n; i++) vf_uncertain_free(&list->items[i]);
  free(list->items);
  *list = (VfUncertains){.n = 0};
}

static void set_unit(VfUncertain *item, const char *unit)
{
  free(item->unit);
  item->unit = vf_text_format("%s", strcmp(unit, "1") == 0 ? "" : unit);
}

/* Whether axes choose what the library is asked for, so that one number is not the same value everywhere. */
static bool axes_choose(const VfSweep *sweep)
{
  static const char *const keys[] = {"bath.material", "melt.material", "melt.protocol"};
  for (int g = 0; g < sweep->n_groups; g++)
    for (int c = 0; c < sweep->groups[g].n_columns; c++)
      for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (strcmp(sweep->groups[g].columns[c].key, keys[k]) == 0) return true;
  return false;
}

/* A law of temperature is multiplied as a whole: the number is a factor about 1. */
static void be_factor(VfUncertain *item, double hot, double c0, double before, double low, double high)
{
  item->put    = VF_PUT_FACTOR;
  item->known  = true;
  item->value  = 1.0;
  item->worth  = c0;
  item->before = before;
  item->low    = fmax(low / hot, 1.0 / hottest);
  item->high   = fmin(high / hot, hottest);
  char *key    = vf_text_format("%s.scale", item->key);
  free(item->key);
  item->key = key;
  set_unit(item, "1");
}

void vf_uncertain_spread(VfUncertain *item, VfSpread spread)
{
  if (item->put == VF_PUT_FACTOR && !spread.relative && spread.law != VF_SPREAD_DECADES) {
    spread.a /= item->worth;
    spread.b /= item->worth;
  }
  item->spread = spread;
}

/* A number of the library or a default is changed rather than replaced, so that it keeps its source. */
static void be_change(VfUncertain *item, const VfSource *source, const VfSweep *sweep)
{
  const VfSpread *s    = &item->spread;
  const bool      unit = s->relative || s->law == VF_SPREAD_LOG_UNIFORM || s->law == VF_SPREAD_DECADES;
  item->before         = source->before;
  item->put            = unit && item->before > 0.0 ? VF_PUT_SCALE : VF_PUT_SHIFT;
  item->changes        = axes_choose(sweep);
  if (item->put == VF_PUT_SCALE) item->low = fmax(item->low, DBL_MIN);
  if (!item->changes) return;
  char *key = vf_text_format("%s.%s", item->key, item->put == VF_PUT_SCALE ? "scale" : "shift");
  free(item->key);
  item->key = key;
  if (item->put == VF_PUT_SCALE) set_unit(item, "1");
}

static bool be_property(const VfContext *context, VfWhere where, const VfSweep *sweep, const VfProperty *p, const VfSource *source,
                        const VfKey *key, VfUncertain *item)
{
  const double hot = vf_property_at(p, fmin(fmax(700.0, p->T_min), p->T_max));
  if (p->law == VF_PROPERTY_CONSTANT) {
    item->known = true;
    item->value = p->c0;
    item->low   = key->low;
    item->high  = key->high;
    if (!source->own) {
      be_change(item, source, sweep);
      if (item->put == VF_PUT_SHIFT && !item->changes && source->before > 0.0) item->put = VF_PUT_SCALE;
    }
    return true;
  }
  if (source->shift < 0.0 || source->shift > 0.0) {
    vf_complain(context, where, "is shifted in the base case, and a sample scales it; {scale: ...} in the base case is right");
    return false;
  }
  be_factor(item, hot, p->c0, source->scale, key->low, key->high);
  return true;
}

static void be_viscosity(const VfSource *source, const VfViscosity *viscosity, VfUncertain *item)
{
  const double scale = viscosity->scale > 0.0 ? viscosity->scale : 1.0;
  if (source->own && strcmp(viscosity->law->name, "constant") == 0 && !(viscosity->scale > 0.0)) {
    item->known = true;
    item->value = viscosity->p[0];
    item->low   = viscosity->law->parameters[0].low;
    item->high  = viscosity->law->parameters[0].high;
  } else
    be_factor(item, scale, NAN, scale, 1.0 / hottest, hottest);
}

/* Numbers of the schema. */
static bool find_row(const VfContext *context, VfWhere where, const VfSweep *sweep, const VfKey *key, const VfSource *source,
                     VfUncertain *item)
{
  const void *at = (const char *)sweep->base_case + key->offset;
  switch (key->kind) {
  case VF_KIND_NUMBER:
  case VF_KIND_TEMPERATURE:
    item->value = *(const double *)at;
    item->known = isfinite(item->value);
    if (source && !source->own && item->known) be_change(item, source, sweep);
    return true;
  case VF_KIND_OPTIONAL:
    item->known = ((const VfOptional *)at)->set;
    item->value = ((const VfOptional *)at)->value;
    return true;
  case VF_KIND_PROPERTY:
    return source && be_property(context, where, sweep, at, source, key, item);
  case VF_KIND_VISCOSITY:
    if (source) be_viscosity(source, at, item);
    return source != NULL;
  default:
    vf_complain(context, where, "is not a number that can be drawn; {key: %s, choose: [...]} is right", where.key);
    return false;
  }
}

/* "gases.N2.viscosity" */
static const VfKey *gas_key(const VfCase *kase, const char *path, const VfGas **gas)
{
  int          n;
  const VfKey *keys = vf_gas_keys(&n);
  for (int g = 0; g < kase->n_gases; g++)
    for (int i = 0; i < n; i++) {
      char whole[128];
      snprintf(whole, sizeof whole, "gases.%s.%s", kase->gases[g].name, keys[i].path);
      if (strcmp(whole, path) != 0 || keys[i].kind != VF_KIND_PROPERTY) continue;
      *gas = &kase->gases[g];
      return &keys[i];
    }
  return NULL;
}

/* "melt.viscosity.fragility" */
static bool find_parameter(const VfSweep *sweep, const char *path, VfKey *as, VfUncertain *item)
{
  const VfViscosity *viscosity = &sweep->base_case->melt.viscosity;
  const char        *front     = "melt.viscosity.";
  if (strncmp(path, front, strlen(front)) != 0 || !viscosity->law) return false;
  for (int i = 0; i < viscosity->law->n_parameters; i++) {
    const VfViscosityParameter *p = &viscosity->law->parameters[i];
    if (strcmp(p->name, path + strlen(front)) != 0) continue;
    *as         = (VfKey){.path = path, .kind = VF_KIND_NUMBER, .unit = p->unit, .low = p->low, .high = p->high};
    item->known = true;
    item->value = viscosity->p[i];
    return true;
  }
  return false;
}

bool vf_uncertain_find(const VfContext *context, VfWhere where, const VfSweep *sweep, const char *path, VfKey *as,
                       VfUncertain *item)
{
  int             n;
  const int       row    = vf_schema_find(path);
  const VfGas    *gas    = NULL;
  const VfKey    *key    = row >= 0 ? &vf_schema(&n)[row] : gas_key(sweep->base_case, path, &gas);
  const VfSource *source = vf_sources_find(sweep->base_sources, path);
  *item         = (VfUncertain){.key = vf_text_format("%s", path), .source = vf_text_format("%s", source ? source->source : "")};
  item->spread  = source ? source->spread : (VfSpread){.law = VF_SPREAD_NONE}; /* be_change() looks at it */
  item->assumed = source && source->assumed;
  if (!key && find_parameter(sweep, path, as, item)) key = as;
  if (!key) {
    vf_complain(context, where,
                "is not a number of the base case that can be drawn; a key like melt.mass or melt.viscosity.fragility is right");
    return false;
  }
  if (row >= 0 && !vf_schema_applies(key, sweep->base_case)) {
    vf_complain(context, where, "has no meaning in the base case; leaving it out is right");
    return false;
  }
  if (key != as) *as = *key;
  item->low  = key->low;
  item->high = key->high;
  set_unit(item, key->unit ? key->unit : "1");
  if (gas) return be_property(context, where, sweep, (const void *)((const char *)gas + key->offset), source, key, item);
  return row < 0 || find_row(context, where, sweep, key, source, item);
}

static bool is_isothermal(const VfProgramme *programme)
{
  for (int i = 0; i < programme->n; i++)
    if (programme->segments[i].kind != VF_SEGMENT_ISOTHERMAL) return false;
  return true;
}

bool vf_uncertain_matters(const VfCase *kase, const char *key)
{
  static const char *const warnings[] = {"melt.zni_melting_temperature",
                                         "glass.decomposition_limit"}; /* nothing else comes of them */
  static const char *const heat[]     = {"bath.conductivity",        "bath.heat_capacity",         "melt.heat_capacity_melt",
                                         "melt.heat_capacity_glass", "melt.heat_capacity_crystal", "melt.conductivity",
                                         "melt.heat_of_fusion"};
  const VfInterface       *interface  = &kase->interface;
  for (size_t i = 0; i < sizeof warnings / sizeof *warnings; i++)
    if (strcmp(key, warnings[i]) == 0) return false;
  if (strcmp(key, "bath.oxide_yield_stress") == 0) return kase->bath.oxide_fraction > 0.0;
  if (strcmp(key, "bath.viscosity") == 0) return !kase->bath.friction.set;
  if (strcmp(key, "melt.zni_density") == 0) return kase->melt.zni_fraction > 0.0;
  if (strcmp(key, "interface.interaction_parameter") == 0)
    return !interface->spreading_coefficient.set && !interface->contact_angle.set && !interface->interfacial_tension.set;
  if (!is_isothermal(&kase->programme)) return true;
  if (strncmp(key, "furnace.", strlen("furnace.")) == 0) return false;
  for (size_t i = 0; i < sizeof heat / sizeof *heat; i++)
    if (strcmp(key, heat[i]) == 0) return false;
  return true;
}

/* The shortest text that reads back to the same number in the table, all digits in the case. */
static char *with_unit(double value, const char *unit)
{
  return vf_text_format("%.17g%s%s", value, unit[0] ? " " : "", unit);
}

void vf_uncertain_texts(const VfUncertain *item, double u, char **yaml, char **cell)
{
  if (item->put == VF_PUT_CHOICE) {
    int i = (int)(u * item->n_choices);
    if (i >= item->n_choices) i = item->n_choices - 1;
    VfText quoted = {0};
    vf_text_append_quoted(&quoted, item->choices[i]);
    *yaml = quoted.data;
    *cell = vf_text_format("%s", item->choices[i]);
    return;
  }
  const double number = vf_spread_inverse(&item->spread, item->value, item->low, item->high, u);
  const double scale = number / item->before, shift = number - item->before;
  switch (item->put) {
  case VF_PUT_SCALE:
    *yaml = vf_text_format(item->changes ? "%.17g" : "{scale: %.17g}", scale);
    *cell = vf_text_format("%.17g", item->changes ? scale : scale * item->before);
    break;
  case VF_PUT_SHIFT: {
    char *text = with_unit(shift, item->unit);
    *yaml      = vf_text_format(item->changes ? "%s" : "{shift: %s}", text ? text : "");
    *cell      = vf_text_format("%.17g", item->changes ? shift : item->before + shift);
    free(text);
    break;
  }
  case VF_PUT_FACTOR:
    *yaml = vf_text_format("%.17g", number * item->before);
    *cell = vf_text_format("%.17g", number * item->before);
    break;
  default:
    *yaml = with_unit(number, item->unit);
    *cell = vf_text_format("%.17g", number);
    break;
  }
}
