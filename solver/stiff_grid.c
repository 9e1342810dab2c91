#include "solver/stiff_grid.h"

enum { CELL_ARRAYS = 8 };

static void list_cells(VfStiffGrid *g, double **list[CELL_ARRAYS])
{
  double **const all[CELL_ARRAYS] = {&g->inside, &g->weight, &g->q, &g->p, &g->bq, &g->bp, &g->rq, &g->rp};

  for (int f = 0; f < CELL_ARRAYS; f++) list[f] = all[f];
}

PetscErrorCode VfStiffGridCreate(VfMembraneGrid *k, const VfStiffOperator *finest, VfStiffGrid *g)
{
  double **cells[CELL_ARRAYS];

  PetscFunctionBeginUser;
  *g = (VfStiffGrid){.k = k, .finest = finest};
  list_cells(g, cells);
  for (int f = 0; f < CELL_ARRAYS; f++) PetscCall(PetscCalloc1(k->n, cells[f]));
  for (int e = 0; e < VF_STIFF_D && !finest; e++) PetscCall(PetscCalloc1(k->n, &g->d[e]));
  for (int e = 0; e < VF_STIFF_C && !finest; e++) PetscCall(PetscCalloc1(k->n, &g->c[e]));
  for (int e = 0; e < VF_STIFF_I && !finest; e++) PetscCall(PetscCalloc1(k->n, &g->i[e]));
  for (int e = 0; e < VF_PATCH_NUMBERS && !k->gathered; e++) PetscCall(PetscCalloc1(k->n, &g->patch[e]));
  PetscCall(PetscCalloc1(VF_STIFF_ROWS * (size_t)k->ld, &g->row));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffGridDestroy(VfStiffGrid *g)
{
  double **cells[CELL_ARRAYS];

  PetscFunctionBeginUser;
  list_cells(g, cells);
  for (int f = 0; f < CELL_ARRAYS; f++) PetscCall(PetscFree(*cells[f]));
  for (int e = 0; e < VF_STIFF_D; e++) PetscCall(PetscFree(g->d[e]));
  for (int e = 0; e < VF_STIFF_C; e++) PetscCall(PetscFree(g->c[e]));
  for (int e = 0; e < VF_STIFF_I; e++) PetscCall(PetscFree(g->i[e]));
  for (int e = 0; e < VF_PATCH_NUMBERS; e++) PetscCall(PetscFree(g->patch[e]));
  PetscCall(PetscFree(g->row));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffGridHalo(const VfStiffGrid *g, int n, double *const fields[])
{
  PetscFunctionBeginUser;
  if (g->k->parallel) PetscCall(VfHaloExchange(&g->k->halo, n, fields));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffGridUnknownsHalo(const VfStiffGrid *g)
{
  double *const unknowns[] = {g->k->x.u, g->k->x.v, g->q, g->p};

  PetscFunctionBeginUser;
  PetscCall(VfStiffGridHalo(g, 4, unknowns));
  PetscFunctionReturn(0);
}
