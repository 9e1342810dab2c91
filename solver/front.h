/* The edge of the film inside a cell.

   A partly covered cell (0 < c < 1) holds film of thickness h on a fraction c of its area, bounded by a straight line whose outward
   normal n (from film to bare bath) is the gradient of c (Youngs' weights: Youngs 1982, in Numerical Methods for Fluid Dynamics).
   A `gap` is a partly covered cell with film, or a wall along a grid line, on the far side of its bare part: the edge there is about to
   meet what is opposite, and moves freely until it does.  Walls that cut through cells: contact.h. */
#ifndef VF_SOLVER_FRONT_H
#define VF_SOLVER_FRONT_H

#include "mesh/grid.h"

typedef struct {
  double nx, ny; /* outward normal, |nx| + |ny| = 1; 0 where c has no gradient */
} VfNormal;

/* Cells with a covered fraction closer than this to 0 or 1 count as bare or covered. */
#define VF_FRACTION_EPS 1e-9

/** Outward normal in cell (i, j) from the covered fractions around it; beyond the grid the cell's own value is repeated (90 degrees). */
VfNormal vf_front_normal(const VfGrid *grid, const double *c, int i, int j);

/** Is (i, j) a partly covered cell? */
bool vf_front_is_partial(double c);

/** Is the partly covered cell (i, j) a gap? */
bool vf_front_is_gap(const VfGrid *grid, const double *c, int i, int j);

/** Share of the unit square covered by film (fraction c, outward normal n) inside the strip x0 < x < x1, 0 <= x0 <= x1 <= 1,
    divided by nothing: full coverage gives x1 - x0. */
double vf_front_strip(double c, VfNormal n, double x0, double x1);

/** The d at which the line a x + b y = d cuts off the share c of the unit square, a, b >= 0, a + b = 1 (Scardovelli and Zaleski 2000). */
double vf_front_line(double a, double b, double c);

/** Weight of a cell in the momentum balance: its covered fraction; in a gap 0 until the film nearly fills it. */
double vf_front_weight(const VfGrid *grid, const double *c, int i, int j);

#endif
