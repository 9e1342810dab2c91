#include "solver/lubrication_film.h"
#include <math.h>

/* A predicted thickness falls by no more than this factor: where the film ruptures the parabola overshoots. */
#define LEAST_PREDICTED 0.5

/* Thicknesses of the row of cells of the state from q0 on, as those of the level from k0 on. */
static void load_thickness(VfLubrication *l, const VfState *s, const VfState *mid, size_t q0, size_t k0)
{
  const VfTimeFormula t        = l->formula;
  const double *restrict theta = l->grid->fraction + q0, *restrict rho = mid->rho + q0, *restrict m = s->m + q0;
  const double *restrict m_before = s->m_before + q0, *restrict m_earlier = s->m_earlier + q0, *restrict m_rate = s->m_rate + q0;
  double *restrict now = l->f.now + k0, *restrict star = l->f.star + k0, *restrict predicted = l->f.predicted + k0;

  for (int i = 0; i < l->grid->xm; i++) {
    const bool   in    = theta[i] > 0.0;
    const double scale = in ? 1.0 / (rho[i] * theta[i]) : 0.0, h = in ? m[i] * scale : now[i];
    const double past = (m_before[i] - m[i]) * scale, past2 = (m_earlier[i] - m[i]) * scale, rate = m_rate[i] * scale;
    const double ahead = h + t.r * rate + t.q1 * past + t.q2 * past2;

    now[i]       = h;
    star[i]      = h + t.s1 * past + t.s2 * past2;
    predicted[i] = ahead > LEAST_PREDICTED * h ? ahead : LEAST_PREDICTED * h;
  }
}

/* What the film of a row is made of.  Neighbours that are alike in temperature share the law. */
static void load_material(VfLubrication *l, VfLubricationLevel *level, const VfState *mid, size_t q0, size_t k0)
{
  const VfProperty *tension = &l->kase->melt.surface_tension;
  double            Gamma = 0.0, T_last = NAN;

  for (int i = 0; i < l->grid->xm; i++) {
    const size_t q = q0 + (size_t)i, k = k0 + (size_t)i;
    const double theta = l->grid->fraction[q], T = mid->T[q], rho = mid->rho[q];

    level->d[k]      = theta;
    level->inside[k] = theta > 0.0 ? 1.0 : 0.0;
    if (!(theta > 0.0)) continue;
    if (T != T_last) Gamma = vf_film_stiffness(l->kase, vf_property_at(tension, T), 0.0);
    T_last           = T;
    level->a[k]      = theta * rho / l->rho_ref;
    l->f.Gamma[k]    = Gamma;
    l->f.rho[k]      = rho;
    l->f.fluidity[k] = 1.0 / mid->eta[q];
    l->f.rg[k]       = rho * l->kase->gravity; /* a solid carries nothing of it */
  }
}

static PetscErrorCode load_materials(VfLubrication *l, const VfState *mid)
{
  const VfGrid       *g        = l->grid;
  VfLubricationLevel *level    = VfLubricationMgFinest(l->mg);
  double *const       fields[] = {level->d, l->f.rho, l->f.fluidity, l->f.Gamma};

  PetscFunctionBeginUser;
  l->rho_ref = 0.0;
  for (size_t q = 0; q < g->n_local; q++) l->rho_ref = fmax(l->rho_ref, mid->rho[q]);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &l->rho_ref, 1, MPI_DOUBLE, MPI_MAX, g->comm));
  for (int j = 0; j < g->ym; j++) load_material(l, level, mid, vf_index(g, g->xs, g->ys + j), vf_patch_index(level->p, 0, j));
  PetscCall(VfLubricationLevelHalo(level, 4, fields));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationLoad(VfLubrication *l, const VfState *s, const VfState *mid, double dt, bool same)
{
  const VfGrid             *g     = l->grid;
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  PetscFunctionBeginUser;
  l->formula = vf_time_formula(dt, s->dt_before, s->dt_earlier);
  if (!same) PetscCall(load_materials(l, mid));
  for (int j = 0; j < g->ym; j++) load_thickness(l, s, mid, vf_index(g, g->xs, g->ys + j), vf_patch_index(level->p, 0, j));
  PetscCall(VfLubricationLevelHalo(level, 1, &l->f.predicted));
  PetscFunctionReturn(0);
}

