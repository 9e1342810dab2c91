#include "solver/grains.h"
#include "physics/random.h"
#include <math.h>

/* Keeps grains and random holes of one seed apart. */
#define SALT 0x67726169ULL

PetscErrorCode VfGrainsCreate(const VfGranular *granular, double thickness, VfGrains *g)
{
  const double p   = granular->porosity;
  double       sum = 0.0;

  PetscFunctionBeginUser;
  *g        = (VfGrains){.d = granular->grain, .seed = granular->seed ^ SALT};
  g->layers = (int)fmin(fmax(round(thickness / granular->grain), 1.0), VF_GRAIN_LAYERS);
  g->full   = 1.0 / (g->layers * (1.0 - p));
  PetscCall(PetscMalloc1(g->layers + 1, &g->cumulative));
  for (int k = 0; k <= g->layers; k++) { /* through logarithms: p^n may underflow */
    const double choose = lgamma(g->layers + 1.0) - lgamma(k + 1.0) - lgamma(g->layers - k + 1.0);
    if (p > 0.0)
      sum += exp(choose + (g->layers - k) * log(p) + k * log1p(-p));
    else
      sum = k == g->layers ? 1.0 : 0.0;
    g->cumulative[k] = sum;
  }
  g->cumulative[g->layers] = 1.0;
  PetscFunctionReturn(0);
}

PetscErrorCode VfGrainsDestroy(VfGrains *g)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(g->cumulative));
  PetscFunctionReturn(0);
}

/* Grains in a column: the first k whose cumulative probability exceeds the column's number. */
static int column(const VfGrains *g, int i, int j)
{
  const double u   = vf_random_at(g->seed, i, j);
  int          low = 0, high = g->layers;

  while (low < high) {
    const int middle = (low + high) / 2;
    if (u < g->cumulative[middle])
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

double vf_grains_at(const VfGrains *g, double x, double y)
{
  return g->full * column(g, (int)floor(x / g->d), (int)floor(y / g->d));
}

/* Length of column i within a .. b. */
static double overlap(const VfGrains *g, int i, double a, double b)
{
  return fmax(fmin(b, (i + 1) * g->d) - fmax(a, i * g->d), 0.0);
}

double vf_grains_mean(const VfGrains *g, double x, double y, double dx, double dy, double *covered)
{
  const double west = x - 0.5 * dx, east = x + 0.5 * dx, south = y - 0.5 * dy, north = y + 0.5 * dy;
  double       sum = 0.0, bare = 0.0, area = 0.0;

  for (int j = (int)floor(south / g->d); j * g->d < north; j++) {
    for (int i = (int)floor(west / g->d); i * g->d < east; i++) {
      const double part = overlap(g, i, west, east) * overlap(g, j, south, north);
      const int    k    = column(g, i, j);
      area += part;
      sum += part * k;
      if (k == 0) bare += part;
    }
  }
  *covered = bare > 0.0 ? 1.0 - bare / area : 1.0;
  return g->full * sum / area;
}
