/* Backward differences in time over steps of any length: of third order where two steps before are known, of second where one is, and
   backward Euler at the start.

       h = h0 + s1 (h_1 - h0) + s2 (h_2 - h0) + gamma h_t           h0 now, h_1 a step ago, h_2 two steps ago
       predictor:  h0 + r h_t0 + q1 (h_1 - h0) + q2 (h_2 - h0)      the polynomial through them that has the rate h_t0 now

   Predictor and formula are wrong by multiples of the same derivative, dt and -gamma; so the share gamma/(dt + gamma) of their difference is
   the formula's error (Hairer, Norsett and Wanner 1993, Solving ODEs I, III.5). */
#ifndef VF_SOLVER_LUBRICATION_TIME_H
#define VF_SOLVER_LUBRICATION_TIME_H

/* The formula of third order is stable for steps that grow by less than 1.534 each (the same, III.5). */
#define VF_TIME_GROWTH 1.5

typedef struct {
  int    order;  /* 1 to 3 */
  double gamma;  /* [s] weight of the new rate */
  double s1, s2; /* [1] of the formula */
  double r;      /* [s] of the predictor; all of them 0 with order 1 */
  double q1, q2; /* [1] */
} VfTimeFormula;

/** @param dt [s] the step.  @param before [s] the last one, 0: none.  @param earlier [s] the one before that, 0: none. */
VfTimeFormula vf_time_formula(double dt, double before, double earlier);

#endif
