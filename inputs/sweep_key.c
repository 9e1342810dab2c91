/* Keys of a case as a sweep names them, also inside lists and maps. */
#include "inputs/document_edit.h"
#include "inputs/schema.h"
#include "inputs/sweep_reading.h"
#include <float.h>
#include <stdio.h>
#include <string.h>

enum { PART = 128 };

/* Tables of what stands inside values; `item`: a list, `name`: a map with names of the case's own. */
typedef struct {
  VfKind kind;
  const VfKey *(*keys)(int *n);
  bool item, name;
} Inside;

static const Inside insides[] = {{VF_KIND_PROCESS, vf_process_keys, true, false},
                                 {VF_KIND_HOLES, vf_hole_keys, true, false},
                                 {VF_KIND_WAVES, vf_wave_keys, true, false},
                                 {VF_KIND_PERTURBATION, vf_perturbation_keys, false, false},
                                 {VF_KIND_RANDOM_HOLES, vf_random_holes_keys, false, false},
                                 {VF_KIND_GRANULAR, vf_granular_keys, false, false},
                                 {VF_KIND_GASES, vf_gas_keys, false, true},
                                 {VF_KIND_SORPTIONS, vf_sorption_keys, true, false},
                                 {VF_KIND_GAS_SEGMENTS, vf_gas_segment_keys, true, false}};

static bool is_item(const char *part)
{
  return part[0] && strspn(part, "0123456789") == strlen(part);
}

static bool table_find(const Inside *inside, const char *rest, VfKey *key)
{
  char part[PART];
  int  n;
  if (inside->item || inside->name) {
    rest = vf_path_part(rest, part, sizeof part);
    if (!rest || (inside->item && !is_item(part))) return false;
    if (!*rest) {
      *key = (VfKey){.kind = VF_KIND_ENTRIES};
      return true;
    }
  }
  rest              = vf_path_part(rest, part, sizeof part);
  const VfKey *keys = inside->keys(&n);
  for (int i = 0; i < n && rest; i++)
    if (strcmp(keys[i].path, part) == 0) {
      *key = keys[i];
      if (*rest) key->kind = VF_KIND_ENTRIES;
      return true;
    }
  return false;
}

/* `law`, `branch`, or a parameter of any law. */
static bool viscosity_find(const char *rest, VfKey *key)
{
  if (strcmp(rest, "law") == 0 || strcmp(rest, "branch") == 0) {
    *key = (VfKey){.kind = VF_KIND_TEXT};
    return true;
  }
  for (const VfViscosityLaw *const *law = vf_viscosity_laws(); *law; law++)
    for (int i = 0; i < (*law)->n_parameters; i++) {
      const VfViscosityParameter *p = &(*law)->parameters[i];
      if (strcmp(p->name, rest) != 0) continue;
      *key = (VfKey){.kind = VF_KIND_NUMBER, .unit = p->unit, .low = p->low, .high = p->high};
      return true;
    }
  return false;
}

static bool inside_find(const VfKey *outer, const char *rest, VfKey *key)
{
  char part[PART];
  for (size_t i = 0; i < sizeof insides / sizeof *insides; i++)
    if (insides[i].kind == outer->kind) return table_find(&insides[i], rest, key);
  if (outer->kind == VF_KIND_VISCOSITY && viscosity_find(rest, key)) return true;
  const char *end = vf_path_part(rest, part, sizeof part);
  *key            = *outer;
  if (outer->kind == VF_KIND_CELLS && end && !*end && is_item(part)) {
    key->kind = VF_KIND_COUNT;
    return true;
  }
  if (outer->kind == VF_KIND_NUMBERS && end && !*end && is_item(part)) {
    key->kind = strcmp(outer->unit, "K") == 0 ? VF_KIND_TEMPERATURE : VF_KIND_NUMBER;
    return true;
  }
  key->kind = VF_KIND_ENTRIES;
  return end && (outer->kind == VF_KIND_PROPERTY || outer->kind == VF_KIND_VISCOSITY || outer->kind == VF_KIND_MIXTURE);
}

bool vf_sweep_key_find(const char *path, VfKey *key)
{
  int          n, i = vf_schema_find(path);
  const VfKey *keys  = vf_schema(&n);
  bool         found = i >= 0;
  if (found) *key = keys[i];
  for (i = 0; i < n && !found; i++) {
    const size_t length = strlen(keys[i].path);
    if (strncmp(path, keys[i].path, length) != 0 || (path[length] != '.' && path[length] != '[')) continue;
    found = inside_find(&keys[i], path + length + (path[length] == '.'), key);
  }
  for (i = 0; i < n && !found; i++) {
    found = vf_schema_in_section(&keys[i], path);
    *key  = (VfKey){.kind = VF_KIND_ENTRIES};
  }
  if (!found) return false;
  key->path   = path;
  key->offset = 0;
  /* a value given for a whole law, which has no range of its own */
  if (key->kind == VF_KIND_VISCOSITY) {
    key->low  = 0.0;
    key->high = DBL_MAX;
  }
  return true;
}

bool vf_sweep_key_is_number(const VfKey *key)
{
  return key->kind == VF_KIND_NUMBER || key->kind == VF_KIND_TEMPERATURE || key->kind == VF_KIND_OPTIONAL ||
         key->kind == VF_KIND_COUNT || key->kind == VF_KIND_PROPERTY || key->kind == VF_KIND_VISCOSITY;
}
