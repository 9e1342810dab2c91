/* Values of a field at the centres of cells. */
#ifndef VF_POSTPROC_CELL_VALUE_H
#define VF_POSTPROC_CELL_VALUE_H

#include "solver/view.h"

/** Value in cell (i, j), global numbers: faces are averaged; the faces on the upper outer walls are not stored, no flow passes them.
    A ghost cell will do whose upper neighbours are in the field too. */
static inline double vf_cell_value(const VfGrid *g, const VfField *f, int i, int j)
{
  const size_t k = vf_index(g, i, j);

  switch (f->location) {
  case VF_AT_X_FACE:
    return 0.5 * (f->data[k] + (vf_on_grid(g, i + 1, j) ? f->data[k + 1] : 0.0));
  case VF_AT_Y_FACE:
    return g->axisymmetric ? 0.0 : 0.5 * (f->data[k] + (vf_on_grid(g, i, j + 1) ? f->data[k + (size_t)g->ld] : 0.0));
  case VF_AT_CELL:
    break;
  }
  return f->data[k];
}

#endif
