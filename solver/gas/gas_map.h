/* A membrane as gas transport takes it: columns of film on the ranks that own them, and the list of its holes. */
#ifndef VF_SOLVER_GAS_MAP_H
#define VF_SOLVER_GAS_MAP_H

#include "inputs/case.h"
#include "mesh/grid.h"

typedef struct {
  MPI_Comm comm;
  int      n;                         /* columns of this rank */
  double  *h;                         /* [m] (n) thickness of the film */
  double  *area;                      /* [m2] (n) covered by film, symmetric copies included */
  double  *density;                   /* [kg/m3] (n) of the amorphous part at 298.15 K, by its fictive temperature */
  double   zni;                       /* [1] mass fraction */
  double   density_low, density_high; /* [kg/m3] over all ranks */
  double   film_area, thickness_mean; /* [m2], [m] over all ranks */
  long     liquid;                    /* columns of all ranks that have not frozen: taken as frozen at the glass transition */
  int      n_holes;                   /* kinds of holes, the same on all ranks */
  double  *hole_area, *hole_count;    /* [m2], [1] (n_holes) */
} VfGasMap;

/* Fields of a run's last output, owned cells only (ym, xm). */
typedef struct {
  const double *h;  /* [m] thickness where covered */
  const double *c;  /* [1] covered fraction */
  const double *Tf; /* [K] fictive temperature, NaN or 0 where the film never melted */
} VfGasFields;

/** A uniform membrane of transport.thickness (and transport.area, else 1 m2): one column, on the first rank.  Collective. */
PetscErrorCode VfGasMapUniform(MPI_Comm comm, const VfCase *kase, VfGasMap *map);

/** The columns of a run's film.  Collective. */
PetscErrorCode VfGasMapFill(const VfGrid *grid, const VfCase *kase, const VfGasFields *fields, VfGasMap *map);

/** Adds the holes of the film, `count` of them, of which the n largest are known one by one and the others share what is left.
    @param areas [m2] (n).  @param total [m2] of all. */
PetscErrorCode VfGasMapHoles(VfGasMap *map, int n, const double areas[], double count, double total);

PetscErrorCode VfGasMapDestroy(VfGasMap *map);

#endif
