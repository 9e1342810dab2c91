#include "solver/momentum_stiff.h"

enum { FIELDS = 7 };

static void lists(VfMomentumStiff *s, double **list[FIELDS])
{
  double **const all[FIELDS] = {&s->terms.hu, &s->terms.hv, &s->terms.level, &s->terms.kx, &s->terms.ky, &s->q, &s->y};

  for (int k = 0; k < FIELDS; k++) list[k] = all[k];
}

PetscErrorCode VfMomentumStiffCreate(const VfGrid *grid, VfMembraneMg *membrane, VfMomentumStiff **out)
{
  const VfMembraneLevel *l = VfMembraneMgFinest(membrane);
  VfMomentumStiff       *s;
  double               **fields[FIELDS];

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  s->grid = grid;
  lists(s, fields);
  for (int k = 0; k < FIELDS; k++) PetscCall(PetscCalloc1(l->n, fields[k]));
  PetscCall(PetscCalloc2(l->ym, &s->low, l->ym, &s->high));
  PetscCall(VfStiffMgCreate(membrane, &s->terms, &s->mg));
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
  PetscCall(PetscFree2((*s)->low, (*s)->high));
  PetscCall(VfStiffMgDestroy(&(*s)->mg));
  PetscCall(PetscFree(*s));
  PetscFunctionReturn(0);
}

static double face_stiffness(const VfStiffTerms *t, size_t q, size_t n, double spacing)
{
  return t->w[q] > 0.0 && t->w[n] > 0.0 ? t->tau * 0.5 * (t->Gamma[q] + t->Gamma[n]) / (spacing * spacing) : 0.0;
}

static void set_face_and_cell(VfMomentumStiff *s, const VfStiffTerms *t, int i, int j)
{
  const VfGrid         *g     = s->grid;
  const VfStiffGrid    *grid  = VfStiffMgFinest(s->mg);
  const VfMembraneGrid *faces = grid->k;
  const size_t q = vf_index(g, i, j), west = q - 1, south = q - (size_t)g->ld, k = vf_grid_place(faces, i - g->xs, j - g->ys);

  s->terms.hu[k]    = faces->carries.u[k] ? t->hu[q] / g->dx : 0.0;
  s->terms.hv[k]    = faces->carries.v[k] ? t->hv[q] / g->dy : 0.0;
  s->terms.kx[k]    = vf_on_grid(g, i - 1, j) ? face_stiffness(t, q, west, g->dx) : 0.0;
  s->terms.ky[k]    = vf_on_grid(g, i, j - 1) ? face_stiffness(t, q, south, g->dy) : 0.0;
  s->terms.level[k] = t->w[q] > 0.0 && t->stiff[q] > 0.0 ? t->tau * t->stiff[q] : 0.0;
  grid->inside[k]   = t->w[q] > 0.0 ? 1.0 : 0.0;
}

static void find_film(VfMomentumStiff *s)
{
  const VfStiffGrid *g = VfStiffMgFinest(s->mg);

  for (int j = 0; j < g->k->ym; j++) {
    const double *row = g->inside + vf_grid_place(g->k, 0, j);

    s->low[j]  = 0;
    s->high[j] = g->k->xm;
    while (s->high[j] > 0 && !(row[s->high[j] - 1] > 0.0)) s->high[j]--;
    while (s->low[j] < s->high[j] && !(row[s->low[j]] > 0.0)) s->low[j]++;
  }
}

PetscErrorCode VfMomentumStiffSet(VfMomentumStiff *s, const VfStiffTerms *t)
{
  const VfGrid      *g        = s->grid;
  const VfStiffGrid *grid     = VfStiffMgFinest(s->mg);
  double *const      fields[] = {s->terms.hu, s->terms.hv, s->terms.level, s->terms.kx, s->terms.ky, grid->inside};

  PetscFunctionBeginUser;
  s->active = t != NULL;
  if (!t) PetscFunctionReturn(0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) set_face_and_cell(s, t, i, j);
  }
  find_film(s);
  PetscCall(VfStiffGridHalo(grid, 6, fields));
  PetscCall(PetscArrayzero(s->q, grid->k->n));
  PetscCall(PetscArrayzero(s->y, grid->k->n));
  PetscCall(VfStiffMgSetUp(s->mg));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffFlux(VfMomentumStiff *s, VfPair x)
{
  const VfStiffGrid *g = VfStiffMgFinest(s->mg);

  PetscFunctionBeginUser;
  PetscCall(VfMembraneGridHalo(g->k, x));
  for (int j = 0; j < g->k->ym; j++) vf_stiff_flux_row(g, x, j, (VfSpan){s->low[j], s->high[j]}, s->q + vf_grid_place(g->k, 0, j));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffPressure(VfMomentumStiff *s)
{
  const VfStiffGrid *g = VfStiffMgFinest(s->mg);

  PetscFunctionBeginUser;
  PetscCall(VfStiffGridHalo(g, 1, &s->q));
  for (int j = 0; j < g->k->ym; j++)
    vf_stiff_pressure_row(g, s->q, j, (VfSpan){s->low[j], s->high[j]}, s->y + vf_grid_place(g->k, 0, j));
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffPush(VfMomentumStiff *s, VfPair out)
{
  const VfStiffGrid *g = VfStiffMgFinest(s->mg);

  PetscFunctionBeginUser;
  PetscCall(VfStiffGridHalo(g, 1, &s->y));
  for (int j = 0; j < g->k->ym; j++) {
    const size_t k0 = vf_grid_place(g->k, 0, j);

    vf_stiff_push_row(g, s->y, j, (VfSpan){vf_rows_low(&g->k->rows, j), vf_rows_high(&g->k->rows, j)}, out.u + k0, out.v + k0);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumStiffAdd(VfMomentumStiff *s, VfPair x, VfPair y)
{
  PetscFunctionBeginUser;
  PetscCall(VfMomentumStiffFlux(s, x));
  PetscCall(VfMomentumStiffPressure(s));
  PetscCall(VfMomentumStiffPush(s, y));
  PetscFunctionReturn(0);
}
