/* Direct solution of symmetric positive systems of small bandwidth: the balances on rings. */
#ifndef VF_SOLVER_BANDED_H
#define VF_SOLVER_BANDED_H

/** Solves M x = b by M = L D L'.
    @param a ((band + 1) n) lower band, entry (row, column) at a[(band + 1) column + row - column]; overwritten.
    @param b (n) right-hand side, then the solution.
    @return 0, or the number of the first row whose pivot is not positive, counted from 1. */
int vf_banded_solve(int n, int band, double a[], double b[]);

#endif
