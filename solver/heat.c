#include "solver/heat.h"
#include "physics/heat_exchange.h"
#include "physics/melting.h"
#include <math.h>
#include <string.h>

/* [K] in a step; one that changes less is solved with the same error in kelvin. */
#define RISE 5.0

PetscErrorCode VfHeatCreate(const VfGrid *grid, const VfCase *kase, VfState *scratch, VfHeat **out)
{
  double *const operator_[3] = {scratch->h, scratch->eta, scratch->rho};
  VfHeat       *h;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&h));
  h->grid     = grid;
  h->kase     = kase;
  h->capacity = scratch->m;
  h->b        = scratch->c;
  h->delta    = scratch->X;
  h->source   = scratch->decomposition;
  PetscCall(VfDiffusionCreate(grid, "heat_", operator_, &h->diffusion));
  if (h->diffusion->mg) h->diffusion->mg->shortens = true;
  h->diffusion->least = RISE;
  *out                = h;
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatDestroy(VfHeat **h)
{
  PetscFunctionBeginUser;
  if (!*h) PetscFunctionReturn(0);
  PetscCall(VfDiffusionDestroy(&(*h)->diffusion));
  PetscCall(PetscFree(*h));
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatConvection(const VfCase *k, const char *gas, double flow, double T_gas, double T, double *h_top)
{
  VfGasState   state;
  VfConvection convection;
  const double size  = k->bath.shape == VF_BATH_DISC ? 2.0 * k->bath.radius : k->bath.width;
  const double plate = k->bath.shape == VF_BATH_DISC ? 0.5 * k->bath.radius
                                                     : k->bath.width * k->bath.height / (2.0 * (k->bath.width + k->bath.height));
  const VfGas *found = NULL;

  PetscFunctionBeginUser;
  *h_top = 0.0;
  for (int i = 0; i < k->n_gases; i++) {
    if (!strcmp(k->gases[i].name, gas)) found = &k->gases[i];
  }
  if (!found) PetscFunctionReturn(0); /* no gas named: the furnace exchanges heat by radiation and through the bath's underside */
  const VfGasStream stream = {.flow      = flow,
                              .diameter  = k->furnace.tube_diameter,
                              .length    = size,
                              .plate     = plate,
                              .gravity   = k->gravity,
                              .T_surface = T,
                              .T_gas     = T_gas};
  VfStatus          status = vf_gas_state(found->molar_mass, &found->viscosity, &found->conductivity, 0.5 * (T + T_gas), &state);

  if (!status) status = vf_convection_eval(&stream, &state, &convection);
  PetscCheck(!status, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "no heat-transfer coefficient for %s at %g K", gas, T);
  *h_top = convection.h;
  PetscFunctionReturn(0);
}

/* Heat capacity of the film [J/(kg K)]: crystal and zni, and melt above or glass below Tg. */
static double film_capacity(const VfMelt *melt, double T, double X)
{
  const double      solid     = X + melt->zni_fraction * (1.0 - X);
  const VfProperty *amorphous = T > melt->glass_transition ? &melt->heat_capacity_melt : &melt->heat_capacity_glass;

  return solid * vf_property_at(&melt->heat_capacity_crystal, T) + (1.0 - solid) * vf_property_at(amorphous, T);
}

/* C and the conductances of the faces, from the state at the start of the step. */
static PetscErrorCode set_coefficients(VfHeat *h, const VfState *s)
{
  const VfGrid *g             = h->grid;
  const VfBath *bath          = &h->kase->bath;
  double *const conductance[] = {h->diffusion->ax, h->diffusion->ay};

  PetscFunctionBeginUser;
  for (int d = 0; d < 2; d++) PetscCall(PetscArrayzero(conductance[d], g->n_local)); /* outer walls: no flux */
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j), neighbours[2] = {q - 1, q - (size_t)g->ld};
      const double along[2] = {g->dx, g->dy}, face = g->axisymmetric ? g->x0 + i * g->dx : 1.0;
      const double measure = g->axisymmetric ? vf_x(g, i) : 1.0;

      if (!g->inside[q]) continue;
      const double below = bath->depth * vf_property_at(&bath->density, s->T[q]) * vf_property_at(&bath->heat_capacity, s->T[q]) +
                           h->kase->furnace.support_heat_capacity;

      h->capacity[q] = measure * (s->m[q] * film_capacity(&h->kase->melt, s->T[q], s->X[q]) + g->fraction[q] * below);
      for (int d = 0; d < (g->ny > 1 ? 2 : 1); d++) {
        const size_t n = neighbours[d];

        if (!g->inside[n]) continue;
        const double kappa =
            0.5 * (g->fraction[q] + g->fraction[n]) * bath->depth * vf_property_at(&bath->conductivity, 0.5 * (s->T[q] + s->T[n])) +
            0.5 * h->kase->melt.conductivity * (s->c[q] * s->h[q] + s->c[n] * s->h[n]);

        conductance[d][q] = face * kappa / (along[d] * along[d]);
      }
    }
  }
  PetscCall(VfGridHalo(g, 2, conductance)); /* a cell needs those of its far faces too */
  PetscFunctionReturn(0);
}

