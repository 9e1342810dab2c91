/* Measures of the film: totals, means and extremes over the whole grid, from one reduction.

   Weights: a cell of area a (rings and symmetric copies included) with covered fraction c and film thickness h counts
       area  c a,      volume  c h a,      mass  m a.
   Extremes are taken over cells more than half covered; where there is none, over any cell with film. */
#ifndef VF_POSTPROC_FILM_H
#define VF_POSTPROC_FILM_H

#include "solver/view.h"

typedef struct {
  double mass;                         /* [kg] */
  double covered_area;                 /* [m2] */
  double bath_area;                    /* [m2] all cells inside the bath */
  double thickness_mean;               /* [m] volume over covered area; NaN without film, as all that follow */
  double thickness_std;                /* [m] area weighted, over the covered area */
  double thickness_min, thickness_max; /* [m] */
  double thickness_centre;             /* [m] mean of c h over the cells that touch the centre of the bath; 0 where it is bare */
  double temperature;                  /* [K] mass weighted; area weighted over the bath when there is no film */
  double temperature_min, temperature_max; /* [K] over cells with film */
  double crystal_fraction;                 /* [1] mass weighted */
  double viscosity;           /* [Pa s] geometric mean, mass weighted (an arithmetic one shows only the coldest spot) */
  double fictive_temperature; /* [K] weighted by the mass that has melted; NaN while nothing has, or there is no field Tf */
  double fictive_temperature_min, fictive_temperature_max; /* [K] over cells with film; NaN likewise */
  double decomposition;                                    /* [1] mass weighted; NaN without its field */
  double cooling_rate; /* [K/s] mass weighted over what has gone through the glass transition; NaN while nothing has */
  double speed_max;    /* [m/s] of cell-centred velocities */
  double rim_covered;  /* [1] covered fraction of the bath cells next to the wall */
} VfFilm;

/** Measures the film.  Collective, one MPI_Allreduce.
    @param own   a number of this rank that rides along with the reduction (0 for none)
    @param total its sum over all ranks
    @return an error when the view lacks h, c or m; other fields that are missing leave their measures NaN */
PetscErrorCode VfFilmMeasure(const VfView *view, double own, double *total, VfFilm *film);

/** Does any side of bath cell (i, j), global numbers, lie on the wall?  Symmetry axes are no walls. */
bool vf_cell_at_wall(const VfGrid *grid, int i, int j);

#endif
