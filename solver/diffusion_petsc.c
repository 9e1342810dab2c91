/* The diffusion operator solved by PETSc: any other method, and any other preconditioner on an assembled copy. */
#include "solver/diffusion_internal.h"
#include <math.h>

/* Between a vector and an array of the finest level: own cells, row after row. */
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
  if (it == 0) s->target = rtol * PetscMax(s->scale + norm, s->floor);
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
  PetscBool is_own, other_method;
  PC        pc;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsGetString(NULL, prefix, "-pc_type", type, sizeof(type), NULL));
  PetscCall(PetscStrcmp(type, PCSHELL, &is_own));
  PetscCall(PetscOptionsHasName(NULL, prefix, "-ksp_type", &other_method));
  s->own_iteration = is_own && !other_method;
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

/* Vectors, when they are first needed: own cells row after row, as a DMStag of cells has them. */
static PetscErrorCode need_vectors(VfDiffusion *s)
{
  PetscFunctionBeginUser;
  if (s->x) PetscFunctionReturn(0);
  PetscCall(VecCreateMPI(s->grid->comm, s->grid->xm * s->grid->ym, PETSC_DETERMINE, &s->x));
  PetscCall(VecDuplicate(s->x, &s->b));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionPetscCreate(VfDiffusion *s, const char *prefix)
{
  const PetscInt local = s->grid->xm * s->grid->ym;

  PetscFunctionBeginUser;
  PetscCall(MatCreateShell(s->grid->comm, local, local, PETSC_DETERMINE, PETSC_DETERMINE, s, &s->operator_));
  PetscCall(MatShellSetOperation(s->operator_, MATOP_MULT, (void (*)(void))operator_mult));
  PetscCall(KSPCreate(s->grid->comm, &s->ksp));
  PetscCall(KSPSetOptionsPrefix(s->ksp, prefix));
  PetscCall(KSPSetType(s->ksp, KSPCG));
  PetscCall(KSPSetInitialGuessNonzero(s->ksp, PETSC_TRUE));
  PetscCall(KSPSetTolerances(s->ksp, VF_DIFFUSION_RTOL, PETSC_DEFAULT, PETSC_DEFAULT, 500));
  PetscCall(KSPSetNormType(s->ksp, KSP_NORM_NATURAL));
  PetscCall(KSPSetConvergenceTest(s->ksp, energy_test, s, NULL));
  PetscCall(choose_preconditioner(s, prefix));
  PetscCall(KSPSetFromOptions(s->ksp));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionPetscDestroy(VfDiffusion *s)
{
  PetscFunctionBeginUser;
  PetscCall(KSPDestroy(&s->ksp));
  PetscCall(MatDestroy(&s->operator_));
  PetscCall(MatDestroy(&s->assembled));
  PetscCall(VecDestroy(&s->x));
  PetscCall(VecDestroy(&s->b));
  PetscCall(DMDestroy(&s->dm));
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

PetscErrorCode VfDiffusionAssemble(VfDiffusion *s)
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

PetscErrorCode VfDiffusionPetscSolve(VfDiffusion *s, bool *converged)
{
  VfDiffusionLevel  *l = VfDiffusionMgFinest(s->mg);
  KSPConvergedReason reason;
  PetscInt           its;

  PetscFunctionBeginUser;
  PetscCall(need_vectors(s));
  PetscCall(level_to_vec(s, l->b, s->b));
  PetscCall(level_to_vec(s, s->y, s->x));
  PetscCall(KSPSolve(s->ksp, s->b, s->x));
  PetscCall(KSPGetConvergedReason(s->ksp, &reason));
  PetscCall(KSPGetIterationNumber(s->ksp, &its));
  s->iterations += its;
  *converged = reason > 0;
  PetscCall(level_from_vec(s, s->x, s->y));
  PetscFunctionReturn(0);
}
