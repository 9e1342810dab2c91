/* Times gases through many columns of film in time: COLUMNS columns of differing thickness dealt out over the ranks, GASES gases that
   compete for sites, STEPS steps of growing length from an evacuated membrane.   usage: bench_gas COLUMNS STEPS GASES */
#include "solver/gas/gas_transient.h"
#include <petsctime.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILM_CELLS = 64 };

static PetscErrorCode go(int columns, int steps, int gases)
{
  double         none[VF_MIXTURE_MAX] = {0}, z0[2 * VF_MIXTURE_MAX] = {0}, began, ended;
  VfGasTransient t = {.comm = PETSC_COMM_WORLD, .n = gases, .tolerance = 1e9};
  VfGasColumn   *column;
  int            rank, size, mine = 0;
  bool           failed = false;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &rank));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &size));
  PetscCall(PetscCalloc1(columns, &column));
  for (int c = rank; c < columns; c += size) {
    column[mine] = (VfGasColumn){.h = 5e-6 * (1.0 + 0.5 * c / columns), .area = 1e-4 / columns};
    for (int i = 0; i < gases; i++) column[mine].diffusivity[i] = 2e-12 / (i + 1);
    mine++;
  }
  t.columns = mine;
  t.column  = column;
  for (int i = 0; i < gases; i++) {
    t.isotherm[i] = (VfIsotherm){.henry = 1e-4, .mobile = 1.0};
    if (gases > 1) t.isotherm[i] = (VfIsotherm){.henry = 1e-5, .capacity = 2000.0, .affinity = 1e-6 * (i + 1), .mobile = 1.0};
    z0[i] = t.side[VF_FEED].given[i] = 1e5 / gases;
  }
  t.side[VF_PERMEATE] = (VfGasSide){.kind = VF_SIDE_CLOSED, .T = 298.15, .volume = 1e-3};
  PetscCall(VfGasTransientCreate(&t, FILM_CELLS, none, z0));
  PetscCall(PetscTime(&began));
  for (int k = 0; k < steps && !failed; k++) {
    t.step_next = 0.02 * (1.0 + k / 50.0); /* none is refused */
    PetscCall(VfGasTransientStep(&t, 1e9, &failed));
  }
  PetscCall(PetscTime(&ended));
  if (rank == 0)
    printf("{\"columns\": %d, \"gases\": %d, \"ranks\": %d, \"steps\": %ld, \"newton\": %ld, \"time_s\": %.6g, \"wall_s\": %.4f}\n",
           columns, gases, size, t.steps, t.newton, t.time, ended - began);
  PetscCall(VfGasTransientDestroy(&t));
  PetscCall(PetscFree(column));
  PetscFunctionReturn(0);
}

int main(int argc, char **argv)
{
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  if (argc < 4)
    fprintf(stderr, "usage: bench_gas COLUMNS STEPS GASES\n");
  else
    PetscCall(go(atoi(argv[1]), atoi(argv[2]), atoi(argv[3])));
  PetscCall(PetscFinalize());
  return argc < 4;
}
