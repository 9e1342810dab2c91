/* Gases in a membrane in time, held to exact solutions: the time lag and the series of a Henry membrane, steady films of any isotherm,
   a volume that fills, chambers that gas flows through.  Columns are dealt out over the ranks. */
#include "physics/constants.h"
#include "solver/gas/gas_transient.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static int failures;

static void check(const char *what, double measured, double exact, double limit)
{
  const double error = exact != 0.0 ? fabs(measured / exact - 1.0) : fabs(measured);
  int          rank;

  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  if (rank == 0)
    printf("%-58s measured %-14.8g exact %-14.8g error %.2e limit %.0e %s\n", what, measured, exact, error, limit,
           error <= limit ? "" : "FAILED");
  if (!(error <= limit)) failures++;
}

enum { MANY = 7 };

/* This rank's share of `all` columns, all alike. */
static int deal(VfGasColumn column[], int all, int n, double h, double area, double D)
{
  int rank, size, mine = 0;

  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  MPI_Comm_size(PETSC_COMM_WORLD, &size);
  for (int c = 0; c < all; c++) {
    if (c % size != rank) continue;
    column[mine] = (VfGasColumn){.h = h, .area = area / all};
    for (int i = 0; i < n; i++) column[mine].diffusivity[i] = D;
    mine++;
  }
  return mine;
}

static const double h = 5e-6, D = 2e-12, k = 1e-4, feed = 1e5, area = 1e-4;

static PetscErrorCode henry(VfGasTransient *t, VfGasColumn column[], int cells, double tolerance, VfGasSide permeate)
{
  const double none[2] = {0.0, 0.0}, z0[2] = {1e5, 0.0};

  PetscFunctionBeginUser;
  *t = (VfGasTransient){
      .comm = PETSC_COMM_WORLD, .n = 1, .isotherm = {{.henry = k, .mobile = 1.0}}, .column = column, .tolerance = tolerance};
  t->columns = deal(column, MANY, 1, h, area, D);
  t->side[0] = (VfGasSide){.kind = VF_SIDE_GIVEN, .given = {feed}};
  t->side[1] = permeate;
  PetscCall(VfGasTransientCreate(t, cells, none, z0));
  PetscFunctionReturn(0);
}

/* Permeated amount over l C1: D t/l^2 - 1/6 - (2/pi^2) sum (-1)^n/n^2 exp(-n^2 pi^2 D t/l^2). */
static double series(double time)
{
  const double x   = D * time / (h * h);
  double       sum = 0.0;

  for (int n = 1; n < 200; n++) sum += (n % 2 ? -1.0 : 1.0) / (n * n) * exp(-n * n * VF_PI * VF_PI * x);
  return x - 1.0 / 6.0 - 2.0 / (VF_PI * VF_PI) * sum;
}

static PetscErrorCode time_lag(void)
{
  const VfGasSide vacuum = {.kind = VF_SIDE_GIVEN};
  const double    unit   = h * h / D;
  VfGasColumn     column[MANY];
  VfGasTransient  t;
  double          worst = 0.0, q[2], at[2] = {2.0 * unit, 4.0 * unit};
  bool            failed;

  PetscFunctionBeginUser;
  PetscCall(henry(&t, column, 144, 1e-6, vacuum));
  for (double x = 0.08; x < 1.0; x += 0.08) {
    PetscCall(VfGasTransientGo(&t, x * unit, &failed));
    worst = fmax(worst, fabs(t.through[1] / (area * h * k * feed) / series(t.time) - 1.0));
  }
  check("permeated amount, series, D t/l^2 from 0.08 to 0.96", worst, 0.0, 1e-3);
  for (int i = 0; i < 2; i++) {
    PetscCall(VfGasTransientGo(&t, at[i], &failed));
    q[i] = t.through[1];
  }
  check("time lag by the asymptote, l^2/6D", at[0] - q[0] * (at[1] - at[0]) / (q[1] - q[0]), unit / 6.0, 1e-3);
  check("steady flow, P A dp/l", t.flow[1], D * k * feed * area / h, 1e-9);
  check("both faces, steady", -t.flow[0], t.flow[1], 1e-6);
  PetscCall(VfGasTransientDestroy(&t));
  PetscFunctionReturn(0);
}

