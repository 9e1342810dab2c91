/* What a wall leaves of the faces between cells, and how long it is in each cell (flotation.h). */
#include "solver/flotation.h"
#include <math.h>

/* Share of the stretch low .. high at a distance d from the centre that lies within radius R. */
static double chord_share(double R, double d, double low, double high)
{
  const double half = d < R ? sqrt((R - d) * (R + d)) : 0.0;

  return fmax(fmin(high, half) - fmax(low, -half), 0.0) / (high - low);
}

/* Share of the low face of cell (i, j) along x (d = 0) or y (d = 1) that is bath.  A mask is known by the shares of its cells: a
   face takes the mean of its two. */
static double face_share(const VfGrid *g, const VfBath *bath, int i, int j, int d)
{
  const bool   mirrored = g->axisymmetric || g->copies > 1;
  const int    k = d == 0 ? i : j, n = d == 0 ? g->nx : g->ny;
  const double x = g->x0 + i * g->dx, y = g->y0 + j * g->dy;
  const size_t q = vf_index(g, i, j), low = q - (d == 0 ? 1 : (size_t)g->ld);

  if (bath->shape == VF_BATH_DISC && !g->axisymmetric)
    return d == 0 ? chord_share(bath->radius, fabs(x), y, y + g->dy) : chord_share(bath->radius, fabs(y), x, x + g->dx);
  if (k == 0 || k == n) return k == 0 && mirrored ? 1.0 : 0.0;
  if (!g->inside[q] || !g->inside[low]) return 0.0;
  return 0.5 * (g->fraction[q] + g->fraction[low]);
}

/* Length of wall in cell (i, j) over the cell's area: the wall closes the cell, so its faces tell its components. */
static double wall_length(const VfGrid *g, const VfBath *bath, int i, int j)
{
  const double R = g->x0 + g->nx * g->dx;

  if (g->axisymmetric) return i == g->nx - 1 ? R / (vf_x(g, i) * g->dx) : 0.0;
  const double x = (face_share(g, bath, i, j, 0) - face_share(g, bath, i + 1, j, 0)) / g->dx;
  const double y = (face_share(g, bath, i, j, 1) - face_share(g, bath, i, j + 1, 1)) / g->dy;

  return hypot(x, y);
}

/* Between two walls that face each other in one cell, or in the corner of two, components would cancel or combine: there they add. */
static double wall_length_of_rectangle(const VfGrid *g, const VfBath *bath, int i, int j)
{
  return (2.0 - face_share(g, bath, i, j, 0) - face_share(g, bath, i + 1, j, 0)) / g->dx +
         (2.0 - face_share(g, bath, i, j, 1) - face_share(g, bath, i, j + 1, 1)) / g->dy;
}

PetscErrorCode VfFlotationWall(const VfGrid *g, const VfBath *bath, VfFlotation *f)
{
  double sum = 0.0;

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (!g->inside[q]) continue;
      f->open_x[q] = face_share(g, bath, i, j, 0);
      if (g->ny > 1) f->open_y[q] = face_share(g, bath, i, j, 1);
      f->wall[q] = bath->shape == VF_BATH_RECTANGLE ? wall_length_of_rectangle(g, bath, i, j) : wall_length(g, bath, i, j);
      sum += f->wall[q] * vf_cell_weight(g, i);
    }
  }
  if (bath->shape == VF_BATH_DISC) {
    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, g->comm));
    for (size_t q = 0; q < g->n_local; q++) f->wall[q] *= 2.0 * PETSC_PI * bath->radius / sum;
  }
  double *const open[] = {f->open_x, f->open_y};

  PetscCall(VfGridHalo(g, 2, open));
  PetscFunctionReturn(0);
}
