/* Distribution of the film's thickness over the covered area.

   Cells more than half covered count with their covered area, in VF_HISTOGRAM_BINS equal bins from the smallest to the largest
   thickness there.  Quantiles are read off linearly within a bin, hence good to a bin's width; a uniform film has them all alike. */
#ifndef VF_POSTPROC_HISTOGRAM_H
#define VF_POSTPROC_HISTOGRAM_H

#include "postproc/film.h"

enum { VF_HISTOGRAM_BINS = 128 };

typedef struct {
  double low, high;               /* [m] NaN without film */
  double area[VF_HISTOGRAM_BINS]; /* [m2] */
} VfHistogram;

/** Collective, one MPI_Allreduce.  @param film measured for this view. */
PetscErrorCode VfHistogramMeasure(const VfView *view, const VfFilm *film, VfHistogram *histogram);

/** Thickness [m] below which the fraction q in 0..1 of the area lies; NaN without film. */
double vf_histogram_quantile(const VfHistogram *histogram, double q);

#endif
