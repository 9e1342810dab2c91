#include "postproc/regime.h"
#include "physics/spreading.h"
#include <math.h>

const char *vf_regime_name(const VfRegimeInput *in)
{
  const double margin = 1.25; /* a film this close to Langmuir's thickness counts as having arrived */

  if (!(in->thickness_mean > 0.0)) return "dewetted";
  if (in->S < 0.0 && (in->holes > 0 || in->pieces > 1)) return "dewetted";
  if (in->rim_covered >= 0.5) return "spread to the wall";
  if (in->S < 0.0) {
    const double rest = in->effective_rho_g > 0.0 ? vf_langmuir_thickness(in->S, in->effective_rho_g, 1.0) : (double)INFINITY;
    if (in->thickness_mean <= margin * rest) return "lens";
  }
  return "frozen while spreading";
}

/* rho g' at the temperature of the film. */
static double effective_rho_g(const VfCase *kase, double T)
{
  const double rho      = vf_property_at(&kase->melt.density, T);
  const double buoyancy = kase->bath.solid ? 1.0 : 1.0 - rho / vf_property_at(&kase->bath.density, T);
  return rho * kase->gravity * buoyancy;
}

PetscErrorCode VfRegimeFind(const VfView *view, const VfDiagnostics *d, const char **name)
{
  const VfField *c = vf_view_field(view, "c");
  VfRegions      film;
  VfRegionTotals pieces;

  PetscFunctionBeginUser;
  PetscCheck(c, view->grid->comm, PETSC_ERR_ARG_WRONG, "the regime needs the field c");
  PetscCall(VfRegionsLabel(view->grid, c->data, VF_REGIONS_PIECES, &film));
  PetscCall(VfRegionsJoin(&film, &pieces));
  PetscCall(VfRegionsDestroy(&film));
  *name = vf_regime_name(&(VfRegimeInput){
      .S               = view->spreading_coefficient,
      .effective_rho_g = effective_rho_g(view->kase, d->input.film.temperature),
      .thickness_mean  = d->input.film.thickness_mean,
      .rim_covered     = d->input.film.rim_covered,
      .holes           = d->input.holes.count,
      .pieces          = pieces.count,
  });
  PetscFunctionReturn(0);
}
