#include "solver/contact.h"
#include "solver/film.h"
#include <math.h>

/* Cells at once: the laws are evaluated over stretches of film, each law over the whole stretch. */
enum { STRETCH = 64 };

typedef struct {
  double area, fluidity, S, edge_weight, sintering; /* sums over the film */
  double moves, stiff_rate, level_rate;             /* extremes: any cell that moves; fastest rates */
} Totals;

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

/* Rates of one cell: [0] the shortest wave of the grid under gravity, potential and capillarity; [1] long waves under the first two. */
static void stiff_rates(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, size_t q, const VfSpreadingValue *spreading,
                        double gamma_m, double weight, double rates[2])
{
  const VfCase    *k  = laws->kase;
  const double     k2 = 4.0 / (g->dx * g->dx) + (g->ny > 1 ? 4.0 / (g->dy * g->dy) : 0.0), h = s->h[q], eta = s->eta[q];
  const double     Gamma     = vf_film_stiffness(k, gamma_m, spreading->gamma_mb);
  const double     resist    = (vf_film_friction(k, s->T[q], h, eta) + 4.0 * eta * h * k2) / (k2 * h * h);
  VfPotential      potential = k->interface.potential;
  VfPotentialValue p         = {0};

  if (potential.law != VF_POTENTIAL_NONE) {
    potential.S = spreading->S;
    vf_potential_eval(&potential, 1, &h, &p);
  }
  rates[1] = larger(weight + p.d2phi, 0.0) / resist;
  rates[0] = larger(weight + p.d2phi + Gamma * k2, 0.0) / resist;
}

/* One updated cell counts. */
static PetscErrorCode add_cell(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, int i, size_t q, bool rigid, Totals *t)
{
  const double     area = s->c[q] * vf_cell_weight(g, i), weight = s->rho[q] * vf_film_gravity(laws->kase, s->T[q], s->rho[q]);
  VfSpreadingValue spreading;
  double           gamma_m, rates[2];

  PetscFunctionBeginUser;
  PetscCheck(!vf_film_tensions(laws, s->T[q], &gamma_m, &spreading), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "no surface tension at T = %g K", s->T[q]);
  t->area += area;
  t->S += area * spreading.S;
  t->edge_weight += area * 0.5 * weight * s->h[q] * s->h[q];
  if (rigid) PetscFunctionReturn(0);
  t->fluidity += area / s->eta[q];
  t->sintering += area * gamma_m / s->eta[q];
  t->moves = 1.0;
  stiff_rates(g, laws, s, q, &spreading, gamma_m, weight, rates);
  t->stiff_rate = larger(rates[0], t->stiff_rate);
  t->level_rate = larger(rates[1], t->level_rate);
  PetscFunctionReturn(0);
}

/* rho, h, eta of the n cells of film from (i, j) on. */
static PetscErrorCode update_stretch(const VfGrid *g, const VfFilmLaws *laws, VfState *s, int i, int j, int n, Totals *t)
{
  const size_t         q = vf_index(g, i, j);
  VfDensityValue       density[STRETCH];
  VfEffectiveViscosity viscosity[STRETCH];
  VfStatus             status = vf_density_eval(&laws->density, n, s->T + q, s->Tf + q, s->X + q, density);

  PetscFunctionBeginUser;
  if (!status) status = viscosities(laws, n, s->T + q, s->X + q, viscosity);
  PetscCheck(!status, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "the material laws fail between cells (%d, %d) and (%d, %d), at T = %g K, Tf = %g K, X = %g in the first", i, j,
             i + n - 1, j, s->T[q], s->Tf[q], s->X[q]);
  for (int k = 0; k < n; k++) {
    s->rho[q + (size_t)k] = density[k].rho * (1.0 - s->porosity);
    s->eta[q + (size_t)k] = viscosity[k].eta;
    s->h[q + (size_t)k]   = s->m[q + (size_t)k] / (s->rho[q + (size_t)k] * s->c[q + (size_t)k]);
  }
  if (j < g->ys || j >= g->ys + g->ym) PetscFunctionReturn(0); /* ghosts are of other ranks, or of nobody */
  for (int k = 0; k < n; k++) {
    if (i + k >= g->xs && i + k < g->xs + g->xm) PetscCall(add_cell(g, laws, s, i + k, q + (size_t)k, viscosity[k].rigid, t));
  }
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
      PetscCheck(!viscosities(laws, n, s->T + q, s->X + q, viscosity), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
                 "the viscosity fails near cell (%d, %d)", g->xs + i, j);
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
