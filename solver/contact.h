/* Film against a wall that cuts through cells.

   The film is moved over whole cells, as if there were no wall; what stops it is that faces whose middle lies beyond the wall hold a
   film that has reached the wall.  Where that is follows from two straight lines in a cell, normal to the wall: the one that leaves
   the bath's share of the cell on one side, and the one that leaves the film's.  The gap between them decides, not the share alone,
   so that an edge parallel to the wall arrives everywhere at once, however the wall cuts the cells.

   Walls along grid lines need none of this: there the last faces do not move, and gaps are those of front.h. */
#ifndef VF_SOLVER_CONTACT_H
#define VF_SOLVER_CONTACT_H

#include "mesh/grid.h"

/** Does the wall cut cell (i, j)? */
static inline bool vf_contact_is_cut(const VfGrid *g, size_t q)
{
  return g->fraction[q] > 0.0 && g->fraction[q] < 1.0;
}

/** Distance from film to wall in cell (i, j), in cells, along the wall's normal: positive before contact.  A cell beyond the wall that
    holds film: below 0.  Only for cells with fraction < 1. */
double vf_contact_gap(const VfGrid *grid, const double *c, int i, int j);

/** How firmly a wall holds the film of cell (i, j): 0 away from walls, 1 in contact, between them over the last tenth of a cell. */
double vf_contact_grip(const VfGrid *grid, const double *c, int i, int j);

/* A film on its way through a step: covered fractions at its start and half way, and the velocity half way. */
typedef struct {
  const double *start, *middle, *u, *v;
} VfMoving;

/** How hard the edge in cell (i, j) comes up against wall or film in a step dt: the covered area that enters, over the larger of half
    the room that is left and 6 % of the cell.  0 where nothing is near. */
double vf_contact_number(const VfGrid *grid, const VfMoving *film, double dt, int i, int j);

/** Is there little room left in the bare cell (i, j): film within two cells along a grid line, and a wall or film within two on the other
    side of it?  Needs two ghost layers of c. */
bool vf_contact_is_narrow(const VfGrid *grid, const double *c, int i, int j);

/** Has cell (i, j) a face on the outer edge of the grid (axes of symmetry not counted), which never moves? */
bool vf_contact_on_rim(const VfGrid *grid, int i, int j);

/** Weight of cell (i, j) in the momentum balance: that of front.h; but where a cut cell has a face on the edge of the grid, which never
    moves, the film weighs only as much as the wall has hold of it. */
double vf_contact_weight(const VfGrid *grid, const double *c, int i, int j);

/** Puts velocities to zero on faces beyond the wall that hold a film in contact, and renews their ghosts.  Collective. */
PetscErrorCode VfContactStop(const VfGrid *grid, const double *c, double *u, double *v);

/** Does the middle of the face between cells at positions q and n lie beyond the wall? */
static inline bool vf_contact_beyond(const VfGrid *g, size_t q, size_t n)
{
  return g->fraction[q] + g->fraction[n] < 1.0;
}

#endif
