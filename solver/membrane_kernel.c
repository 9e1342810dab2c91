/* Kernels of the membrane operator; the equations are in membrane.h.  One pass over memory: stresses live in row buffers. */
#include "solver/membrane.h"
#include <math.h>

/* Normal stresses of cells (-1 .. xm-1, j). */
static void row_normal(const VfMembraneLevel *l, VfPair x, int j, double *restrict sxx, double *restrict syy)
{
  const size_t k0          = vf_membrane_index(l, -1, j);
  const double *restrict A = l->A + k0, *restrict u = x.u + k0, *restrict v = x.v + k0, *restrict vn = x.v + k0 + l->ld;
  const double rx = 1.0 / l->hx, ry = 1.0 / l->hy;

  for (int i = 0; i <= l->xm; i++) {
    const double ux = 2.0 * rx * (u[i + 1] - u[i]), vy = 2.0 * ry * (vn[i] - v[i]);

    sxx[i] = A[i] * (2.0 * ux + vy);
    syy[i] = A[i] * (ux + 2.0 * vy);
  }
}

/* Shear stresses of corners (0 .. xm, j). */
static void row_shear(const VfMembraneLevel *l, VfPair x, int j, double *restrict sxy)
{
  const size_t k0          = vf_membrane_index(l, 0, j);
  const double *restrict G = l->G + k0, *restrict u = x.u + k0, *restrict us = x.u + k0 - l->ld, *restrict v = x.v + k0;
  const double *restrict vw = x.v + k0 - 1;
  const double rx = 1.0 / l->hx, ry = 1.0 / l->hy;

  for (int i = 0; i <= l->xm; i++) sxy[i] = G[i] * (ry * (u[i] - us[i]) + rx * (v[i] - vw[i]));
}

typedef struct {
  double *sxx, *syy, *syy_south, *sxy, *sxy_north;
} Rows;

static Rows rows_start(const VfMembraneLevel *l, VfPair x)
{
  const size_t n = (size_t)l->ld;
  const Rows   s = {l->row, l->row + n, l->row + 2 * n, l->row + 3 * n, l->row + 4 * n};

  row_normal(l, x, -1, s.sxx, s.syy_south);
  row_shear(l, x, 0, s.sxy);
  return s;
}

static void swap(double **a, double **b)
{
  double *t = *a;

  *a = *b;
  *b = t;
}

/* y = scale_b b + scale_k K x, row by row; b may be NULL when scale_b is 0. */
static inline void operate(const VfMembraneLevel *l, VfPair x, const VfPair *b, double sign, VfPair y)
{
  const double rx = 1.0 / l->hx, ry = 1.0 / l->hy;
  Rows         s = rows_start(l, x);

  for (int j = 0; j < l->ym; j++) {
    const size_t k0     = vf_membrane_index(l, 0, j);
    double *restrict yu = y.u + k0, *restrict yv = y.v + k0;
    const double *restrict u = x.u + k0, *restrict v = x.v + k0, *restrict Bu = l->Bu + k0, *restrict Bv = l->Bv + k0;
    const double *restrict iu = l->inverse.u + k0, *restrict iv = l->inverse.v + k0;

    row_normal(l, x, j, s.sxx, s.syy);
    row_shear(l, x, j + 1, s.sxy_north);
    const double *restrict sxx = s.sxx + 1, *restrict syy = s.syy + 1, *restrict ss = s.syy_south + 1;
    const double *restrict sxy = s.sxy, *restrict sn = s.sxy_north;

    for (int i = 0; i < l->xm; i++) {
      const double ku = Bu[i] * u[i] - rx * (sxx[i] - sxx[i - 1]) - ry * (sn[i] - sxy[i]);
      const double kv = Bv[i] * v[i] - ry * (syy[i] - ss[i]) - rx * (sxy[i + 1] - sxy[i]);

      yu[i] = iu[i] > 0.0 ? sign * ku + (b ? b->u[k0 + (size_t)i] : 0.0) : 0.0;
      yv[i] = iv[i] > 0.0 ? sign * kv + (b ? b->v[k0 + (size_t)i] : 0.0) : 0.0;
    }
    swap(&s.syy, &s.syy_south);
    swap(&s.sxy, &s.sxy_north);
  }
}

/* out = sum over the stencil of coefficient times neighbour, row j; dims of the stencil na x nb from (a0, b0). */
static inline void add_stencil(const VfMembraneLevel *l, double *const S[], int a0, int na, int b0, int nb, const double *x, int j,
                               double *restrict out)
{
  const size_t k0 = vf_membrane_index(l, 0, j);

  for (int b = 0; b < nb; b++) {
    for (int a = 0; a < na; a++) {
      const double *restrict c = S[b * na + a] + k0, *restrict y = x + vf_membrane_index(l, a0 + a, j + b0 + b);

      for (int i = 0; i < l->xm; i++) out[i] += c[i] * y[i];
    }
  }
}

static void operate_galerkin(const VfMembraneLevel *l, VfPair x, const VfPair *b, double sign, VfPair y)
{
  double *restrict tu = l->row, *restrict tv = l->row + l->ld;

  for (int j = 0; j < l->ym; j++) {
    const size_t k0 = vf_membrane_index(l, 0, j);

    for (int i = 0; i < l->xm; i++) tu[i] = tv[i] = 0.0;
    add_stencil(l, l->stencil.uu, -1, 3, -2, 5, x.u, j, tu);
    add_stencil(l, l->stencil.uv, -2, 4, -1, 4, x.v, j, tu);
    add_stencil(l, l->stencil.vv, -2, 5, -1, 3, x.v, j, tv);
    add_stencil(l, l->stencil.vu, -1, 4, -2, 4, x.u, j, tv);
    for (int i = 0; i < l->xm; i++) {
      y.u[k0 + (size_t)i] = sign * tu[i] + (b ? b->u[k0 + (size_t)i] : 0.0);
      y.v[k0 + (size_t)i] = sign * tv[i] + (b ? b->v[k0 + (size_t)i] : 0.0);
    }
  }
}

