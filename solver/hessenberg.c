#include "solver/hessenberg.h"
#include <math.h>

void vf_hessenberg_start(VfHessenberg *p, double b)
{
  p->n      = 0;
  p->rhs[0] = b;
}

double vf_hessenberg_add(VfHessenberg *p, const double *column)
{
  const int k = p->n++;
  double    a = column[0];

  for (int i = 0; i < k; i++) {
    p->h[i][k] = p->cosine[i] * a + p->sine[i] * column[i + 1];
    a          = p->cosine[i] * column[i + 1] - p->sine[i] * a;
  }
  const double length = hypot(a, column[k + 1]);

  p->h[k][k]    = length;
  p->cosine[k]  = length > 0.0 ? a / length : 1.0;
  p->sine[k]    = length > 0.0 ? column[k + 1] / length : 0.0;
  p->rhs[k + 1] = -p->sine[k] * p->rhs[k];
  p->rhs[k] *= p->cosine[k];
  return fabs(p->rhs[k + 1]);
}

void vf_hessenberg_solve(const VfHessenberg *p, double *y)
{
  for (int i = p->n - 1; i >= 0; i--) {
    y[i] = p->rhs[i];
    for (int j = i + 1; j < p->n; j++) y[i] -= p->h[i][j] * y[j];
    y[i] = p->h[i][i] > 0.0 ? y[i] / p->h[i][i] : 0.0;
  }
}
