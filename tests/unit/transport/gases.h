/* Gases and a pore for the tests of transport; the numbers of the library. */
#ifndef VF_TESTS_UNIT_TRANSPORT_GASES_H
#define VF_TESTS_UNIT_TRANSPORT_GASES_H

#include "physics/transport/wall_potential.h"

static const VfPenetrant helium         = {"He", 0.004002602, 2.6e-10, 2.551e-10, 10.22, 5.1953, 228320.0};
static const VfPenetrant carbon_dioxide = {"CO2", 0.0440095, 3.3e-10, 3.941e-10, 195.2, 304.128, 7.3773e6};
static const VfPenetrant nitrogen       = {"N2", 0.0280134, 3.64e-10, 3.798e-10, 71.4, 126.192, 3.3958e6};

static inline VfPore test_pore(VfPoreShape shape)
{
  return (VfPore){.shape = shape, .diameter = 5.82e-10, .wall_density = 2e19, .wall_diameter = 3.4e-10, .wall_depth = 50.0};
}

#endif
