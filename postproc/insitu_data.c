#include "postproc/insitu_data.h"
#include "postproc/cell_value.h"
#include <string.h>

/* Own cell, cell of another rank, or none that exists.  The outer layer of ghosts lacks the faces beyond it, so it stays hidden. */
static unsigned char mark_of(const VfGrid *g, int i, int j)
{
  const bool own   = i >= g->xs && i < g->xs + g->xm && j >= g->ys && j < g->ys + g->ym;
  const bool near  = i >= g->xs - 1 && i <= g->xs + g->xm && j >= g->ys - 1 && j <= g->ys + g->ym;
  const bool exist = i >= 0 && i < g->nx && j >= 0 && j < g->ny;

  if (own) return 0;
  if (!exist) return VF_INSITU_HIDDEN;
  return near ? VF_INSITU_DUPLICATE : VF_INSITU_DUPLICATE | VF_INSITU_HIDDEN;
}

PetscErrorCode VfInsituDataCreate(const VfGrid *g, VfInsituData *data)
{
  const int    rows  = g->ym + 2 * VF_HALO;
  const double dy    = g->axisymmetric ? 0.1 * g->nx * g->dx : g->dy; /* a strip one cell high, as in fields.xmf */
  const double south = g->axisymmetric ? 0.0 : g->y0;

  PetscFunctionBeginUser;
  *data      = (VfInsituData){0};
  data->grid = (VfInsituGrid){.first       = {g->xs - VF_HALO, g->ys - VF_HALO},
                              .cells       = {g->ld, rows},
                              .whole_first = {-VF_HALO, -VF_HALO},
                              .whole_cells = {g->nx + 2 * VF_HALO, g->ny + 2 * VF_HALO}};
  PetscCall(PetscMalloc3(g->ld + 1, &data->x, rows + 1, &data->y, g->n_local, &data->ghost));
  for (int i = 0; i <= g->ld; i++) data->x[i] = g->x0 + (g->xs - VF_HALO + i) * g->dx;
  for (int j = 0; j <= rows; j++) data->y[j] = south + (g->ys - VF_HALO + j) * dy;
  for (size_t q = 0; q < g->n_local; q++) {
    const int i = g->xs - VF_HALO + (int)(q % (size_t)g->ld), j = g->ys - VF_HALO + (int)(q / (size_t)g->ld);

    data->ghost[q] = mark_of(g, i, j);
  }
  data->grid.x     = data->x;
  data->grid.y     = data->y;
  data->grid.ghost = data->ghost;
  PetscFunctionReturn(0);
}

/* Cell means of the face values of u and v; zero in the outer layer of ghosts, which is hidden. */
static PetscErrorCode fill_velocity(const VfView *view, VfInsituData *data)
{
  const VfGrid  *g = view->grid;
  const VfField *u = vf_view_field(view, "u"), *v = vf_view_field(view, "v");

  PetscFunctionBeginUser;
  if (!data->velocity) PetscCall(PetscCalloc1(3 * g->n_local, &data->velocity));
  for (int j = g->ys - 1; j <= g->ys + g->ym; j++) {
    for (int i = g->xs - 1; i <= g->xs + g->xm; i++) {
      double *const value = &data->velocity[3 * vf_index(g, i, j)];

      value[0] = vf_cell_value(g, u, i, j);
      value[1] = v ? vf_cell_value(g, v, i, j) : 0.0;
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfInsituDataFill(const VfView *view, VfInsituData *data)
{
  const VfGrid *g = view->grid;
  int           n = 0;

  PetscFunctionBeginUser;
  for (int k = 0; k < view->n_fields && n < VF_INSITU_ARRAYS - 2; k++) {
    const VfField *f = &view->fields[k];

    if (!f->shown || !f->data || !strcmp(f->name, "v")) continue;
    data->arrays[n++] = (VfInsituArray){.name = f->name, .components = 1, .values = f->data};
    if (strcmp(f->name, "u") != 0) continue;
    PetscCall(fill_velocity(view, data));
    data->arrays[n - 1] = (VfInsituArray){.name = "velocity", .components = 3, .values = data->velocity};
  }
  data->arrays[n++] = (VfInsituArray){.name = "mask", .components = 1, .bytes = g->inside};
  data->arrays[n++] = (VfInsituArray){.name = "bath", .components = 1, .values = g->fraction};
  data->n           = n;
  PetscFunctionReturn(0);
}

PetscErrorCode VfInsituDataDestroy(VfInsituData *data)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(data->x, data->y, data->ghost));
  PetscCall(PetscFree(data->velocity));
  PetscFunctionReturn(0);
}
