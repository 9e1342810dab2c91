#include "solver/diffusion.h"
#include "solver/banded.h"
#include <math.h>

/* Between a vector, a field of the grid and an array of the finest level: own cells, row after row. */
static PetscErrorCode level_from_vec(const VfDiffusion *s, Vec vec, double *array)
{
  const VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);
  const double           *a;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(vec, &a));
  for (int j = 0; j < s->grid->ym; j++)
    PetscCall(PetscArraycpy(array + vf_patch_index(l->p, 0, j), a + (size_t)j * (size_t)s->grid->xm, s->grid->xm));
  PetscCall(VecRestoreArrayRead(vec, &a));
  PetscFunctionReturn(0);
}

static PetscErrorCode level_to_vec(const VfDiffusion *s, const double *array, Vec vec)
{
  const VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);
  double                 *a;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayWrite(vec, &a));
  for (int j = 0; j < s->grid->ym; j++)
    PetscCall(PetscArraycpy(a + (size_t)j * (size_t)s->grid->xm, array + vf_patch_index(l->p, 0, j), s->grid->xm));
  PetscCall(VecRestoreArrayWrite(vec, &a));
  PetscFunctionReturn(0);
}

static void level_from_field(const VfDiffusion *s, const double *field, double *array)
{
  const VfGrid           *g = s->grid;
  const VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) array[vf_patch_index(l->p, i, j)] = field[vf_index(g, g->xs + i, g->ys + j)];
  }
}

static void level_to_field(const VfDiffusion *s, const double *array, double *field)
{
  const VfGrid           *g = s->grid;
  const VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) field[vf_index(g, g->xs + i, g->ys + j)] = array[vf_patch_index(l->p, i, j)];
  }
}

static PetscErrorCode operator_mult(Mat mat, Vec x, Vec y)
{
  VfDiffusion      *s;
  VfDiffusionLevel *l;

  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(mat, &s));
  l = VfDiffusionMgFinest(s->mg);
  PetscCall(level_from_vec(s, x, l->x));
  PetscCall(VfDiffusionLevelHalo(l, l->x));
  vf_diffusion_apply(l, l->x, l->r);
  PetscCall(level_to_vec(s, l->r, y));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle_apply(PC pc, Vec b, Vec x)
{
  VfDiffusion      *s;
  VfDiffusionLevel *l;

  PetscFunctionBeginUser;
  PetscCall(PCShellGetContext(pc, &s));
  l = VfDiffusionMgFinest(s->mg);
  PetscCall(level_from_vec(s, b, l->b));
  PetscCall(VfDiffusionMgCycle(s->mg));
  PetscCall(level_to_vec(s, l->x, x));
  PetscFunctionReturn(0);
}

/* The natural norm (r, M r)^1/2 is close to the energy norm of the error, since M is close to D^-1; that of the solution is at most
   scale + norm at the start. */
static PetscErrorCode energy_test(KSP ksp, PetscInt it, PetscReal norm, KSPConvergedReason *reason, void *context)
{
  VfDiffusion *s = context;
  PetscReal    rtol;
  PetscInt     most;

  PetscFunctionBeginUser;
  PetscCall(KSPGetTolerances(ksp, &rtol, NULL, NULL, &most));
  if (it == 0) s->target = rtol * (s->scale + norm);
  *reason = KSP_CONVERGED_ITERATING;
  if (!isfinite(norm))
    *reason = KSP_DIVERGED_NANORINF;
  else if (norm <= s->target)
    *reason = KSP_CONVERGED_RTOL;
  else if (it >= most)
    *reason = KSP_DIVERGED_ITS;
  PetscFunctionReturn(0);
}

static PetscErrorCode choose_preconditioner(VfDiffusion *s, const char *prefix)
{
  char      type[64] = PCSHELL;
  PetscBool is_own;
  PC        pc;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsGetString(NULL, prefix, "-pc_type", type, sizeof(type), NULL));
  PetscCall(PetscStrcmp(type, PCSHELL, &is_own));
  if (is_own) {
    PetscCall(KSPGetPC(s->ksp, &pc));
    PetscCall(PCSetType(pc, PCSHELL));
    PetscCall(PCShellSetContext(pc, s));
    PetscCall(PCShellSetApply(pc, cycle_apply));
    PetscCall(PCShellSetName(pc, "geometric multigrid of the diffusion operator"));
  } else {
    PetscCall(VfGridCreateDm(s->grid, 0, 1, &s->dm));
    PetscCall(DMCreateMatrix(s->dm, &s->assembled));
    PetscCall(MatSetOption(s->assembled, MAT_SPD, PETSC_TRUE));
  }
  PetscCall(KSPSetOperators(s->ksp, s->operator_, is_own ? s->operator_ : s->assembled));
  PetscFunctionReturn(0);
}

