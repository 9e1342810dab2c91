#include "solver/lubrication.h"
#include <math.h>

/* Velocity on the face between cells k and n, towards k, from the flux M grad p. */
static double face_velocity(const VfLubrication *l, double m, size_t k, size_t n, double spacing)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  if (!(m > 0.0)) return 0.0;
  const double scale = l->gamma_dt * 0.5 * (level->d[k] + level->d[n]) * 0.5 * (l->f.rho[k] + l->f.rho[n]) / l->rho_ref;

  return m * spacing / scale * (l->f.p[n] - l->f.p[k]) / (0.5 * (l->f.h[k] + l->f.h[n]));
}

/* What the film carries, moved by the step's velocity: upwind and implicit, so that any step keeps it between its bounds. */
static void carry(const VfGrid *g, const VfState *s, double dt, const double *old, double *q)
{
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_index(g, i, j), east = k + 1, north = k + (size_t)g->ld, west = k - 1, south = k - (size_t)g->ld;
      const double in[4] = {fmax(s->u[k], 0.0) * dt / g->dx, fmax(-s->u[east], 0.0) * dt / g->dx, fmax(s->v[k], 0.0) * dt / g->dy,
                            fmax(-s->v[north], 0.0) * dt / g->dy};

      if (!g->inside[k]) continue;
      q[k] = (old[k] + in[0] * old[west] + in[1] * old[east] + in[2] * old[south] + in[3] * old[north]) /
             (1.0 + in[0] + in[1] + in[2] + in[3]);
    }
  }
}

static PetscErrorCode carry_all(const VfGrid *g, double dt, int n, double *const carried[], const VfState *s)
{
  double *old;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(g->n_local, &old));
  for (int f = 0; f < n; f++) {
    PetscCall(PetscArraycpy(old, carried[f], g->n_local));
    carry(g, s, dt, old, carried[f]);
  }
  PetscCall(PetscFree(old));
  if (n) PetscCall(VfGridHalo(g, n, carried));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationAccept(VfLubrication *l, double dt, int n_carried, double *const carried[], VfState *s)
{
  const VfGrid             *g        = l->grid;
  const VfLubricationLevel *level    = VfLubricationMgFinest(l->mg);
  double *const             fields[] = {s->m, s->m_before, s->m_rate, s->u, s->v};

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j), k = vf_patch_index(level->p, i, j);
      const double areal = l->f.rho[k] * level->d[k];

      if (!(areal > 0.0)) continue;
      s->m_before[q] = s->m[q];
      s->m[q]        = areal * l->f.h[k];
      s->m_rate[q]   = areal * (l->f.h[k] - l->f.star[k]) / l->gamma_dt;
      s->u[q]        = face_velocity(l, level->mx[k], k, k - 1, g->dx);
      s->v[q]        = face_velocity(l, level->my[k], k, k - (size_t)level->p.ld, g->dy);
    }
  }
  s->dt_before = dt;
  PetscCall(VfGridHalo(g, 5, fields));
  PetscCall(carry_all(g, dt, n_carried, carried, s));
  PetscFunctionReturn(0);
}
