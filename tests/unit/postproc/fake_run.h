/* A run without a solver: a real grid, fields that are functions of the global cell, a view over them.  For tests of monitors. */
#ifndef VF_TESTS_UNIT_POSTPROC_FAKE_RUN_H
#define VF_TESTS_UNIT_POSTPROC_FAKE_RUN_H

#include "solver/view.h"
#include "tests/unit/close.h"
#include <stdint.h>

enum { FAKE_PERIODIC = -1 };
enum { FAKE_H, FAKE_C, FAKE_M, FAKE_T, FAKE_X, FAKE_ETA, FAKE_U, FAKE_V, FAKE_FIELDS, FAKE_SCALARS = 3 };

typedef struct {
  int  nx, ny;
  bool axisymmetric, disc; /* disc: cells inside the circle of the box, else all of a rectangle */
  int  copies;             /* 1, 4, or FAKE_PERIODIC */
} FakeShape;

typedef struct {
  VfCase       kase;
  VfGrid      *grid;
  VfStatistics statistics;
  VfField      fields[FAKE_FIELDS];
  double       values[FAKE_SCALARS];
  VfScalar     scalars[FAKE_SCALARS];
  VfView       view;
} FakeRun;

/** A number in [0, 1) that depends on its arguments only. */
/** Share of cell (i, j) of the whole grid that is bath. */
double fake_bath(const FakeShape *shape, const VfGrid *grid, int i, int j);

double fake_random(uint64_t seed, int i, int j);

/** Bath of radius 10 mm, or a rectangle of 20 mm x 16 mm; zero fields, a plausible case. */
PetscErrorCode FakeRunCreate(MPI_Comm comm, FakeShape shape, FakeRun *run);
PetscErrorCode FakeRunDestroy(FakeRun *run);

/** A film of thickness h [m] within r < radius [m], the mass to go with it, temperatures and speeds that vary; for time t [s]. */
PetscErrorCode FakeRunFilm(FakeRun *run, double h, double radius, double t, long step);

/** main() of a test program: PETSc around cmocka; a failure on any rank is everyone's. */
int fake_main(int argc, char **argv, const char *name, const struct CMUnitTest tests[], size_t n);

#define FAKE_MAIN(argc, argv, tests) fake_main(argc, argv, __FILE__, tests, sizeof(tests) / sizeof((tests)[0]))

/** A path for this test's files in the working directory, made of its own name and the number of ranks. */
void fake_path(const char *name, char path[], size_t size);

#endif
