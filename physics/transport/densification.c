#include "physics/transport/densification.h"
#include <math.h>

double vf_densified_diameter(double diameter, double density_reference, double density, double density_skeletal)
{
  const double before = 1.0 / density_reference - 1.0 / density_skeletal, now = 1.0 / density - 1.0 / density_skeletal;

  if (!(density > 0.0 && density_reference > 0.0 && density_skeletal > 0.0 && before > 0.0)) return NAN;
  return now > 0.0 ? diameter * cbrt(now / before) : 0.0;
}
