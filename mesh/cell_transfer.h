/* Between cells of a grid and those of one half as fine: bilinear interpolation of cell-centred values, and its transpose. */
#ifndef VF_MESH_CELL_TRANSFER_H
#define VF_MESH_CELL_TRANSFER_H

#include "mesh/gather.h"
#include <stdbool.h>

/** out = w times the bilinear interpolation of coarse values, on the fine grid's own cells; ghosts of `coarse` must be current.
    @param w weights, or NULL for 1.  @param add adds to out instead. */
void vf_cells_interpolate(VfPatch fine_patch, VfPatch coarse_patch, const double *coarse, const double *w, double *out, bool add);

/** Weights that make the interpolation exact for constants where cells are left out: 1/interpolated `coarse_inside`, 0 outside. */
void vf_cells_weights(VfPatch fine_patch, VfPatch coarse_patch, const double *fine_inside, const double *coarse_inside, double *w);

/** out = inside times a quarter of the transpose of the interpolation of r; ghosts of r must be current. */
void vf_cells_restrict(VfPatch fine_patch, VfPatch coarse_patch, const double *r, const double *inside, double *out);

/** Adds w times the interpolation to the fine cells from .. to - 1 of row j; `from` is even. */
void vf_cells_interpolate_row(VfPatch fine_patch, VfPatch coarse_patch, const double *coarse, const double *w, int j, int from,
                              int to, double *out);

/** vf_cells_restrict for the coarse cells from .. to - 1 of row j. */
void vf_cells_restrict_row(VfPatch fine_patch, VfPatch coarse_patch, const double *r, const double *inside, int j, int from, int to,
                           double *out);

#endif