/* Between the cells of a row from k0 on and their neighbours at -step: coefficients of conservation, gamma M/spacing^2.  M =
   h^2/beta [m3/(Pa s)] takes h1 h2 (h1 + h2)/2 for h^3 and h1 h2 for h^2: as any mean it is second order; it vanishes with either thickness and
   has the smallest error of those tried on a spreading drop (docs/theory.md). */
static void face_row(const VfLubrication *l, const VfLubricationLevel *level, size_t k0, size_t step, double spacing,
                     double *restrict m)
{
  const VfBath *bath     = &l->kase->bath;
  const bool    friction = bath->friction.set;
  const double  per_area = 0.25 / (spacing * spacing), scale = 0.5 * l->formula.gamma / l->rho_ref;
  const double  third = 1.0 / 3.0, slip = bath->slip_length, fixed = friction ? 2.0 / bath->friction.value : 0.0;
  const double *restrict h = l->f.predicted + k0, *restrict hn = h - step, *restrict d = level->d + k0, *restrict dn = d - step;
  const double *restrict rho = l->f.rho + k0, *restrict rhon = rho - step;
  const double *restrict fluid = l->f.fluidity + k0, *restrict fluidn = fluid - step;

  for (int i = 0; i < l->grid->xm; i++) {
    const double open = d[i] > 0.0 && dn[i] > 0.0 ? per_area * (d[i] + dn[i]) : 0.0, h2 = h[i] * hn[i];
    const double M2 = friction ? h2 * fixed : h2 * (third * 0.5 * (h[i] + hn[i]) + slip) * (fluid[i] + fluidn[i]); /* twice M */

    m[i] = open * scale * (rho[i] + rhon[i]) * M2;
  }
}

/* The same of bending. */
static void bend_row(const VfLubrication *l, const VfLubricationLevel *level, size_t k0, size_t step, double spacing,
                     double *restrict bend)
{
  const double per_area    = 0.25 / (spacing * spacing);
  const double *restrict d = level->d + k0, *restrict dn = d - step, *restrict Gamma = l->f.Gamma + k0,
                         *restrict Gamman = Gamma - step;

  for (int i = 0; i < l->grid->xm; i++) {
    bend[i] = (d[i] > 0.0 && dn[i] > 0.0 ? per_area * (d[i] + dn[i]) : 0.0) * (Gamma[i] + Gamman[i]);
  }
}

PetscErrorCode VfLubricationFaces(VfLubrication *l, bool same)
{
  VfLubricationLevel *level   = VfLubricationMgFinest(l->mg);
  const size_t        ld      = (size_t)level->p.ld;
  double *const       faces[] = {level->mx, level->my, level->kx, level->ky};

  PetscFunctionBeginUser;
  for (int j = 0; j < l->grid->ym; j++) {
    const size_t k0 = vf_patch_index(level->p, 0, j);

    face_row(l, level, k0, 1, l->grid->dx, level->mx + k0);
    face_row(l, level, k0, ld, l->grid->dy, level->my + k0);
    if (same) continue;
    bend_row(l, level, k0, 1, l->grid->dx, level->kx + k0);
    bend_row(l, level, k0, ld, l->grid->dy, level->ky + k0);
  }
  PetscCall(VfLubricationLevelHalo(level, same ? 2 : 4, faces));
  l->evaluated += (double)l->grid->xm * l->grid->ym; /* with the pressure of the predictor half the arrays of a residual each */
  PetscFunctionReturn(0);
}

/* sum over faces k (h' - h) */
static double bending(const VfLubricationLevel *l, const double *h, size_t k)
{
  const size_t ld = (size_t)l->p.ld;

  return l->kx[k] * (h[k - 1] - h[k]) + l->kx[k + 1] * (h[k + 1] - h[k]) + l->ky[k] * (h[k - ld] - h[k]) +
         l->ky[k + ld] * (h[k + ld] - h[k]);
}

