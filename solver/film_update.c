#include "solver/contact.h"
#include "solver/film.h"
#include "solver/row_sums.h"
#include <math.h>

/* Cells at once: the laws are evaluated over stretches of film, each law over the whole stretch. */
enum { STRETCH = 64 };

typedef struct {
  double area, fluidity, S, edge_weight, sintering; /* sums over the film */
  double moves, stiff_rate, level_rate;             /* extremes: any cell that moves; fastest rates */
} Totals;

/* What the film of a stretch of cells is made of. */
typedef struct {
  double rho[STRETCH], eta[STRETCH];       /* [kg/m3], [Pa s]; voids included */
  double gamma_m[STRETCH], Gamma[STRETCH]; /* [N/m] tension, stiffness of undulations */
  double S[STRETCH], weight[STRETCH];      /* [N/m], [Pa/m] rho g' */
  bool   rigid[STRETCH];
} Material;

static inline double larger(double a, double b)
{
  return a > b ? a : b;
}

/* Effective viscosity of n cells. */
static VfStatus viscosities(const VfFilmLaws *laws, int n, const double T[], const double X[], VfEffectiveViscosity out[])
{
  const double     zni = laws->kase->melt.zni_fraction;
  VfViscosityValue melt[STRETCH];
  double           solid[STRETCH];
  const VfStatus   status = vf_viscosity_eval(&laws->kase->melt.viscosity, n, T, melt);

  for (int k = 0; k < n; k++) solid[k] = X[k] + zni * (1.0 - X[k]);
  return status ? status : vf_suspension_viscosity(&laws->suspension, n, melt, solid, out);
}

/* Are the n cells from q on alike in all that the laws see?  Then one speaks for all: without gradients of temperature, and above all in
   isothermal segments, the laws cost next to nothing. */
static bool alike(const VfState *s, size_t q, int n)
{
  const double *T = s->T + q, *X = s->X + q, *Tf = s->Tf + q;
  int           other = 0;

  for (int k = 1; k < n; k++) other |= T[k] != T[0] || X[k] != X[0] || Tf[k] != Tf[0];
  return !other;
}

/* The laws, of n cells from q on. */
static VfStatus evaluate(const VfFilmLaws *laws, const VfState *s, size_t q, int n, Material *out)
{
  VfDensityValue       density[STRETCH];
  VfEffectiveViscosity viscosity[STRETCH];
  VfStatus             status = vf_density_eval(&laws->density, n, s->T + q, s->Tf + q, s->X + q, density);

  if (!status) status = viscosities(laws, n, s->T + q, s->X + q, viscosity);
  for (int k = 0; !status && k < n; k++) {
    const double     T = s->T[q + (size_t)k];
    VfSpreadingValue spreading;

    status         = vf_film_tensions(laws, T, &out->gamma_m[k], &spreading);
    out->rho[k]    = density[k].rho * (1.0 - s->porosity);
    out->eta[k]    = viscosity[k].eta;
    out->rigid[k]  = viscosity[k].rigid;
    out->Gamma[k]  = vf_film_stiffness(laws->kase, out->gamma_m[k], spreading.gamma_mb);
    out->S[k]      = spreading.S;
    out->weight[k] = out->rho[k] * vf_film_gravity(laws->kase, T, out->rho[k]);
  }
  return status;
}

/* The first cell of a stretch of n speaks for all. */
static void spread(int n, Material *m)
{
  for (int k = 1; k < n; k++) {
    m->rho[k]     = m->rho[0];
    m->eta[k]     = m->eta[0];
    m->gamma_m[k] = m->gamma_m[0];
    m->Gamma[k]   = m->Gamma[0];
    m->S[k]       = m->S[0];
    m->weight[k]  = m->weight[0];
    m->rigid[k]   = m->rigid[0];
  }
}

/* phi'' of cells from .. to - 1 of a stretch that begins at q; 0 where a thickness is beyond the law. */
static void curvatures(const VfFilmLaws *laws, const double *h, int from, int to, const Material *m, VfPotentialValue p[])
{
  VfPotential potential = laws->kase->interface.potential;

  for (int k = from; k < to; k++) p[k] = (VfPotentialValue){0};
  for (int k = from, next; k < to && potential.law != VF_POTENTIAL_NONE; k = next) {
    for (next = k + 1; next < to && m->S[next] == m->S[k];) next++;
    potential.S = m->S[k];
    if (!vf_potential_eval(&potential, next - k, h + k, p + k)) continue;
    for (int one = k; one < next; one++) {
      p[one] = (VfPotentialValue){0};
      (void)vf_potential_eval(&potential, 1, h + one, p + one);
    }
  }
}

