#include "postproc/memory.h"
#include <math.h>
#include <stdio.h>

/* Of this process, NaN if not known. */
static double own_peak(void)
{
  FILE *f = fopen("/proc/self/status", "r");
  char  line[256];
  long  kilobytes = 0;
  int   found     = 0;

  if (!f) return (double)NAN;
  while (!found && fgets(line, sizeof line, f)) found = sscanf(line, "VmHWM: %ld", &kilobytes) == 1;
  fclose(f);
  return found ? 1024.0 * (double)kilobytes : (double)NAN;
}

PetscErrorCode VfMemoryPeak(MPI_Comm comm, double *bytes)
{
  const double own = own_peak();

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(&own, bytes, 1, MPI_DOUBLE, MPI_SUM, comm));
  PetscFunctionReturn(0);
}
