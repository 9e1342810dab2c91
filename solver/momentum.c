#include "solver/momentum_internal.h"

PetscErrorCode VfMomentumFromVec(const VfMomentum *m, Vec vec, VfPair pair)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  const double          *a;

  PetscFunctionBeginUser;
  PetscCall(VecGetArrayRead(vec, &a));
  for (int j = 0; j < g->ym; j++) {
    const double *row = a + 2 * (size_t)j * (size_t)g->xm;
    const size_t  k   = vf_membrane_index(l, 0, j);

    for (int i = 0; i < g->xm; i++) {
      pair.u[k + (size_t)i] = row[2 * i];
      pair.v[k + (size_t)i] = row[2 * i + 1];
    }
  }
  PetscCall(VecRestoreArrayRead(vec, &a));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumToVec(const VfMomentum *m, VfPair pair, Vec vec)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  double                *a;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(vec, &a));
  for (int j = 0; j < g->ym; j++) {
    double      *row = a + 2 * (size_t)j * (size_t)g->xm;
    const size_t k   = vf_membrane_index(l, 0, j);

    for (int i = 0; i < g->xm; i++) {
      row[2 * i]     = pair.u[k + (size_t)i];
      row[2 * i + 1] = pair.v[k + (size_t)i];
    }
  }
  PetscCall(VecRestoreArray(vec, &a));
  PetscFunctionReturn(0);
}

/* l->r = K l->x with all its terms; counts the work. */
static PetscErrorCode apply_all(VfMomentum *m)
{
  VfMembraneLevel *l = VfMembraneMgFinest(m->mg);

  PetscFunctionBeginUser;
  PetscCall(VfMembraneHalo(l, l->x));
  vf_membrane_apply(l, l->x, l->r);
  if (m->stiff && m->stiff->active) PetscCall(VfMomentumStiffAdd(m->stiff, l->x, l->r));
  m->work_units += 1.0;
  PetscFunctionReturn(0);
}

static PetscErrorCode operator_mult(Mat mat, Vec x, Vec y)
{
  VfMomentum      *m;
  VfMembraneLevel *l;

  PetscFunctionBeginUser;
  PetscCall(MatShellGetContext(mat, &m));
  l = VfMembraneMgFinest(m->mg);
  PetscCall(VfMomentumFromVec(m, x, l->x));
  PetscCall(apply_all(m));
  PetscCall(VfMomentumToVec(m, l->r, y));
  PetscFunctionReturn(0);
}

static PetscErrorCode cycle_apply(PC pc, Vec b, Vec x)
{
  VfMomentum      *m;
  VfMembraneLevel *l;

  PetscFunctionBeginUser;
  PetscCall(PCShellGetContext(pc, &m));
  l = VfMembraneMgFinest(m->mg);
  PetscCall(VfMomentumFromVec(m, b, l->b));
  PetscCall(VfMembraneMgCycle(m->mg));
  PetscCall(VfMomentumToVec(m, l->x, x));
  m->work_units += VF_CYCLE_WORK;
  PetscFunctionReturn(0);
}

static PetscErrorCode energy_test(KSP ksp, PetscInt it, PetscReal norm, KSPConvergedReason *reason, void *context)
{
  VfMomentum *m = context;
  PetscReal   rtol, abstol, dtol;
  PetscInt    max_it;

  PetscFunctionBeginUser;
  PetscCall(KSPGetTolerances(ksp, &rtol, &abstol, &dtol, &max_it));
  if (it == 0) m->reference = hypot(m->reference, norm); /* the guess is its projection on the solution */
  *reason = KSP_CONVERGED_ITERATING;
  if (PetscIsInfOrNanReal(norm))
    *reason = KSP_DIVERGED_NANORINF;
  else if (norm <= rtol * m->reference)
    *reason = KSP_CONVERGED_RTOL;
  else if (norm <= abstol)
    *reason = KSP_CONVERGED_ATOL;
  PetscFunctionReturn(0);
}

/* What PETSc's methods work with, and other preconditioners. */
static PetscErrorCode create_vectors(VfMomentum *m)
{
  PetscFunctionBeginUser;
  if (m->x) PetscFunctionReturn(0);
  PetscCall(VecCreateMPI(m->grid->comm, 2 * m->grid->xm * m->grid->ym, PETSC_DETERMINE, &m->x));
  PetscCall(VecDuplicate(m->x, &m->b));
  PetscCall(VecDuplicate(m->x, &m->work));
  PetscFunctionReturn(0);
}

