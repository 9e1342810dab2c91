/* One implicit stage of gases in a membrane: Newton's method on all columns and both sides at once; see gas_transient.h. */
#ifndef VF_SOLVER_GAS_STAGE_H
#define VF_SOLVER_GAS_STAGE_H

#include "solver/gas/gas_transient.h"

/* What a membrane needs beside its state. */
typedef struct {
  size_t       size;       /* of a column: cells x n */
  int          parameters; /* pressures of the sides: 2 n */
  VfGasMatrix  matrix;     /* of one column at a time, unless kept */
  VfGasMatrix *kept;       /* (columns) of the last stage */
  double      *base;       /* (columns x size) C - w rate wanted */
  double      *stage_rate; /* (columns x size) of the first stage */
  double      *start;      /* (columns x size) C at the start */
  double      *response;   /* (columns x (1 + parameters) x size) of a column to its residual and to the sides */
} VfGasWork;

/** Solves C(p) - w rate(p, z) = base and the sides' equations with z0.  p and z: in a first guess, out the solution; rate, flow and C
    follow, C = base + w rate to round-off.  @param w [s].  Collective.  @param failed Newton's method did not arrive. */
PetscErrorCode VfGasStageSolve(VfGasTransient *t, const double base[], const double z0[], double w, bool *failed);

/** Rates, flows and C at p and z as they are.  Collective. */
PetscErrorCode VfGasStageRate(VfGasTransient *t);

/** Applies (dC/dp - w d(rate)/dp)^-1 of the last stage to x (columns x size), giving pressures, and turns them into concentrations:
    the filter of the error estimate. */
void vf_gas_stage_filter(const VfGasTransient *t, double x[]);

#endif
