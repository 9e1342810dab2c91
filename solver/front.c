#include "solver/front.h"
#include <math.h>

/* Where a gap starts to feel what is opposite: below this fraction the film moves freely, at 1 it is film like any other. */
#define CONTACT_START 0.9

/* A sliver below this fraction is carried along but bears no stress: it would cost half the iterations again, and an edge is displaced
   by a thousandth of a cell.  Any weight keeps an affine motion exact. */
#define WEIGHT_LEAST 0.05

bool vf_front_is_partial(double c)
{
  return c > VF_FRACTION_EPS && c < 1.0 - VF_FRACTION_EPS;
}

/* Covered fraction at an offset; beyond the grid the cell's own value, symmetry planes the value on this side of them. */
static double at(const VfGrid *g, const double *c, int i, int j, int di, int dj, double own)
{
  const int x = g->copies > 1 && i + di < 0 ? 0 : i + di, y = g->copies > 1 && j + dj < 0 ? 0 : j + dj;

  return vf_on_grid(g, x, y) ? c[vf_index(g, x, y)] : own;
}

VfNormal vf_front_normal(const VfGrid *g, const double *c, int i, int j)
{
  const double own = c[vf_index(g, i, j)];
  double       gx = 0.0, gy = 0.0, sum;

  if (g->ny == 1)
    gx = at(g, c, i, j, 1, 0, own) - at(g, c, i, j, -1, 0, own);
  else {
    for (int d = -1; d <= 1; d++) {
      const double weight = d == 0 ? 2.0 : 1.0;

      gx += weight * (at(g, c, i, j, 1, d, own) - at(g, c, i, j, -1, d, own));
      gy += weight * (at(g, c, i, j, d, 1, own) - at(g, c, i, j, d, -1, own));
    }
  }
  sum = fabs(gx) + fabs(gy);
  if (!(sum > 1e-12)) return (VfNormal){0.0, 0.0};
  return (VfNormal){-gx / sum, -gy / sum};
}

bool vf_front_is_gap(const VfGrid *g, const double *c, int i, int j)
{
  const VfNormal n  = vf_front_normal(g, c, i, j);
  const int      di = fabs(n.nx) >= fabs(n.ny) ? (n.nx > 0.0) - (n.nx < 0.0) : 0;
  const int      dj = fabs(n.nx) >= fabs(n.ny) ? 0 : (n.ny > 0.0) - (n.ny < 0.0);

  if (di == 0 && dj == 0) return true;                                                /* bare patch inside film */
  if (g->copies > 1 && (i + di < 0 || j + dj < 0)) return c[vf_index(g, i, j)] > 0.5; /* its own mirror image */
  if (!vf_on_grid(g, i + di, j + dj)) return g->fraction[vf_index(g, i, j)] >= 1.0;   /* walls through cells: contact.h */
  return c[vf_index(g, i + di, j + dj)] > 0.5;
}

/* Area of the unit square below the line a x + b y = d, a, b >= 0, a + b > 0 (Scardovelli & Zaleski 2000, J. Comput. Phys. 164, 228). */
static double area_below(double a, double b, double d)
{
  const double s = a < b ? a : b, l = a < b ? b : a;

  if (d <= 0.0) return 0.0;
  if (d >= a + b) return 1.0;
  if (s < 1e-14 * l) return d / l;
  if (d < s) return d * d / (2.0 * s * l);
  if (d <= l) return (d - 0.5 * s) / l;
  return 1.0 - (a + b - d) * (a + b - d) / (2.0 * s * l);
}

double vf_front_line(double a, double b, double c)
{
  const double s = a < b ? a : b, l = a < b ? b : a;
  const double half = c > 0.5 ? 1.0 - c : c;
  double       d;

  if (s < 1e-14)
    d = l * half;
  else if (half < s / (2.0 * l))
    d = sqrt(2.0 * s * l * half);
  else
    d = l * half + 0.5 * s;
  return c > 0.5 ? a + b - d : d;
}

double vf_front_strip(double c, VfNormal n, double x0, double x1)
{
  const double width = x1 - x0, a = fabs(n.nx), b = fabs(n.ny);
  double       left;

  if (!(width > 0.0) || c <= 0.0) return 0.0;
  if (c >= 1.0) return width;
  if (!(a + b > 0.0)) return c * width;
  left = n.nx >= 0.0 ? x0 : 1.0 - x1; /* mirrored so that the film is at low x */
  return width * area_below(a * width, b, vf_front_line(a, b, c) - a * left);
}

double vf_front_weight(const VfGrid *g, const double *c, int i, int j)
{
  const double own = c[vf_index(g, i, j)];

  if (own <= VF_FRACTION_EPS) return 0.0;
  if (own >= 1.0 - VF_FRACTION_EPS) return 1.0;
  if (!vf_front_is_gap(g, c, i, j)) return own < WEIGHT_LEAST ? 0.0 : own;
  const double s = (own - CONTACT_START) / (1.0 - CONTACT_START);

  return s > 0.0 ? s * s * (3.0 - 2.0 * s) : 0.0;
}