static PetscErrorCode create_ksp(VfMomentum *m)
{
  const PetscInt local    = 2 * m->grid->xm * m->grid->ym;
  char           type[64] = PCSHELL; /* -momentum_pc_type, if anything else, works on the assembled operator */
  PetscBool      is_own, other_method;
  PC             pc;

  PetscFunctionBeginUser;
  PetscCall(MatCreateShell(m->grid->comm, local, local, PETSC_DETERMINE, PETSC_DETERMINE, m, &m->operator_));
  PetscCall(MatShellSetOperation(m->operator_, MATOP_MULT, (void (*)(void))operator_mult));
  PetscCall(MatSetOption(m->operator_, MAT_SPD, PETSC_TRUE));
  PetscCall(KSPCreate(m->grid->comm, &m->ksp));
  PetscCall(KSPSetOptionsPrefix(m->ksp, "momentum_"));
  PetscCall(KSPSetType(m->ksp, KSPCG));
  PetscCall(KSPSetNormType(m->ksp, KSP_NORM_NATURAL));
  PetscCall(KSPSetInitialGuessNonzero(m->ksp, PETSC_TRUE));
  PetscCall(KSPSetTolerances(m->ksp, 1e-8, PETSC_DEFAULT, PETSC_DEFAULT, 500));
  PetscCall(KSPSetConvergenceTest(m->ksp, energy_test, m, NULL));
  PetscCall(KSPGetPC(m->ksp, &pc));
  PetscCall(PetscOptionsGetString(NULL, "momentum_", "-pc_type", type, sizeof(type), NULL));
  PetscCall(PetscStrcmp(type, PCSHELL, &is_own));
  m->own_preconditioner = is_own;
  PetscCall(PetscOptionsHasName(NULL, "momentum_", "-ksp_type", &other_method));
  m->own_iteration = is_own && !other_method;
  if (is_own) {
    PetscCall(PCSetType(pc, PCSHELL));
    PetscCall(PCShellSetContext(pc, m));
    PetscCall(PCShellSetApply(pc, cycle_apply));
    PetscCall(PCShellSetName(pc, "geometric multigrid of the membrane operator"));
    PetscCall(KSPSetOperators(m->ksp, m->operator_, m->operator_));
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumCreate(const VfGrid *grid, const VfMembraneLoan *loan, VfMomentum **out)
{
  VfMomentum *m;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&m));
  m->grid = grid;
  PetscCall(create_ksp(m));
  PetscCall(VfMembraneMgCreate(grid, VF_SMOOTHING_DEGREE, m->own_iteration ? loan : NULL,
                               &m->mg)); /* others apply the operator at set-up */
  *out = m;
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumDestroy(VfMomentum **m)
{
  PetscFunctionBeginUser;
  if (!*m) PetscFunctionReturn(0);
  PetscCall(KSPDestroy(&(*m)->ksp));
  PetscCall(MatDestroy(&(*m)->operator_));
  PetscCall(MatDestroy(&(*m)->assembled));
  PetscCall(VecDestroy(&(*m)->x));
  PetscCall(VecDestroy(&(*m)->b));
  PetscCall(VecDestroy(&(*m)->work));
  PetscCall(VfMomentumStiffDestroy(&(*m)->stiff));
  PetscCall(VfMembraneMgDestroy(&(*m)->mg));
  PetscCall(PetscFree(*m));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumSetTolerance(VfMomentum *m, double rtol)
{
  PetscFunctionBeginUser;
  PetscCall(KSPSetTolerances(m->ksp, rtol, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT));
  PetscFunctionReturn(0);
}

static unsigned char face_kind(const VfGrid *g, int i, int j, int di, int dj)
{
  const int inside = vf_on_grid(g, i, j) + vf_on_grid(g, i - di, j - dj);

  return inside == 2 ? VF_FACE_MOVES : inside == 1 ? VF_FACE_WALL : VF_FACE_BEYOND;
}

static PetscErrorCode set_stiff(VfMomentum *m, const VfStiffTerms *terms)
{
  PetscFunctionBeginUser;
  if (terms && !m->stiff) PetscCall(VfMomentumStiffCreate(m->grid, m->mg, &m->stiff));
  if (m->stiff) PetscCall(VfMomentumStiffSet(m->stiff, terms));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumSetCoefficients(VfMomentum *m, const VfMomentumCoefficients *c, const VfStiffTerms *terms)
{
  const VfGrid    *g = m->grid;
  VfMembraneLevel *l = VfMembraneMgFinest(m->mg);

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_membrane_index(l, i - g->xs, j - g->ys), q = vf_index(g, i, j);

      l->A[k]      = c->A[q];
      l->G[k]      = c->G[q];
      l->Bu[k]     = c->Bu[q];
      l->Bv[k]     = c->Bv[q];
      l->face_u[k] = face_kind(g, i, j, 1, 0);
      l->face_v[k] = face_kind(g, i, j, 0, 1);
    }
  }
  vf_membrane_mg_follow(m->mg, terms != NULL);
  PetscCall(VfMembraneMgSetUp(m->mg));
  PetscCall(set_stiff(m, terms));
  if (!m->own_preconditioner) {
    PetscCall(create_vectors(m));
    PetscCall(VfMomentumAssemble(m));
    PetscCall(KSPSetOperators(m->ksp, m->operator_, m->assembled));
  }
  PetscCall(KSPSetFromOptions(m->ksp));
  PetscFunctionReturn(0);
}

/* The factor that takes the first guess to the least error in the energy norm, a = (x, b) / (x, K x), K x in r; notes the energy norm. */
static PetscErrorCode scale_guess(VfMomentum *m, double *a)
{
  VfMembraneLevel *l       = VfMembraneMgFinest(m->mg);
  double           sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  PetscCall(apply_all(m));
  for (int j = 0; j < l->ym; j++) {
    for (int i = vf_rows_low(&l->rows, j); i < vf_rows_high(&l->rows, j); i++) {
      const size_t k = vf_membrane_index(l, i, j);

      sums[0] += l->x.u[k] * l->b.u[k] + l->x.v[k] * l->b.v[k];
      sums[1] += l->x.u[k] * l->r.u[k] + l->x.v[k] * l->r.v[k];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, m->grid->comm));
  *a           = sums[1] > 0.0 && sums[0] > 0.0 ? sums[0] / sums[1] : 0.0;
  m->reference = PetscSqrtReal(*a * sums[0]);
  PetscFunctionReturn(0);
}

static void load_pair(const VfMomentum *m, const double *u, const double *v, VfPair pair)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_membrane_index(l, i - g->xs, j - g->ys), q = vf_index(g, i, j);

      pair.u[k] = l->inverse.u[k] > 0.0 ? u[q] : 0.0;
      pair.v[k] = l->inverse.v[k] > 0.0 ? v[q] : 0.0;
    }
  }
}

