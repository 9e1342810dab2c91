/* The momentum solve of a film on a liquid bath, timed: one line of JSON a solve.

     mpiexec -n N bench_membrane [-cells 128,256,400,512,1024] [-contrasts 1e-4,1e-6,0] [-tolerances 1e-5,1e-8]
                                 [-preconditioners own,hypre,gamg,ml,jacobi] [-repeat 3] [-patience SECONDS] [-least_corners 1]
                                 [-triad 1]

   A disc of film, radius 0.3 off the middle of the unit square, eta h = 1, the rest of the bath `contrast` times as stiff or bare (0: the
   film is held by a friction of 1e-4 eta h an area, about what 1 mm of gallium gives a film of 10 Pa s m in a bath of 20 mm).  The load
   is the tension of the edge, a body force that falls along x, and a net force: nothing about it is symmetric.  Every solve starts from
   zero, and ends unconverged after so many seconds.  `error` is the largest of velocity against a solve to 1e-12 of the tolerance test, over the largest velocity.  Other
   preconditioners work on the same operator, assembled.  -least_corners 1 gives corners the least of the four cells beside them in place of the
   mean: then no soft face hangs on a corner of stiff film, which is what algebraic multigrid does not see.

   Bytes a cell and iteration of our own, where film is, every array counted once a pass, writes once: conjugate gradients 304; finest
   grid of the cycle 772 (residuals 80, steps of the smoother 88 to 104, restriction and interpolation 180); coarser grids 1668 a cell of
   theirs, 556 of the finest. share_of_triad is the rate of these bytes, over the part of the grid that is film, against -triad 1.
   Messages, their bytes and reductions are those of this rank 0, a solve with its set-up. */
#include "tests/bench/count_messages.h"
#include "tests/verify/membrane_problem.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MAX_LIST = 16, BYTES_PER_CELL = 304 + 772 + 556 };
#define FRICTION 1e-4

typedef struct {
  double cell, contrast;
} Film;

static double covered(const Film *f, double x, double y)
{
  return fmin(fmax((0.3 - hypot(x - 0.45, y - 0.53)) / f->cell + 0.5, 0.0), 1.0);
}

static double stiffness(const void *context, double x, double y)
{
  const Film  *f = context;
  const double c = covered(f, x, y);

  return c + (1.0 - c) * f->contrast;
}

static void load(Problem *p, const Film *f)
{
  const VfGrid *g = p->grid;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      const double x = vf_x(g, i), y = vf_y(g, j), c = covered(f, x, y), west = covered(f, x - g->dx, y);

      p->fu[q] = -(c - west) / g->dx + 0.5 * (c + west) * (1.0 - x);
      p->fv[q] = -(c - covered(f, x, y - g->dy)) / g->dy + 0.3 * c;
    }
  }
}

static double triad_rate; /* [B/s] of all ranks, 0: not measured */

typedef struct {
  MessageCount sent;
  double       film; /* share of the cells that is film */
  double       set_up, solve, work_units, error;
  int          iterations;
  bool         converged;
  const char  *preconditioner;
} Timing;

static double seconds(void)
{
  MPI_Barrier(PETSC_COMM_WORLD);
  return MPI_Wtime();
}

/* The solver's own stopping test, and an end after some seconds for preconditioners that get nowhere. */
typedef struct {
  PetscErrorCode (*test)(KSP, PetscInt, PetscReal, KSPConvergedReason *, void *);
  void  *context;
  double end;
} Patience;

static double patience_s = 60.0;

static PetscErrorCode end_in_time(KSP ksp, PetscInt it, PetscReal norm, KSPConvergedReason *reason, void *context)
{
  const Patience *p    = context;
  int             late = MPI_Wtime() > p->end;

  PetscFunctionBeginUser;
  PetscCall(p->test(ksp, it, norm, reason, p->context));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &late, 1, MPI_INT, MPI_MAX, PETSC_COMM_WORLD));
  if (late && *reason == KSP_CONVERGED_ITERATING) *reason = KSP_DIVERGED_ITS;
  PetscFunctionReturn(0);
}

static PetscErrorCode be_patient(KSP ksp, Patience *p)
{
  PetscErrorCode (*destroy)(void *);

  PetscFunctionBeginUser;
  PetscCall(KSPGetConvergenceTest(ksp, &p->test, &p->context, &destroy));
  PetscCall(KSPSetConvergenceTest(ksp, end_in_time, p, NULL));
  PetscFunctionReturn(0);
}

