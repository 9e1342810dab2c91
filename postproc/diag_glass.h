/* Diagnostics of the glass: structure, density, shrinkage, decomposition, thermal stress.  Each is evaluated for the means of the
   film; maps of fictive temperature, cooling rate and decomposition are in the fields. */
#ifndef VF_POSTPROC_DIAG_GLASS_H
#define VF_POSTPROC_DIAG_GLASS_H

#include "postproc/diagnostics.h"

double diag_fictive_temperature(const VfDiagnosticInput *input);
double diag_fictive_temperature_spread(const VfDiagnosticInput *input);
double diag_cooling_rate(const VfDiagnosticInput *input);
double diag_density(const VfDiagnosticInput *input);
double diag_density_glass(const VfDiagnosticInput *input);
double diag_shrinkage_pellet_to_melt(const VfDiagnosticInput *input);
double diag_shrinkage_melt_to_glass(const VfDiagnosticInput *input);
double diag_shrinkage_pellet_to_glass(const VfDiagnosticInput *input);
double diag_decomposition_progress(const VfDiagnosticInput *input);
double diag_equivalent_hold(const VfDiagnosticInput *input);
double diag_glass_transition_after_hold(const VfDiagnosticInput *input);
double diag_thermal_stress(const VfDiagnosticInput *input);
double diag_critical_flaw(const VfDiagnosticInput *input);

/** A warning when the melt was held too long, "" when all is well.
    @param values of the end of the run. */
void vf_glass_warning(const VfCase *kase, const VfDiagnostics *values, char line[], size_t size);

#endif
