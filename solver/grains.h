/* The thickness of a pellet pressed from grains, as a random field of position.

   The pellet is a lattice of columns as wide as a grain, d, each n = max(1, round(H/d)) sites high, H the pressed thickness; a site
   holds a grain with probability 1 - p, p the pressed porosity.  A column with k grains carries the areal mass k/(n (1 - p)) of the
   mean: binomial, with relative standard deviation sqrt(p/((1 - p) n)); an empty one (probability p^n) is bare, a pinhole of a
   grain's width.  The column of a place depends on its lattice numbers and the seed only, so the field is the same on any mesh and any
   number of ranks.  A cell takes the exact mean over its area: much larger than a grain it sees the mean of N = area/d^2 columns,
   standard deviation falling as 1/sqrt(N); smaller, it resolves the columns.  Four cells together hold what one of twice the size does. */
#ifndef VF_SOLVER_GRAINS_H
#define VF_SOLVER_GRAINS_H

#include "inputs/case.h"
#include <petscsys.h>

enum { VF_GRAIN_LAYERS = 1000 }; /* more change nothing that can be seen */

typedef struct {
  double   d; /* [m] width of a column */
  int      layers;
  uint64_t seed;
  double  *cumulative; /* (layers + 1) probability of at most k grains */
  double   full;       /* relative areal mass of one grain, 1/(n (1 - p)) */
} VfGrains;

/** @param thickness [m] of the pressed pellet, voids included */
PetscErrorCode VfGrainsCreate(const VfGranular *granular, double thickness, VfGrains *grains);
PetscErrorCode VfGrainsDestroy(VfGrains *grains);

/** Relative areal mass of the column at (x, y) [m]; mean 1, 0 where bare. */
double vf_grains_at(const VfGrains *grains, double x, double y);

/** Mean over the box of size dx, dy [m] around (x, y), exact.  @param covered fraction of the box that is not bare.
    @return mean relative areal mass of the box */
double vf_grains_mean(const VfGrains *grains, double x, double y, double dx, double dy, double *covered);

#endif
