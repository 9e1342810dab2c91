#include "mesh/cut_cells.h"

enum { PROBES = 5 };

typedef struct {
  const VfGrid *grid;
  VfInside      inside;
  const void   *context;
} Bath;

/* Is the point at the offset (a, b), in cells, from the centre of cell (i, j) bath? */
static bool wet(const Bath *bath, int i, int j, double a, double b)
{
  const VfGrid *g = bath->grid;

  return bath->inside(bath->context, vf_x(g, i) + a * g->dx, vf_y(g, j) + b * g->dy);
}

/* Do a few points, near the corners too, agree? */
static bool even(const Bath *bath, int i, int j)
{
  const bool centre = wet(bath, i, j, 0.0, 0.0);

  for (int b = 0; b < PROBES; b++) {
    for (int a = 0; a < PROBES; a++) {
      if (wet(bath, i, j, 0.999 * (a / (PROBES - 1.0) - 0.5), 0.999 * (b / (PROBES - 1.0) - 0.5)) != centre) return false;
    }
  }
  return true;
}

double vf_cut_fraction(const VfGrid *g, VfInside inside, const void *context, int i, int j)
{
  const Bath bath = {g, inside, context};
  int        n    = 0;

  if (i < 0 || i >= g->nx || j < 0 || j >= g->ny) return 0.0;
  if (g->ny == 1 || even(&bath, i, j)) return wet(&bath, i, j, 0.0, 0.0) ? 1.0 : 0.0;
  for (int l = 0; l < VF_CUT_SAMPLES; l++) {
    for (int k = 0; k < VF_CUT_SAMPLES; k++)
      n += wet(&bath, i, j, (k + 0.5) / VF_CUT_SAMPLES - 0.5, (l + 0.5) / VF_CUT_SAMPLES - 0.5);
  }
  return (double)n / (VF_CUT_SAMPLES * VF_CUT_SAMPLES);
}
