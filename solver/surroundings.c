#include "solver/surroundings.h"
#include <math.h>
#include <string.h>

double vf_film_heat_capacity(const VfMelt *melt, double T, double X)
{
  const double      solid     = X + melt->zni_fraction * (1.0 - X);
  const VfProperty *amorphous = T > melt->glass_transition ? &melt->heat_capacity_melt : &melt->heat_capacity_glass;

  return solid * vf_property_at(&melt->heat_capacity_crystal, T) + (1.0 - solid) * vf_property_at(amorphous, T);
}

double vf_bath_heat_capacity(const VfCase *k, double T)
{
  return k->bath.depth * vf_property_at(&k->bath.density, T) * vf_property_at(&k->bath.heat_capacity, T) +
         k->furnace.support_heat_capacity;
}

/* Heat-transfer coefficient of the gas over a surface at T: from its flow through the furnace tube. */
static PetscErrorCode convection(const VfCase *k, const VfSurroundings *a, double T, double *h_top)
{
  VfGasState   state;
  VfConvection value;
  const double size  = k->bath.shape == VF_BATH_DISC ? 2.0 * k->bath.radius : k->bath.width;
  const double plate = k->bath.shape == VF_BATH_DISC ? 0.5 * k->bath.radius
                                                     : k->bath.width * k->bath.height / (2.0 * (k->bath.width + k->bath.height));
  const VfGas *found = NULL;

  PetscFunctionBeginUser;
  *h_top = 0.0;
  for (int i = 0; i < k->n_gases; i++) {
    if (!strcmp(k->gases[i].name, a->gas)) found = &k->gases[i];
  }
  if (!found) PetscFunctionReturn(0);
  const VfGasStream stream = {.flow      = a->flow,
                              .diameter  = k->furnace.tube_diameter,
                              .length    = size,
                              .plate     = plate,
                              .gravity   = k->gravity,
                              .T_surface = T,
                              .T_gas     = a->T_gas};
  VfStatus          status = vf_gas_state(found->molar_mass, &found->viscosity, &found->conductivity, 0.5 * (T + a->T_gas), &state);

  if (!status) status = vf_convection_eval(&stream, &state, &value);
  PetscCheck(!status, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "no heat-transfer coefficient for %s at %g K", a->gas, T);
  *h_top = value.h;
  PetscFunctionReturn(0);
}

/* Film and bath as a whole: sums over cells, by their weights. */
typedef struct {
  double mass, mass_T, mass_X; /* of the film; times its temperature and crystal fraction */
  double bath, bath_T;         /* share of bath; times temperature */
  double radiated, steeper;    /* heat radiated in at the first temperature of the wall, and its slope */
} Totals;

enum { N_TOTALS = sizeof(Totals) / sizeof(double) };

static Totals totals_of(const VfGrid *g, const VfCase *k, const VfState *s, double T_wall)
{
  const VfSurroundings none = {.h_top = 0.0};
  VfFurnace            f    = k->furnace;
  Totals               t    = {0};

  f.bottom_exchange = 0.0;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t q0 = vf_index(g, g->xs, j);

    for (int i = 0; i < g->xm; i++) {
      const size_t     q      = q0 + (size_t)i;
      const double     weight = g->inside[q] ? (g->axisymmetric ? vf_x(g, g->xs + i) : 1.0) : 0.0, T = s->T[q];
      const double     m = weight * s->m[q], b = weight * g->fraction[q];
      const VfExchange e = vf_exchange_of(&f, s->c[q], g->fraction[q]);

      t.mass += m;
      t.mass_T += m * T;
      t.mass_X += m * s->X[q];
      t.bath += b;
      t.bath_T += b * T;
      t.radiated += weight * vf_exchange_flux(e, &f, &none, T_wall, T);
      t.steeper += weight * vf_exchange_slope(e, &f, &none, T);
    }
  }
  return t;
}

PetscErrorCode VfSurroundingsExpect(const VfGrid *g, const VfCase *k, const VfState *s, double dt, VfSurroundings *a, double *rise)
{
  Totals t = totals_of(g, k, s, a->T_wall[0]);

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &t, N_TOTALS, MPI_DOUBLE, MPI_SUM, g->comm));
  *rise = 0.0;
  if (!(t.bath > 0.0 && t.mass > 0.0)) PetscFunctionReturn(0);
  const double T = t.bath_T / t.bath, film = t.mass_T / t.mass, bottom = k->furnace.bottom_exchange;

  for (int pass = 0; pass < 2; pass++) { /* the gas by the temperature at the start, then by that expected half way */
    PetscCall(convection(k, a, film + *rise, &a->h_top));
    const double capacity =
        t.mass * vf_film_heat_capacity(&k->melt, film + *rise, t.mass_X / t.mass) + t.bath * vf_bath_heat_capacity(k, T + *rise);
    const double flux  = t.radiated + bottom * (t.bath * a->T_wall[0] - t.bath_T) + a->h_top * (t.bath * a->T_gas - t.bath_T);
    const double slope = t.steeper + t.bath * (bottom + a->h_top);

    *rise = 0.5 * dt * flux / (capacity + 0.5 * dt * slope);
  }
  PetscFunctionReturn(0);
}
