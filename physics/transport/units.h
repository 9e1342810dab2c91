/* Units of the membrane literature.  1 GPU = 1e-6 cm3(STP)/(cm2 s cmHg), 1 Barrer = 1e-10 cm3(STP) cm/(cm2 s cmHg);
   STP: 273.15 K and 101325 Pa, so that 1 cm3(STP) is 1/22413.97 mol; 1 cmHg = 1333.224 Pa (conventional mercury, NIST SP 811). */
#ifndef VF_PHYSICS_TRANSPORT_UNITS_H
#define VF_PHYSICS_TRANSPORT_UNITS_H

#include "physics/constants.h"

#define VF_CMHG 1333.22387415 /* [Pa] */
#define VF_STP_TEMPERATURE 273.15
#define VF_STP_VOLUME (VF_GAS_CONSTANT * VF_STP_TEMPERATURE / VF_ATMOSPHERE) /* [m3/mol] */
#define VF_GPU (1e-6 * 1e-6 / VF_STP_VOLUME * 1e4 / VF_CMHG)                 /* [mol/(m2 s Pa)] 3.3464e-10 */
#define VF_BARRER (1e-6 * VF_GPU) /* [mol m/(m2 s Pa)] 3.3464e-16: a GPU times a micrometre */

#endif