/* Fastest rates of cells from .. to - 1 of a stretch that begins at q: of the shortest wave of the grid under gravity, potential and
   capillarity, and of long waves under the first two. */
static void stiff_rates(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, size_t q, int from, int to, const Material *m,
                        Totals *t)
{
  const double     k2 = 4.0 / (g->dx * g->dx) + (g->ny > 1 ? 4.0 / (g->dy * g->dy) : 0.0);
  VfPotentialValue p[STRETCH];

  curvatures(laws, s->h + q, from, to, m, p);
  for (int k = from; k < to; k++) {
    const double h = s->h[q + (size_t)k], eta = m->eta[k];

    if (m->rigid[k]) continue;
    const double resist = (vf_film_friction(laws->kase, s->T[q + (size_t)k], h, eta) + 4.0 * eta * h * k2) / (k2 * h * h);

    t->level_rate = larger(larger(m->weight[k] + p[k].d2phi, 0.0) / resist, t->level_rate);
    t->stiff_rate = larger(larger(m->weight[k] + p[k].d2phi + m->Gamma[k] * k2, 0.0) / resist, t->stiff_rate);
  }
}

/* Updated cells count: from .. to - 1 of a stretch that begins at column i, place q. */
static void add_cells(const VfGrid *g, const VfState *s, int i, size_t q, int from, int to, const Material *m, Totals *t)
{
  for (int k = from; k < to; k++) {
    const double area = s->c[q + (size_t)k] * vf_cell_weight(g, i + k), h = s->h[q + (size_t)k];
    const double flows = m->rigid[k] ? 0.0 : area / m->eta[k];

    t->area += area;
    t->S += area * m->S[k];
    t->edge_weight += area * 0.5 * m->weight[k] * h * h;
    t->fluidity += flows;
    t->sintering += flows * m->gamma_m[k];
    t->moves = m->rigid[k] ? t->moves : 1.0;
  }
}

/* The same of cells that are all of the same material. */
static void add_alike(const VfGrid *g, const VfState *s, int i, size_t q, int from, int to, const Material *m, Totals *t)
{
  double area[STRETCH], h2[STRETCH];

  if (from >= to) return;
  for (int k = from; k < to; k++) {
    area[k] = s->c[q + (size_t)k] * vf_cell_weight(g, i + k);
    h2[k]   = area[k] * s->h[q + (size_t)k] * s->h[q + (size_t)k];
  }
  const double all = vf_row_sum(to - from, area + from), flows = m->rigid[0] ? 0.0 : all / m->eta[0];

  t->area += all;
  t->S += all * m->S[0];
  t->edge_weight += 0.5 * m->weight[0] * vf_row_sum(to - from, h2 + from);
  t->fluidity += flows;
  t->sintering += flows * m->gamma_m[0];
  t->moves = m->rigid[0] ? t->moves : 1.0;
}

/* rho, h, eta of the n cells of film from (i, j) on. */
static PetscErrorCode update_stretch(const VfGrid *g, const VfFilmLaws *laws, VfState *s, int i, int j, int n, Totals *t)
{
  const size_t q   = vf_index(g, i, j);
  const bool   one = alike(s, q, n);
  Material     material;

  PetscFunctionBeginUser;
  PetscCheck(!evaluate(laws, s, q, one ? 1 : n, &material), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "the material laws fail between cells (%d, %d) and (%d, %d), at T = %g K, Tf = %g K, X = %g in the first", i, j,
             i + n - 1, j, s->T[q], s->Tf[q], s->X[q]);
  if (one) spread(n, &material);
  for (int k = 0; k < n; k++) {
    s->rho[q + (size_t)k] = material.rho[k];
    s->eta[q + (size_t)k] = material.eta[k];
    s->h[q + (size_t)k]   = s->m[q + (size_t)k] / (material.rho[k] * s->c[q + (size_t)k]);
  }
  if (j < g->ys || j >= g->ys + g->ym) PetscFunctionReturn(0); /* ghosts are of other ranks, or of nobody */
  const int from = PetscMax(g->xs - i, 0), to = PetscMin(g->xs + g->xm - i, n);

  (one ? add_alike : add_cells)(g, s, i, q, from, to, &material, t);
  if (laws->rates) stiff_rates(g, laws, s, q, from, to, &material, t);
  PetscFunctionReturn(0);
}

