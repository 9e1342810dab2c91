/* How much of each cell is bath, where its wall cuts through cells. */
#ifndef VF_MESH_CUT_CELLS_H
#define VF_MESH_CUT_CELLS_H

#include "mesh/grid.h"

/* A cut cell is sampled at this many points a side. */
enum { VF_CUT_SAMPLES = 64 };

/** Bath area of cell (i, j) over the area of the cell: 1 away from walls, 0 beyond them.  Cells off the grid are 0.  A cell whose
    outline and centre agree at 5 x 5 points counts as whole.  Not collective; looks at the shape only. */
double vf_cut_fraction(const VfGrid *grid, VfInside inside, const void *context, int i, int j);

#endif
