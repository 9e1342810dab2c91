#include "tests/verify/membrane_problem.h"

static bool everywhere(const void *context, double x, double y)
{
  (void)context;
  return x > 0.0 && x < 1.0 && y > 0.0 && y < 1.0;
}

PetscErrorCode ProblemCreate(MPI_Comm comm, int n, Problem *p)
{
  const VfGridSpec spec     = {.nx = n, .ny = n, .dx = 1.0 / n, .dy = 1.0 / n, .copies = 1};
  double         **fields[] = {&p->A, &p->G, &p->Bu, &p->Bv, &p->fu, &p->fv, &p->u, &p->v};

  PetscFunctionBeginUser;
  PetscCall(VfGridCreate(comm, &spec, everywhere, NULL, &p->grid));
  PetscCall(VfMomentumCreate(p->grid, NULL, &p->momentum));
  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(VfFieldCreate(p->grid, fields[k]));
  PetscFunctionReturn(0);
}

PetscErrorCode ProblemDestroy(Problem *p)
{
  double *fields[] = {p->A, p->G, p->Bu, p->Bv, p->fu, p->fv, p->u, p->v};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(PetscFree(fields[k]));
  PetscCall(VfMomentumDestroy(&p->momentum));
  PetscCall(VfGridDestroy(&p->grid));
  PetscFunctionReturn(0);
}

PetscErrorCode ProblemCoefficients(Problem *p, ProblemFunction A, const void *context, double per_A, double constant)
{
  const VfGrid *g  = p->grid;
  const size_t  ld = (size_t)g->ld;

  PetscFunctionBeginUser;
  for (int j = g->ys - 1; j <= g->ys + g->ym; j++) {
    for (int i = g->xs - 1; i <= g->xs + g->xm; i++) {
      if (vf_inside(g, i, j)) p->A[vf_index(g, i, j)] = A(context, vf_x(g, i), vf_y(g, j));
    }
  }
  for (int j = g->ys; j <= g->ys + g->ym; j++) {
    for (int i = g->xs; i <= g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      p->Bu[q] = constant + 0.5 * per_A * (p->A[q] + p->A[q - 1]);
      p->Bv[q] = constant + 0.5 * per_A * (p->A[q] + p->A[q - ld]);
      if (vf_inside(g, i, j) && vf_inside(g, i - 1, j) && vf_inside(g, i, j - 1))
        p->G[q] = 0.25 * (p->A[q] + p->A[q - 1] + p->A[q - ld] + p->A[q - ld - 1]);
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode ProblemSolve(Problem *p, int *iterations)
{
  const VfMomentumCoefficients c      = {p->A, p->G, p->Bu, p->Bv};
  const long                   before = p->momentum->iterations;
  bool                         converged;

  PetscFunctionBeginUser;
  PetscCall(VfMomentumSetCoefficients(p->momentum, &c, NULL));
  PetscCall(VfMomentumSolve(p->momentum, p->fu, p->fv, p->u, p->v, &converged));
  PetscCheck(converged, p->grid->comm, PETSC_ERR_NOT_CONVERGED, "the momentum balance did not converge");
  *iterations = (int)(p->momentum->iterations - before);
  PetscFunctionReturn(0);
}
