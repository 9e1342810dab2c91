#include "tests/unit/postproc/fake_run.h"
#include "mesh/cut_cells.h"
#include "postproc/checksum.h"
#include <stdio.h>
#include <string.h>

double fake_random(uint64_t seed, int i, int j)
{
  const uint64_t bits = vf_mix64(vf_mix64(vf_mix64(seed + 1) + (uint64_t)i + 1) + (uint64_t)j + 1);
  return (double)(bits >> 11) * 0x1p-53;
}

static bool inside_disc(const void *context, double x, double y)
{
  return hypot(x, y) < *(const double *)context;
}

static bool inside_always(const void *context, double x, double y)
{
  (void)context;
  (void)x;
  (void)y;
  return true;
}

double fake_bath(const FakeShape *s, const VfGrid *g, int i, int j)
{
  const double half = 0.01;

  return vf_cut_fraction(g, s->disc ? inside_disc : inside_always, &half, i, j);
}

static void fill_case(FakeRun *run)
{
  VfCase *k = &run->kase;

  snprintf(k->title, sizeof k->title, "a \"fake\" run \\ with awkward title");
  k->gravity                 = 9.81;
  k->melt.density            = (VfProperty){.law = VF_PROPERTY_CONSTANT, .c0 = 1400.0};
  k->bath.density            = (VfProperty){.law = VF_PROPERTY_CONSTANT, .c0 = 5820.0};
  k->output.checkpoint_every = 1e9;
}

PetscErrorCode FakeRunCreate(MPI_Comm comm, FakeShape s, FakeRun *run)
{
  static const struct {
    const char *name, *unit, *long_name;
    VfLocation  location;
    bool        saved;
  } rows[FAKE_FIELDS] = {
      {"h", "m", "film thickness", VF_AT_CELL, false},      {"c", "1", "covered fraction", VF_AT_CELL, true},
      {"m", "kg/m2", "areal mass", VF_AT_CELL, true},       {"T", "K", "temperature", VF_AT_CELL, true},
      {"X", "1", "crystal fraction", VF_AT_CELL, true},     {"eta", "Pa s", "viscosity", VF_AT_CELL, false},
      {"u", "m/s", "velocity along x", VF_AT_X_FACE, true}, {"v", "m/s", "velocity along y", VF_AT_Y_FACE, true},
  };
  static const char *names[FAKE_SCALARS] = {"time", "segment_time", "dt_next"};
  const double       half                = 0.01;                       /* [m] */
  const double       high                = s.disc ? half : 0.8 * half; /* a rectangle's x and y can be told apart */
  const bool         part                = s.copies == 4 || s.axisymmetric;
  const VfGridSpec   spec                = {
                       .nx           = s.nx,
                       .ny           = s.ny,
                       .dx           = (part ? 1.0 : 2.0) * half / s.nx,
                       .dy           = s.axisymmetric ? 1.0 : (part ? 1.0 : 2.0) * high / s.ny,
                       .x0           = part ? 0.0 : -half,
                       .y0           = part ? 0.0 : -high,
                       .axisymmetric = s.axisymmetric,
                       .copies       = s.copies == FAKE_PERIODIC ? 1 : s.copies,
                       .periodic     = s.copies == FAKE_PERIODIC,
  };

  PetscFunctionBeginUser;
  memset(run, 0, sizeof *run);
  fill_case(run);
  PetscCall(VfGridCreate(comm, &spec, s.disc ? inside_disc : inside_always, &half, &run->grid));
  for (int k = 0; k < FAKE_FIELDS; k++) {
    run->fields[k] = (VfField){rows[k].name, rows[k].unit, rows[k].long_name, rows[k].location, rows[k].saved, true, NULL, NULL};
    PetscCall(VfFieldCreate(run->grid, &run->fields[k].data));
  }
  for (int k = 0; k < FAKE_SCALARS; k++) run->scalars[k] = (VfScalar){names[k], &run->values[k]};
  run->view = (VfView){.kase                  = &run->kase,
                       .grid                  = run->grid,
                       .dt_reason             = "accuracy",
                       .T_wall                = 700.0,
                       .time_end              = (double)INFINITY,
                       .spreading_coefficient = 0.2,
                       .n_fields              = FAKE_FIELDS,
                       .fields                = run->fields,
                       .n_scalars             = FAKE_SCALARS,
                       .scalars               = run->scalars,
                       .statistics            = &run->statistics};
  PetscFunctionReturn(0);
}

PetscErrorCode FakeRunDestroy(FakeRun *run)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < FAKE_FIELDS; k++) PetscCall(PetscFree(run->fields[k].data));
  PetscCall(VfGridDestroy(&run->grid));
  PetscFunctionReturn(0);
}

PetscErrorCode FakeRunFilm(FakeRun *run, double h, double radius, double t, long step)
{
  VfGrid *g = run->grid;
  double *data[FAKE_FIELDS];

  PetscFunctionBeginUser;
  for (int k = 0; k < FAKE_FIELDS; k++) data[k] = run->fields[k].data;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k    = vf_index(g, i, j);
      const double r    = hypot(vf_x(g, i), vf_y(g, j));
      const bool   film = g->inside[k] && r < radius;

      data[FAKE_C][k]   = film ? g->fraction[k] : 0.0;
      data[FAKE_H][k]   = film ? h * (1.0 + 0.1 * fake_random(7, i, j)) : 0.0;
      data[FAKE_M][k]   = 1400.0 * data[FAKE_H][k] * data[FAKE_C][k];
      data[FAKE_T][k]   = 700.0 + t + fake_random(8, i, j);
      data[FAKE_X][k]   = film ? fake_random(9, i, j) : 0.0;
      data[FAKE_ETA][k] = film ? 1e5 * (1.0 + fake_random(10, i, j)) : 0.0;
      data[FAKE_U][k]   = i > 0 ? 1e-6 * (vf_x(g, i) - 0.5 * g->dx) : 0.0; /* u = 1e-6 x at the face */
      data[FAKE_V][k]   = j > 0 ? 2e-6 * (vf_y(g, j) - 0.5 * g->dy) : 0.0;
    }
  }
  PetscCall(VfGridHalo(g, FAKE_FIELDS, data));
  run->view.time = t;
  run->view.step = step;
  run->view.dt   = 0.5;
  run->values[0] = t;
  run->values[1] = 0.1 * t;
  run->values[2] = 1.0 / 3.0;
  PetscFunctionReturn(0);
}

void fake_path(const char *name, char path[], size_t size)
{
  int ranks;

  MPI_Comm_size(PETSC_COMM_WORLD, &ranks);
  snprintf(path, size, "postproc_%s.np%d", name, ranks);
}

int fake_main(int argc, char **argv, const char *name, const struct CMUnitTest tests[], size_t n)
{
  int failed, any;

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  failed = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
  MPI_Allreduce(&failed, &any, 1, MPI_INT, MPI_MAX, PETSC_COMM_WORLD);
  if (PetscFinalize()) return 1;
  return any != 0;
}
