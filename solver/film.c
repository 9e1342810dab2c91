#include "solver/film.h"
#include "inputs/case_laws.h"
#include "physics/sintering.h"
#include <math.h>

void vf_film_laws(const VfCase *k, VfFilmLaws *laws)
{
  const VfInterface *i      = &k->interface;
  const VfGranular  *pellet = &k->melt.granular;
  const bool         voids  = pellet->set && pellet->porosity > 0.0;

  *laws = (VfFilmLaws){
      .kase       = k,
      .density    = vf_case_density(k),
      .suspension = {k->melt.packing_fraction, k->melt.rigid_viscosity},
      .spreading  = {i->spreading_coefficient.set ? VF_CLOSURE_SPREADING
                     : i->contact_angle.set       ? VF_CLOSURE_ANGLE
                     : i->interfacial_tension.set ? VF_CLOSURE_TENSION
                                                  : VF_CLOSURE_GIRIFALCO_GOOD,
                    i->interaction_parameter, i->interfacial_tension.value, i->spreading_coefficient.value, i->contact_angle.value},
      .oxide      = {k->bath.oxide_fraction, k->bath.oxide_yield_stress},
      .rates      = true,
      .pore_scale = voids ? vf_sintering_scale(vf_sintering_pore_radius(pellet->grain, pellet->porosity), pellet->porosity) : 0.0,
  };
}

VfStatus vf_film_tensions(const VfFilmLaws *laws, double T, double *gamma_m, VfSpreadingValue *value)
{
  const double gm = vf_property_at(&laws->kase->melt.surface_tension, T), gb = vf_property_at(&laws->kase->bath.surface_tension, T);

  const VfStatus status = vf_spreading_eval(&laws->spreading, 1, &gm, &gb, value);

  *gamma_m = gm;
  if (!status && laws->kase->bath.solid && laws->kase->bath.roughness > 1.0) {
    value->S        = vf_wenzel_spreading(laws->kase->bath.roughness, gm, value->S);
    value->gamma_mb = gb - gm - value->S;
  }
  return status;
}

double vf_film_sintered(const VfFilmLaws *laws, const VfFilmSummary *summary, double porosity, double dt)
{
  const double     time = laws->pore_scale > 0.0 ? summary->sintering * dt / laws->pore_scale : 0.0;
  VfSinteringValue v;

  return time > 0.0 && !vf_sintering_advance(1, &porosity, &time, &v) ? v.porosity : porosity;
}

double vf_film_bare_tension(const VfFilmLaws *laws, double S)
{
  const double force = S + laws->edge_weight;
  VfOxideForce left;

  if (!(laws->oxide.fraction > 0.0) || vf_oxide_skin_force(&laws->oxide, 1, &force, &left)) return S;
  return left.force - laws->edge_weight;
}

double vf_film_friction(const VfCase *k, double T, double h, double eta)
{
  if (k->bath.friction.set) return k->bath.friction.value;
  if (k->bath.solid) return 1.0 / (h / (3.0 * eta) + k->bath.slip_length / eta);
  return 1.0 / (h / (3.0 * eta) + k->bath.depth / (4.0 * vf_property_at(&k->bath.viscosity, T)));
}

double vf_film_stiffness(const VfCase *k, double gamma_m, double gamma_mb)
{
  if (k->bath.solid) return gamma_m;
  return gamma_mb > 0.0 ? gamma_m * gamma_mb / (gamma_m + gamma_mb) : 0.0;
}

double vf_film_gravity(const VfCase *k, double T, double rho)
{
  return vf_reduced_gravity(k->gravity, rho, k->bath.solid ? INFINITY : vf_property_at(&k->bath.density, T));
}
