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

/* D x in cell k. */
static inline double apply_at(const VfDiffusionLevel *l, const double *x, size_t k, size_t ld)
{
  return l->d[k] * x[k] + l->ax[k] * (x[k] - x[k - 1]) + l->ax[k + 1] * (x[k] - x[k + 1]) + l->ay[k] * (x[k] - x[k - ld]) +
         l->ay[k + ld] * (x[k] - x[k + ld]);
}

void vf_diffusion_apply(const VfDiffusionLevel *l, const double *x, double *restrict y)
{
  const size_t ld = (size_t)l->p.ld;

  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0 = vf_patch_index(l->p, 0, j);

    for (size_t k = k0; k < k0 + (size_t)l->p.xm; k++) y[k] = l->inside[k] * apply_at(l, x, k, ld);
  }
}

/* r = weight (b - D x) */
static void residual(const VfDiffusionLevel *l, const double *restrict weight, double *restrict r)
{
  const size_t ld          = (size_t)l->p.ld;
  const double *restrict x = l->x, *restrict b = l->b;

  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0 = vf_patch_index(l->p, 0, j);

    for (size_t k = k0; k < k0 + (size_t)l->p.xm; k++) r[k] = weight[k] * (b[k] - apply_at(l, x, k, ld));
  }
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

/* x = q = gain D^-1 b: the first step from x = 0. */
static void begin(VfDiffusionLevel *l, double gain)
{
  double *restrict x = l->x, *restrict q = l->q;
  const double *restrict inverse = l->inverse, *restrict b = l->b;

  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0 = vf_patch_index(l->p, 0, j);

    for (size_t k = k0; k < k0 + (size_t)l->p.xm; k++) x[k] = q[k] = gain * inverse[k] * b[k];
  }
}

/* q = keep q + gain D^-1 (b - D x), x += q, in one pass over memory: the new x goes where the residual would, and the two are exchanged. */
static void advance(VfDiffusionLevel *l, double keep, double gain)
{
  const size_t ld    = (size_t)l->p.ld;
  double *restrict q = l->q, *restrict to = l->r;
  const double *restrict inverse = l->inverse, *restrict b = l->b, *restrict x = l->x;

  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0 = vf_patch_index(l->p, 0, j);

    for (size_t k = k0; k < k0 + (size_t)l->p.xm; k++) {
      q[k]  = keep * q[k] + gain * inverse[k] * (b[k] - apply_at(l, x, k, ld));
      to[k] = x[k] + q[k];
    }
  }
  l->r = l->x;
  l->x = to;
}

PetscErrorCode VfDiffusionSmooth(VfDiffusionLevel *l, int degree, bool zero_guess)
{
  const double theta = 0.5 * (LAMBDA_MAX + LAMBDA_LOW), delta = 0.5 * (LAMBDA_MAX - LAMBDA_LOW), sigma = theta / delta;
  double       rho = 1.0 / sigma;

  PetscFunctionBeginUser;
  for (int k = 0; k < degree; k++) {
    const double rho_next = 1.0 / (2.0 * sigma - rho);

    if (k == 0 && zero_guess) {
      begin(l, 1.0 / theta);
      continue;
    }
    PetscCall(VfDiffusionLevelHalo(l, l->x));
    advance(l, k > 0 ? rho_next * rho : 0.0, k > 0 ? 2.0 * rho_next / delta : 1.0 / theta);
    if (k > 0) rho = rho_next;
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
  residual(fine, fine->transfer, fine->r);
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
