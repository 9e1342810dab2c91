/* Connected regions of bare bath (holes) or of film (pieces), by their 4-neighbours, on any number of ranks.

   Each rank labels its own cells with a union-find; regions that reach a rank's edge are joined by a second, small
   union-find over all ranks' edge regions.  Bare means covered fraction c < 0.5.  Sizes are compared and places found by whole
   numbers of cells, so that count, order and places are the same on any number of ranks.

   A hole is a bare region without a cell on the wall.  With quarter symmetry a region on an axis is one with its mirror
   image: it counts once for two copies, and once for all four when it lies on both axes.  On a periodic grid there is no wall, regions
   go on across the edges, and their place is the mean direction on a circle of that length. */
#ifndef VF_POSTPROC_REGIONS_H
#define VF_POSTPROC_REGIONS_H

#include "mesh/grid.h"

typedef enum { VF_REGIONS_HOLES, VF_REGIONS_PIECES } VfRegionKind;

enum { VF_REGIONS_LISTED = 1000 };

typedef struct {
  double area; /* [m2] of whole cells */
  double open; /* [m2] bare, what partly covered cells along its rim leave free too; 0 without VfRegionsMeasureOpen() */
  double x, y; /* [m] centroid, from the centre of the bath; with symmetry of the copy at x, y >= 0; on rings the mean radius, 0 */
} VfRegion;

typedef struct {
  long     count;
  double   area;                      /* [m2] of whole cells */
  double   open;                      /* [m2] as of a region */
  int      n;                         /* listed: the count, VF_REGIONS_LISTED at most */
  VfRegion listed[VF_REGIONS_LISTED]; /* (n) the largest, largest first; of symmetric copies one */
} VfRegionTotals;

/* Regions of this rank's cells, not yet joined with those of other ranks. */
typedef struct {
  const VfGrid  *grid;
  VfRegionKind   kind;
  int            n;
  int           *label; /* (ym, xm) region of each owned cell, -1: none */
  double        *area;  /* (n) [m2] symmetric copies included */
  double        *open;  /* (n) [m2] bare area, symmetric copies included */
  double        *cells; /* (3 n) whole numbers: cells (of a ring its area in units of the innermost), sums of i and j over them */
  double        *turn;  /* (4 n) periodic: sums of cosine and sine of the angle 2 pi (place)/(length), along x and y */
  unsigned char *touch; /* (n) bits: what the region touches */
} VfRegions;

/** Labels this rank's cells.  Not collective.  @param c covered fraction (grid->n_local). */
PetscErrorCode VfRegionsLabel(const VfGrid *grid, const double *c, VfRegionKind kind, VfRegions *regions);

/** Does bath cell (i, j), of this rank or a ghost, belong to regions of this kind? */
bool vf_region_selects(const VfGrid *grid, const double *c, VfRegionKind kind, int i, int j);

/** Measures the bare area of this rank's holes by the covered fraction instead of by whole cells: a partly covered cell of the film shares what it
    leaves free among the bare cells round it.  Not collective.  @param c as above, both ghost layers filled. */
PetscErrorCode VfRegionsMeasureOpen(const VfGrid *grid, const double *c, VfRegions *regions);

/** Number of this rank's regions that may count: when it is 0 on all ranks there is nothing to join, the totals are 0. */
int vf_regions_candidates(const VfRegions *regions);

/** Joins the regions across ranks and counts them.  Collective. */
PetscErrorCode VfRegionsJoin(const VfRegions *regions, VfRegionTotals *totals);

PetscErrorCode VfRegionsDestroy(VfRegions *regions);

#endif