/* Emissivity of a cell by what covers its bath. */
static inline double emissivity(const VfFurnace *f, double c, double fraction)
{
  const double covered = c < fraction ? c / fraction : 1.0;

  return covered * f->emissivity_film + (1.0 - covered) * f->emissivity_bath;
}

/* Exchange of cell q with the surroundings, per area of the whole cell: value [W/m2] and derivative. */
static inline void exchange(const VfHeat *h, const VfState *s, size_t q, double T_wall, const VfSurroundings *a, double *flux,
                            double *slope)
{
  const VfFurnace  *f    = &h->kase->furnace;
  const double      bath = h->grid->fraction[q], T = s->T[q];
  const VfRadiation r = vf_radiation_value(emissivity(f, s->c[q], bath), T_wall, T);

  *flux  = bath * (r.q + f->bottom_exchange * (T_wall - T) + a->h_top * (a->T_gas - T));
  *slope = bath * (r.dq_dT - f->bottom_exchange - a->h_top);
}

/* Heat carried by the moving film, -m cp u.grad T, upwind. */
static double carried(const VfHeat *h, const VfState *s, size_t q)
{
  const VfGrid *g  = h->grid;
  const size_t  ld = (size_t)g->ld;
  const double  u = 0.5 * (s->u[q] + s->u[q + 1]), v = g->ny > 1 ? 0.5 * (s->v[q] + s->v[q + ld]) : 0.0;
  const size_t  x = u > 0.0 ? q - 1 : q + 1, y = v > 0.0 ? q - ld : q + ld;
  double        sum = 0.0;

  if (s->m[q] <= 0.0 || (u == 0.0 && v == 0.0)) return 0.0;
  if (u != 0.0 && g->inside[x]) sum += fabs(u) * (s->T[x] - s->T[q]) / g->dx;
  if (v != 0.0 && g->inside[y]) sum += fabs(v) * (s->T[y] - s->T[q]) / g->dy;
  return s->m[q] * film_capacity(&h->kase->melt, s->T[q], s->X[q]) * sum;
}

/* b = sum of F(T) over n wall temperatures + late C delta/a, and the diagonal of the implicit operator over a, C/a - dF/dT. */
static void set_stage(VfHeat *h, const VfState *s, const VfSurroundings *around, int n, const double T_wall[], double a,
                      double late)
{
  const VfGrid      *g  = h->grid;
  const VfDiffusion *D  = h->diffusion;
  const size_t       ld = (size_t)g->ld;
  const double      *T  = s->T;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q       = vf_index(g, i, j);
      const double measure = g->axisymmetric ? vf_x(g, i) : 1.0;
      double       flux, slope = 0.0, sum = n * h->source[q];

      D->d[q] = 1.0;
      h->b[q] = 0.0;
      if (!g->inside[q]) continue;
      for (int k = 0; k < n; k++) {
        exchange(h, s, q, T_wall[k], around, &flux, &slope);
        sum += flux;
      }
      const double conducted = D->ax[q] * (T[q - 1] - T[q]) + D->ax[q + 1] * (T[q + 1] - T[q]) +
                               (g->ny > 1 ? D->ay[q] * (T[q - ld] - T[q]) + D->ay[q + ld] * (T[q + ld] - T[q]) : 0.0);

      D->d[q] = h->capacity[q] / a - measure * slope;
      h->b[q] = measure * sum + n * conducted + late * h->capacity[q] / a * h->delta[q];
    }
  }
}

/* Solves for delta and adds it to T. */
static PetscErrorCode implicit_stage(VfHeat *h, VfState *s, bool *converged)
{
  const VfGrid *g = h->grid;

  PetscFunctionBeginUser;
  PetscCall(VfDiffusionSolve(h->diffusion, h->b, h->delta, converged));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (g->inside[q]) s->T[q] += h->delta[q];
    }
  }
  PetscCall(VfGridHalo(g, 1, &s->T));
  PetscFunctionReturn(0);
}

/* Rise of temperature expected over dt [K]: exchange of the whole bath over its heat capacity, since conduction along a liquid metal
   evens out within a second what film and bare bath receive. */
