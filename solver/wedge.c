#include "solver/wedge.h"
#include <math.h>

#define MOLECULE 1e-9     /* [m] assumed: where continuum ends */
#define WETTING_ANGLE 0.5 /* [rad] assumed */

double vf_wedge_friction(const VfCase *k, double S, double gamma_m, double h, double eta)
{
  if (!k->bath.solid || k->bath.friction.set || !(h > 0.0)) return 0.0;
  const double cosine = fmax(1.0 + S / gamma_m, -1.0);
  const double theta  = S < 0.0 ? acos(cosine) : WETTING_ANGLE;
  const double ratio  = h / (theta * fmax(k->bath.slip_length, MOLECULE));

  return ratio > 1.0 ? 3.0 * eta * log(ratio) / theta : 0.0;
}

/* Covered fraction beside cell q; walls and what is beyond the grid repeat the cell's own. */
static double beside(const VfGrid *g, const double *c, size_t q, int i, int j)
{
  const int x = g->copies > 1 && i < 0 ? 0 : i, y = g->copies > 1 && j < 0 ? 0 : j;

  if (!vf_on_grid(g, x, y)) return c[q];
  const size_t n = vf_index(g, x, y);

  return g->fraction[n] < 1.0 || g->fraction[q] < 1.0 ? c[q] : c[n];
}

static double fall(const VfGrid *g, const double *c, size_t q, int i, int j)
{
  return fmax(c[q] - beside(g, c, q, i, j), 0.0);
}

double vf_wedge_edge(const VfGrid *g, const double *c, int i, int j)
{
  const size_t q  = vf_index(g, i, j);
  const double gx = (fall(g, c, q, i + 1, j) + fall(g, c, q, i - 1, j)) / g->dx;
  const double gy = g->ny > 1 ? (fall(g, c, q, i, j + 1) + fall(g, c, q, i, j - 1)) / g->dy : 0.0;

  return hypot(gx, gy);
}
