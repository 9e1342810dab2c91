/* The numbers of gas transport that are fitted. */
#include "inputs/schema.h"
#include "inputs/values.h"
#include <stdint.h>
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

/* Finds the number, reads its bounds as numbers of its kind, and sees that it is not there twice. */
static bool complete(const VfContext *context, VfWhere where, unsigned given, void *items, int number)
{
  VfFitParameter *all = items, *p = &all[number];
  char            path[80];
  int             n;
  (void)given;
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
  if (!(p->low < p->high)) {
    vf_complain(context, where, "has bounds that leave nothing between (%s, %s); low below high is right", p->low_text,
                p->high_text);
    return false;
  }
  for (int k = 0; k < number; k++)
    if (p->offset == all[k].offset) {
      vf_complain(context, where, "is fitted twice (%s); once is right", p->name);
      return false;
    }
  return true;
}

bool vf_fit_read(const VfContext *context, VfWhere where, VfNode *node, VfFitSpec *fit)
{
  const int n = vf_items_count(context, where, node, 1, VF_FIT_MAX, "[{name: affinity, low: -10, high: 20}]");
  for (int i = 0; i < n; i++) fit->parameters[i] = (VfFitParameter){.offset = SIZE_MAX};
  if (n < 0 || !vf_items_read(context, where, node, fit_keys, COUNT(fit_keys), fit->parameters, sizeof *fit->parameters, complete))
    return false;
  fit->n = n;
  return true;
}