/* Halving cells and, in step, the tolerance by eight: errors fall fourfold. */
static PetscErrorCode order(void)
{
  const VfGasSide vacuum = {.kind = VF_SIDE_GIVEN};
  double          error[3];
  bool            failed;

  PetscFunctionBeginUser;
  for (int level = 0; level < 3; level++) {
    VfGasColumn    column[MANY];
    VfGasTransient t;

    PetscCall(henry(&t, column, 12 << level, 1e-5 / (1 << (3 * level)), vacuum));
    PetscCall(VfGasTransientGo(&t, 0.3 * h * h / D, &failed));
    error[level] = fabs(t.through[1] / (area * h * k * feed) / series(t.time) - 1.0);
    PetscCall(VfGasTransientDestroy(&t));
  }
  check("order in space and time, 12 to 24 cells", log2(error[0] / error[1]), 2.0, 0.1);
  check("order in space and time, 24 to 48 cells", log2(error[1] / error[2]), 2.0, 0.1);
  PetscFunctionReturn(0);
}

/* A closed volume fills with what left the film, and stops at the feed's pressure. */
static PetscErrorCode closed_volume(void)
{
  const double    volume = 1e-6, T = 298.15;
  const VfGasSide closed = {.kind = VF_SIDE_CLOSED, .T = T, .volume = volume};
  VfGasColumn     column[MANY];
  VfGasTransient  t;
  bool            failed;

  PetscFunctionBeginUser;
  PetscCall(henry(&t, column, 32, 1e-6, closed));
  PetscCall(VfGasTransientGo(&t, 30.0, &failed));
  check("closed volume: p V/(R T) is what came through", t.z[1] * volume / (VF_GAS_CONSTANT * T), t.through[1], 1e-8);
  PetscCall(VfGasTransientGo(&t, 1e7, &failed));
  check("closed volume at the end: the feed's pressure", t.z[1], feed, 1e-5);
  check("flow at the end", t.flow[1] / (D * k * feed * area / h), 0.0, 1e-5);
  PetscCall(VfGasTransientDestroy(&t));
  PetscFunctionReturn(0);
}

/* Two gases that compete, steady: as the closed form says; and all that went in is in the glass or out. */
static PetscErrorCode mixture(void)
{
  const VfIsotherm s[2]    = {{.henry = 1e-5, .capacity = 2000.0, .affinity = 3e-6, .mobile = 0.4},
                              {.henry = 2e-5, .capacity = 500.0, .affinity = 1e-6, .mobile = 1.0, .blocks = 0.3}};
  const double     none[2] = {0.0, 0.0}, z0[4] = {2e5, 1e5, 1e4, 0.0};
  VfGasColumn      column[MANY];
  VfGasTransient   t      = {.comm = PETSC_COMM_WORLD, .n = 2, .isotherm = {s[0], s[1]}, .column = column, .tolerance = 1e-5};
  VfGasInGlass     gas[2] = {{.diffusivity = D, .isotherm = s[0]}, {.diffusivity = D, .isotherm = s[1]}};
  double           flux[2], held[2];
  bool             failed;

  PetscFunctionBeginUser;
  t.columns = deal(column, MANY, 2, h, area, D);
  t.side[0] = (VfGasSide){.kind = VF_SIDE_GIVEN, .given = {2e5, 1e5}};
  t.side[1] = (VfGasSide){.kind = VF_SIDE_GIVEN, .given = {1e4, 0.0}};
  PetscCall(VfGasTransientCreate(&t, 48, none, z0));
  PetscCall(VfGasTransientGo(&t, 2.0, &failed));
  PetscCall(VfGasTransientHeld(&t, held));
  check("on the way: what went in is held or out, gas 1", held[0] + t.through[2], -t.through[0], 1e-12);
  check("on the way: what went in is held or out, gas 2", held[1] + t.through[3], -t.through[1], 1e-12);
  PetscCall(VfGasTransientGo(&t, 1e4, &failed));
  vf_film_flux(2, gas, t.side[0].given, t.side[1].given, flux);
  check("steady mixture, gas 1", t.flow[2], flux[0] * area / h, 1e-5);
  check("steady mixture, gas 2", t.flow[3], flux[1] * area / h, 1e-5);
  PetscCall(VfGasTransientDestroy(&t));
  PetscFunctionReturn(0);
}

