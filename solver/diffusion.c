#include "solver/diffusion.h"
#include "solver/tridiagonal.h"
#include <math.h>

static void apply(const VfDiffusion *s, const double *x, double *y)
{
  const VfGrid *g  = s->grid;
  const size_t  ld = (size_t)g->ld;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (size_t q = q0; q < q0 + (size_t)g->xm; q++) {
      y[q] = s->d[q] * x[q] + s->ax[q] * (x[q] - x[q - 1]) + s->ax[q + 1] * (x[q] - x[q + 1]) + s->ay[q] * (x[q] - x[q - ld]) +
             s->ay[q + ld] * (x[q] - x[q + ld]);
    }
  }
}

static PetscErrorCode to_vec(const VfGrid *g, const double *field, Vec vec)
{
  double *a;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayWrite(vec, &a));
  for (int j = 0; j < g->ym; j++)
    PetscCall(PetscArraycpy(a + (size_t)j * (size_t)g->xm, field + vf_index(g, g->xs, g->ys + j), g->xm));
  PetscCall(VecRestoreArrayWrite(vec, &a));
  PetscFunctionReturn(0);
}

static PetscErrorCode from_vec(const VfGrid *g, Vec vec, double *field)
{
  const double *a;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(vec, &a));
  for (int j = 0; j < g->ym; j++)
    PetscCall(PetscArraycpy(field + vf_index(g, g->xs, g->ys + j), a + (size_t)j * (size_t)g->xm, g->xm));
  PetscCall(VecRestoreArrayRead(vec, &a));
  PetscCall(VfGridHalo(g, 1, &field));
  PetscFunctionReturn(0);
}

static PetscErrorCode operator_mult(Mat mat, Vec x, Vec y)
{
  VfDiffusion *s;

  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(mat, &s));
  double *in = s->work, *out = s->work + s->grid->n_local;

  PetscCall(from_vec(s->grid, x, in));
  apply(s, in, out);
  PetscCall(to_vec(s->grid, out, y));
  PetscFunctionReturn(0);
}

