/* Sums and extremes of the film over rows of cells: what postproc/film.h reports is made of them. */
#ifndef VF_POSTPROC_FILM_ROWS_H
#define VF_POSTPROC_FILM_ROWS_H

#include "mesh/grid.h"

/* One packed array: sums first, then weight, mean and sum of squared deviations of the thickness (merged after
   Chan, Golub & LeVeque 1983, free of cancellation), then minima; a maximum is the minimum of the negative. */
enum {
  SUM_MASS,
  SUM_COVERED,
  SUM_BATH,
  SUM_BATH_T,
  SUM_M_T,
  SUM_M_X,
  SUM_M_LOG_ETA,
  SUM_MOLTEN,
  SUM_MOLTEN_TF,
  SUM_M_DECOMPOSITION,
  SUM_COOLED,
  SUM_COOLED_RATE,
  SUM_RIM,
  SUM_RIM_COVERED,
  SUM_CENTRE,
  SUM_CENTRE_CELLS,
  SUM_OWN,
  DEV_WEIGHT,
  DEV_MEAN,
  DEV_SQUARES,
  MIN_H,
  MIN_NEG_H,
  MIN_NEG_SPEED2,
  MIN_H_ANY,
  MIN_NEG_H_ANY,
  MIN_NEG_SPEED2_ANY,
  MIN_T,
  MIN_NEG_T,
  MIN_TF,
  MIN_NEG_TF,
  VF_FILM_PACKED
};

typedef struct {
  const VfGrid *grid;
  const double *h, *c, *m, *T, *X, *eta, *Tf, *decomposition, *rate, *u, *v; /* NULL when the view has no such field */
} VfFilmSource;

/** Nothing summed yet. */
void vf_film_rows_reset(double packed[VF_FILM_PACKED]);

/** b joined by a. */
void vf_film_rows_merge(const double a[VF_FILM_PACKED], double b[VF_FILM_PACKED]);

/** Own cells of row j, to packed sums that were reset. */
void vf_film_rows_add(const VfFilmSource *source, int j, double packed[VF_FILM_PACKED]);

#endif
