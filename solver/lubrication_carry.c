#include "solver/lubrication.h"
#include <string.h>

/* Velocity on the faces between the cells of a row from k0 on and their neighbours at -step, towards the row, from the flux M grad p. */
static void velocity_row(const VfLubrication *l, const double *restrict m, size_t k0, size_t step, double spacing,
                         double *restrict u)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);
  const double              scale = 8.0 * spacing * l->rho_ref / l->formula.gamma;
  const double *restrict d = level->d + k0, *restrict dn = d - step, *restrict rho = l->f.rho + k0, *restrict rhon = rho - step;
  const double *restrict p = l->f.p + k0, *restrict pn = p - step, *restrict h = l->f.h + k0, *restrict hn = h - step;

  for (int i = 0; i < l->grid->xm; i++) {
    const double areal = (d[i] + dn[i]) * (rho[i] + rhon[i]) * (h[i] + hn[i]);

    u[i] = m[i] > 0.0 ? scale * m[i] * (pn[i] - p[i]) / areal : 0.0;
  }
}

/* Areal masses of a row from k0 on, and what the next step has to know of this one. */
static void mass_row(const VfLubrication *l, const VfLubricationLevel *level, size_t k0, size_t q0, VfState *s)
{
  double *restrict m = s->m + q0, *restrict before = s->m_before + q0, *restrict earlier = s->m_earlier + q0,
                   *restrict rate = s->m_rate + q0;
  const double *restrict rho = l->f.rho + k0, *restrict d = level->d + k0, *restrict h = l->f.h + k0,
                         *restrict star = l->f.star + k0;
  const double per_time                 = 1.0 / l->formula.gamma;

  for (int i = 0; i < l->grid->xm; i++) {
    const double areal = rho[i] * d[i];
    const bool   in    = areal > 0.0;

    earlier[i] = in ? before[i] : earlier[i];
    before[i]  = in ? m[i] : before[i];
    m[i]       = in ? areal * h[i] : m[i];
    rate[i]    = in ? areal * (h[i] - star[i]) * per_time : rate[i];
  }
}

/* What the film carries in row j, moved by the step's velocity: upwind and implicit, so that any step keeps it between its bounds.
   old: as it was, from the first cell of the row on, rows ld_old apart. */
static void carry_row(const VfGrid *g, const VfState *s, double dt, int j, const double *restrict old, int ld_old, double *q)
{
  const double cx = dt / g->dx, cy = dt / g->dy;
  const size_t k0          = vf_index(g, g->xs, j);
  const double *restrict u = s->u + k0, *restrict v = s->v + k0, *restrict vn = v + g->ld;
  const double *restrict south = old - ld_old, *restrict north = old + ld_old;
  const unsigned char *restrict inside = g->inside + k0;
  double *restrict out                 = q + k0;

  for (int i = 0; i < g->xm; i++) {
    const double west = u[i] > 0.0 ? cx * u[i] : 0.0, east = u[i + 1] < 0.0 ? -cx * u[i + 1] : 0.0;
    const double low = v[i] > 0.0 ? cy * v[i] : 0.0, high = vn[i] < 0.0 ? -cy * vn[i] : 0.0;
    const double moved =
        (old[i] + west * old[i - 1] + east * old[i + 1] + low * south[i] + high * north[i]) / (1.0 + west + east + low + high);

    out[i] = inside[i] ? moved : out[i];
  }
}

/* Has all of the bath here, ghosts included, the same of it?  Then none of it changes. */
static bool even(const VfGrid *g, const double *field)
{
  const double value = field[vf_index(g, g->xs, g->ys)];
  int          other = 0;

  for (int j = g->ys - 1; j <= g->ys + g->ym; j++) {
    const size_t         k0     = vf_index(g, g->xs - 1, j);
    const double        *q      = field + k0;
    const unsigned char *inside = g->inside + k0;

    for (int i = 0; i < g->xm + 2; i++) other |= inside[i] & (q[i] != value);
    if (other) return false;
  }
  return true;
}

static void carry_all(const VfLubrication *l, double dt, int n, double *const carried[], const VfState *s)
{
  const VfGrid             *g     = l->grid;
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  for (int f = 0; f < n; f++) {
    if (even(g, carried[f])) continue;
    for (int j = -1; j <= g->ym; j++)
      memcpy(level->b1 + vf_patch_index(level->p, -1, j), carried[f] + vf_index(g, g->xs - 1, g->ys + j),
             ((size_t)g->xm + 2) * sizeof(double));
    for (int j = 0; j < g->ym; j++)
      carry_row(g, s, dt, g->ys + j, level->b1 + vf_patch_index(level->p, 0, j), level->p.ld, carried[f]);
  }
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
    mass_row(l, level, k0, q0, s);
  }
  s->dt_earlier = s->dt_before;
  s->dt_before  = dt;
  PetscCall(VfGridHalo(g, 2, faces));
  carry_all(l, dt, n_carried, carried, s);
  PetscFunctionReturn(0);
}
