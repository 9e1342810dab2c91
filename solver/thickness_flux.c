#include "solver/thickness_flux.h"
#include "solver/contact.h"
#include <math.h>

static double face(const VfGrid *g, const VfFluxFilm *f, int i, int j, int di, int dj)
{
  const size_t q = vf_index(g, i, j), n = vf_index(g, i - di, j - dj);
  const bool   here = f->bears[q] > 0.0, there = f->bears[n] > 0.0;
  const double h = here && there ? 0.5 * (f->h[q] + f->h[n]) : here ? f->h[q] : there ? f->h[n] : 0.0;

  if (!f->c || !(h > 0.0) || !vf_contact_beyond(g, q, n)) return h;
  return h * (1.0 - fmax(vf_contact_grip(g, f->c, i, j), vf_contact_grip(g, f->c, i - di, j - dj)));
}

PetscErrorCode VfThicknessFaces(const VfGrid *g, VfFluxFilm film, double *hu, double *hv)
{
  double *const fields[] = {hu, hv};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      hu[q] = vf_on_grid(g, i - 1, j) ? face(g, &film, i, j, 1, 0) : 0.0;
      if (g->axisymmetric)
        hu[q] *= g->x0 + i * g->dx;
      else
        hv[q] = vf_on_grid(g, i, j - 1) ? face(g, &film, i, j, 0, 1) : 0.0;
    }
  }
  PetscCall(VfGridHalo(g, g->axisymmetric ? 1 : 2, fields));
  PetscFunctionReturn(0);
}

void vf_thickness_flux(const VfGrid *g, const double *bears, const double *hu, const double *hv, const double *u, const double *v,
                       double *q)
{
  const size_t ld = (size_t)g->ld;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_index(g, i, j);

      q[k] = 0.0;
      if (!(bears[k] > 0.0)) continue;
      q[k] = (hu[k + 1] * u[k + 1] - hu[k] * u[k]) / g->dx;
      if (g->axisymmetric)
        q[k] /= vf_x(g, i);
      else
        q[k] += (hv[k + ld] * v[k + ld] - hv[k] * v[k]) / g->dy;
    }
  }
}
