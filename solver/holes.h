/* The holes of the film at the start: those listed in the case, and random ones.

   Random holes lie where the film is, evenly distributed; radius = median x exp(spread x normal).  They are drawn from the seed alone,
   in the bounding box of the bath: the n-th hole is the same on any mesh and any number of ranks.  With `count`, points that miss
   the film are drawn again; with `density`, density x box points are drawn and those that miss the film are dropped. */
#ifndef VF_SOLVER_HOLES_H
#define VF_SOLVER_HOLES_H

#include "inputs/case.h"
#include <petscsys.h>

/** Is the point (x, y) [m] film, holes aside? */
typedef bool (*VfIsFilm)(const void *context, double x, double y);

/* Holes sorted into square bins, so that a point meets few of them. */
typedef struct {
  int     n;
  VfHole *hole;          /* (n) */
  double  width, height; /* [m] of the box the bins divide */
  int     side;          /* bins a side */
  int    *start, *index; /* holes of bin b: index[start[b]] to index[start[b + 1] - 1] */
} VfHoles;

/** Draws and sorts the holes of a case.  @param width @param height [m] bounding box of the bath.
    @param periodic holes across an edge go on at the other.  Not collective. */
PetscErrorCode VfHolesCreate(const VfMelt *melt, double width, double height, bool periodic, VfIsFilm film, const void *context,
                             VfHoles *holes);
PetscErrorCode VfHolesDestroy(VfHoles *holes);

/** Does a hole hold the point? */
bool vf_holes_at(const VfHoles *holes, double x, double y);

/** May a hole touch the box of size dx, dy around (x, y)? */
bool vf_holes_near(const VfHoles *holes, double x, double y, double dx, double dy);

#endif
