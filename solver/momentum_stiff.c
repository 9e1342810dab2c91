#include "solver/momentum_stiff.h"

/* Relaxations of each grid before and after.  Means of coefficients and of distances from an edge are rough where the film ends within a coarse
   cell: motions a few cells wide along the edge, which coarse grids get wrong, are left to relaxation. With two sweeps a cycle shrinks them by
   0.6 to 0.95 on 256 cells a side, with four by 0.3, with six by 0.15. */
enum { FIELDS = 10, SWEEPS = 6 };

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
  PetscCall(PetscMalloc2(grid->ym, &s->low, grid->ym, &s->high));
  PetscCall(VfLubricationMgCreate(grid, &s->mg));
  s->mg->sweeps = SWEEPS;
  *out          = s;
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffDestroy(VfMomentumStiff **s)
{
  double **fields[FIELDS];

  PetscFunctionBeginUser;
  if (!*s) PetscFunctionReturn(0);
  lists(*s, fields);
  for (int k = 0; k < FIELDS; k++) PetscCall(PetscFree(*fields[k]));
  PetscCall(PetscFree2((*s)->low, (*s)->high));
  PetscCall(VfLubricationMgDestroy(&(*s)->mg));
  PetscCall(PetscFree(*s));
  PetscFunctionReturn(0);
}

static double face_stiffness(const VfStiffTerms *t, size_t q, size_t n, double spacing)
{
  return t->w[q] > 0.0 && t->w[n] > 0.0 ? t->tau * 0.5 * (t->Gamma[q] + t->Gamma[n]) / (spacing * spacing) : 0.0;
}

/* h^2/beta over the square of the spacing; of a face of bare bath `bare`.  Off the film corrections are 0, and coarse grids see through such faces
   how far from the edge that is. */
static double mobility(double h, double carries, double friction, double bare, double spacing)
{
  const double M = !(h > 0.0) ? bare : carries > 0.0 ? h * h / friction : 0.0;

  return M / (spacing * spacing);
}

static void set_face_and_cell(VfMomentumStiff *s, const VfMembraneLevel *m, const VfStiffTerms *t, double bare, int i, int j)
{
  const VfGrid       *g = s->grid;
  VfLubricationLevel *l = VfLubricationMgFinest(s->mg);
  const size_t q = vf_index(g, i, j), west = q - 1, south = q - (size_t)g->ld, k = vf_patch_index(l->p, i - g->xs, j - g->ys);
  const size_t f    = vf_membrane_index(m, i - g->xs, j - g->ys);
  const bool   film = t->w[q] > 0.0, x = vf_on_grid(g, i - 1, j), y = vf_on_grid(g, i, j - 1);

  s->kx[q]      = x ? face_stiffness(t, q, west, g->dx) : 0.0;
  s->ky[q]      = y ? face_stiffness(t, q, south, g->dy) : 0.0;
  s->level[q]   = film && t->stiff[q] > 0.0 ? t->tau * t->stiff[q] : 0.0;
  s->inverse[q] = film ? 4.0 * t->A[q] / (t->h[q] * t->h[q]) : 0.0;
  l->a[k]       = film ? 1.0 : 0.0;
  l->d[k]       = l->a[k];
  l->s[k]       = s->inverse[q] + s->level[q];
  l->kx[k]      = s->kx[q];
  l->ky[k]      = s->ky[q];
  l->mx[k]      = x ? mobility(t->hu[q], m->inverse.u[f], m->Bu[f], bare, g->dx) : 0.0;
  l->my[k]      = y ? mobility(t->hv[q], m->inverse.v[f], m->Bv[f], bare, g->dy) : 0.0;
  l->inside[k]  = l->a[k];
}

/* Adds h^2/beta of a face at the edge of the film to a sum and its count. */
static void add_edge(double h, double carries, double friction, bool edge, double sum[2])
{
  if (!edge || !(h > 0.0) || !(carries > 0.0)) return;
  sum[0] += h * h / friction;
  sum[1] += 1.0;
}

