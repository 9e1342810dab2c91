/* The regime a run ended in, by these criteria, in this order (S spreading coefficient, hL = sqrt(-2 S/(rho g')) the
   thickness of a lens at rest, Langmuir 1933, model section 7.2):

     dewetted               S < 0 and the film has holes or lies in more than one piece; or there is no film
     spread to the wall     at least half of the bath's rim is covered
     lens                   S < 0, one piece without holes, and mean thickness below 1.25 hL: at rest, or on its way back to hL
     frozen while spreading everything else: the driving force S + rho g' h^2/2 still pulls outwards when the run ends */
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

/** Name of the regime, one of the four above. */
const char *vf_regime_name(const VfRegimeInput *input);

/** Regime of the state in view.  Collective.  @param diagnostics evaluated for this view. */
PetscErrorCode VfRegimeFind(const VfView *view, const VfDiagnostics *diagnostics, const char **name);

#endif
