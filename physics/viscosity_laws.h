/* The viscosity laws themselves, for the registry: one file viscosity_NAME.c each. */
#ifndef VF_PHYSICS_VISCOSITY_LAWS_H
#define VF_PHYSICS_VISCOSITY_LAWS_H

#include "physics/viscosity.h"

extern const VfViscosityLaw vf_viscosity_constant;
extern const VfViscosityLaw vf_viscosity_arrhenius;
extern const VfViscosityLaw vf_viscosity_vft;
extern const VfViscosityLaw vf_viscosity_myega;

#endif