/* Feed flows past one face, argon past the other; both chambers in balance with what goes through. */
static PetscErrorCode flowing(void)
{
  const VfIsotherm s[2]    = {{.henry = 1e-4, .mobile = 1.0}, {.henry = 3e-5, .mobile = 1.0}};
  const double     none[2] = {0.0, 0.0}, z0[4] = {1e5, 0.0, 0.0, 1e5}, F = 1e-7;
  VfGasColumn      column[MANY];
  VfGasTransient   t = {.comm = PETSC_COMM_WORLD, .n = 2, .isotherm = {s[0], s[1]}, .column = column, .tolerance = 1e-5};
  bool             failed;

  PetscFunctionBeginUser;
  t.columns = deal(column, MANY, 2, h, area, D);
  t.side[0] = (VfGasSide){.kind = VF_SIDE_FLOWING, .T = 298.0, .volume = 1e-6, .pressure = 1e5, .inflow = {F, 0.0}};
  t.side[1] = (VfGasSide){.kind = VF_SIDE_FLOWING, .T = 298.0, .volume = 0.0, .pressure = 1e5, .inflow = {0.0, F}};
  PetscCall(VfGasTransientCreate(&t, 32, none, z0));
  PetscCall(VfGasTransientGo(&t, 1e5, &failed));
  /* by hand: N1 = g1 (x1 - y1), N2 = g2 (y2 - x2), x and y the pressures over P, both chambers in balance */
  const double g1 = D * s[0].henry * area / h * 1e5, g2 = D * s[1].henry * area / h * 1e5;
  double       N1 = 0.0, N2 = 0.0;
  for (int i = 0; i < 200; i++) {
    const double x2 = N2 / (F - N1 + N2), y1 = N1 / (F - N2 + N1);
    N1 = g1 * (1.0 - x2 - y1);
    N2 = g2 * (1.0 - y1 - x2);
  }
  check("flowing: feed gas through", t.flow[2], N1, 1e-6);
  check("flowing: argon against it", t.flow[1], N2, 1e-6);
  check("flowing: permeate's partial pressure", t.z[2], 1e5 * N1 / (F - N2 + N1), 1e-6);
  check("flowing: total pressure kept, feed", t.z[0] + t.z[1], 1e5, 1e-6);
  PetscCall(VfGasTransientDestroy(&t));
  PetscFunctionReturn(0);
}

/* What the glass holds stays when temperature changes its isotherm. */
static PetscErrorCode refresh(void)
{
  const VfGasSide vacuum = {.kind = VF_SIDE_GIVEN};
  VfGasColumn     column[MANY];
  VfGasTransient  t;
  double          before = 0.0, after = 0.0;
  bool            failed;

  PetscFunctionBeginUser;
  PetscCall(henry(&t, column, 16, 1e-4, vacuum));
  PetscCall(VfGasTransientGo(&t, 3.0, &failed));
  for (int q = 0; q < 16 && t.columns; q++) before += t.C[q];
  t.isotherm[0].henry *= 0.5;
  PetscCall(VfGasTransientRefresh(&t));
  for (int q = 0; q < 16 && t.columns; q++) after += t.C[q];
  check("heating drives no gas out of the glass at once", after, before, 1e-10);
  PetscCall(VfGasTransientGo(&t, 1e3, &failed));
  check("steady after it", t.flow[1], 0.5 * D * k * feed * area / h, 1e-6);
  PetscCall(VfGasTransientDestroy(&t));
  PetscFunctionReturn(0);
}

/* ---- what changes with time ---------------------------------------------------------------------------------------- */

/* D = D0 exp(a t), k = k0 (1 + b t) */
typedef struct {
  VfGasColumn *column;
  double       a, b;
} Drift;

static PetscErrorCode drift(VfGasTransient *t, double time, void *context)
{
  const Drift *d = context;

  PetscFunctionBeginUser;
  for (int c = 0; c < t->columns; c++) d->column[c].diffusivity[0] = D * exp(d->a * time);
  t->isotherm[0].henry = k * (1.0 + d->b * time);
  PetscFunctionReturn(0);
}