/* Mean of h^2/beta over the faces between film and bare bath. */
static PetscErrorCode edge_mobility(const VfMomentumStiff *s, const VfMembraneLevel *m, const VfStiffTerms *t, double *mean)
{
  const VfGrid *g      = s->grid;
  double        sum[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j), west = q - 1, south = q - (size_t)g->ld, f = vf_membrane_index(m, i, j);
      const bool   film = t->w[q] > 0.0;

      add_edge(t->hu[q], m->inverse.u[f], m->Bu[f], film != (t->w[west] > 0.0), sum);
      add_edge(t->hv[q], m->inverse.v[f], m->Bv[f], film != (t->w[south] > 0.0), sum);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sum, 2, MPI_DOUBLE, MPI_SUM, g->comm));
  *mean = sum[1] > 0.0 ? sum[0] / sum[1] : 0.0;
  PetscFunctionReturn(0);
}

static void find_film(VfMomentumStiff *s, const double *w)
{
  const VfGrid *g = s->grid;

  for (int j = 0; j < g->ym; j++) {
    const double *row = w + vf_index(g, g->xs, g->ys + j);

    s->low[j]  = 0;
    s->high[j] = g->xm;
    while (s->high[j] > 0 && !(row[s->high[j] - 1] > 0.0)) s->high[j]--;
    while (s->low[j] < s->high[j] && !(row[s->low[j]] > 0.0)) s->low[j]++;
  }
}

PetscErrorCode VfMomentumStiffSet(VfMomentumStiff *s, const VfMembraneLevel *m, const VfStiffTerms *t)
{
  const VfGrid *g        = s->grid;
  double *const fields[] = {s->kx, s->ky};
  double        bare;

  PetscFunctionBeginUser;
  s->active = t != NULL;
  if (!t) PetscFunctionReturn(0);
  find_film(s, t->w);
  PetscCall(edge_mobility(s, m, t, &bare));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) set_face_and_cell(s, m, t, bare, i, j);
  }
  PetscCall(PetscArraycpy(s->hu, t->hu, g->n_local));
  PetscCall(PetscArraycpy(s->hv, t->hv, g->n_local));
  PetscCall(VfGridHalo(g, 2, fields));
  PetscCall(VfLubricationMgSetUp(s->mg, false));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffFlux(VfMomentumStiff *s, const VfMembraneLevel *l, VfPair x)
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

PetscErrorCode VfMomentumStiffPressure(VfMomentumStiff *s)
{
  const VfGrid *g  = s->grid;
  const size_t  ld = (size_t)g->ld;
  const double *c  = s->q;

  PetscFunctionBeginUser;
  PetscCall(VfGridHalo(g, 1, &s->q));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      s->y[q] = s->level[q] * c[q] + s->kx[q] * (c[q] - c[q - 1]) + s->kx[q + 1] * (c[q] - c[q + 1]) +
                s->ky[q] * (c[q] - c[q - ld]) + s->ky[q + ld] * (c[q] - c[q + ld]);
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffPush(VfMomentumStiff *s, const VfMembraneLevel *l, VfPair out)
{
  const VfGrid *g = s->grid;

  PetscFunctionBeginUser;
  PetscCall(VfGridHalo(g, 1, &s->y));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j), k = vf_membrane_index(l, i, j);

      if (l->inverse.u[k] > 0.0) out.u[k] -= s->hu[q] * (s->y[q] - s->y[q - 1]) / g->dx;
      if (l->inverse.v[k] > 0.0) out.v[k] -= s->hv[q] * (s->y[q] - s->y[q - (size_t)g->ld]) / g->dy;
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffAdd(VfMomentumStiff *s, const VfMembraneLevel *l, VfPair x, VfPair y)
{
  PetscFunctionBeginUser;
  PetscCall(VfMomentumStiffFlux(s, l, x));
  PetscCall(VfMomentumStiffPressure(s));
  PetscCall(VfMomentumStiffPush(s, l, y));
  PetscFunctionReturn(0);
}

/* With y = X C q, t = q + y and the pressure of friction p = C q - y/s:   q + L p = t,   p - (C + 1/s) q = -t/s. */
PetscErrorCode VfMomentumStiffComplement(VfMomentumStiff *s)
{
  const VfGrid       *g = s->grid;
  VfLubricationLevel *l = VfLubricationMgFinest(s->mg);

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j), k = vf_patch_index(l->p, i, j);

      l->b1[k] = s->q[q];
      l->b2[k] = -s->inverse[q] * s->q[q];
    }
  }
  PetscCall(VfLubricationMgCycle(s->mg, SWEEPS));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) s->q[vf_index(g, g->xs + i, g->ys + j)] = l->e[vf_patch_index(l->p, i, j)];
  }
  PetscFunctionReturn(0);
}