static PetscErrorCode expected_rise(const VfHeat *h, const VfState *s, const VfSurroundings *around, double dt, double *rise)
{
  const VfGrid *g       = h->grid;
  double        sums[3] = {0.0, 0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q       = vf_index(g, i, j);
      const double measure = g->axisymmetric ? vf_x(g, i) : 1.0;
      double       flux, slope;

      if (!g->inside[q]) continue;
      exchange(h, s, q, around->T_wall[0], around, &flux, &slope);
      sums[0] += measure * flux;
      sums[1] += measure * slope;
      sums[2] += h->capacity[q];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 3, MPI_DOUBLE, MPI_SUM, g->comm));
  *rise = dt * sums[0] / (sums[2] - dt * sums[1]);
  PetscFunctionReturn(0);
}

/* Crystal of cell q after dt at T; what is far too cold to melt or has none left is not asked the law. */
static VfStatus melted(const VfMelting *law, double T, double X, double dt, double *out)
{
  const double         coldest = law->Tm - 8.5 * law->w; /* below, Xeq is 1 to the last digit */
  VfMeltingEquilibrium equilibrium;
  VfMeltingStep        advanced;

  *out = X;
  if (X <= 0.0 || (T > 0.0 && T < coldest)) return VF_OK;
  VfStatus status = vf_melting_equilibrium(law, 1, &T, &equilibrium);

  if (!status) status = vf_melting_advance(law, dt, 1, &X, &equilibrium.Xeq, &advanced);
  if (!status) *out = advanced.X;
  return status;
}

/* Melts over dt at the temperature expected half way; returns heat sources [W/m2] in source. */
static PetscErrorCode melt(VfHeat *h, const VfSurroundings *around, double dt, VfState *s, double *source)
{
  const VfGrid   *g      = h->grid;
  const VfMelting law    = {h->kase->melt.melting_temperature, h->kase->melt.melting_width, h->kase->melt.melting_time};
  const double    fusion = h->kase->melt.heat_of_fusion * (1.0 - h->kase->melt.zni_fraction); /* zni stays solid */
  double          rise   = 0.0;

  PetscFunctionBeginUser;
  PetscCall(expected_rise(h, s, around, 0.5 * dt, &rise));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      double       X;

      source[q] = 0.0;
      if (!g->inside[q] || s->c[q] <= 0.0) continue;
      PetscCheck(!melted(&law, s->T[q] + rise, s->X[q], dt, &X), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
                 "the melting law fails in cell (%d, %d) at %g K, X = %g", i, j, s->T[q] + rise, s->X[q]);
      source[q] = carried(h, s, q) - s->m[q] * fusion * (s->X[q] - X) / dt;
      s->X[q]   = X;
    }
  }
  PetscCall(VfGridHalo(g, 1, &s->X));
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatAdvance(VfHeat *h, const VfSurroundings *around, double dt, VfState *s, bool *converged)
{
  const double gamma = VF_HEAT_STAGE, a = 0.5 * gamma * dt; /* both stages share the implicit operator */
  const double w_start = (1.0 - gamma) * (1.0 - gamma) / (gamma * (2.0 - gamma));
  bool         second;

  PetscFunctionBeginUser;
  PetscCall(set_coefficients(h, s));
  PetscCall(melt(h, around, dt, s, h->source));
  PetscCall(PetscArrayzero(h->delta, h->grid->n_local));

  /* trapezoidal rule to the middle stage: C d = a (F(T0, t0) + F(T0 + d, t1)) */
  set_stage(h, s, around, 2, around->T_wall, a, 0.0);
  PetscCall(implicit_stage(h, s, converged));

  /* backward difference to the end, from the middle stage: C (T - T1) = a F(T) + w_start C (T1 - T0), T1 - T0 the delta of the first */
  set_stage(h, s, around, 1, around->T_wall + 2, a, w_start);
  for (size_t q = 0; q < h->grid->n_local; q++) h->delta[q] *= 1.0 / gamma - 1.0;
  h->diffusion->keeps = true; /* radiation has become steeper by a trifle */
  PetscCall(implicit_stage(h, s, &second));
  *converged = *converged && second;
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatMean(const VfGrid *g, const VfState *s, double *T)
{
  double sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (!g->inside[q] || s->c[q] <= 0.0) continue;
      const double weight = s->m[q] * vf_cell_weight(g, i);

      sums[0] += weight;
      sums[1] += weight * s->T[q];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, g->comm));
  *T = sums[1] / sums[0];
  PetscFunctionReturn(0);
}

PetscErrorCode VfHeatHighest(const VfGrid *g, const VfState *s, double *T, double *X)
{
  double most[2] = {-INFINITY, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (size_t q = q0; q < q0 + (size_t)g->xm; q++) {
      if (!g->inside[q] || s->c[q] <= 0.0) continue;
      if (s->T[q] > most[0]) most[0] = s->T[q];
      if (s->X[q] > most[1]) most[1] = s->X[q];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, most, 2, MPI_DOUBLE, MPI_MAX, g->comm));
  *T = most[0];
  *X = most[1];
  PetscFunctionReturn(0);
}
