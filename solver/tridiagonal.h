/* Direct solution of symmetric tridiagonal systems: the one-dimensional (axisymmetric) balances. */
#ifndef VF_SOLVER_TRIDIAGONAL_H
#define VF_SOLVER_TRIDIAGONAL_H

/** Solves d[k] x[k] + e[k] x[k-1] + e[k+1] x[k+1] = b[k], k = 0 .. n-1 (e[0] unused), for a positive definite matrix.
    @param d, e, b (n), d and b are overwritten.  @param x (n).  A row with d = 0 is left out: x = 0. */
void vf_tridiagonal_solve(int n, double d[], const double e[], double b[], double x[]);

#endif
