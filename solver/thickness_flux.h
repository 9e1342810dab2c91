/* q = div(h u): how fast a velocity takes thickness away, and the thickness on faces that it takes. */
#ifndef VF_SOLVER_THICKNESS_FLUX_H
#define VF_SOLVER_THICKNESS_FLUX_H

#include "mesh/grid.h"

/* Faces carry the mean thickness of their cells; the film beside a cell that bears nothing keeps its own. */
typedef struct {
  const double *h;     /* [m] */
  const double *bears; /* above 0 where a cell counts as film */
  const double *c;     /* [1] covered fraction, or NULL; a wall in contact closes its faces by its grip (contact.h) */
} VfFluxFilm;

/** hu, hv [m] on left and bottom faces of own cells, ghosts from the neighbours; faces on the edge of the grid get 0.  On rings hu holds
    radius x thickness [m2], and hv is not used.  Collective. */
PetscErrorCode VfThicknessFaces(const VfGrid *grid, VfFluxFilm film, double *hu, double *hv);

/** q [m/s] of own cells that bear, 0 elsewhere; ghosts of u, v (hu, hv) to the right and above must be current.  Not collective. */
void vf_thickness_flux(const VfGrid *grid, const double *bears, const double *hu, const double *hv, const double *u,
                       const double *v, double *q);

#endif
