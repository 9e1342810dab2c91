/* Bare area of holes by the covered fraction of cells. */
#include "postproc/regions.h"
#include <math.h>

/* A cell of this rank or its ghosts; beyond an axis of symmetry its mirror image.  @return whether it is bath */
static bool find_cell(const VfGrid *g, int *i, int *j)
{
  if (g->copies == 4) {
    *i = *i < 0 ? -1 - *i : *i;
    *j = *j < 0 ? -1 - *j : *j;
  }
  return vf_on_grid(g, *i, *j) && g->inside[vf_index(g, *i, *j)];
}

/* Area [m2] of a bath cell that film leaves free. */
static double free_area(const VfGrid *g, const double *c, int i, int j)
{
  const size_t k = vf_index(g, i, j);

  return vf_bath_area(g, i, j) * fmax(0.0, 1.0 - c[k] / g->fraction[k]);
}

/* What the partly covered cell (i, j) gives to each of the bare cells round it. */
static double rim_share(const VfGrid *g, const double *c, int i, int j)
{
  const int rows = g->axisymmetric ? 0 : 1;
  int       bare = 0;

  for (int dj = -rows; dj <= rows; dj++) {
    for (int di = -1; di <= 1; di++) {
      int p = i + di, q = j + dj;
      if (find_cell(g, &p, &q)) bare += vf_region_selects(g, c, VF_REGIONS_HOLES, p, q);
    }
  }
  return bare ? free_area(g, c, i, j) / bare : 0.0;
}

PetscErrorCode VfRegionsMeasureOpen(const VfGrid *g, const double *c, VfRegions *r)
{
  const int rows = g->axisymmetric ? 0 : 1;

  PetscFunctionBeginUser;
  for (int cell = 0; cell < g->xm * g->ym; cell++) {
    const int n = r->label[cell], i = g->xs + cell % g->xm, j = g->ys + cell / g->xm;

    if (n < 0) continue;
    r->open[n] += free_area(g, c, i, j);
    for (int dj = -rows; dj <= rows; dj++) {
      for (int di = -1; di <= 1; di++) {
        int p = i + di, q = j + dj;
        if (find_cell(g, &p, &q) && !vf_region_selects(g, c, VF_REGIONS_HOLES, p, q)) r->open[n] += rim_share(g, c, p, q);
      }
    }
  }
  PetscFunctionReturn(0);
}
