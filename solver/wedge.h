/* What an edge of film on a solid dissipates: the wedge at the contact line, far below the size of a cell.

   A wedge of angle theta that moves with V over a solid that it sticks to holds back with (de Gennes 1985, Rev. Mod. Phys. 57, 827)

       F = 3 eta V ln(outer/inner)/theta                         per length of edge [N/m]

   outer: where the film takes over, its thickness over theta; inner: the slip length, or 1 nm, a molecule, where there is none
   (assumed).  Without it the edge would be held by the friction of the film in one cell, and its speed would grow as cells shrink.
   theta from Young's equation, cos theta = 1 + S/gamma_m; a film that wets (S >= 0) has a dynamic angle, for which half a radian stands
   (assumed). */
#ifndef VF_SOLVER_WEDGE_H
#define VF_SOLVER_WEDGE_H

#include "solver/film.h"

/** Friction of the edge per its length and speed, F/V [Pa s]; 0 on a liquid bath and where bath.friction is given.
    @param S, gamma_m [N/m]  @param h [m], eta [Pa s] of the film at the edge. */
double vf_wedge_friction(const VfCase *kase, double S, double gamma_m, double h, double eta);

/** Length of edge per area of cell (i, j) [1/m]: how the covered fraction falls towards its neighbours, so that across an edge the
    cells of the film add up to its length whatever part of the last cell it covers; 0 towards walls. */
double vf_wedge_edge(const VfGrid *grid, const double *c, int i, int j);

#endif
