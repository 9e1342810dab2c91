/* A view as insitu.h shows it: the rank's grid with its ghosts, and fields where they lie. */
#ifndef VF_POSTPROC_INSITU_DATA_H
#define VF_POSTPROC_INSITU_DATA_H

#include "postproc/insitu.h"
#include "solver/view.h"

enum { VF_INSITU_ARRAYS = 32 };

typedef struct {
  VfInsituGrid   grid;
  double        *x, *y;    /* behind grid.x, grid.y */
  unsigned char *ghost;    /* behind grid.ghost */
  double        *velocity; /* (n_local, 3): the one field that is no array of the run; NULL before it is shown */
  int            n;
  VfInsituArray  arrays[VF_INSITU_ARRAYS];
} VfInsituData;

/** Grid and marks of its ghosts.  Not collective. */
PetscErrorCode VfInsituDataCreate(const VfGrid *grid, VfInsituData *data);

/** Lists what fields.h5 would hold of the view, under the same names, in `arrays`. */
PetscErrorCode VfInsituDataFill(const VfView *view, VfInsituData *data);

PetscErrorCode VfInsituDataDestroy(VfInsituData *data);

#endif
