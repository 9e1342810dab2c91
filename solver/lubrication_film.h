/* Between the state of a run and the coefficients of the lubrication equations. */
#ifndef VF_SOLVER_LUBRICATION_FILM_H
#define VF_SOLVER_LUBRICATION_FILM_H

#include "solver/lubrication.h"

/** Thicknesses at the start, of the formula and predicted, and material, from the state.
    @param same the material is that of the last time.  Collective. */
PetscErrorCode VfLubricationLoad(VfLubrication *lubrication, const VfState *state, const VfState *middle, double dt, bool same);

/** Mobilities of the faces, from the predicted thickness, and unless `same` stiffness of their slopes.  Ghosts must be current.  Collective. */
PetscErrorCode VfLubricationFaces(VfLubrication *lubrication, bool same);

/** Unknowns of the predictor: its thickness and the pressure of that.  Collective. */
PetscErrorCode VfLubricationStart(VfLubrication *lubrication);

/** p of the thickness as it stands.  Ghosts of h must be current. */
void vf_lubrication_pressure(VfLubrication *lubrication);

/** Right-hand sides and stiffness s of the finest level: residuals of both equations, in the spans `where` or, if that is NULL, everywhere.
    Ghosts of h and p must be current.
    @return how many rows have cells beyond the law of the potential. */
int vf_lubrication_residual(VfLubrication *lubrication, const VfSpans *where);

#endif