/* Sets up and solves from zero `repeat` times and keeps the least time of each. */
static PetscErrorCode measure(Problem *p, int repeat, Timing *t)
{
  const VfMomentumCoefficients c = {p->A, p->G, p->Bu, p->Bv};
  Patience                     patience;

  PetscFunctionBeginUser;
  PetscCall(be_patient(p->momentum->ksp, &patience));
  t->set_up = t->solve = INFINITY;
  for (int k = 0; k < repeat; k++) {
    count_messages     = (MessageCount){0};
    const double work  = p->momentum->work_units;
    const long   count = p->momentum->iterations;
    const double start = seconds();

    PetscCall(VfMomentumSetCoefficients(p->momentum, &c, NULL));
    if (!p->momentum->own_preconditioner) PetscCall(KSPSetUp(p->momentum->ksp));
    const double middle = seconds();

    patience.end = middle + patience_s;
    PetscCall(PetscArrayzero(p->u, p->grid->n_local));
    PetscCall(PetscArrayzero(p->v, p->grid->n_local));
    PetscCall(VfMomentumSolve(p->momentum, p->fu, p->fv, p->u, p->v, &t->converged));
    const double end = seconds();

    t->set_up     = fmin(t->set_up, middle - start);
    t->solve      = fmin(t->solve, end - middle);
    t->work_units = p->momentum->work_units - work;
    t->iterations = (int)(p->momentum->iterations - count);
    t->sent       = count_messages;
  }
  PetscFunctionReturn(0);
}

static PetscBool least_corners = PETSC_FALSE;

/* Shear stiffness of a corner: the least of its four cells in place of their mean. */
static void soften_corners(Problem *p)
{
  const VfGrid *g  = p->grid;
  const size_t  ld = (size_t)g->ld;

  for (int j = g->ys; j <= g->ys + g->ym; j++) {
    for (int i = g->xs; i <= g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (p->G[q] > 0.0) p->G[q] = fmin(fmin(p->A[q], p->A[q - 1]), fmin(p->A[q - ld], p->A[q - ld - 1]));
    }
  }
}

/* A solve of the film with one preconditioner; u, v: the tight solution to compare with, or where it goes. */
static PetscErrorCode solve(int n, Film film, const char *tolerance, int repeat, double **u, double **v, Timing *t)
{
  const bool own = !strcmp(t->preconditioner, "own"), reference = !*u;
  Problem    p;
  double     most[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  film.cell = 1.0 / n;
  PetscCall(PetscOptionsSetValue(NULL, "-momentum_ksp_rtol", tolerance));
  PetscCall(own ? PetscOptionsClearValue(NULL, "-momentum_pc_type")
                : PetscOptionsSetValue(NULL, "-momentum_pc_type", t->preconditioner));
  PetscCall(PetscOptionsSetValue(NULL, "-momentum_ksp_max_it", "2000"));
  PetscCall(ProblemCreate(PETSC_COMM_WORLD, n, &p));
  PetscCall(ProblemCoefficients(&p, stiffness, &film, film.contrast > 0.0 ? 0.0 : FRICTION, 0.0));
  if (least_corners) soften_corners(&p);
  load(&p, &film);
  PetscCall(measure(&p, repeat, t));
  if (reference) {
    PetscCall(VfFieldCreate(p.grid, u));
    PetscCall(VfFieldCreate(p.grid, v));
    PetscCall(PetscArraycpy(*u, p.u, p.grid->n_local));
    PetscCall(PetscArraycpy(*v, p.v, p.grid->n_local));
  }
  for (size_t q = 0; q < p.grid->n_local; q++) {
    most[0] = fmax(most[0], fmax(fabs(p.u[q] - (*u)[q]), fabs(p.v[q] - (*v)[q])));
    most[1] = fmax(most[1], fmax(fabs((*u)[q]), fabs((*v)[q])));
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, most, 2, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD));
  t->error = most[0] / most[1];
  t->film  = film.contrast > 0.0 ? 1.0 : PETSC_PI * 0.09;
  PetscCall(ProblemDestroy(&p));
  PetscFunctionReturn(0);
}

static PetscErrorCode report(int n, double contrast, const char *tolerance, const Timing *t)
{
  const double cells = (double)n * n;
  int          ranks, rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &ranks));
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &rank));
  if (rank > 0) PetscFunctionReturn(0);
  printf(/* PetscPrintf's %g ends in a point, which is not JSON */
         "{\"cells\": %d, \"ranks\": %d, \"contrast\": %g, \"tolerance\": %s, \"preconditioner\": \"%s\", \"converged\": %s, "
         "\"iterations\": %d, \"work_units\": %g, \"set_up_s\": %.4f, \"solve_s\": %.4f, \"total_s\": %.4f, "
         "\"cells_per_s_iteration\": %.3e, \"error\": %.1e, \"messages\": %ld, \"message_bytes\": %.3e, "
         "\"reductions\": %ld, \"gathers\": %ld, \"share_of_triad\": %.2f}\n",
         n, ranks, contrast, tolerance, t->preconditioner, t->converged ? "true" : "false", t->iterations, t->work_units, t->set_up,
         t->solve, t->set_up + t->solve, cells * t->iterations / t->solve, t->error, t->sent.messages, t->sent.bytes,
         t->sent.reductions, t->sent.gathers,
         triad_rate > 0.0 ? t->film * cells * BYTES_PER_CELL * (t->iterations + 1) / t->solve / triad_rate : 0.0);
  fflush(stdout);
  PetscFunctionReturn(0);
}