void vf_membrane_apply(const VfMembraneLevel *level, VfPair x, VfPair y)
{
  if (level->galerkin)
    operate_galerkin(level, x, NULL, 1.0, y);
  else
    operate(level, x, NULL, 1.0, y);
}

void vf_membrane_residual(const VfMembraneLevel *level, VfPair b, VfPair x, VfPair r)
{
  if (level->galerkin)
    operate_galerkin(level, x, &b, -1.0, r);
  else
    operate(level, x, &b, -1.0, r);
}

/* Gershgorin's bounds used: 3.2 is the largest eigenvalue of the operator with even coefficients scaled by its diagonal. */
#define LAMBDA_FINE 3.2
#define LAMBDA_COARSE 2.5

static double scaled_inverse(double diagonal, double row_sum, double lambda)
{
  const double bound = row_sum / lambda;

  return diagonal > 0.0 ? 1.0 / (bound > diagonal ? bound : diagonal) : 0.0;
}

/* A face with normal stiffness a = A + A' and shear stiffness g = G + G' on its two sides. */
static double inverse_of_face(double a, double g, double beta, double h_along, double h_across, int face)
{
  const double diagonal = 4.0 * a / (h_along * h_along) + g / (h_across * h_across) + beta;
  const double row_sum  = 2.0 * diagonal - beta + (4.0 * a + 2.0 * g) / (h_along * h_across);

  return face != VF_FACE_MOVES || !(a + g > 0.0) ? 0.0 : scaled_inverse(diagonal, row_sum, LAMBDA_FINE);
}

static double inverse_of_row(double *const same[], double *const cross[], size_t k)
{
  double row_sum = 0.0;

  for (int s = 0; s < VF_SAME; s++) row_sum += fabs(same[s][k]);
  for (int s = 0; s < VF_CROSS; s++) row_sum += fabs(cross[s][k]);
  return scaled_inverse(same[VF_SAME / 2][k], row_sum, LAMBDA_COARSE);
}

void vf_membrane_scale(VfMembraneLevel *l)
{
  l->lambda = l->galerkin ? LAMBDA_COARSE : LAMBDA_FINE;
  for (int j = 0; j < l->ym; j++) {
    for (int i = 0; i < l->xm; i++) {
      const size_t k = vf_membrane_index(l, i, j), north = k + (size_t)l->ld, south = k - (size_t)l->ld;

      if (l->galerkin) {
        l->inverse.u[k] = inverse_of_row(l->stencil.uu, l->stencil.uv, k);
        l->inverse.v[k] = inverse_of_row(l->stencil.vv, l->stencil.vu, k);
      } else {
        l->inverse.u[k] = inverse_of_face(l->A[k] + l->A[k - 1], l->G[k] + l->G[north], l->Bu[k], l->hx, l->hy, l->face_u[k]);
        l->inverse.v[k] = inverse_of_face(l->A[k] + l->A[south], l->G[k] + l->G[k + 1], l->Bv[k], l->hy, l->hx, l->face_v[k]);
      }
    }
  }
}

/* d = keep d + gain D^-1 r;  x += d */
static void chebyshev_update(const VfMembraneLevel *l, VfPair r, double keep, double gain)
{
  for (int j = 0; j < l->ym; j++) {
    const size_t k0     = vf_membrane_index(l, 0, j);
    double *restrict du = l->d.u + k0, *restrict dv = l->d.v + k0, *restrict xu = l->x.u + k0, *restrict xv = l->x.v + k0;
    const double *restrict iu = l->inverse.u + k0, *restrict iv = l->inverse.v + k0, *restrict ru = r.u + k0,
                           *restrict rv = r.v + k0;

    for (int i = 0; i < l->xm; i++) {
      du[i] = keep * du[i] + gain * iu[i] * ru[i];
      dv[i] = keep * dv[i] + gain * iv[i] * rv[i];
      xu[i] += du[i];
      xv[i] += dv[i];
    }
  }
}

/* The lower end of the damped interval: below a tenth of the spectrum lies what the coarser grid can represent. */
#define CHEBYSHEV_RATIO 10.0

PetscErrorCode VfMembraneSmooth(VfMembraneLevel *l, int degree, bool zero_guess)
{
  const double high = l->lambda, low = high / CHEBYSHEV_RATIO;
  const double theta = 0.5 * (high + low), delta = 0.5 * (high - low), sigma = theta / delta;
  double       rho = 1.0 / sigma;

  PetscFunctionBeginUser;
  if (zero_guess) {
    PetscCall(PetscArrayzero(l->x.u, l->n));
    PetscCall(PetscArrayzero(l->x.v, l->n));
  }
  for (int k = 0; k < degree; k++) {
    const double rho_next = 1.0 / (2.0 * sigma - rho);

    if (k > 0 || !zero_guess) {
      PetscCall(VfMembraneHalo(l, l->x));
      vf_membrane_residual(l, l->b, l->x, l->r);
    }
    if (k == 0)
      chebyshev_update(l, zero_guess ? l->b : l->r, 0.0, 1.0 / theta);
    else {
      chebyshev_update(l, l->r, rho_next * rho, 2.0 * rho_next / delta);
      rho = rho_next;
    }
  }
  PetscFunctionReturn(0);
}
