#include "solver/banded.h"

/* Takes column k out of the columns that follow it. */
static void eliminate(int n, int band, double a[], int k)
{
  const int    last   = k + band < n - 1 ? k + band : n - 1;
  double      *column = a + (band + 1) * k;
  const double pivot  = column[0];

  for (int j = k + 1; j <= last; j++) {
    const double f = column[j - k] / pivot;

    for (int i = j; i <= last; i++) a[(band + 1) * j + i - j] -= f * column[i - k];
  }
  for (int i = k + 1; i <= last; i++) column[i - k] /= pivot;
}

int vf_banded_solve(int n, int band, double a[], double b[])
{
  for (int k = 0; k < n; k++) {
    if (!(a[(band + 1) * k] > 0.0)) return k + 1;
    eliminate(n, band, a, k);
  }
  for (int k = 0; k < n; k++) {
    for (int i = k + 1; i <= k + band && i < n; i++) b[i] -= a[(band + 1) * k + i - k] * b[k];
  }
  for (int k = n - 1; k >= 0; k--) {
    b[k] /= a[(band + 1) * k];
    for (int i = k + 1; i <= k + band && i < n; i++) b[k] -= a[(band + 1) * k + i - k] * b[i];
  }
  return 0;
}
