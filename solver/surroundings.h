/* What film and bath exchange heat with: furnace walls, and the gas that flows over them (physics/heat_exchange.h). */
#ifndef VF_SOLVER_SURROUNDINGS_H
#define VF_SOLVER_SURROUNDINGS_H

#include "physics/heat_exchange.h"
#include "solver/state.h"

/* Surroundings during a step. */
typedef struct {
  double      T_wall[3]; /* [K] at the start, at the middle stage and at the end */
  double      T_gas;     /* [K] */
  const char *gas;       /* "": none, the furnace exchanges heat by radiation and through the bath's underside */
  double      flow;      /* [m3/s] */
  double      h_top;     /* [W/(m2 K)] half way through the step, from VfSurroundingsExpect */
} VfSurroundings;

/* Coefficients of the exchange of a cell, by the area of the whole cell. */
typedef struct {
  double radiation; /* [W/(m2 K4)] emissivity x Stefan-Boltzmann x share of bath */
  double bath;      /* [1] share of bath */
} VfExchange;

/** Emissivity is that of film and bath, mixed by what covers the bath. */
static inline VfExchange vf_exchange_of(const VfFurnace *f, double c, double fraction)
{
  const double covered = c < fraction ? c : fraction;

  return (VfExchange){VF_STEFAN_BOLTZMANN * (fraction * f->emissivity_bath + covered * (f->emissivity_film - f->emissivity_bath)),
                      fraction};
}

/** Heat flux into a cell at T from walls at T_wall and the gas [W/m2]. */
static inline double vf_exchange_flux(VfExchange e, const VfFurnace *f, const VfSurroundings *a, double T_wall, double T)
{
  return e.radiation * ((T_wall - T) * (T_wall + T) * (T_wall * T_wall + T * T)) +
         e.bath * (f->bottom_exchange * (T_wall - T) + a->h_top * (a->T_gas - T));
}

/** Its derivative by T, with the sign turned [W/(m2 K)] >= 0. */
static inline double vf_exchange_slope(VfExchange e, const VfFurnace *f, const VfSurroundings *a, double T)
{
  return 4.0 * e.radiation * T * T * T + e.bath * (f->bottom_exchange + a->h_top);
}

/** Heat capacity of a film [J/(kg K)]: crystal and zni, and melt above or glass below Tg. */
double vf_film_heat_capacity(const VfMelt *melt, double T, double X);

/** Heat capacity of the bath with what carries it [J/(m2 K)]. */
double vf_bath_heat_capacity(const VfCase *kase, double T);

/** Expects what a step of dt [s] does to film and bath as a whole, since conduction along a liquid metal evens out within a second what
    the two receive: the rise of temperature half way [K].  Sets around->h_top to that of the film's temperature there.
    Collective, one reduction. */
PetscErrorCode VfSurroundingsExpect(const VfGrid *grid, const VfCase *kase, const VfState *state, double dt, VfSurroundings *around,
                                    double *rise);

#endif
