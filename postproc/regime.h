/* The regime a run ended in, by these criteria, in this order (S spreading coefficient, hL = sqrt(-2 S/(rho g')) the
   thickness of a lens at rest, Langmuir 1933, physics/spreading.h):

     dewetted               S < 0 and the film has holes or lies in more than one piece; or there is no film
     spread to the wall     at least half of the bath's rim is covered
     lens                   S < 0, one piece without holes, and mean thickness below 1.25 hL: at rest, or on its way back to hL
     frozen while spreading everything else: the driving force S + rho g' h^2/2 still pulls outwards when the run ends

   Its margin is the distance to the nearest border, in numbers that are 0 on it and at most 1:

     sign of S              |S|/(|S| + rho g' h^2/2)
     rim covered, r         2 |r - 1/2|
     mean thickness, q = h/(1.25 hL)    |q - 1|/max(1, q)

   of those whose crossing changes the name.  What a film will do, instead of what it did: physics/regime_map.h. */
#ifndef VF_POSTPROC_REGIME_H
#define VF_POSTPROC_REGIME_H

#include "postproc/diagnostics.h"

typedef struct {
  double S;               /* [N/m] */
  double effective_rho_g; /* [Pa/m] rho g (1 - rho/rho_b) on a liquid, rho g on a solid */
  double thickness_mean;  /* [m] NaN: no film */
  double rim_covered;     /* [1] */
  long   holes, pieces;
} VfRegimeInput;

typedef struct {
  const char *name, *next; /* next: beyond the nearest border; "" when no border changes the name */
  double      margin;      /* [1] distance to that border; 1 when there is none */
} VfRegimeFound;

/** Name of the regime, one of the four above. */
const char *vf_regime_name(const VfRegimeInput *input);

/** The name, and how far it is from the next. */
VfRegimeFound vf_regime_find(const VfRegimeInput *input);

/** Regime of the state in view.  @param diagnostics evaluated for this view. */
VfRegimeFound vf_regime_of_view(const VfView *view, const VfDiagnostics *diagnostics);

#endif
