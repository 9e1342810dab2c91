/* The laws of the film that solver and monitors both evaluate, filled from a case. */
#ifndef VF_INPUTS_CASE_LAWS_H
#define VF_INPUTS_CASE_LAWS_H

#include "inputs/case.h"
#include "physics/decomposition.h"
#include "physics/density.h"
#include "physics/thermal_stress.h"

VfDensity       vf_case_density(const VfCase *kase);
VfDecomposition vf_case_decomposition(const VfCase *kase);
VfThermalStress vf_case_thermal_stress(const VfCase *kase);

/* The glass as gases find it; its pores were measured on glass with the library's density at 298.15 K. */
VfGlassModel vf_case_glass_model(const VfCase *kase);

/* The isotherm of a gas, NULL when the case gives none. */
const VfSorption *vf_case_sorption(const VfCase *kase, const char *gas);

#endif
