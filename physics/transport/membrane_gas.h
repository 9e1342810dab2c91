/* A membrane as gases see it: columns of film side by side, holes beside them, a porous support behind both.

     film        each column passes the flux of its own thickness (glass_gas.h); nothing flows sideways: the film is a thousand times
                 wider than thick
     hole        molecular and viscous flow (pinhole.h)
     support     a conductance an area behind each, in series: 1/(h/P + L/P_s) where the film follows Henry's law, else the pressure
                 between the two is found so that both pass the same

   All flows over the whole area, at feed and permeate pressure: the permeance.  Sums of columns add up over any split of the map. */
#ifndef VF_PHYSICS_TRANSPORT_MEMBRANE_GAS_H
#define VF_PHYSICS_TRANSPORT_MEMBRANE_GAS_H

#include "physics/transport/gas_table.h"

/* What one gas is put to. */
typedef struct {
  double T;              /* [K] */
  double feed, permeate; /* [Pa] feed > permeate */
  double support;        /* [mol/(m2 s Pa)] permeance of the support, INFINITY: none */
  double pinhole_share;  /* [1] share of the film's area that pinholes take, not seen in the map */
  double pinhole_flow;   /* [mol/(m2 s)] through them, an area of film */
} VfGasTest;

/* Additive. */
typedef struct {
  double film_area; /* [m2] */
  double volume;    /* [m3] of film */
  double inverse;   /* [m] area over thickness */
  double mass;      /* [kg] of film, for its mean density */
  double film_flow; /* [mol/s] */
  double hole_area; /* [m2] of the map's holes */
  double hole_flow; /* [mol/s] through them, and through pinholes */
} VfMembraneSums;

enum { VF_MEMBRANE_SUMS = 7 }; /* doubles in it, for adding up over ranks */

typedef struct {
  double area;                /* [m2] film and holes */
  double permeance;           /* [mol/(m2 s Pa)] of that area */
  double film_permeance;      /* [mol/(m2 s Pa)] of the film and its support alone, of the film's area */
  double hole_share;          /* [1] of the flow */
  double thickness_mean;      /* [m] of the film */
  double thickness_effective; /* [m] harmonic mean over the film */
  double permeability;  /* [mol m/(m2 s Pa)] film permeance times effective thickness; of the glass when there is no support */
  double error_of_mean; /* [1] film permeance that a uniform film of mean thickness would have, over the true one, less 1 */
} VfPermeance;

/* One gas at one temperature, and the glass of mean density it went through. */
typedef struct {
  VfPermeance  membrane;
  VfGasInGlass glass;
} VfGasResult;

/** Flux [mol/(m2 s)] through film of thickness h [m] and the support. */
double vf_column_flux(const VfGasInGlass *gas, const VfGasTest *test, double h);

/** Adds n columns.  @param h [m] (n); columns with h <= 0 or no area are left out.  @param area [m2] (n) covered by film.
    @param density [kg/m3] (n). */
void vf_membrane_add_film(const VfGasTable *table, const VfGasTest *test, int n, const double h[], const double area[],
                          const double density[], VfMembraneSums *sums);

/** Adds round holes of one size.  @param area [m2] of one.  @param count of them.  @param length [m] thickness of the film. */
VfStatus vf_membrane_add_hole(const VfPenetrant *gas, const VfGasTest *test, double area, double count, double length,
                              VfMembraneSums *sums);

/** Fills pinhole_share and pinhole_flow of a test.  @param density [1/m2] of pinholes.  @param length [m]. */
VfStatus vf_gas_test_pinholes(const VfPenetrant *gas, double density, double radius, double length, VfGasTest *test);

/** The permeance from the sums of all columns and holes.  @return VF_ERR_DOMAIN when there is no film. */
VfStatus vf_membrane_finish(const VfGasTable *table, const VfGasTest *test, const VfMembraneSums *sums, VfPermeance *out);

#endif
