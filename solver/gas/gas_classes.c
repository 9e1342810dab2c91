#include "solver/gas/gas_classes.h"
#include <math.h>

/* Orders columns by thickness. */
static int by_thickness(const void *a, const void *b, void *context)
{
  const double *h = context, x = h[*(const PetscInt *)a], y = h[*(const PetscInt *)b];

  return (x > y) - (x < y);
}

PetscErrorCode VfGasClassesCreate(const VfGasMap *map, double width, VfGasClasses *c)
{
  PetscInt *order;
  double    top = 0.0, inverse = 0.0;

  PetscFunctionBeginUser;
  *c = (VfGasClasses){0};
  PetscCall(PetscMalloc1(map->n, &order));
  PetscCall(PetscMalloc3(map->n, &c->h, map->n, &c->area, map->n, &c->density));
  for (PetscInt k = 0; k < map->n; k++) order[k] = k;
  if (map->n) PetscCall(PetscTimSort(map->n, order, sizeof *order, by_thickness, map->h));
  for (PetscInt q = 0; q < map->n; q++) {
    const PetscInt k = order[q];

    if (map->h[k] > top) { /* a new class begins */
      top           = map->h[k] * (1.0 + width);
      inverse       = 0.0;
      c->area[c->n] = c->density[c->n] = 0.0;
      c->n++;
    }
    inverse += map->area[k] / map->h[k];
    c->area[c->n - 1] += map->area[k];
    c->density[c->n - 1] += map->area[k] * map->density[k];
    c->h[c->n - 1] = c->area[c->n - 1] / inverse;
  }
  for (int k = 0; k < c->n; k++) c->density[k] /= c->area[k];
  PetscCall(PetscFree(order));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasClassesDestroy(VfGasClasses *c)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(c->h, c->area, c->density));
  *c = (VfGasClasses){0};
  PetscFunctionReturn(0);
}
