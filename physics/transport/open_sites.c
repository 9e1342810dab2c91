#include "physics/transport/open_sites.h"
#include "physics/constants.h"
#include <math.h>

double vf_open_sites_fraction(const VfOpenSites *sites, double methylated, double zni)
{
  return sites->fraction * fmax(1.0 - methylated, 0.0) * fmax(1.0 - sites->zni_loss * zni, 0.0);
}

double vf_open_sites_factor(const VfOpenSites *sites, double fraction, double T)
{
  if (!(fraction > sites->threshold)) return 1.0;
  const double share = (fraction - sites->threshold) / (sites->fraction - sites->threshold);
  const double rise  = -sites->energy / VF_GAS_CONSTANT * (1.0 / T - 1.0 / sites->reference);

  return 1.0 + sites->enhancement * exp(rise) * pow(share, sites->exponent);
}
