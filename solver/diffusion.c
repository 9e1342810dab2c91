#include "solver/banded.h"
#include "solver/diffusion_internal.h"
#include <math.h>

/* Between a field of the grid and an array of the finest level: own cells, and with them `more` rows and columns beyond. */
static PetscErrorCode level_from_field(const VfDiffusion *s, const double *field, int more, double *array)
{
  const VfGrid           *g = s->grid;
  const VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym + more; j++)
    PetscCall(PetscArraycpy(array + vf_patch_index(l->p, 0, j), field + vf_index(g, g->xs, g->ys + j), g->xm + more));
  PetscFunctionReturn(0);
}

static PetscErrorCode level_to_field(const VfDiffusion *s, const double *array, double *field)
{
  const VfGrid           *g = s->grid;
  const VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++)
    PetscCall(PetscArraycpy(field + vf_index(g, g->xs, g->ys + j), array + vf_patch_index(l->p, 0, j), g->xm));
  PetscFunctionReturn(0);
}

static void set_mask(const VfDiffusion *s)
{
  const VfGrid           *g = s->grid;
  const VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) l->inside[vf_patch_index(l->p, i, j)] = vf_inside(g, g->xs + i, g->ys + j) ? 1.0 : 0.0;
  }
}

static PetscErrorCode create_solver(VfDiffusion *s, const char *prefix, const VfDiffusionLoans *loans)
{
  VfDiffusionLevel *l;

  PetscFunctionBeginUser;
  PetscCall(VfDiffusionMgCreate(s->grid, loans ? loans->level : NULL, &s->mg));
  l = VfDiffusionMgFinest(s->mg);
  if (l->borrows) {
    s->y = loans->vector[0];
    s->p = loans->vector[1];
  } else {
    PetscCall(PetscCalloc1(l->n, &s->y));
    PetscCall(PetscCalloc1(l->n, &s->p));
    set_mask(s);
  }
  PetscCall(VfDiffusionPetscCreate(s, prefix));
  PetscFunctionReturn(0);
}

/* Zeroes what stands in borrowed arrays, and finds the mask again. */
static PetscErrorCode clear(VfDiffusion *s)
{
  VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  PetscFunctionBeginUser;
  if (!l->borrows || s->keeps) PetscFunctionReturn(0);
  PetscCall(VfDiffusionLevelClear(l));
  PetscCall(PetscArrayzero(s->y, l->n));
  PetscCall(PetscArrayzero(s->p, l->n));
  set_mask(s);
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionSetLimits(VfDiffusion *s, VfDiffusionLimits limits, VfDiffusionLimits *before)
{
  PetscFunctionBeginUser;
  if (!s->ksp) PetscFunctionReturn(0);
  if (before) {
    PetscCall(KSPGetTolerances(s->ksp, &before->rtol, NULL, NULL, &before->most));
    before->least = s->least;
  }
  s->least = limits.least;
  PetscCall(KSPSetTolerances(s->ksp, limits.rtol, PETSC_DEFAULT, PETSC_DEFAULT, limits.most));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionCreate(const VfGrid *grid, const char *prefix, const VfDiffusionLoans *loans, VfDiffusion **out)
{
  VfDiffusion *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  s->grid         = grid;
  s->owns         = !loans;
  double **mine[] = {&s->d, &s->ax, &s->ay};

  for (int k = 0; k < 3; k++) {
    if (loans)
      *mine[k] = loans->field[k];
    else
      PetscCall(VfFieldCreate(grid, mine[k]));
  }
  if (grid->ny > 1) PetscCall(create_solver(s, prefix, loans));
  *out = s;
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionDestroy(VfDiffusion **s)
{
  PetscFunctionBeginUser;
  if (!*s) PetscFunctionReturn(0);
  double *fields[] = {(*s)->d, (*s)->ax, (*s)->ay};

  for (int k = 0; (*s)->owns && k < 3; k++) PetscCall(PetscFree(fields[k]));
  PetscCall(VfDiffusionPetscDestroy(*s));
  if ((*s)->mg && !VfDiffusionMgFinest((*s)->mg)->borrows) {
    PetscCall(PetscFree((*s)->y));
    PetscCall(PetscFree((*s)->p));
  }
  PetscCall(VfDiffusionMgDestroy(&(*s)->mg));
  PetscCall(PetscFree(*s));
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
  VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);

  PetscFunctionBeginUser;
  PetscCall(clear(s));
  PetscCall(level_from_field(s, s->d, 0, l->d));
  if (s->keeps)
    vf_diffusion_scale(l);
  else {
    PetscCall(level_from_field(s, s->ax, 1, l->ax));
    PetscCall(level_from_field(s, s->ay, 1, l->ay));
    PetscCall(VfDiffusionMgSetUp(s->mg));
  }
  s->keeps = false;
  if (s->assembled) PetscCall(VfDiffusionAssemble(s));
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
  s->floor = s->least * sqrt(PetscMax(sums[1], 0.0));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionSolve(VfDiffusion *s, const double *b, double *x, bool *converged)
{
  VfDiffusionLevel *l;

  PetscFunctionBeginUser;
  *converged = true;
  if (s->grid->ny == 1) {
    PetscCall(solve_rings(s, b, x));
    PetscFunctionReturn(0);
  }
  PetscCall(set_up(s));
  PetscCall(shift(s, b, x));
  l = VfDiffusionMgFinest(s->mg);
  PetscCall(level_from_field(s, b, 0, l->b));
  PetscCall(level_from_field(s, x, 0, s->y));
  PetscCall(s->own_iteration ? VfDiffusionIterate(s, converged) : VfDiffusionPetscSolve(s, converged));
  PetscCall(level_to_field(s, s->y, x));
  PetscCall(shift(s, b, x));
  PetscCall(VfGridHalo(s->grid, 1, &x));
  PetscFunctionReturn(0);
}
