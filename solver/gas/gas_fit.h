/* Fitting the laws of gas transport to measurements: bounded non-linear least squares by TAO's regularised Gauss-Newton method (brgn), from
   several places, with standard errors, correlations, and a plain word on what the data cannot tell.

   Residuals are (ln model - ln measured)/sigma for permeances, selectivities and diffusivities, (E model - E measured)/sigma for
   activation energies, each sigma the measurement's own; a bound ("CO2 above H2") counts when the model is on its wrong side.
   Covariance (J'J)^-1 at the best place.  A number counts as not determined when its standard error is more than that of knowing nothing
   but its bounds (their distance over sqrt(12)), or when it lies on a bound.

   What is predicted has a 95 % interval: from the standard errors, or by profile likelihood, the values that some numbers within chi2 + 3.84
   of the best can give (S. S. Wilks, Ann. Math. Stat. 9, 60 (1938), doi:10.1214/aoms/1177732360; for predictions: C. Kreutz, A. Raue &
   J. Timmer, BMC Syst. Biol. 6, 120 (2012), doi:10.1186/1752-0509-6-120).  Past a factor 1000 or 100 kJ/mol, or where no numbers between
   the bounds reach further, it is open.  The distance of a measurement takes both its sigma and the interval's side towards it. */
#ifndef VF_SOLVER_GAS_FIT_H
#define VF_SOLVER_GAS_FIT_H

#include "inputs/measurements.h"
#include "physics/transport/fit_result.h"
#include <petscsys.h>

/** What the laws of a case say of one measurement: a permeance, ratio ... in SI, or an activation energy [J/mol] by least squares over
    six temperatures of its range.  @param gases (n_gases) that the measurements name.  @return NaN when it cannot be evaluated. */
double vf_measured_model(const VfCase *kase, int n_gases, const VfPenetrant gases[], const VfMeasurement *measurement);

/** Fits kase->fit.parameters.  Collective on comm: starts and draws are shared over ranks; the result is the same on all.
    @param result its arrays are made here, freed with VfFitResultDestroy().
    @param message one line when nothing could be fitted, "" otherwise. */
PetscErrorCode VfGasFit(MPI_Comm comm, const VfCase *kase, int n_gases, const VfPenetrant gases[],
                        const VfMeasurements *measurements, VfFitResult *result, char message[], size_t size);
PetscErrorCode VfFitResultDestroy(VfFitResult *result);

#endif