static PetscErrorCode create_solver(VfDiffusion *s, const char *prefix)
{
  const PetscInt local = s->grid->xm * s->grid->ym;

  PetscFunctionBeginUser;
  PetscCall(VfDiffusionMgCreate(s->grid, &s->mg));
  PetscCall(
      VecCreateMPI(s->grid->comm, local, PETSC_DETERMINE, &s->x)); /* own cells row after row, as a DMStag of cells has them */
  PetscCall(VecDuplicate(s->x, &s->b));
  PetscCall(MatCreateShell(s->grid->comm, local, local, PETSC_DETERMINE, PETSC_DETERMINE, s, &s->operator_));
  PetscCall(MatShellSetOperation(s->operator_, MATOP_MULT, (void (*)(void))operator_mult));
  PetscCall(KSPCreate(s->grid->comm, &s->ksp));
  PetscCall(KSPSetOptionsPrefix(s->ksp, prefix));
  PetscCall(KSPSetType(s->ksp, KSPCG));
  PetscCall(KSPSetInitialGuessNonzero(s->ksp, PETSC_TRUE));
  PetscCall(KSPSetTolerances(s->ksp, 1e-7, PETSC_DEFAULT, PETSC_DEFAULT, 500));
  PetscCall(KSPSetNormType(s->ksp, KSP_NORM_NATURAL));
  PetscCall(KSPSetConvergenceTest(s->ksp, energy_test, s, NULL));
  PetscCall(choose_preconditioner(s, prefix));
  PetscCall(KSPSetFromOptions(s->ksp));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionSetLimits(VfDiffusion *s, VfDiffusionLimits limits, VfDiffusionLimits *before)
{
  PetscFunctionBeginUser;
  if (!s->ksp) PetscFunctionReturn(0);
  if (before) PetscCall(KSPGetTolerances(s->ksp, &before->rtol, NULL, NULL, &before->most));
  PetscCall(KSPSetTolerances(s->ksp, limits.rtol, PETSC_DEFAULT, PETSC_DEFAULT, limits.most));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionCreate(const VfGrid *grid, const char *prefix, double *const fields[3], VfDiffusion **out)
{
  VfDiffusion *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  s->grid         = grid;
  s->owns         = !fields;
  double **mine[] = {&s->d, &s->ax, &s->ay};

  for (int k = 0; k < 3; k++) {
    if (fields)
      *mine[k] = fields[k];
    else
      PetscCall(VfFieldCreate(grid, mine[k]));
  }
  if (grid->ny > 1) PetscCall(create_solver(s, prefix));
  *out = s;
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionDestroy(VfDiffusion **s)
{
  PetscFunctionBeginUser;
  if (!*s) PetscFunctionReturn(0);
  double *fields[] = {(*s)->d, (*s)->ax, (*s)->ay};

  for (int k = 0; (*s)->owns && k < 3; k++) PetscCall(PetscFree(fields[k]));
  PetscCall(KSPDestroy(&(*s)->ksp));
  PetscCall(MatDestroy(&(*s)->operator_));
  PetscCall(MatDestroy(&(*s)->assembled));
  PetscCall(VecDestroy(&(*s)->x));
  PetscCall(VecDestroy(&(*s)->b));
  PetscCall(DMDestroy(&(*s)->dm));
  PetscCall(VfDiffusionMgDestroy(&(*s)->mg));
  PetscCall(PetscFree(*s));
  PetscFunctionReturn(0);
}

static PetscErrorCode assemble_row(VfDiffusion *s, int i, int j)
{
  const VfDiffusionLevel *l     = VfDiffusionMgFinest(s->mg);
  const size_t            k     = vf_patch_index(l->p, i - s->grid->xs, j - s->grid->ys);
  const double            a[4]  = {l->ax[k], l->ax[k + 1], l->ay[k], l->ay[k + (size_t)l->p.ld]};
  const int               di[4] = {-1, 1, 0, 0}, dj[4] = {0, 0, -1, 1};
  DMStagStencil           row = {.i = i, .j = j, .k = 0, .c = 0, .loc = DMSTAG_ELEMENT}, columns[5] = {row};
  double                  values[5] = {l->inside[k] > 0.0 ? l->d[k] + a[0] + a[1] + a[2] + a[3] : 1.0};
  PetscInt                n         = 1;

  PetscFunctionBeginUser;
  for (int q = 0; q < 4; q++) {
    if (a[q] == 0.0) continue;
    columns[n] = row;
    columns[n].i += di[q];
    columns[n].j += dj[q];
    values[n++] = -a[q];
  }
  PetscCall(DMStagMatSetValuesStencil(s->dm, s->assembled, 1, &row, n, columns, values, INSERT_VALUES));
  PetscFunctionReturn(0);
}

static PetscErrorCode assemble(VfDiffusion *s)
{
  const VfGrid *g = s->grid;

  PetscFunctionBeginUser;
  PetscCall(MatZeroEntries(s->assembled));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) PetscCall(assemble_row(s, i, j));
  }
  PetscCall(MatAssemblyBegin(s->assembled, MAT_FINAL_ASSEMBLY));
  PetscCall(MatAssemblyEnd(s->assembled, MAT_FINAL_ASSEMBLY));
  PetscFunctionReturn(0);
}

static PetscErrorCode solve_rings(VfDiffusion *s, const double *b, double *x)
{
  const VfGrid *g = s->grid;
  const int     n = g->nx;
  double       *a, *rhs;
  int           bad;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(2 * (size_t)n, &a, n, &rhs));
  for (int i = 0; i < n; i++) {
    const size_t q = vf_index(g, i, 0);

    a[2 * i]     = s->d[q] + s->ax[q] + s->ax[q + 1];
    a[2 * i + 1] = -s->ax[q + 1];
    rhs[i]       = b[q];
  }
  bad = vf_banded_solve(n, 1, a, rhs);
  PetscCheck(!bad, PETSC_COMM_SELF, PETSC_ERR_MAT_CH_ZRPVT, "the diffusion operator on rings is not positive (row %d)", bad);
  for (int i = 0; i < n; i++) x[vf_index(g, i, 0)] = rhs[i];
  PetscCall(PetscFree2(a, rhs));
  PetscFunctionReturn(0);
}

