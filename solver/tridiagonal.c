#include "solver/tridiagonal.h"

void vf_tridiagonal_solve(int n, double d[], const double e[], double b[], double x[])
{
  for (int k = 1; k < n; k++) {
    if (!(d[k - 1] > 0.0)) continue;
    const double f = e[k] / d[k - 1];

    d[k] -= f * e[k];
    b[k] -= f * b[k - 1];
  }
  for (int k = n - 1; k >= 0; k--) {
    const double above = k + 1 < n ? e[k + 1] * x[k + 1] : 0.0;

    x[k] = d[k] > 0.0 ? (b[k] - above) / d[k] : 0.0;
  }
}
