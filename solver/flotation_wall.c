/* How long the wall is in each cell (flotation.h). */
#include "solver/flotation.h"
#include <math.h>

/* Is there a wall between bath cell (i, j) and its neighbour at (di, dj)?  Axes are none. */
static bool walled(const VfGrid *g, int i, int j, int di, int dj)
{
  const bool mirrored = g->axisymmetric || g->copies > 1;

  if (g->ny == 1 && dj != 0) return false;
  if (mirrored && (i + di < 0 || j + dj < 0)) return false;
  return !vf_inside(g, i + di, j + dj);
}

static double bath_at(const VfGrid *g, int i, int j)
{
  return vf_inside(g, g->copies > 1 && i < 0 ? -1 - i : i, g->copies > 1 && j < 0 ? -1 - j : j) ? 1.0 : 0.0;
}

/* Direction of the wall near bath cell (i, j) of an outline known by its cells only: gradient of the mask over five cells.  With these
   weights the lengths of circles of 20 cells and more come out within half a percent; equal weights would give one too little. */
static void normal_of_mask(const VfGrid *g, int i, int j, double n[2])
{
  n[0] = n[1] = 0.0;
  for (int b = -VF_HALO; b <= VF_HALO; b++) {
    for (int a = -VF_HALO; a <= VF_HALO; a++) {
      const double weight = exp(-0.25 * (a * a + b * b)) * bath_at(g, i + a, j + b);

      n[0] -= a * weight / g->dx;
      n[1] -= b * weight / g->dy;
    }
  }
}

/* |component| of the wall's normal across the face of cell (i, j) towards (di, dj). */
static double share(const VfGrid *g, const VfBath *bath, int i, int j, int di, int dj)
{
  double n[2] = {vf_x(g, i) + 0.5 * di * g->dx, vf_y(g, j) + 0.5 * dj * g->dy};

  if (g->axisymmetric || bath->shape == VF_BATH_RECTANGLE) return 1.0;
  if (bath->shape == VF_BATH_MASK) normal_of_mask(g, i, j, n);
  const double length = hypot(n[0], n[1]);

  return length > 0.0 ? fabs(di ? n[0] : n[1]) / length : 1.0;
}

PetscErrorCode VfFlotationWall(const VfGrid *g, const VfBath *bath, double *wall)
{
  static const int to[4][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
  double           sum      = 0.0;

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      wall[q] = 0.0;
      if (!g->inside[q]) continue;
      for (int k = 0; k < 4; k++) {
        if (walled(g, i, j, to[k][0], to[k][1])) wall[q] += share(g, bath, i, j, to[k][0], to[k][1]) / (to[k][0] ? g->dx : g->dy);
      }
      sum += wall[q] * vf_cell_weight(g, i);
    }
  }
  if (bath->shape != VF_BATH_DISC) PetscFunctionReturn(0);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, g->comm));
  for (size_t q = 0; q < g->n_local; q++) wall[q] *= 2.0 * PETSC_PI * bath->radius / sum;
  PetscFunctionReturn(0);
}
