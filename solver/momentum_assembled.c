/* The balance as a matrix, for preconditioners other than our own.  The stencil is written once, in membrane_kernel.c:
   this file applies it to 3 x 3 colours of unit vectors a component and files what comes out.  Unknowns: u and v of a cell, cell by cell; blocks
   of two, so that algebraic multigrid knows which is which. */
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

enum { ROW_ENTRIES = 9, RIGID_MOTIONS = 3 };

static bool colour_of(const VfGrid *g, int i, int j, int colour)
{
  return (g->xs + i + 3) % 3 == colour % 3 && (g->ys + j + 3) % 3 == colour / 3;
}

/* numbers: first unknown of each cell, ghosts too. */
static PetscErrorCode file_row(VfMomentum *m, const double *numbers, bool column_u, int colour, int i, int j)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  const size_t           k = vf_membrane_index(l, i, j);

  PetscFunctionBeginUser;
  for (size_t c = 0; c < sizeof(couplings) / sizeof(couplings[0]); c++) {
    const Coupling       q        = couplings[c];
    const unsigned char *inverse  = q.row_u ? l->inverse.u : l->inverse.v;
    const double        *response = q.row_u ? l->r.u : l->r.v;
    const int            ci = g->xs + i + q.a, cj = g->ys + j + q.b;

    if (q.column_u != column_u || !colour_of(g, i + q.a, j + q.b, colour) || !inverse[k]) continue;
    if (ci < 0 || cj < 0 || ci >= g->nx || cj >= g->ny || response[k] == 0.0) continue;
    const PetscInt row    = (PetscInt)numbers[k] + (q.row_u ? 0 : 1),
                   column = (PetscInt)numbers[vf_membrane_index(l, i + q.a, j + q.b)] + (q.column_u ? 0 : 1);

    PetscCall(MatSetValue(m->assembled, row, column, response[k], INSERT_VALUES));
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode probe(VfMomentum *m, const double *numbers, bool column_u, int colour)
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
    for (int i = 0; i < g->xm; i++) PetscCall(file_row(m, numbers, column_u, colour, i, j));
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

/* Numbers of the first unknown of every cell, in the layout of the level. */
static PetscErrorCode number_cells(VfMomentum *m, double **numbers)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  PetscInt               start;

  PetscFunctionBeginUser;
  PetscCall(VecGetOwnershipRange(m->x, &start, NULL));
  PetscCall(PetscCalloc1(l->n, numbers));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) (*numbers)[vf_membrane_index(l, i, j)] = (double)(start + 2 * (j * g->xm + i));
  }
  if (l->parallel) PetscCall(VfHaloExchange(&l->halo, 1, numbers));
  PetscFunctionReturn(0);
}

/* Velocity of a rigid motion: along x, along y, a turn about the middle of the grid. */
static void rigid_motion(const VfMomentum *m, int motion, VfPair x)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);

  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t k = vf_membrane_index(l, i, j);

      x.u[k] = motion == 0 ? 1.0 : motion == 1 ? 0.0 : -(g->ys + j + 0.5 - 0.5 * g->ny) * g->dy;
      x.v[k] = motion == 0 ? 0.0 : motion == 1 ? 1.0 : (g->xs + i + 0.5 - 0.5 * g->nx) * g->dx;
    }
  }
}

/* What algebraic multigrid ought to keep. */
static PetscErrorCode attach_rigid_motions(VfMomentum *m)
{
  VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  Vec              motions[RIGID_MOTIONS];
  MatNullSpace     space;

  PetscFunctionBeginUser;
  for (int k = 0; k < RIGID_MOTIONS; k++) {
    PetscCall(VecDuplicate(m->x, &motions[k]));
    rigid_motion(m, k, l->x);
    PetscCall(VfMomentumToVec(m, l->x, motions[k]));
    for (int p = 0; p < k; p++) {
      PetscScalar dot;

      PetscCall(VecDot(motions[k], motions[p], &dot));
      PetscCall(VecAXPY(motions[k], -dot, motions[p]));
    }
    PetscCall(VecNormalize(motions[k], NULL));
  }
  PetscCall(MatNullSpaceCreate(m->grid->comm, PETSC_FALSE, RIGID_MOTIONS, motions, &space));
  PetscCall(MatSetNearNullSpace(m->assembled, space));
  PetscCall(MatNullSpaceDestroy(&space));
  for (int k = 0; k < RIGID_MOTIONS; k++) PetscCall(VecDestroy(&motions[k]));
  PetscFunctionReturn(0);
}

static PetscErrorCode create_matrix(VfMomentum *m)
{
  PetscInt n, start, end;

  PetscFunctionBeginUser;
  PetscCall(VecGetLocalSize(m->x, &n));
  PetscCall(
      MatCreateAIJ(m->grid->comm, n, n, PETSC_DETERMINE, PETSC_DETERMINE, ROW_ENTRIES, NULL, ROW_ENTRIES, NULL, &m->assembled));
  PetscCall(MatSetBlockSize(m->assembled, 2));
  PetscCall(MatSetOption(m->assembled, MAT_SPD, PETSC_TRUE));
  PetscCall(VecGetOwnershipRange(m->x, &start, &end));
  for (PetscInt k = start; k < end; k++) PetscCall(MatSetValue(m->assembled, k, k, 0.0, INSERT_VALUES)); /* room for unit rows */
  PetscCall(attach_rigid_motions(m));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumAssemble(VfMomentum *m)
{
  double *numbers;

  PetscFunctionBeginUser;
  PetscCall(MatDestroy(&m->assembled)); /* film may have come to where there was none */
  PetscCall(create_matrix(m));
  PetscCall(number_cells(m, &numbers));
  for (int colour = 0; colour < 9; colour++) {
    PetscCall(probe(m, numbers, true, colour));
    PetscCall(probe(m, numbers, false, colour));
  }
  PetscCall(PetscFree(numbers));
  PetscCall(close_matrix(m));
  PetscFunctionReturn(0);
}
