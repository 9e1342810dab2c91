#include "physics/transport/rig_equations.h"
#include "physics/transport/units.h"
#include <math.h>

static const double study_constant = 0.278; /* [cmHg cm3/(cm3(STP) K)] as the study has it: 0.07 % below 76/273.15 */

double vf_rig_constant_volume(double volume, double feed, double T, double area, double rise)
{
  const double GPU = 1e6 * (1e6 * volume) / (feed / VF_CMHG * T * study_constant * (1e4 * area)) * rise / VF_CMHG;

  return GPU * VF_GPU;
}

void vf_rig_sweep(int n, const double fraction[], double sweep, double area, const double feed[], const double permeate[],
                  double permeance[])
{
  double sum = 0.0;

  for (int i = 0; i < n; i++) sum += fraction[i];
  for (int i = 0; i < n; i++) {
    const double drop = feed[i] - permeate[i];

    permeance[i] = feed[i] > 0.0 && (drop > 0.0 || drop < 0.0) ? sweep * fraction[i] / (1.0 - sum) / (area * drop) : (double)NAN;
  }
}
