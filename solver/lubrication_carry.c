#include "solver/lubrication.h"
#include <math.h>

/* Velocity on the faces between the cells of a row from k0 on and their neighbours at -step, towards the row, from the flux M grad p. */
static void velocity_row(const VfLubrication *l, const double *restrict m, size_t k0, size_t step, double spacing,
                         double *restrict u)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);
  const double              scale = 8.0 * spacing * l->rho_ref / l->gamma_dt;
  const double *restrict d = level->d + k0, *restrict dn = d - step, *restrict rho = l->f.rho + k0, *restrict rhon = rho - step;
  const double *restrict p = l->f.p + k0, *restrict pn = p - step, *restrict h = l->f.h + k0, *restrict hn = h - step;

  for (int i = 0; i < l->grid->xm; i++) {
    const double areal = (d[i] + dn[i]) * (rho[i] + rhon[i]) * (h[i] + hn[i]);

    u[i] = m[i] > 0.0 ? scale * m[i] * (pn[i] - p[i]) / areal : 0.0;
  }
}

/* What the film carries, moved by the step's velocity: upwind and implicit, so that any step keeps it between its bounds. */
static void carry(const VfGrid *g, const VfState *s, double dt, const double *old, double *q)
{
  const double cx = dt / g->dx, cy = dt / g->dy;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t k0 = vf_index(g, g->xs, j), ld = (size_t)g->ld;
    const double *restrict u = s->u + k0, *restrict v = s->v + k0, *restrict vn = v + ld, *restrict o = old + k0;
    const double *restrict south = o - ld, *restrict north = o + ld;
    const unsigned char *restrict inside = g->inside + k0;
    double *restrict out                 = q + k0;

    for (int i = 0; i < g->xm; i++) {
      const double west = u[i] > 0.0 ? cx * u[i] : 0.0, east = u[i + 1] < 0.0 ? -cx * u[i + 1] : 0.0;
      const double low = v[i] > 0.0 ? cy * v[i] : 0.0, high = vn[i] < 0.0 ? -cy * vn[i] : 0.0;
      const double moved =
          (o[i] + west * o[i - 1] + east * o[i + 1] + low * south[i] + high * north[i]) / (1.0 + west + east + low + high);

      out[i] = inside[i] ? moved : out[i];
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
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationAccept(VfLubrication *l, double dt, int n_carried, double *const carried[], VfState *s)
{
  const VfGrid             *g       = l->grid;
  const VfLubricationLevel *level   = VfLubricationMgFinest(l->mg);
  double *const             faces[] = {s->u, s->v};

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, g->ys + j), k0 = vf_patch_index(level->p, 0, j);

    velocity_row(l, level->mx + k0, k0, 1, g->dx, s->u + q0);
    velocity_row(l, level->my + k0, k0, (size_t)level->p.ld, g->dy, s->v + q0);
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j), k = vf_patch_index(level->p, i, j);
      const double areal = l->f.rho[k] * level->d[k];

      if (!(areal > 0.0)) continue;
      s->m_before[q] = s->m[q];
      s->m[q]        = areal * l->f.h[k];
      s->m_rate[q]   = areal * (l->f.h[k] - l->f.star[k]) / l->gamma_dt;
    }
  }
  s->dt_before = dt;
  PetscCall(VfGridHalo(g, 2, faces));
  PetscCall(carry_all(g, dt, n_carried, carried, s));
  PetscFunctionReturn(0);
}
