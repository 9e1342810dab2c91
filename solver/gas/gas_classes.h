/* The columns of a map gathered into classes of like thickness, for calculations in time: a map of 256 x 256 cells has 50 000 columns,
   and those whose thickness agrees within a thousandth pass gases alike.  A class has the area of its columns and the thickness that
   passes as much as they do together (harmonic mean). */
#ifndef VF_SOLVER_GAS_CLASSES_H
#define VF_SOLVER_GAS_CLASSES_H

#include "solver/gas/gas_map.h"

typedef struct {
  int     n;       /* classes of this rank */
  double *h;       /* [m] (n) */
  double *area;    /* [m2] (n) */
  double *density; /* [kg/m3] (n) mean over the class */
} VfGasClasses;

/** Classes of this rank's columns.  @param width [1] relative width of a class.  Not collective. */
PetscErrorCode VfGasClassesCreate(const VfGasMap *map, double width, VfGasClasses *classes);
PetscErrorCode VfGasClassesDestroy(VfGasClasses *classes);

#endif