/* Bytes a second of a = b + s c, all ranks at once, over arrays far larger than the caches; best of five. */
static PetscErrorCode triad(void)
{
  const size_t n = 16 * 1024 * 1024;
  double      *a, *b, *c, best = INFINITY;
  int          ranks;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &ranks));
  PetscCall(PetscMalloc3(n, &a, n, &b, n, &c));
  for (size_t k = 0; k < n; k++) {
    b[k] = 1.0;
    c[k] = (double)k;
  }
  for (int r = 0; r < 5; r++) {
    const double start = seconds();

    for (size_t k = 0; k < n; k++) a[k] = b[k] + (r + 2.0) * c[k];
    best = fmin(best, seconds() - start);
  }
  triad_rate = 24.0 * (double)n * ranks / best;
  PetscCall(PetscPrintf(PETSC_COMM_WORLD, "{\"triad_GB_per_s\": %.1f, \"ranks\": %d, \"check\": %g}\n", 1e-9 * triad_rate, ranks,
                        a[n / 2]));
  PetscCall(PetscFree3(a, b, c));
  PetscFunctionReturn(0);
}

static PetscErrorCode list(const char *option, const char *standard, char *text, size_t size, char *items[MAX_LIST], int *n)
{
  PetscFunctionBeginUser;
  PetscCall(PetscStrncpy(text, standard, size));
  PetscCall(PetscOptionsGetString(NULL, NULL, option, text, size, NULL));
  *n = 0;
  for (char *item = strtok(text, ","); item && *n < MAX_LIST; item = strtok(NULL, ",")) items[(*n)++] = item;
  PetscFunctionReturn(0);
}

static PetscErrorCode film(int n, double contrast, char *tolerances[], int n_tolerances, char *kinds[], int n_kinds, int repeat)
{
  double *u = NULL, *v = NULL;
  Timing  t = {.preconditioner = "own"};

  PetscFunctionBeginUser;
  PetscCall(solve(n, (Film){.contrast = contrast}, "1e-12", 1, &u, &v, &t));
  for (int k = 0; k < n_tolerances * n_kinds; k++) {
    t = (Timing){.preconditioner = kinds[k % n_kinds]};
    PetscCall(solve(n, (Film){.contrast = contrast}, tolerances[k / n_kinds], repeat, &u, &v, &t));
    PetscCall(report(n, contrast, tolerances[k / n_kinds], &t));
  }
  PetscCall(PetscFree(u));
  PetscCall(PetscFree(v));
  PetscFunctionReturn(0);
}

/* Of the others: what suits them best here. */
static const char *const settings[][2] = {{"-momentum_pc_hypre_boomeramg_coarsen_type", "HMIS"},
                                          {"-momentum_pc_hypre_boomeramg_interp_type", "ext+i"},
                                          {"-momentum_pc_hypre_boomeramg_relax_type_all", "symmetric-SOR/Jacobi"},
                                          {"-momentum_pc_gamg_threshold", "0.02"}};

/* The command line's come first. */
static PetscErrorCode choose_settings(void)
{
  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof(settings) / sizeof(settings[0]); k++) {
    PetscBool given;

    PetscCall(PetscOptionsHasName(NULL, NULL, settings[k][0], &given));
    if (!given) PetscCall(PetscOptionsSetValue(NULL, settings[k][0], settings[k][1]));
  }
  PetscFunctionReturn(0);
}

int main(int argc, char **argv)
{
  char      text[4][256], *cells[MAX_LIST], *contrasts[MAX_LIST], *tolerances[MAX_LIST], *kinds[MAX_LIST];
  int       n_cells, n_contrasts, n_tolerances, n_kinds;
  PetscInt  repeat     = 3;
  PetscBool with_triad = PETSC_FALSE;

  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(choose_settings());
  PetscCall(list("-cells", "256", text[0], sizeof(text[0]), cells, &n_cells));
  PetscCall(list("-contrasts", "1e-4", text[1], sizeof(text[1]), contrasts, &n_contrasts));
  PetscCall(list("-tolerances", "1e-5,1e-8", text[2], sizeof(text[2]), tolerances, &n_tolerances));
  PetscCall(list("-preconditioners", "own", text[3], sizeof(text[3]), kinds, &n_kinds));
  PetscCall(PetscOptionsGetInt(NULL, NULL, "-repeat", &repeat, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-least_corners", &least_corners, NULL));
  PetscCall(PetscOptionsGetReal(NULL, NULL, "-patience", &patience_s, NULL));
  PetscCall(PetscOptionsGetBool(NULL, NULL, "-triad", &with_triad, NULL));
  if (with_triad) PetscCall(triad());
  for (int k = 0; k < n_cells; k++) {
    for (int c = 0; c < n_contrasts; c++)
      PetscCall(film(atoi(cells[k]), atof(contrasts[c]), tolerances, n_tolerances, kinds, n_kinds, (int)repeat));
  }
  return PetscFinalize();
}