/* Slopes of the potential of n cells of a row from k0 on; true: a thickness is beyond its law. */
static bool slopes_row(VfLubrication *l, size_t k0, int n)
{
  if (vf_potential_slopes(&l->potential, n, l->f.h + k0, l->dphi, l->d2phi)) return true;
  for (int i = 0; l->f.pattern && i < n; i++) {
    l->dphi[i] *= l->f.pattern[k0 + (size_t)i];
    l->d2phi[i] *= l->f.pattern[k0 + (size_t)i];
  }
  return false;
}

void vf_lubrication_pressure(VfLubrication *l)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  for (int j = 0; j < l->grid->ym; j++) {
    const size_t k0 = vf_patch_index(level->p, 0, j);

    if (slopes_row(l, k0, l->grid->xm)) continue;
    for (int i = 0; i < l->grid->xm; i++) {
      const size_t k = k0 + (size_t)i;

      const bool   in  = level->d[k] > 0.0;
      const double lap = bending(level, l->f.h, k) / (in ? level->d[k] : 1.0);

      l->f.p[k] = in ? l->dphi[i] + l->f.rg[k] * l->f.h[k] - lap : l->f.p[k];
    }
  }
}

PetscErrorCode VfLubricationStart(VfLubrication *l)
{
  const VfLubricationLevel *level      = VfLubricationMgFinest(l->mg);
  double *const             unknowns[] = {l->f.h, l->f.p};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < level->n; k++) l->f.h[k] = l->f.predicted[k] > 0.0 ? l->f.predicted[k] : 1.0;
  vf_lubrication_pressure(l);
  PetscCall(VfLubricationLevelHalo(level, 2, unknowns));
  PetscFunctionReturn(0);
}

static void residual_row(VfLubrication *l, size_t k0, int n)
{
  VfLubricationLevel *level = VfLubricationMgFinest(l->mg);
  const size_t        ld    = (size_t)level->p.ld;
  const double *restrict h = l->f.h + k0, *restrict p = l->f.p + k0, *restrict star = l->f.star + k0, *restrict rg = l->f.rg + k0;
  const double *restrict mx = level->mx + k0, *restrict my = level->my + k0, *restrict kx = level->kx + k0;
  const double *restrict ky = level->ky + k0, *restrict a = level->a + k0, *restrict d = level->d + k0;
  const double *restrict dphi = l->dphi, *restrict d2phi = l->d2phi;
  const double *restrict hs = h - ld, *restrict hn = h + ld, *restrict ps = p - ld, *restrict pn = p + ld;
  const double *restrict myn = my + ld, *restrict kyn = ky + ld;
  double *restrict b1 = level->b1 + k0, *restrict b2 = level->b2 + k0, *restrict s = level->s + k0;

  for (int i = 0; i < n; i++) {
    const double flux =
        mx[i] * (p[i - 1] - p[i]) + mx[i + 1] * (p[i + 1] - p[i]) + my[i] * (ps[i] - p[i]) + myn[i] * (pn[i] - p[i]);
    const double bend =
        kx[i] * (h[i - 1] - h[i]) + kx[i + 1] * (h[i + 1] - h[i]) + ky[i] * (hs[i] - h[i]) + kyn[i] * (hn[i] - h[i]);

    b1[i] = a[i] * (star[i] - h[i]) + flux;
    b2[i] = d[i] * (dphi[i] + rg[i] * h[i] - p[i]) - bend;
    s[i]  = d[i] * (d2phi[i] + rg[i]);
  }
}

int vf_lubrication_residual(VfLubrication *l, const VfSpans *where)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);
  int                       bad   = 0;

  for (int j = 0; j < l->grid->ym; j++) {
    const int    low = where ? where->low[j] : 0, n = (where ? where->high[j] : l->grid->xm) - low;
    const size_t k0 = vf_patch_index(level->p, low, j);

    if (slopes_row(l, k0, n)) bad++;
    residual_row(l, k0, n);
    l->evaluated += n;
  }
  return bad;
}
