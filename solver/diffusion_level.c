#include "solver/diffusion_level.h"
#include "mesh/cell_transfer.h"
#include "solver/packed.h"

/* By Gershgorin's theorem no eigenvalue of the diagonally scaled operator exceeds 2; below a sixth of that the coarser grid takes over. */
#define LAMBDA_MAX 2.0
#define LAMBDA_LOW (LAMBDA_MAX / 6.0)

static void list_arrays(VfDiffusionLevel *l, double **arrays[VF_DIFFUSION_ARRAYS])
{
  double **const all[VF_DIFFUSION_ARRAYS] = {&l->inverse, &l->transfer, &l->x,  &l->b,  &l->r,
                                             &l->q,       &l->d,        &l->ax, &l->ay, &l->inside};

  for (int k = 0; k < VF_DIFFUSION_ARRAYS; k++) arrays[k] = all[k];
}

PetscErrorCode VfDiffusionLevelCreate(MPI_Comm comm, const int wesn[4], int xm, int ym, const VfDiffusionLoan *loan,
                                      VfDiffusionLevel *l)
{
  double **arrays[VF_DIFFUSION_ARRAYS];

  PetscFunctionBeginUser;
  *l         = (VfDiffusionLevel){.p = {xm, ym, 1, xm + 2}, .parallel = wesn != NULL};
  l->n       = (size_t)(xm + 2) * (size_t)(ym + 2);
  l->borrows = loan && loan->n >= l->n;
  list_arrays(l, arrays);
  for (int k = 0; k < VF_DIFFUSION_ARRAYS; k++) {
    if (l->borrows)
      *arrays[k] = loan->array[k];
    else
      PetscCall(PetscCalloc1(l->n, arrays[k]));
  }
  if (wesn) PetscCall(VfHaloCreate(comm, wesn, xm, ym, 1, &l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionLevelClear(VfDiffusionLevel *l)
{
  double **arrays[VF_DIFFUSION_ARRAYS];

  PetscFunctionBeginUser;
  list_arrays(l, arrays);
  for (int k = 0; l->borrows && k < VF_DIFFUSION_ARRAYS; k++) PetscCall(PetscArrayzero(*arrays[k], l->n));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionLevelDestroy(VfDiffusionLevel *l)
{
  double **arrays[VF_DIFFUSION_ARRAYS];

  PetscFunctionBeginUser;
  list_arrays(l, arrays);
  for (int k = 0; !l->borrows && k < VF_DIFFUSION_ARRAYS; k++) PetscCall(PetscFree(*arrays[k]));
  if (l->parallel) PetscCall(VfHaloDestroy(&l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiffusionLevelHalo(const VfDiffusionLevel *l, double *x)
{
  PetscFunctionBeginUser;
  if (l->parallel) PetscCall(VfHaloExchange(&l->halo, 1, &x));
  PetscFunctionReturn(0);
}

/* One row of the operator and of what it acts on, from its first own cell on: plain pointers, so that loops over the row vectorise. */
typedef struct {
  const double *d, *ax, *south, *north; /* coefficients; of bottom faces: this row's and the next one's */
  const double *x, *below, *above;
} Row;

static inline Row row_of(const VfDiffusionLevel *l, const double *x, size_t k0)
{
  const size_t ld = (size_t)l->p.ld;

  return (Row){l->d + k0, l->ax + k0, l->ay + k0, l->ay + k0 + ld, x + k0, x + k0 - ld, x + k0 + ld};
}

/* D x in cell i of the row. */
static inline double apply_at(Row r, int i)
{
  return r.d[i] * r.x[i] + r.ax[i] * (r.x[i] - r.x[i - 1]) + r.ax[i + 1] * (r.x[i] - r.x[i + 1]) +
         r.south[i] * (r.x[i] - r.below[i]) + r.north[i] * (r.x[i] - r.above[i]);
}

void vf_diffusion_apply(const VfDiffusionLevel *l, const double *x, double *y)
{
  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0               = vf_patch_index(l->p, 0, j);
    const Row    row              = row_of(l, x, k0);
    const double *restrict inside = l->inside + k0;
    double *restrict out          = y + k0;

    for (int i = 0; i < l->p.xm; i++) out[i] = inside[i] * apply_at(row, i);
  }
}

/* The pointers stand in the open: within a structure the compiler takes them for overlapping and does not vectorise. */
static void apply_row(int n, Row row, double *restrict out)
{
  const double *restrict d = row.d, *restrict ax = row.ax, *restrict south = row.south, *restrict north = row.north;
  const double *restrict x = row.x, *restrict below = row.below, *restrict above = row.above;

  for (int i = 0; i < n; i++)
    out[i] = d[i] * x[i] + ax[i] * (x[i] - x[i - 1]) + ax[i + 1] * (x[i] - x[i + 1]) + south[i] * (x[i] - below[i]) +
             north[i] * (x[i] - above[i]);
}

double vf_diffusion_energy(const VfDiffusionLevel *l, const double *x, double *y)
{
  double sum = 0.0;

  for (int j = 0; j < l->p.ym; j++) {
    const size_t k = vf_patch_index(l->p, 0, j);

    apply_row(l->p.xm, row_of(l, x, k), y + k);
    sum += vf_dot((size_t)l->p.xm, x + k, y + k);
  }
  return sum;
}

/* r = weight (b - D x) */
static void residual(const VfDiffusionLevel *l, const double *weight, double *r)
{
  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0          = vf_patch_index(l->p, 0, j);
    const Row    row         = row_of(l, l->x, k0);
    const double *restrict w = weight + k0, *restrict b = l->b + k0;
    double *restrict out = r + k0;

    for (int i = 0; i < l->p.xm; i++) out[i] = w[i] * (b[i] - apply_at(row, i));
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
  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0    = vf_patch_index(l->p, 0, j);
    double *restrict x = l->x + k0, *restrict q = l->q + k0;
    const double *restrict inverse = l->inverse + k0, *restrict b = l->b + k0;

    for (int i = 0; i < l->p.xm; i++) x[i] = q[i] = gain * inverse[i] * b[i];
  }
}

/* The pointers stand in the open: within a structure the compiler takes them for overlapping and does not vectorise. */
static void advance_row(int n, Row row, const double *restrict inverse, const double *restrict b, double keep, double gain,
                        double *restrict q, double *restrict out)
{
  const double *restrict d = row.d, *restrict ax = row.ax, *restrict south = row.south, *restrict north = row.north;
  const double *restrict x = row.x, *restrict below = row.below, *restrict above = row.above;

  for (int i = 0; i < n; i++) {
    const double Dx = d[i] * x[i] + ax[i] * (x[i] - x[i - 1]) + ax[i + 1] * (x[i] - x[i + 1]) + south[i] * (x[i] - below[i]) +
                      north[i] * (x[i] - above[i]);
    const double step = keep * q[i] + gain * inverse[i] * (b[i] - Dx);

    q[i]   = step;
    out[i] = x[i] + step;
  }
}

/* q = keep q + gain D^-1 (b - D x), x += q, in one pass over memory: the new x goes where the residual would, and the two are exchanged. */
static void advance(VfDiffusionLevel *l, double keep, double gain)
{
  double *const x = l->x;

  for (int j = 0; j < l->p.ym; j++) {
    const size_t k0 = vf_patch_index(l->p, 0, j);

    advance_row(l->p.xm, row_of(l, x, k0), l->inverse + k0, l->b + k0, keep, gain, l->q + k0, l->r + k0);
  }
  l->x = l->r;
  l->r = x;
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
