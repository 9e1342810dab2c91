#include "solver/view.h"
#include <string.h>

const VfField *vf_view_field(const VfView *view, const char *name)
{
  for (int k = 0; k < view->n_fields; k++) {
    if (!strcmp(view->fields[k].name, name)) return &view->fields[k];
  }
  return NULL;
}
