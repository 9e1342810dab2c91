#include "solver/diffusion_level.h"
#include "mesh/cell_transfer.h"

/* By Gershgorin's theorem no eigenvalue of the diagonally scaled operator exceeds 2; below a sixth of that the coarser grid takes over. */
#define LAMBDA_MAX 2.0
#define LAMBDA_LOW (LAMBDA_MAX / 6.0)

PetscErrorCode VfDiffusionLevelCreate(MPI_Comm comm, const int wesn[4], int xm, int ym, VfDiffusionLevel *l)
{
  PetscFunctionBeginUser;
  *l                = (VfDiffusionLevel){.p = {xm, ym, 1, xm + 2}, .parallel = wesn != NULL};
  l->n              = (size_t)(xm + 2) * (size_t)(ym + 2);
  double **arrays[] = {&l->d, &l->ax, &l->ay, &l->inside, &l->inverse, &l->transfer, &l->x, &l->b, &l->r, &l->q};

  for (size_t k = 0; k < sizeof(arrays) / sizeof(arrays[0]); k++) PetscCall(PetscCalloc1(l->n, arrays[k]));
  if (wesn) PetscCall(VfHaloCreate(comm, wesn, xm, ym, 1, &l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionLevelDestroy(VfDiffusionLevel *l)
{
  double *arrays[] = {l->d, l->ax, l->ay, l->inside, l->inverse, l->transfer, l->x, l->b, l->r, l->q};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof(arrays) / sizeof(arrays[0]); k++) PetscCall(PetscFree(arrays[k]));
  if (l->parallel) PetscCall(VfHaloDestroy(&l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionLevelHalo(const VfDiffusionLevel *l, double *x)
{
  PetscFunctionBeginUser;
  if (l->parallel) PetscCall(VfHaloExchange(&l->halo, 1, &x));
  PetscFunctionReturn(0);
}

/* y = scale b + sign D x on the bath, 0 beyond; b may be NULL. */
static inline void operate(const VfDiffusionLevel *l, const double *x, const double *b, double sign, double *y)
{
  const size_t ld = (size_t)l->p.ld;

  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0          = vf_patch_index(l->p, 0, j);
    const double *restrict c = x + k0, *restrict s = c - ld, *restrict n = c + ld, *restrict ax = l->ax + k0,
                           *restrict ay = l->ay + k0;
    const double *restrict an = ay + ld, *restrict d = l->d + k0, *restrict in = l->inside + k0;
    double *restrict out = y + k0;

    for (int i = 0; i < l->p.xm; i++) {
      const double Dx =
          d[i] * c[i] + ax[i] * (c[i] - c[i - 1]) + ax[i + 1] * (c[i] - c[i + 1]) + ay[i] * (c[i] - s[i]) + an[i] * (c[i] - n[i]);

      out[i] = in[i] * ((b ? b[k0 + (size_t)i] : 0.0) + sign * Dx);
    }
  }
}

void vf_diffusion_apply(const VfDiffusionLevel *level, const double *x, double *y)
{
  operate(level, x, NULL, 1.0, y);
}

void vf_diffusion_scale(VfDiffusionLevel *l)
{
  for (int j = 0; j < l->p.ym; j++) {
    for (int i = 0; i < l->p.xm; i++) {
      const size_t k        = vf_patch_index(l->p, i, j);
      const double diagonal = l->d[k] + l->ax[k] + l->ax[k + 1] + l->ay[k] + l->ay[k + (size_t)l->p.ld];

      l->inverse[k] = l->inside[k] > 0.0 && diagonal > 0.0 ? 1.0 / diagonal : 0.0;
    }
  }
}

/* q = keep q + gain D^-1 r;  x += q */
static void update(VfDiffusionLevel *l, const double *r, double keep, double gain)
{
  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0    = vf_patch_index(l->p, 0, j);
    double *restrict q = l->q + k0, *restrict x = l->x + k0;
    const double *restrict inverse = l->inverse + k0, *restrict rr = r + k0;

    for (int i = 0; i < l->p.xm; i++) {
      q[i] = keep * q[i] + gain * inverse[i] * rr[i];
      x[i] += q[i];
    }
  }
}

PetscErrorCode VfDiffusionSmooth(VfDiffusionLevel *l, int degree, bool zero_guess)
{
  const double theta = 0.5 * (LAMBDA_MAX + LAMBDA_LOW), delta = 0.5 * (LAMBDA_MAX - LAMBDA_LOW), sigma = theta / delta;
  double       rho = 1.0 / sigma;

  PetscFunctionBeginUser;
  if (zero_guess) PetscCall(PetscArrayzero(l->x, l->n));
  for (int k = 0; k < degree; k++) {
    const double rho_next = 1.0 / (2.0 * sigma - rho);

    if (k > 0 || !zero_guess) {
      PetscCall(VfDiffusionLevelHalo(l, l->x));
      operate(l, l->x, l->b, -1.0, l->r);
    }
    if (k == 0)
      update(l, zero_guess ? l->b : l->r, 0.0, 1.0 / theta);
    else {
      update(l, l->r, rho_next * rho, 2.0 * rho_next / delta);
      rho = rho_next;
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionCoarsen(VfDiffusionLevel *fine, VfDiffusionLevel *coarse)
{
  const size_t ld = (size_t)fine->p.ld;

  PetscFunctionBeginUser;
  for (int j = 0; j < coarse->p.ym; j++) {
    for (int i = 0; i < coarse->p.xm; i++) {
      const size_t kc = vf_patch_index(coarse->p, i, j), k = vf_patch_index(fine->p, 2 * i, 2 * j);
      const size_t four[4] = {k, k + 1, k + ld, k + ld + 1};

      coarse->d[kc] = coarse->inside[kc] = 0.0;
      for (int q = 0; q < 4; q++) {
        coarse->d[kc] += 0.25 * fine->inside[four[q]] * fine->d[four[q]];
        if (fine->inside[four[q]] > 0.0) coarse->inside[kc] = 1.0;
      }
      coarse->ax[kc] = 0.125 * (fine->ax[k] + fine->ax[k + ld]);
      coarse->ay[kc] = 0.125 * (fine->ay[k] + fine->ay[k + 1]);
    }
  }
  if (coarse->parallel) {
    double *const fields[] = {coarse->d, coarse->ax, coarse->ay, coarse->inside};

    PetscCall(VfHaloExchange(&coarse->halo, 4, fields));
  }
  vf_diffusion_scale(coarse);
  vf_cells_weights(fine->p, coarse->p, fine->inside, coarse->inside, fine->transfer);
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionRestrict(VfDiffusionLevel *fine, VfDiffusionLevel *coarse)
{
  PetscFunctionBeginUser;
  PetscCall(VfDiffusionLevelHalo(fine, fine->x));
  operate(fine, fine->x, fine->b, -1.0, fine->r);
  for (size_t k = 0; k < fine->n; k++) fine->r[k] *= fine->transfer[k];
  PetscCall(VfDiffusionLevelHalo(fine, fine->r));
  vf_cells_restrict(fine->p, coarse->p, fine->r, coarse->inside, coarse->b);
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionProlong(VfDiffusionLevel *fine, VfDiffusionLevel *coarse)
{
  PetscFunctionBeginUser;
  PetscCall(VfDiffusionLevelHalo(coarse, coarse->x));
  vf_cells_interpolate(fine->p, coarse->p, coarse->x, fine->transfer, fine->x, true);
  PetscFunctionReturn(0);
}
