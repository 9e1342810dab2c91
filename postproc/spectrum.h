/* Power spectrum of the film's thickness map, and its length of structure.

   The map is a = c h - mean over the bath, 0 beyond the bath: holes, waves and the outline of the film all show in it.  It is averaged
   over square blocks of cells, at most VF_SPECTRUM_SIDE a side, summed over the ranks and transformed whole by every rank (radix 2,
   padded with zeros): a millisecond, no library needed, and no wave is lost that is longer than two blocks, 1/64
   of the bath.  With quarter symmetry the whole bath is put together from its mirror images.

       P(k) = |sum over blocks of a exp(-i k x) dx dy|^2 / (area of the bath)         [m4]

   averaged over the directions of k in rings of width dk = 2 pi/(longer side of the padded map), k = dk, 2 dk, ...  Length of structure

       L = 2 pi (sum over rings of P)/(sum over rings of k P)

   the wavelength of the mean wave number, as in the coarsening of spinodal patterns; a cosine of wavelength l has L = l to the width of
   a ring.  Not defined (NaN) on rings about the axis, without film, and for a map that is uniform to round-off. */
#ifndef VF_POSTPROC_SPECTRUM_H
#define VF_POSTPROC_SPECTRUM_H

#include "postproc/film.h"

enum { VF_SPECTRUM_SIDE = 128, VF_SPECTRUM_RINGS = VF_SPECTRUM_SIDE / 2 };

typedef struct {
  int    n;                        /* rings, 0: not defined */
  double dk;                       /* [1/m] ring r is about k = (r + 1) dk */
  double power[VF_SPECTRUM_RINGS]; /* (n) [m4] */
  double length;                   /* [m] NaN: not defined */
} VfSpectrum;

/** Collective, one MPI_Allreduce of the map.  @param film measured for this view. */
PetscErrorCode VfSpectrumMeasure(const VfView *view, const VfFilm *film, VfSpectrum *spectrum);

#endif
