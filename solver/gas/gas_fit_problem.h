/* The least-squares problem behind a fit of the laws of gas transport (gas_fit.h): residuals, Jacobian, descent.  Internal to the fit.

   Parameters stand as y in [0, 1], over the ranges that the case gives them. */
#ifndef VF_SOLVER_GAS_FIT_PROBLEM_H
#define VF_SOLVER_GAS_FIT_PROBLEM_H

#include "solver/gas/gas_fit.h"

static const double VF_FIT_HOPELESS = 1e3;  /* residual of a measurement that the laws cannot evaluate */
static const double VF_FIT_NUDGE    = 1e-5; /* of finite differences, over a parameter's range */

/* One fit. */
typedef struct {
  VfCase                kase; /* its parameters change */
  int                   n_gases;
  const VfPenetrant    *gases;
  const VfMeasurements *data;
  const double         *target; /* (data->n) SI: measured, or synthetic */
  const double         *sigma;  /* (data->n) */
  int                   held;   /* a predicted measurement that a spring pulls to `hold`; -1: none */
  double                hold;   /* in the coordinate of vf_fit_coordinate() */
  double                spring; /* standard deviation of the spring, in that coordinate */
} VfFitProblem;

/** What is compared: the logarithm of a model's value, an activation energy [J/mol] itself. */
double vf_fit_coordinate(const VfMeasurement *measurement, double value);

/** Distance of a model's value from the target over sigma; of a bound that is kept 0. */
double vf_fit_deviation(const VfMeasurement *measurement, double model, double target, double sigma);

/** Residuals at y.  @param r (data->n).  @param model (data->n) SI, may be NULL: predicted measurements are then not evaluated. */
void vf_fit_residuals(VfFitProblem *f, const double y[], double r[], double model[]);

/** Jacobian (data->n x parameters, row after row) by central differences; one-sided at the bounds. */
PetscErrorCode VfFitJacobian(VfFitProblem *f, const double y[], double J[]);

/** From y to the nearest least sum of squares.  @param chi2 there. */
PetscErrorCode VfFitDescend(VfFitProblem *f, double y[], double *chi2);

/** 95 % intervals of every model's value, and how far measurements are from them (gas_fit.h).  Collective on comm.
    @param y the best place.  @param result its model, model_error and residual are there; low, high and distance are filled. */
PetscErrorCode VfFitIntervals(MPI_Comm comm, const VfFitProblem *f, const double y[], VfFitResult *result);

#endif
