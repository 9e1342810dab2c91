/* What a fit of the laws of gas transport found (solver/gas/gas_fit.h); plain data. */
#ifndef VF_PHYSICS_TRANSPORT_FIT_RESULT_H
#define VF_PHYSICS_TRANSPORT_FIT_RESULT_H

enum { VF_FIT_MAX = 12 };

typedef struct {
  int     n;                                    /* parameters */
  double  value[VF_FIT_MAX], error[VF_FIT_MAX]; /* [unit of the key], standard error */
  double  correlation[VF_FIT_MAX][VF_FIT_MAX];
  int     at_bound[VF_FIT_MAX];   /* -1, 0, 1 */
  int     determined[VF_FIT_MAX]; /* by the data */
  int     n_data;                 /* measurements */
  double *model;                  /* (n_data) SI */
  double *model_error;            /* (n_data) standard error of ln(model), or of an energy [J/mol], from that of the parameters */
  double *low, *high;      /* (n_data) SI, ends of the 95 % interval of the model; 0 or -INFINITY, INFINITY: none was found */
  double *distance;        /* (n_data) between model and measurement, over both standard deviations; of a fitted one over sigma */
  double *residual;        /* (n_data) over sigma; of a bound that is kept 0 */
  int     n_used;          /* measurements that were fitted: equalities, and bounds that press */
  double  chi2;            /* sum of squares of their residuals */
  double  aic, aicc;       /* chi2 + 2 n, and corrected for few data (NaN when they are too few) */
  double  condition;       /* largest over smallest singular value of the Jacobian, parameters over their ranges */
  int     starts, arrived; /* fits begun, and those that ended within 1 % of the best chi2 */
  int     signal;          /* that stopped it, the rest is then of no use; 0: none */
  int     draws;           /* synthetic data sets */
  int     covered[VF_FIT_MAX]; /* draws whose 95 % interval holds the truth */
} VfFitResult;

#endif
