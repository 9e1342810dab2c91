#include "postproc/regime.h"
#include "physics/regime_map.h"
#include "physics/spreading.h"
#include "postproc/edge_force.h"
#include <math.h>
#include <string.h>

/* Mean thickness [m] up to which a film that draws together counts as a lens; S < 0. */
static double lens_limit(const VfRegimeInput *in)
{
  return in->effective_rho_g > 0.0 ? VF_LENS_MARGIN * vf_langmuir_thickness(in->S, in->effective_rho_g, 1.0) : (double)INFINITY;
}

const char *vf_regime_name(const VfRegimeInput *in)
{
  if (!(in->thickness_mean > 0.0)) return vf_regime_label(VF_REGIME_DEWETTED);
  if (in->S < 0.0 && (in->holes > 0 || in->pieces > 1)) return vf_regime_label(VF_REGIME_DEWETTED);
  if (in->rim_covered >= 0.5) return vf_regime_label(VF_REGIME_WALL);
  if (in->S < 0.0 && in->thickness_mean <= lens_limit(in)) return vf_regime_label(VF_REGIME_LENS);
  return vf_regime_label(VF_REGIME_FROZEN);
}

/* Takes note of a border at this distance, when the film beyond it has another name. */
static void consider(VfRegimeFound *found, const VfRegimeInput *beyond, double distance)
{
  const char *name = vf_regime_name(beyond);

  if (!strcmp(name, found->name) || !(distance < found->margin || (found->next[0] == '\0' && distance <= 1.0))) return;
  found->next   = name;
  found->margin = distance;
}

VfRegimeFound vf_regime_find(const VfRegimeInput *in)
{
  VfRegimeFound found  = {.name = vf_regime_name(in), .next = "", .margin = 1.0};
  VfRegimeInput beyond = *in;
  const double  h = in->thickness_mean, weight = 0.5 * in->effective_rho_g * h * h;

  if (!(h > 0.0)) return found;
  beyond.S = in->S < 0.0 ? 0.0 : -fmax(in->S, 1e-300);
  consider(&found, &beyond, fabs(in->S) > 0.0 ? fabs(in->S) / (fabs(in->S) + weight) : 0.0);
  beyond             = *in;
  beyond.rim_covered = in->rim_covered >= 0.5 ? 0.0 : 1.0;
  consider(&found, &beyond, 2.0 * fabs(in->rim_covered - 0.5));
  if (in->S < 0.0 && isfinite(lens_limit(in))) {
    const double ratio    = h / lens_limit(in);
    beyond                = *in;
    beyond.thickness_mean = h * (ratio <= 1.0 ? 2.0 : 0.5) / ratio;
    consider(&found, &beyond, fabs(ratio - 1.0) / fmax(1.0, ratio));
  }
  return found;
}

VfRegimeFound vf_regime_of_view(const VfView *view, const VfDiagnostics *d)
{
  return vf_regime_find(&(VfRegimeInput){
      .S               = view->spreading_coefficient,
      .effective_rho_g = vf_film_weight(view->kase, d->input.film.temperature),
      .thickness_mean  = d->input.film.thickness_mean,
      .rim_covered     = d->input.film.rim_covered,
      .holes           = d->input.holes.count,
      .pieces          = d->input.islands.count,
  });
}
