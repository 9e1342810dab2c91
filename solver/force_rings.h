/* What drives a film on rings: minus the derivative of its energy by the displacement that transport carries out.

   Energy of the rings, volumes V = r dr (2 pi left out), c the covered fraction:

       E = sum V c f(h)  +  sum over faces  r/dr Gamma min(c, c') (h' - h)^2/2,      f = phi + rho g' h^2/2 - S

   A displacement x of the faces, X = r x, changes (transport.h, first order)

       volume of film in a ring      a h* X  low face, less that of its high face
       covered area                  (a - c) X  low face, less that of its high face

   h* is the thickness that transport carries through the face, upwind with its limited slope, a the covered share of the strip at the
   face (1 inside the film).  With p = f' + (derivative of the slope's energy by h)/(V c) and Sigma = f - h p + (the same by c)/V the
   force on a face, by unit of X, is

       F  =  -a h* (p' - p)  -  (a - c') Sigma'  +  (a - c) Sigma                                                          [N/m]

   Inside the film it is -h* (p' - p): a film is at rest where p is the same everywhere, which is where E is least, and a motion that
   follows F lowers E.  For a film of uniform thickness it is the difference of c Sigma between rings, as in the plane, so that such a
   film moves affinely, exactly.  The weight w of the balance stands for c: in gaps it fades the pull of what is bare.
   Tensions that differ with temperature (Marangoni) have no energy; they enter as the differences of their stress. */
#ifndef VF_SOLVER_FORCE_RINGS_H
#define VF_SOLVER_FORCE_RINGS_H

#include "solver/film.h"

/** Fills forces->ring.force and .carried on all faces of an axisymmetric grid; forces as VfFilmBalance left them.
    @param film what moves: w, c, h and the thicknesses at faces are its own.  @param h [m] thickness whose energy drives.
    @param u [m/s] velocity whose sign tells where the flow through a face comes from; where it is 0 both sides count half. */
PetscErrorCode VfForceRings(const VfGrid *grid, const VfFilmLaws *laws, const VfState *film, const double *h, const double *u,
                            VfFilmForces *forces);

#endif
