/* The numbers of gas transport that are fitted. */
#include "inputs/schema.h"
#include "inputs/values.h"
#include <stdio.h>
#include <string.h>

/* clang-format off */
static const VfKey fit_keys[] = {
    {.path = "name", .kind = VF_KIND_TEXT, .size = sizeof((VfFitParameter *)0)->name, .offset = offsetof(VfFitParameter, name),
     .required = true, .doc = "a number of the section transport: affinity, loading, sieving, pore_diameter ..."},
    {.path = "low", .kind = VF_KIND_TEXT, .size = sizeof((VfFitParameter *)0)->low_text, .offset = offsetof(VfFitParameter, low_text),
     .required = true, .doc = "lower bound, in the unit of that number"},
    {.path = "high", .kind = VF_KIND_TEXT, .size = sizeof((VfFitParameter *)0)->high_text, .offset = offsetof(VfFitParameter, high_text),
     .required = true, .doc = "upper bound"},
};
/* clang-format on */

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

const VfKey *vf_fit_keys(int *n)
{
  return *n = COUNT(fit_keys), fit_keys;
}

/* Finds the number and reads its bounds as numbers of its kind. */
static bool complete(const VfContext *context, VfWhere where, VfFitParameter *p)
{
  char path[80];
  int  n;
  snprintf(path, sizeof path, "transport.%s", p->name);
  const int    i    = vf_schema_find(path);
  const VfKey *keys = vf_schema(&n);
  if (i < 0 || (keys[i].kind != VF_KIND_NUMBER && keys[i].kind != VF_KIND_TEMPERATURE)) {
    vf_complain(context, where, "is not a number of transport (%s); one like sieving is right", p->name);
    return false;
  }
  VfKey bound  = keys[i];
  bound.offset = 0;
  p->offset    = keys[i].offset;
  if (!vf_value_read_text(context, where, p->low_text, &bound, &p->low)) return false;
  if (!vf_value_read_text(context, where, p->high_text, &bound, &p->high)) return false;
  if (p->low < p->high) return true;
  vf_complain(context, where, "has bounds that leave nothing between (%s, %s); low below high is right", p->low_text, p->high_text);
  return false;
}

bool vf_fit_read(const VfContext *context, VfWhere where, VfNode *node, VfFitSpec *fit)
{
  const int n = vf_node_kind(node) == VF_NODE_LIST ? vf_list_length(node) : -1;
  if (n < 1 || n > VF_MAX_FIT) {
    vf_complain(context, where, "is not a list of 1 to %d items; [{name: affinity, low: -10, high: 20}] is right", VF_MAX_FIT);
    return false;
  }
  void *cursor = NULL;
  bool  good   = true;
  for (int i = 0; i < n; i++) {
    VfNode  *item = vf_list_next(node, &cursor);
    char     key[64];
    unsigned given;
    snprintf(key, sizeof key, "%s[%d]", where.key, i);
    const VfWhere   at = {.key = key, .line = vf_node_line(item, where.line)};
    VfFitParameter *p  = &fit->parameters[i];
    *p                 = (VfFitParameter){.low = 0.0};
    good = vf_fields_read(context, at, item, fit_keys, COUNT(fit_keys), p, &given) && complete(context, at, p) && good;
    for (int k = 0; k < i && good; k++)
      if (p->offset == fit->parameters[k].offset) {
        vf_complain(context, at, "is fitted twice (%s); once is right", p->name);
        good = false;
      }
  }
  if (good) fit->n = n;
  return good;
}
