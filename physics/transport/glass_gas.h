/* Gases in one piece of glass: permeability, diffusivity and isotherm of each, from the laws of this folder.

   Permeability      P = P0 S D g, the law of the float-glass membrane study (permeability.h) at a reference pressure, times the factor of
                     the open sites (open_sites.h) for the gas that they carry; pores as wide as the density of the glass says
                     (densification.h)
   Isotherm          of a gas that has one: its own; else Henry's law with k = P/(D0 D g)
   Diffusivity       so that the film passes P at the reference pressure against vacuum:  P = diffusivity C_m(p_ref)/p_ref, C_m the
                     mobile concentration; without an isotherm that is D0 D g.  A gas whose isotherm comes with a diffusivity of its
                     own has that, and P follows from it

   A steady film of thickness h with constant diffusivities passes, for any isotherms and any mixture,
     N_i = diffusivity_i [ C_m,i(feed) - C_m,i(permeate) ]/h,
   since the flux is the same at every depth and C_m,i falls linearly. */
#ifndef VF_PHYSICS_TRANSPORT_GLASS_GAS_H
#define VF_PHYSICS_TRANSPORT_GLASS_GAS_H

#include "physics/transport/open_sites.h"
#include "physics/transport/permeability.h"
#include "physics/transport/sorption.h"

/* What all gases share; diameters and densities of the pores as measured on one glass. */
typedef struct {
  VfPermeabilityLaw law;
  double            diffusivity;        /* [m2/s] D0 */
  double            reference_pressure; /* [Pa] at which the permeability law holds */
  VfOpenSites       sites;
  double            methylated;       /* [1] share of the open sites that is blocked */
  int               densifies;        /* whether the pores follow the density */
  double            density_measured; /* [kg/m3] of the glass whose pores have the law's diameter */
  double            density_skeletal; /* [kg/m3] */
} VfGlassModel;

/* The glass at one place. */
typedef struct {
  double density; /* [kg/m3] envelope, at the temperature at which density_measured holds */
  double zni;     /* [1] mass fraction */
} VfGlassPlace;

/* One gas there. */
typedef struct {
  double     permeability; /* [mol m/(m2 s Pa)] at the reference pressure */
  double     diffusivity;  /* [m2/s] */
  VfIsotherm isotherm;
} VfGasInGlass;

/** One gas in one piece of glass.  @param carried whether open sites carry it.  @param sorption its isotherm, NULL: Henry's law.
    @param T [K].  @return VF_ERR_ARGUMENT, VF_ERR_DOMAIN as vf_permeability; VF_ERR_DOMAIN too when the glass has no pores left. */
VfStatus vf_gas_in_glass(const VfGlassModel *model, const VfGlassPlace *place, const VfPenetrant *gas, int carried,
                         const VfSorption *sorption, double T, VfGasInGlass *out);

enum { VF_MIXTURE_MAX = 16 };

/** Flux times thickness [mol/(m s)] of n <= VF_MIXTURE_MAX gases through a film between two mixtures.
    @param feed, permeate [Pa] (n) partial pressures.  @param flux (n). */
void vf_film_flux(int n, const VfGasInGlass gases[], const double feed[], const double permeate[], double flux[]);

#endif
