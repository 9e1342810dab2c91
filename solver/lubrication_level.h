/* The linearised lubrication equations on one grid of their multigrid hierarchy.

   Unknowns are corrections e of the thickness and g of the pressure, both in cells:

       a e - sum over faces m (g' - g) = b1              conservation: the prime is the neighbour across the face
       d g - s e + sum over faces k (e' - e) = b2        pressure: g = (phi'' + rho g) e - Gamma lap e

   a, d: share of the cell that is bath (a also carries the density).  m = weight dt M/dx^2, k = Gamma/dx^2, s = (phi'' + rho g) d.
   Both equations are relaxed together, cell by cell (a point smoother for either alone fails, since they are coupled by a fourth-order
   operator), in two colours like a chessboard.  Coarse coefficients are means of the fine ones.

   Corrections are looked for in the spans alone: beside them e = g = 0, and the residuals r1, r2 count as 0. */
#ifndef VF_SOLVER_LUBRICATION_LEVEL_H
#define VF_SOLVER_LUBRICATION_LEVEL_H

#include "mesh/gather.h"
#include "mesh/halo.h"
#include "mesh/ladder.h"
#include "solver/lubrication_spans.h"
#include <stdbool.h>

typedef struct {
  VfPatch    p;                 /* one ghost layer */
  size_t     n;                 /* doubles in an array */
  int        colour;            /* of the first own cell: (is + js) & 1 */
  double    *a, *d, *s;         /* cells */
  double    *mx, *my, *kx, *ky; /* left and bottom faces, 0 on walls */
  double    *inside, *transfer; /* 1 bath, 0 beyond; weights of the interpolation from the coarser grid */
  double    *e, *g, *b1, *b2, *r1, *r2;
  VfSpans    spans, used; /* where there is something to solve; and was, the last time */
  bool       parallel;
  double     evaluated; /* cells of this rank relaxed, or of which the residual was found, so far */
  VfHaloPlan halo;
} VfLubricationLevel;

/** @param wesn neighbours, or NULL for a level that one rank holds alone, without periodic edges. */
PetscErrorCode VfLubricationLevelCreate(MPI_Comm comm, const int wesn[4], VfRung rung, VfLubricationLevel *level);
PetscErrorCode VfLubricationLevelDestroy(VfLubricationLevel *level);

/** Ghosts of n arrays from the neighbours.  Collective for a distributed level. */
PetscErrorCode VfLubricationLevelHalo(const VfLubricationLevel *level, int n, double *const arrays[]);

/** Takes over new spans: e, g, r1, r2 are 0 beside them. */
void vf_lubrication_level_confine(VfLubricationLevel *level);

/** `sweeps` relaxations of both colours.  @param zero_guess starts from e = g = 0.  Ghosts of e and g are current on return.  Collective. */
PetscErrorCode VfLubricationSmooth(VfLubricationLevel *level, int sweeps, bool zero_guess);

/** Mobilities of the coarser level; and all other coefficients but s, with transfer weights, unless `mobilities` alone are new.
    Collective. */
PetscErrorCode VfLubricationCoarsen(VfLubricationLevel *fine, VfLubricationLevel *coarse, bool mobilities);

/** s of the coarser level. */
void vf_lubrication_coarsen_stiffness(const VfLubricationLevel *fine, VfLubricationLevel *coarse);

/** coarse b1, b2 = restriction of the residuals.  Collective. */
PetscErrorCode VfLubricationRestrict(VfLubricationLevel *fine, VfLubricationLevel *coarse);

/** fine e, g += interpolation of coarse e, g.  Collective. */
PetscErrorCode VfLubricationProlong(VfLubricationLevel *fine, VfLubricationLevel *coarse);

#endif