/* Cells of film from i on, `end` and a stretch at most. */
static int film_from(const double *c, int i, int end)
{
  int n = 0;

  while (n < STRETCH && i + n < end && c[i + n] > 0.0) n++;
  return n;
}

static PetscErrorCode update_row(const VfGrid *g, const VfFilmLaws *laws, VfState *s, int j, Totals *t)
{
  const size_t  q0 = vf_index(g, g->xs - VF_HALO, j);
  const double *c  = s->c + q0;

  PetscFunctionBeginUser;
  for (int i = 0; i < g->ld; i++) {
    const int n = film_from(c, i, g->ld);

    if (n > 0) PetscCall(update_stretch(g, laws, s, g->xs - VF_HALO + i, j, n, t));
    i += n;
    if (i < g->ld && n < STRETCH) s->rho[q0 + (size_t)i] = s->h[q0 + (size_t)i] = s->eta[q0 + (size_t)i] = 0.0;
    if (n == STRETCH) i--; /* the next cell has not been looked at */
  }
  PetscFunctionReturn(0);
}

/* Weights of the momentum balance.  One looks two cells away, and the capillary stress of a ghost cell one further. */
static PetscErrorCode update_weights(const VfGrid *g, VfState *s)
{
  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(s->w, g->n_local)); /* others may have worked there; beyond walls nothing weighs */
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      s->w[q] = s->c[q] > 0.0 ? vf_contact_weight(g, s->c, i, j) : 0.0;
    }
  }
  PetscCall(VfGridHalo(g, 1, &s->w));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFilmUpdate(const VfGrid *g, const VfFilmLaws *laws, VfState *s, VfFilmSummary *summary)
{
  Totals t = {0};

  PetscFunctionBeginUser;
  for (int j = g->ys - VF_HALO; j < g->ys + g->ym + VF_HALO; j++) PetscCall(update_row(g, laws, s, j, &t));
  if (s->w) PetscCall(update_weights(g, s));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &t.area, 5, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &t.moves, 3, MPI_DOUBLE, MPI_MAX, g->comm));
  summary->covered_area = t.area;
  summary->fluidity     = t.area > 0.0 ? t.fluidity / t.area : 0.0;
  summary->S            = t.area > 0.0 ? t.S / t.area : 0.0;
  summary->edge_weight  = t.area > 0.0 ? t.edge_weight / t.area : 0.0;
  summary->sintering    = t.area > 0.0 ? t.sintering / t.area : 0.0;
  summary->rigid        = !(t.moves > 0.0);
  summary->stiff_rate   = t.stiff_rate;
  summary->level_rate   = t.level_rate;
  PetscFunctionReturn(0);
}

PetscErrorCode VfFilmFluidity(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, double *fluidity)
{
  double sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (int i = 0; i < g->xm; i++) {
      const int            n = film_from(s->c + q0, i, g->xm);
      const size_t         q = q0 + (size_t)i;
      VfEffectiveViscosity viscosity[STRETCH];

      if (n == 0) continue;
      const bool one = alike(s, q, n);

      PetscCheck(!viscosities(laws, one ? 1 : n, s->T + q, s->X + q, viscosity), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
                 "the viscosity fails near cell (%d, %d)", g->xs + i, j);
      for (int k = 1; one && k < n; k++) viscosity[k] = viscosity[0];
      for (int k = 0; k < n; k++) {
        const double area = s->c[q + (size_t)k] * vf_cell_weight(g, g->xs + i + k);

        sums[0] += area;
        sums[1] += viscosity[k].rigid ? 0.0 : area / viscosity[k].eta;
      }
      i += n - 1;
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, g->comm));
  *fluidity = sums[0] > 0.0 ? sums[1] / sums[0] : 0.0;
  PetscFunctionReturn(0);
}