/* Integral of series() over D time/h^2 from 0. */
static double series_integral(double time)
{
  const double x   = D * time / (h * h);
  double       sum = 0.0;

  for (int n = 1; n < 200; n++) sum += (n % 2 ? -1.0 : 1.0) / pow(n, 4.0) * (1.0 - exp(-n * n * VF_PI * VF_PI * x));
  return 0.5 * x * x - x / 6.0 - 2.0 / pow(VF_PI, 4.0) * sum;
}

/* Amount permeated with drifting laws; errors of three levels as in order(). */
static PetscErrorCode drifts(double a, double b, double end, double exact, double error[3])
{
  const VfGasSide vacuum = {.kind = VF_SIDE_GIVEN};

  PetscFunctionBeginUser;
  for (int level = 0; level < 3; level++) {
    VfGasColumn    column[MANY];
    VfGasTransient t;
    Drift          how = {.column = column, .a = a, .b = b};
    double         held;
    bool           failed;

    PetscCall(henry(&t, column, 12 << level, 1e-5 / (1 << (3 * level)), vacuum));
    t.conditions = drift;
    t.context    = &how;
    PetscCall(VfGasTransientRefresh(&t));
    PetscCall(VfGasTransientGo(&t, end, &failed));
    PetscCall(VfGasTransientHeld(&t, &held));
    error[level] = fabs(t.through[1] / (area * h * k * feed) / exact - 1.0);
    check("drifting laws: what went in is held or out", held + t.through[1], -t.through[0], 1e-12);
    PetscCall(VfGasTransientDestroy(&t));
  }
  PetscFunctionReturn(0);
}

/* Diffusivity alone: the series in the integral of D.  Sorption alone: the face's concentration rises steadily, the series by Duhamel's
   integral. */
static PetscErrorCode ramps(void)
{
  const double unit = h * h / D, a = 2.0 / unit, b = 1.5 / unit, end = 0.3 * unit;
  double       error[3];

  PetscFunctionBeginUser;
  PetscCall(drifts(a, 0.0, end, series((exp(a * end) - 1.0) / a), error));
  check("diffusivity that rises: amount, 48 cells", error[2], 0.0, 2e-3);
  check("order, 24 to 48 cells", log2(error[1] / error[2]), 2.0, 0.1);
  PetscCall(drifts(0.0, b, end, series(end) + b * unit * series_integral(end), error));
  check("sorption that rises: amount, 48 cells", error[2], 0.0, 2e-3);
  check("order, 24 to 48 cells", log2(error[1] / error[2]), 2.0, 0.1);
  PetscFunctionReturn(0);
}

/* A porous support behind the film: both in series, and the time lag of a laminate of two layers into a vacuum.  From R(x), the
   resistance up to x, and K(x), what is held a pressure: theta = R int K u(1 - u) dx, u = R(x)/R (for one layer l^2/6D), so that with
   a = l_A/P_A and b = l_B/P_B
     theta = [ l_A^2/D_A (a/6 + b/2) + l_B^2/D_B (b/6 + a/2) ]/(a + b)
   as R. Ash, R. M. Barrer & D. G. Palmer, Br. J. Appl. Phys. 16, 873 (1965), doi:10.1088/0508-3443/16/6/314 have it. */
