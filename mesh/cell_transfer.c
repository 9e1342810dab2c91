#include "mesh/cell_transfer.h"

/* Adds to the fine cells 2 ic and 2 ic + 1 of one row, which lie left and right of the centre of coarse cell ic, from the coarse rows near
   (3/4) and far (1/4). */
static void interpolate_pairs(int pairs, const double *restrict near, const double *restrict far, const double *restrict w,
                              double *restrict out)
{
  for (int ic = 0; ic < pairs; ic++) {
    const double west = 0.75 * near[ic - 1] + 0.25 * far[ic - 1], here = 0.75 * near[ic] + 0.25 * far[ic];
    const double east = 0.75 * near[ic + 1] + 0.25 * far[ic + 1];

    out[2 * ic] += w[2 * ic] * (0.75 * here + 0.25 * west);
    out[2 * ic + 1] += w[2 * ic + 1] * (0.75 * here + 0.25 * east);
  }
}

static inline double interpolated(const double *near, const double *far, int i)
{
  const int ic = i / 2, side = i % 2 ? ic + 1 : ic - 1;

  return 0.75 * (0.75 * near[ic] + 0.25 * near[side]) + 0.25 * (0.75 * far[ic] + 0.25 * far[side]);
}

static const double *row_beside(VfPatch c, const double *coarse, int j, bool far)
{
  const int partner = j % 2 ? 1 : -1;

  return coarse + vf_patch_index(c, 0, j / 2 + (far ? partner : 0));
}

void vf_cells_interpolate_row(VfPatch f, VfPatch c, const double *coarse, const double *w, int j, int from, int to, double *out)
{
  const double *near = row_beside(c, coarse, j, false), *far = row_beside(c, coarse, j, true);
  const size_t  k0    = vf_patch_index(f, 0, j);
  const int     pairs = (to - from) / 2, first = from / 2;

  interpolate_pairs(pairs, near + first, far + first, w + k0 + from, out + k0 + from);
  for (int i = from + 2 * pairs; i < to; i++) out[k0 + (size_t)i] += w[k0 + (size_t)i] * interpolated(near, far, i);
}

void vf_cells_interpolate(VfPatch f, VfPatch c, const double *coarse, const double *w, double *out, bool add)
{
  for (int j = 0; j < f.ym; j++) {
    if (add && w) { /* what every cycle does; the rest does for set-up */
      vf_cells_interpolate_row(f, c, coarse, w, j, 0, f.xm, out);
      continue;
    }
    const double *near = row_beside(c, coarse, j, false), *far = row_beside(c, coarse, j, true);

    for (int i = 0; i < f.xm; i++) {
      const size_t k = vf_patch_index(f, i, j);

      out[k] = (add ? out[k] : 0.0) + (w ? w[k] : 1.0) * interpolated(near, far, i);
    }
  }
}

void vf_cells_weights(VfPatch f, VfPatch c, const double *fine_inside, const double *coarse_inside, double *w)
{
  vf_cells_interpolate(f, c, coarse_inside, NULL, w, false);
  for (int j = 0; j < f.ym; j++) {
    for (int i = 0; i < f.xm; i++) {
      const size_t k = vf_patch_index(f, i, j);

      w[k] = fine_inside[k] > 0.0 && w[k] > 0.0 ? 1.0 / w[k] : 0.0;
    }
  }
}

/* Row j, gathered from the four fine cells of each coarse cell and the twelve around them. */
void vf_cells_restrict_row(VfPatch f, VfPatch c, const double *r, const double *inside, int j, int from, int to, double *out)
{
  static const double w[4] = {0.25, 0.75, 0.75, 0.25};

  for (int i = from; i < to; i++) {
    const size_t kc  = vf_patch_index(c, i, j);
    double       sum = 0.0;

    for (int b = 0; b < 4; b++) {
      const double *restrict row = r + vf_patch_index(f, 2 * i - 1, 2 * j - 1 + b);

      sum += w[b] * (0.25 * (row[0] + row[3]) + 0.75 * (row[1] + row[2]));
    }
    out[kc] = 0.25 * inside[kc] * sum;
  }
}

void vf_cells_restrict(VfPatch f, VfPatch c, const double *r, const double *inside, double *out)
{
  for (int j = 0; j < c.ym; j++) vf_cells_restrict_row(f, c, r, inside, j, 0, c.xm, out);
}
