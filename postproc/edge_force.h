/* The force that moves the edge of the film, from what a view shows. */
#ifndef VF_POSTPROC_EDGE_FORCE_H
#define VF_POSTPROC_EDGE_FORCE_H

#include "postproc/film.h"

/** rho g' [Pa/m] of the film at temperature T [K]: rho g (1 - rho/rho_b) on a liquid, rho g on a solid. */
double vf_film_weight(const VfCase *kase, double T);

/** S + rho g' h^2/2 [N/m] at the mean thickness and temperature of the film, less what an oxide skin on the bath holds of it
    (physics/oxide_skin.h); NaN without film. */
double vf_edge_force(const VfView *view, const VfFilm *film);

#endif
