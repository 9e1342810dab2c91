#include "postproc/histogram.h"
#include <math.h>
#include <string.h>

static int bin_of(const VfHistogram *d, double h)
{
  const double b = d->high > d->low ? (h - d->low) / (d->high - d->low) * VF_HISTOGRAM_BINS : 0.0;

  return b < 0.0 ? 0 : b < VF_HISTOGRAM_BINS ? (int)b : VF_HISTOGRAM_BINS - 1;
}

PetscErrorCode VfHistogramMeasure(const VfView *view, const VfFilm *film, VfHistogram *d)
{
  const VfGrid  *g  = view->grid;
  const VfField *hf = vf_view_field(view, "h"), *cf = vf_view_field(view, "c");

  PetscFunctionBeginUser;
  PetscCheck(hf && cf, g->comm, PETSC_ERR_ARG_WRONG, "the histogram needs the fields h and c");
  *d = (VfHistogram){.low = film->thickness_min, .high = film->thickness_max};
  if (!(d->high >= d->low)) PetscFunctionReturn(0); /* the same on all ranks */
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_index(g, i, j);
      if (g->inside[k] && cf->data[k] > 0.5) d->area[bin_of(d, hf->data[k])] += cf->data[k] * vf_cell_weight(g, i);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, d->area, VF_HISTOGRAM_BINS, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscFunctionReturn(0);
}

double vf_histogram_quantile(const VfHistogram *d, double q)
{
  const double width = (d->high - d->low) / VF_HISTOGRAM_BINS;
  double       total = 0.0, below = 0.0;

  if (!(d->high >= d->low)) return (double)NAN;
  for (int b = 0; b < VF_HISTOGRAM_BINS; b++) total += d->area[b];
  for (int b = 0; b < VF_HISTOGRAM_BINS; b++) {
    if (d->area[b] > 0.0 && below + d->area[b] >= q * total) return d->low + width * (b + (q * total - below) / d->area[b]);
    below += d->area[b];
  }
  return d->high;
}