static PetscErrorCode support(void)
{
  const double   length = 1e-3, pores = 0.3 / (VF_GAS_CONSTANT * 298.15), P = 2.0 * D * k * length / h, Db = P / pores;
  const double   ra = h / (D * k), rb = length / P;
  const double   lag     = (h * h / D * (ra / 6.0 + rb / 2.0) + length * length / Db * (rb / 6.0 + ra / 2.0)) / (ra + rb);
  const double   none[2] = {0.0, 0.0}, z0[2] = {1e5, 0.0}, at[2] = {30.0 * lag, 60.0 * lag};
  VfGasColumn    column[MANY];
  VfGasTransient t = {
      .comm = PETSC_COMM_WORLD, .n = 1, .isotherm = {{.henry = k, .mobile = 1.0}}, .column = column, .tolerance = 1e-6};
  double q[2], held;
  bool   failed;

  PetscFunctionBeginUser;
  t.columns      = deal(column, MANY, 1, h, area, D);
  t.side[0]      = (VfGasSide){.kind = VF_SIDE_GIVEN, .given = {feed}};
  t.side[1]      = (VfGasSide){.kind = VF_SIDE_GIVEN};
  t.grid.support = (VfGasSupport){.nodes = 24, .length = length, .pores = pores, .permeability = {P}};
  PetscCall(VfGasTransientCreate(&t, 96, none, z0));
  for (int i = 0; i < 2; i++) {
    PetscCall(VfGasTransientGo(&t, at[i], &failed));
    q[i] = t.through[1];
  }
  PetscCall(VfGasTransientHeld(&t, &held));
  check("support: steady flow, film and support in series", t.flow[1], feed * area / (ra + rb), 1e-9);
  check("support: time lag of two layers", at[0] - q[0] * (at[1] - at[0]) / (q[1] - q[0]), lag, 1e-3);
  check("support: what went in is held or out", held + t.through[1], -t.through[0], 1e-12);
  PetscCall(VfGasTransientDestroy(&t));
  PetscFunctionReturn(0);
}

/* Where isotherms bend and gases compete: what the film passes to the pressure on its back, which the support passes on. */
static PetscErrorCode support_of_mixture(void)
{
  const VfIsotherm s[2]    = {{.henry = 1e-5, .capacity = 2000.0, .affinity = 3e-6, .mobile = 0.4},
                              {.henry = 2e-5, .capacity = 500.0, .affinity = 1e-6, .mobile = 1.0, .blocks = 0.3}};
  const double     none[2] = {0.0, 0.0}, z0[4] = {2e5, 1e5, 1e4, 0.0}, P = 5e-13;
  VfGasColumn      column[MANY];
  VfGasTransient   t      = {.comm = PETSC_COMM_WORLD, .n = 2, .isotherm = {s[0], s[1]}, .column = column, .tolerance = 1e-5};
  VfGasInGlass     gas[2] = {{.diffusivity = D, .isotherm = s[0]}, {.diffusivity = D, .isotherm = s[1]}};
  double           flux[2], back[2], held[2];
  bool             failed;

  PetscFunctionBeginUser;
  t.columns      = deal(column, MANY, 2, h, area, D);
  t.side[0]      = (VfGasSide){.kind = VF_SIDE_GIVEN, .given = {2e5, 1e5}};
  t.side[1]      = (VfGasSide){.kind = VF_SIDE_GIVEN, .given = {1e4, 0.0}};
  t.grid.support = (VfGasSupport){.nodes = 4, .length = 1e-4, .pores = 1e-4, .permeability = {P, P}};
  PetscCall(VfGasTransientCreate(&t, 48, none, z0));
  PetscCall(VfGasTransientGo(&t, 1e4, &failed));
  PetscCall(VfGasTransientHeld(&t, held));
  for (int i = 0; i < 2; i++) back[i] = t.side[1].given[i] + t.flow[2 + i] / area * 1e-4 / P;
  vf_film_flux(2, gas, t.side[0].given, back, flux);
  check("support, steady mixture, gas 1", t.flow[2], flux[0] * area / h, 1e-5);
  check("support, steady mixture, gas 2", t.flow[3], flux[1] * area / h, 1e-5);
  check("it matters: flow over that without a support", back[0] / 1e4 > 1.2, 1.0, 0.0);
  for (int i = 0; i < 2; i++)
    check("support, mixture: what went in is held or out", held[i] + t.through[2 + i], -t.through[i], 1e-12);
  PetscCall(VfGasTransientDestroy(&t));
  PetscFunctionReturn(0);
}

int main(int argc, char **argv)
{
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(time_lag());
  PetscCall(order());
  PetscCall(closed_volume());
  PetscCall(mixture());
  PetscCall(flowing());
  PetscCall(refresh());
  PetscCall(ramps());
  PetscCall(support());
  PetscCall(support_of_mixture());
  PetscCall(PetscFinalize());
  return failures != 0;
}