static void store_pair(const VfMomentum *m, VfPair pair, double *u, double *v)
{
  const VfGrid          *g = m->grid;
  const VfMembraneLevel *l = VfMembraneMgFinest(m->mg);

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_membrane_index(l, i - g->xs, j - g->ys), q = vf_index(g, i, j);

      u[q] = pair.u[k];
      v[q] = pair.v[k];
    }
  }
}

/* PETSc's iteration, for other preconditioners, methods and terms. */
static PetscErrorCode iterate_petsc(VfMomentum *m, double scale, bool *converged)
{
  VfMembraneLevel   *l = VfMembraneMgFinest(m->mg);
  KSPConvergedReason reason;
  PetscInt           its;

  PetscFunctionBeginUser;
  PetscCall(create_vectors(m));
  PetscCall(VfMomentumToVec(m, l->b, m->b));
  PetscCall(VfMomentumToVec(m, l->x, m->x));
  PetscCall(VecScale(m->x, scale));
  PetscCall(KSPSolve(m->ksp, m->b, m->x));
  PetscCall(KSPGetConvergedReason(m->ksp, &reason));
  PetscCall(KSPGetIterationNumber(m->ksp, &its));
  m->iterations += its;
  *converged = reason > 0;
  PetscCall(VfMomentumFromVec(m, m->x, l->y));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumSolve(VfMomentum *m, const double *fu, const double *fv, double *u, double *v, bool *converged)
{
  VfMembraneLevel *l          = VfMembraneMgFinest(m->mg);
  const bool       stiff      = m->stiff && m->stiff->active;
  double *const    velocity[] = {u, v};
  double           scale;

  PetscFunctionBeginUser;
  PetscCall(VfMembraneLevelClear(l));
  load_pair(m, fu, fv, l->b);
  load_pair(m, u, v, l->x);
  if (stiff) PetscCall(VfMomentumStiffAdd(m->stiff, l->x, l->b)); /* the force is that of the first guess */
  PetscCall(scale_guess(m, &scale));
  if (stiff)
    PetscCall(VfMomentumIteratePair(m, scale, converged));
  else if (m->own_iteration)
    PetscCall(VfMomentumIterate(m, scale, converged));
  else
    PetscCall(iterate_petsc(m, scale, converged));
  m->solves++;
  if (l->y.u != u) store_pair(m, l->y, u, v);
  PetscCall(VfGridHalo(m->grid, 2, velocity));
  PetscFunctionReturn(0);
}
