#include "solver/momentum_stiff.h"

enum { FIELDS = 10 };

static void lists(VfMomentumStiff *s, double **list[FIELDS])
{
  double **const all[FIELDS] = {&s->hu, &s->hv, &s->level, &s->kx, &s->ky, &s->inverse, &s->u, &s->v, &s->q, &s->y};

  for (int k = 0; k < FIELDS; k++) list[k] = all[k];
}

PetscErrorCode VfMomentumStiffCreate(const VfGrid *grid, VfMomentumStiff **out)
{
  VfMomentumStiff *s;
  double         **fields[FIELDS];

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  s->grid = grid;
  lists(s, fields);
  for (int k = 0; k < FIELDS; k++) PetscCall(VfFieldCreate(grid, fields[k]));
  PetscCall(VfDiffusionMgCreate(grid, &s->mg));
  *out = s;
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffDestroy(VfMomentumStiff **s)
{
  double **fields[FIELDS];

  PetscFunctionBeginUser;
  if (!*s) PetscFunctionReturn(0);
  lists(*s, fields);
  for (int k = 0; k < FIELDS; k++) PetscCall(PetscFree(*fields[k]));
  PetscCall(VfDiffusionMgDestroy(&(*s)->mg));
  PetscCall(PetscFree(*s));
  PetscFunctionReturn(0);
}

static double face_stiffness(const VfStiffTerms *t, size_t q, size_t n, double spacing)
{
  return t->w[q] > 0.0 && t->w[n] > 0.0 ? t->tau * 0.5 * (t->Gamma[q] + t->Gamma[n]) / (spacing * spacing) : 0.0;
}

static void set_face_and_cell(VfMomentumStiff *s, const VfStiffTerms *t, int i, int j)
{
  const VfGrid     *g = s->grid;
  VfDiffusionLevel *l = VfDiffusionMgFinest(s->mg);
  const size_t      q = vf_index(g, i, j), west = q - 1, south = q - (size_t)g->ld, k = vf_patch_index(l->p, i - g->xs, j - g->ys);
  const bool        film = t->w[q] > 0.0, x = vf_on_grid(g, i - 1, j), y = vf_on_grid(g, i, j - 1);

  s->kx[q]      = x ? face_stiffness(t, q, west, g->dx) : 0.0;
  s->ky[q]      = y ? face_stiffness(t, q, south, g->dy) : 0.0;
  s->level[q]   = film && t->stiff[q] > 0.0 ? t->tau * t->stiff[q] : 0.0;
  s->inverse[q] = film ? 3.0 * t->A[q] / (t->h[q] * t->h[q]) : 0.0;
  l->d[k]       = film ? s->inverse[q] + s->level[q] : 1.0;
  l->ax[k]      = s->kx[q];
  l->ay[k]      = s->ky[q];
  l->inside[k]  = 1.0;
}

PetscErrorCode VfMomentumStiffSet(VfMomentumStiff *s, const VfStiffTerms *t)
{
  const VfGrid *g        = s->grid;
  double *const fields[] = {s->kx, s->ky};

  PetscFunctionBeginUser;
  s->active = t != NULL;
  if (!t) PetscFunctionReturn(0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) set_face_and_cell(s, t, i, j);
  }
  PetscCall(PetscArraycpy(s->hu, t->hu, g->n_local));
  PetscCall(PetscArraycpy(s->hv, t->hv, g->n_local));
  PetscCall(VfGridHalo(g, 2, fields));
  PetscCall(VfDiffusionMgSetUp(s->mg));
  PetscFunctionReturn(0);
}

/* q = div(h u) in cells of film. */
static PetscErrorCode divergence(VfMomentumStiff *s, const VfMembraneLevel *l, VfPair x)
{
  const VfGrid *g          = s->grid;
  double *const velocity[] = {s->u, s->v};

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++) {
    PetscCall(PetscArraycpy(s->u + vf_index(g, g->xs, g->ys + j), x.u + vf_membrane_index(l, 0, j), g->xm));
    PetscCall(PetscArraycpy(s->v + vf_index(g, g->xs, g->ys + j), x.v + vf_membrane_index(l, 0, j), g->xm));
  }
  PetscCall(VfGridHalo(g, 2, velocity));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j), north = q + (size_t)g->ld;

      s->q[q] = s->inverse[q] > 0.0 ? (s->hu[q + 1] * s->u[q + 1] - s->hu[q] * s->u[q]) / g->dx +
                                          (s->hv[north] * s->v[north] - s->hv[q] * s->v[q]) / g->dy
                                    : 0.0;
    }
  }
  PetscFunctionReturn(0);
}

/* Faces of out get (add: are added) -h grad y. */
static PetscErrorCode transpose(VfMomentumStiff *s, const VfMembraneLevel *l, bool add, VfPair out)
{
  const VfGrid *g = s->grid;

  PetscFunctionBeginUser;
  PetscCall(VfGridHalo(g, 1, &s->y));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j), k = vf_membrane_index(l, i, j);
      const double fu = l->inverse.u[k] > 0.0 ? -s->hu[q] * (s->y[q] - s->y[q - 1]) / g->dx : 0.0;
      const double fv = l->inverse.v[k] > 0.0 ? -s->hv[q] * (s->y[q] - s->y[q - (size_t)g->ld]) / g->dy : 0.0;

      out.u[k] = (add ? out.u[k] : 0.0) + fu;
      out.v[k] = (add ? out.v[k] : 0.0) + fv;
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffAdd(VfMomentumStiff *s, const VfMembraneLevel *l, VfPair x, VfPair y)
{
  const VfGrid *g = s->grid;

  PetscFunctionBeginUser;
  PetscCall(divergence(s, l, x));
  PetscCall(VfGridHalo(g, 1, &s->q));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t  q = vf_index(g, i, j), ld = (size_t)g->ld;
      const double *c = s->q;

      s->y[q] = s->level[q] * c[q] + s->kx[q] * (c[q] - c[q - 1]) + s->kx[q + 1] * (c[q] - c[q + 1]) +
                s->ky[q] * (c[q] - c[q - ld]) + s->ky[q + ld] * (c[q] - c[q + ld]);
    }
  }
  PetscCall(transpose(s, l, true, y));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffWoodbury(VfMomentumStiff *s, const VfMembraneLevel *l, VfPair x, VfPair b)
{
  const VfGrid     *g = s->grid;
  VfDiffusionLevel *d = VfDiffusionMgFinest(s->mg);

  PetscFunctionBeginUser;
  PetscCall(divergence(s, l, x));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j);

      d->b[vf_patch_index(d->p, i, j)] = s->inverse[q] * s->q[q];
    }
  }
  PetscCall(VfDiffusionMgCycle(s->mg));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j);

      s->y[q] = s->inverse[q] * (s->q[q] - d->x[vf_patch_index(d->p, i, j)]);
    }
  }
  PetscCall(transpose(s, l, false, b));
  PetscFunctionReturn(0);
}
