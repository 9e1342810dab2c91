#include "postproc/edge_force.h"
#include "physics/oxide_skin.h"
#include <math.h>

double vf_film_weight(const VfCase *kase, double T)
{
  const double rho      = vf_property_at(&kase->melt.density, T);
  const double buoyancy = kase->bath.solid ? 1.0 : 1.0 - rho / vf_property_at(&kase->bath.density, T);
  return rho * kase->gravity * buoyancy;
}

double vf_edge_force(const VfView *view, const VfFilm *film)
{
  const VfBath     *bath  = &view->kase->bath;
  const double      h     = film->thickness_mean;
  const double      force = view->spreading_coefficient + 0.5 * vf_film_weight(view->kase, film->temperature) * h * h;
  const VfOxideSkin skin  = {bath->solid ? 0.0 : bath->oxide_fraction, bath->solid ? 0.0 : bath->oxide_yield_stress};
  VfOxideForce      left;

  return vf_oxide_skin_force(&skin, 1, &force, &left) ? (double)NAN : left.force;
}