static PetscErrorCode create_solver(VfDiffusion *s, const char *prefix)
{
  PetscInt local;
  PC       pc;

  PetscFunctionBeginUser;
  PetscCall(DMStagCreateCompatibleDMStag(s->grid->dm, 0, 0, 1, 0, &s->dm));
  PetscCall(DMCreateGlobalVector(s->dm, &s->x));
  PetscCall(VecDuplicate(s->x, &s->b));
  PetscCall(VecGetLocalSize(s->x, &local));
  PetscCall(MatCreateShell(s->grid->comm, local, local, PETSC_DETERMINE, PETSC_DETERMINE, s, &s->operator_));
  PetscCall(MatShellSetOperation(s->operator_, MATOP_MULT, (void (*)(void))operator_mult));
  PetscCall(DMCreateMatrix(s->dm, &s->assembled));
  PetscCall(MatSetOption(s->assembled, MAT_SPD, PETSC_TRUE));
  PetscCall(KSPCreate(s->grid->comm, &s->ksp));
  PetscCall(KSPSetOptionsPrefix(s->ksp, prefix));
  PetscCall(KSPSetType(s->ksp, KSPCG));
  PetscCall(KSPSetInitialGuessNonzero(s->ksp, PETSC_TRUE));
  PetscCall(KSPSetTolerances(s->ksp, 1e-9, PETSC_DEFAULT, PETSC_DEFAULT, 500));
  PetscCall(KSPGetPC(s->ksp, &pc));
#if defined(PETSC_HAVE_HYPRE)
  PetscCall(PCSetType(pc, PCHYPRE)); /* BoomerAMG: unlike GAMG's, its set-up draws no random numbers that depend on earlier ones */
#else
  PetscCall(PCSetType(pc, PCGAMG));
#endif
  PetscCall(KSPSetOperators(s->ksp, s->operator_, s->assembled));
  PetscCall(KSPSetFromOptions(s->ksp));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionCreate(const VfGrid *grid, const char *prefix, VfDiffusion **out)
{
  VfDiffusion *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  s->grid           = grid;
  double **fields[] = {&s->d, &s->ax, &s->ay, &s->base_d, &s->base_ax, &s->base_ay};

  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(VfFieldCreate(grid, fields[k]));
  PetscCall(PetscCalloc1(2 * grid->n_local, &s->work));
  if (grid->ny > 1) PetscCall(create_solver(s, prefix));
  *out = s;
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionDestroy(VfDiffusion **s)
{
  PetscFunctionBeginUser;
  if (!*s) PetscFunctionReturn(0);
  double *fields[] = {(*s)->d, (*s)->ax, (*s)->ay, (*s)->base_d, (*s)->base_ax, (*s)->base_ay};

  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(PetscFree(fields[k]));
  PetscCall(PetscFree((*s)->work));
  PetscCall(KSPDestroy(&(*s)->ksp));
  PetscCall(MatDestroy(&(*s)->operator_));
  PetscCall(MatDestroy(&(*s)->assembled));
  PetscCall(VecDestroy(&(*s)->x));
  PetscCall(VecDestroy(&(*s)->b));
  PetscCall(DMDestroy(&(*s)->dm));
  PetscCall(PetscFree(*s));
  PetscFunctionReturn(0);
}

static PetscErrorCode assemble_row(VfDiffusion *s, int i, int j)
{
  const VfGrid *g = s->grid;
  const size_t  q = vf_index(g, i, j), ld = (size_t)g->ld;
  const double  f     = ldexp(1.0, 2 * s->exponent);
  const double  a[4]  = {f * s->base_ax[q], f * s->base_ax[q + 1], f * s->base_ay[q], f * s->base_ay[q + ld]};
  const int     di[4] = {-1, 1, 0, 0}, dj[4] = {0, 0, -1, 1};
  DMStagStencil row = {.i = i, .j = j, .k = 0, .c = 0, .loc = DMSTAG_ELEMENT}, columns[5] = {row};
  double        values[5] = {s->base_d[q] + a[0] + a[1] + a[2] + a[3]};
  PetscInt      n         = 1;

  PetscFunctionBeginUser;
  for (int k = 0; k < 4; k++) {
    if (a[k] == 0.0) continue;
    columns[n] = row;
    columns[n].i += di[k];
    columns[n].j += dj[k];
    values[n++] = -a[k];
  }
  PetscCall(DMStagMatSetValuesStencil(s->dm, s->assembled, 1, &row, n, columns, values, INSERT_VALUES));
  PetscFunctionReturn(0);
}

static PetscErrorCode assemble(VfDiffusion *s)
{
  const VfGrid *g              = s->grid;
  double *const conductances[] = {s->base_ax, s->base_ay};

  PetscFunctionBeginUser;
  PetscCall(VfGridHalo(g, 2, conductances));
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
  double       *d, *e, *rhs, *out;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc4(n, &d, n, &e, n, &rhs, n, &out));
  for (int i = 0; i < n; i++) {
    const size_t q = vf_index(g, i, 0);

    d[i]   = s->d[q] + s->ax[q] + s->ax[q + 1];
    e[i]   = -s->ax[q];
    rhs[i] = b[q];
  }
  vf_tridiagonal_solve(n, d, e, rhs, out);
  for (int i = 0; i < n; i++) x[vf_index(g, i, 0)] = out[i];
  PetscCall(PetscFree4(d, e, rhs, out));
  PetscFunctionReturn(0);
}

/* Renews the preconditioner when the weight of conduction has changed by more than a factor of two either way. */
static PetscErrorCode precondition(VfDiffusion *s, double a)
{
  const int  exponent = (int)lround(0.5 * log2(a));
  const bool renew    = !s->assembled_once || exponent != s->exponent;

  PetscFunctionBeginUser;
  s->exponent = exponent;
  if (renew) PetscCall(assemble(s));
  s->assembled_once = true;
  PetscCall(KSPSetReusePreconditioner(s->ksp, renew ? PETSC_FALSE : PETSC_TRUE));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionSolve(VfDiffusion *s, double a, const double *b, double *x, bool *converged)
{
  const VfGrid      *g              = s->grid;
  double *const      conductances[] = {s->ax, s->ay};
  KSPConvergedReason reason;
  PetscInt           its;

  PetscFunctionBeginUser;
  *converged = true;
  if (g->ny == 1) {
    PetscCall(solve_rings(s, b, x));
    PetscFunctionReturn(0);
  }
  PetscCall(VfGridHalo(g, 2, conductances));
  PetscCall(precondition(s, a));
  PetscCall(to_vec(g, b, s->b));
  PetscCall(to_vec(g, x, s->x));
  PetscCall(KSPSolve(s->ksp, s->b, s->x));
  PetscCall(KSPGetConvergedReason(s->ksp, &reason));
  PetscCall(KSPGetIterationNumber(s->ksp, &its));
  s->iterations += its;
  *converged = reason > 0;
  PetscCall(from_vec(g, s->x, x));
  PetscFunctionReturn(0);
}
