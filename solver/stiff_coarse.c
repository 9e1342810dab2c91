#include "solver/stiff_coarse.h"
#include "solver/membrane_coarse.h"
#include <petscblaslapack.h>

PetscErrorCode VfStiffCoarseCreate(const VfStiffGrid *g, VfStiffCoarse *s)
{
  const size_t n = (size_t)g->k->xm * (size_t)g->k->ym;

  PetscFunctionBeginUser;
  s->cells = (int)n;
  PetscCall(VfDenseCreate(s->cells, &s->mass));
  PetscCall(VfDenseCreate(2 * s->cells, &s->velocity));
  PetscCall(PetscMalloc4(2 * n * n, &s->X, n * n, &s->C, n, &s->s, n, &s->t));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffCoarseDestroy(VfStiffCoarse *s)
{
  PetscFunctionBeginUser;
  PetscCall(VfDenseDestroy(&s->mass));
  PetscCall(VfDenseDestroy(&s->velocity));
  PetscCall(PetscFree4(s->X, s->C, s->s, s->t));
  PetscFunctionReturn(0);
}

/* A coupling of cell (i, j) to the one at an offset; -1: that is beyond the grid. */
static int number_at(const VfStiffGrid *g, int i, int j, VfOffset o)
{
  const int p = i + o.a, q = j + o.b;

  return p < 0 || q < 0 || p >= g->k->xm || q >= g->k->ym ? -1 : q * g->k->xm + p;
}

/* An entry of a part along row j, into a matrix with a column of `cells` numbers for every unknown from `first` on; and its mirror image. */
static void file_row(const VfStiffGrid *g, VfStiffPart part, VfOffset o, int j, int first, int cells, double *a)
{
  const double *row = vf_stiff_entry(g, part, o, j, 0, g->k->xm, g->row + VF_MEMBRANE_HALO);

  for (int i = 0; i < g->k->xm && row; i++) {
    const int here = j * g->k->xm + i, other = number_at(g, i, j, o);

    if (other < 0) continue;
    a[(size_t)(first + other) * (size_t)cells + (size_t)here] = row[i];
    if (part == VF_BENDING || part == VF_MASS) a[(size_t)here * (size_t)cells + (size_t)other] = row[i];
  }
}

static void assemble(const VfStiffGrid *g, VfStiffCoarse *s)
{
  const int n = s->cells, half = VF_STIFF_D / 2;

  for (int j = 0; j < g->k->ym; j++) {
    for (int e = 0; e < VF_STIFF_I; e++) file_row(g, VF_MASS, vf_stiff_offsets[e], j, 0, n, s->mass.a);
    for (int e = 0; e < VF_STIFF_C; e++) file_row(g, VF_BENDING, vf_stiff_offsets[e], j, 0, n, s->C);
    for (int e = 0; e < half; e++) {
      file_row(g, VF_FLUX_U, vf_flux_offsets[e], j, 0, n, s->X);
      file_row(g, VF_FLUX_V, vf_flux_offsets[half + e], j, n, n, s->X);
    }
  }
}

PetscErrorCode VfStiffCoarseFactor(const VfStiffGrid *g, VfStiffCoarse *s)
{
  const size_t       n = (size_t)s->cells;
  const PetscBLASInt m = s->cells, columns = 2 * s->cells;
  const PetscScalar  one = 1.0, zero = 0.0;
  PetscBLASInt       info = 0;
  double            *CX;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(2 * n * n, &CX));
  PetscCall(PetscArrayzero(s->mass.a, n * n));
  PetscCall(PetscArrayzero(s->C, n * n));
  PetscCall(PetscArrayzero(s->X, 2 * n * n));
  assemble(g, s);
  PetscCall(VfDenseFactor(&s->mass));
  LAPACKpotrs_("L", &m, &columns, s->mass.a, &m, s->X, &m, &info);
  BLASgemm_("N", "N", &m, &columns, &m, &one, s->C, &m, s->X, &m, &zero, CX, &m);
  PetscCall(VfMembraneGridAssemble(g->k, &s->velocity));
  BLASgemm_("T", "N", &columns, &columns, &m, &one, s->X, &m, CX, &m, &one, s->velocity.a, &columns);
  PetscCall(PetscFree(CX));
  PetscCall(VfDenseFactor(&s->velocity));
  PetscFunctionReturn(0);
}

/* y (+)= a times X u or X' p, C q. */
static void multiply(const char *trans, int rows, int columns, double a, const double *matrix, const double *x, double keep,
                     double *y)
{
  const PetscBLASInt m = rows, n = columns, step = 1;

  BLASgemv_(trans, &m, &n, &a, matrix, &m, x, &step, &keep, y, &step);
}

/* x = I^-1 x */
static PetscErrorCode solve_mass(VfStiffCoarse *s, double *x)
{
  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(s->mass.b, x, s->cells));
  PetscCall(VfDenseSolve(&s->mass));
  PetscCall(PetscArraycpy(x, s->mass.b, s->cells));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffCoarseSolve(VfStiffGrid *g, VfStiffCoarse *s)
{
  const int n = s->cells;
  double   *u = s->velocity.b;

  PetscFunctionBeginUser;
  for (int c = 0; c < n; c++) {
    const size_t k = vf_grid_place(g->k, c % g->k->xm, c / g->k->xm);

    u[c]     = g->k->carries.u[k] * g->k->b.u[k];
    u[n + c] = g->k->carries.v[k] * g->k->b.v[k];
    s->s[c]  = g->bq[k];
    s->t[c]  = g->bp[k];
  }
  PetscCall(solve_mass(s, s->s));
  multiply("N", n, n, -1.0, s->C, s->s, 1.0, s->t);
  multiply("T", n, 2 * n, -1.0, s->X, s->t, 1.0, u);
  PetscCall(VfDenseSolve(&s->velocity));
  multiply("N", n, 2 * n, 1.0, s->X, u, -1.0, s->s);
  for (int c = 0; c < n; c++) s->t[c] = g->bp[vf_grid_place(g->k, c % g->k->xm, c / g->k->xm)];
  multiply("N", n, n, 1.0, s->C, s->s, 1.0, s->t);
  PetscCall(solve_mass(s, s->t));
  for (int c = 0; c < n; c++) {
    const size_t k = vf_grid_place(g->k, c % g->k->xm, c / g->k->xm);

    g->k->x.u[k] = u[c];
    g->k->x.v[k] = u[n + c];
    g->q[k]      = s->s[c];
    g->p[k]      = s->t[c];
  }
  PetscFunctionReturn(0);
}