/* Coefficients of the finest level; cells beyond the bath carry nothing. */
static PetscErrorCode set_up(VfDiffusion *s)
{
  const VfGrid     *g = s->grid;
  VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  PetscFunctionBeginUser;
  if (!s->keeps) PetscCall(VfDiffusionLevelClear(l));
  level_from_field(s, s->d, l->d);
  level_from_field(s, s->ax, l->ax);
  level_from_field(s, s->ay, l->ay);
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) l->inside[vf_patch_index(l->p, i, j)] = vf_inside(g, g->xs + i, g->ys + j) ? 1.0 : 0.0;
  }
  PetscCall(s->keeps ? VfDiffusionMgSetFinest(s->mg) : VfDiffusionMgSetUp(s->mg));
  s->keeps = false;
  if (s->assembled) PetscCall(assemble(s));
  PetscFunctionReturn(0);
}

/* Adds to x the constant with which the sum of D x over the bath, that of d x, is the sum of b.  Sets the scale of the solution. */
static PetscErrorCode shift(VfDiffusion *s, const double *b, double *x)
{
  const VfGrid *g       = s->grid;
  double        sums[4] = {0.0, 0.0, 0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (size_t q = q0; q < q0 + (size_t)g->xm; q++) {
      const double in = g->inside[q] ? 1.0 : 0.0;

      sums[0] += in * (b[q] - s->d[q] * x[q]);
      sums[1] += in * s->d[q];
      sums[2] += in * b[q] * x[q];
      sums[3] += in * b[q];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 4, MPI_DOUBLE, MPI_SUM, g->comm));
  const double more = sums[1] > 0.0 ? sums[0] / sums[1] : 0.0;

  for (size_t q = 0; q < g->n_local; q++) x[q] += g->inside[q] ? more : 0.0;
  s->scale = sqrt(PetscMax(sums[2] + more * sums[3], 0.0));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionSolve(VfDiffusion *s, const double *b, double *x, bool *converged)
{
  VfDiffusionLevel  *l;
  KSPConvergedReason reason;
  PetscInt           its;

  PetscFunctionBeginUser;
  *converged = true;
  if (s->grid->ny == 1) {
    PetscCall(solve_rings(s, b, x));
    PetscFunctionReturn(0);
  }
  PetscCall(set_up(s));
  PetscCall(shift(s, b, x));
  l = VfDiffusionMgFinest(s->mg);
  level_from_field(s, b, l->b);
  level_from_field(s, x, l->x);
  PetscCall(level_to_vec(s, l->b, s->b));
  PetscCall(level_to_vec(s, l->x, s->x));
  PetscCall(KSPSolve(s->ksp, s->b, s->x));
  PetscCall(KSPGetConvergedReason(s->ksp, &reason));
  PetscCall(KSPGetIterationNumber(s->ksp, &its));
  s->iterations += its;
  *converged = reason > 0;
  PetscCall(level_from_vec(s, s->x, l->x));
  level_to_field(s, l->x, x);
  PetscCall(shift(s, b, x));
  PetscCall(VfGridHalo(s->grid, 1, &x));
  PetscFunctionReturn(0);
}
