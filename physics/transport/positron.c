#include "physics/transport/positron.h"
#include "physics/constants.h"
#include <math.h>

static const double electron_layer = 165.6e-12; /* [m] dR */
static const double spin_average   = 0.5e-9;    /* [s] lifetime within the electron layer */

double vf_positron_lifetime(double diameter)
{
  const double share = diameter / (diameter + 2.0 * electron_layer);

  if (!(diameter > 0.0 && diameter < INFINITY)) return NAN;
  return spin_average / (1.0 - share + sin(2.0 * VF_PI * share) / (2.0 * VF_PI));
}

double vf_positron_diameter(double lifetime)
{
  double low = 1e-15, high = 1e-7;

  if (!(lifetime > vf_positron_lifetime(low) && lifetime < vf_positron_lifetime(high))) return NAN;
  for (int i = 0; i < 100; i++) { /* the lifetime rises with the diameter throughout */
    const double middle                                       = 0.5 * (low + high);
    *(vf_positron_lifetime(middle) < lifetime ? &low : &high) = middle;
  }
  return 0.5 * (low + high);
}

double vf_positron_free_volume(double diameter, double intensity)
{
  const double angstrom = 0.5e10 * diameter; /* the radius */

  return 0.0018 * 4.0 * VF_PI / 3.0 * angstrom * angstrom * angstrom * 100.0 * intensity;
}
