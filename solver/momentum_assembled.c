/* The momentum operator as a PETSc matrix, for preconditioners that need one.  The stencil is written once, in membrane_kernel.c:
   this file applies it to 3 x 3 colours of unit vectors a component and files what comes out. */
#include "solver/momentum_internal.h"

typedef struct {
  bool row_u, column_u;
  int  a, b; /* column (i + a, j + b) */
} Coupling;

static const Coupling couplings[] = {
    {true, true, 0, 0},   {true, true, 1, 0},    {true, true, -1, 0},  {true, true, 0, 1},    {true, true, 0, -1},
    {true, false, 0, 0},  {true, false, -1, 0},  {true, false, 0, 1},  {true, false, -1, 1},  {false, false, 0, 0},
    {false, false, 1, 0}, {false, false, -1, 0}, {false, false, 0, 1}, {false, false, 0, -1}, {false, true, 0, 0},
    {false, true, 1, 0},  {false, true, 0, -1},  {false, true, 1, -1},
};

static DMStagStencil stencil(const VfGrid *g, bool is_u, int i, int j)
{
  return (DMStagStencil){.i = g->xs + i, .j = g->ys + j, .k = 0, .c = 0, .loc = is_u ? DMSTAG_LEFT : DMSTAG_DOWN};
}

static bool colour_of(const VfGrid *g, int i, int j, int colour)
{
  return (g->xs + i + 3) % 3 == colour % 3 && (g->ys + j + 3) % 3 == colour / 3;
}

static PetscErrorCode file_row(VfMomentum *m, bool column_u, int colour, int i, int j)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  const size_t           k = vf_membrane_index(l, i, j);

  PetscFunctionBeginUser;
  for (size_t c = 0; c < sizeof(couplings) / sizeof(couplings[0]); c++) {
    const Coupling q       = couplings[c];
    const double  *inverse = q.row_u ? l->inverse.u : l->inverse.v, *response = q.row_u ? l->r.u : l->r.v;
    const int      ci = g->xs + i + q.a, cj = g->ys + j + q.b;

    if (q.column_u != column_u || !colour_of(g, i + q.a, j + q.b, colour) || !(inverse[k] > 0.0)) continue;
    if (ci < 0 || cj < 0 || ci >= g->nx || cj >= g->ny || response[k] == 0.0) continue;
    const DMStagStencil row = stencil(g, q.row_u, i, j), column = stencil(g, q.column_u, i + q.a, j + q.b);

    PetscCall(DMStagMatSetValuesStencil(g->dm, m->assembled, 1, &row, 1, &column, &response[k], INSERT_VALUES));
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode probe(VfMomentum *m, bool column_u, int colour)
{
  const VfGrid    *g = m->grid;
  VfMembraneLevel *l = VfMembraneMgFinest(m->mg);

  PetscFunctionBeginUser;
  for (size_t k = 0; k < l->n; k++) l->x.u[k] = l->x.v[k] = 0.0;
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t k = vf_membrane_index(l, i, j);

      if (!colour_of(g, i, j, colour)) continue;
      if (column_u)
        l->x.u[k] = l->inverse.u[k] > 0.0 ? 1.0 : 0.0;
      else
        l->x.v[k] = l->inverse.v[k] > 0.0 ? 1.0 : 0.0;
    }
  }
  PetscCall(VfMembraneHalo(l, l->x));
  vf_membrane_apply(l, l->x, l->r);
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) PetscCall(file_row(m, column_u, colour, i, j));
  }
  PetscFunctionReturn(0);
}

/* Faces that do not move get the unit row of a typical diagonal: the preconditioner must see a definite matrix. */
static PetscErrorCode close_matrix(VfMomentum *m)
{
  Vec       diagonal;
  double   *d;
  PetscInt  n, start;
  PetscReal largest;

  PetscFunctionBeginUser;
  PetscCall(MatAssemblyBegin(m->assembled, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(m->assembled, MAT_FINAL_ASSEMBLY));
  PetscCall(VecDuplicate(m->x, &diagonal));
  PetscCall(MatGetDiagonal(m->assembled, diagonal));
  PetscCall(VecMax(diagonal, NULL, &largest));
  PetscCall(VecGetOwnershipRange(diagonal, &start, NULL));
  PetscCall(VecGetLocalSize(diagonal, &n));
  PetscCall(VecGetArray(diagonal, &d));
  for (PetscInt k = 0; k < n; k++) {
    if (d[k] == 0.0) PetscCall(MatSetValue(m->assembled, start + k, start + k, largest, INSERT_VALUES));
  }
  PetscCall(VecRestoreArray(diagonal, &d));
  PetscCall(VecDestroy(&diagonal));
  PetscCall(MatAssemblyBegin(m->assembled, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(m->assembled, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumAssemble(VfMomentum *m)
{
  PetscFunctionBeginUser;
  if (!m->assembled) {
    PetscCall(DMCreateMatrix(m->grid->dm, &m->assembled));
    PetscCall(MatSetOption(m->assembled, MAT_NEW_NONZERO_ALLOCATION_ERR, PETSC_FALSE));
    PetscCall(MatSetOption(m->assembled, MAT_SPD, PETSC_TRUE));
  }
  PetscCall(MatZeroEntries(m->assembled));
  for (int colour = 0; colour < 9; colour++) {
    PetscCall(probe(m, true, colour));
    PetscCall(probe(m, false, colour));
  }
  PetscCall(close_matrix(m));
  PetscFunctionReturn(0);
}
