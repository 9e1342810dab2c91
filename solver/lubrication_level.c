#include "solver/lubrication_level.h"
#include "mesh/cell_transfer.h"

PetscErrorCode VfLubricationLevelCreate(MPI_Comm comm, const int wesn[4], VfRung rung, VfLubricationLevel *l)
{
  PetscFunctionBeginUser;
  *l                = (VfLubricationLevel){.p        = {rung.xm, rung.ym, 1, rung.xm + 2},
                                           .n        = (size_t)(rung.xm + 2) * (size_t)(rung.ym + 2),
                                           .colour   = (rung.is + rung.js) & 1,
                                           .parallel = wesn != NULL};
  double **arrays[] = {&l->a,        &l->d, &l->s, &l->mx, &l->my, &l->kx, &l->ky, &l->inside,
                       &l->transfer, &l->e, &l->g, &l->b1, &l->b2, &l->r1, &l->r2};

  for (size_t k = 0; k < sizeof(arrays) / sizeof(arrays[0]); k++) PetscCall(PetscCalloc1(l->n, arrays[k]));
  PetscCall(VfSpansCreate(rung.xm, rung.ym, &l->spans));
  PetscCall(VfSpansCreate(rung.xm, rung.ym, &l->used));
  vf_spans_fill(&l->spans);
  if (wesn) PetscCall(VfHaloCreate(comm, wesn, rung.xm, rung.ym, 1, &l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationLevelDestroy(VfLubricationLevel *l)
{
  double *arrays[] = {l->a, l->d, l->s, l->mx, l->my, l->kx, l->ky, l->inside, l->transfer, l->e, l->g, l->b1, l->b2, l->r1, l->r2};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof(arrays) / sizeof(arrays[0]); k++) PetscCall(PetscFree(arrays[k]));
  PetscCall(VfSpansDestroy(&l->spans));
  PetscCall(VfSpansDestroy(&l->used));
  if (l->parallel) PetscCall(VfHaloDestroy(&l->halo));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationLevelHalo(const VfLubricationLevel *l, int n, double *const arrays[])
{
  PetscFunctionBeginUser;
  if (l->parallel) PetscCall(VfHaloExchange(&l->halo, n, arrays));
  PetscFunctionReturn(0);
}

void vf_lubrication_level_confine(VfLubricationLevel *l)
{
  double *const fields[] = {l->e, l->g, l->r1, l->r2};

  for (int j = 0; j < l->p.ym; j++) {
    const int low = l->spans.low[j], high = l->spans.high[j], was_low = l->used.low[j], was_high = l->used.high[j];

    for (int f = 0; f < 4; f++) {
      double *row = fields[f] + vf_patch_index(l->p, 0, j);

      for (int i = was_low; i < PetscMin(was_high, low); i++) row[i] = 0.0;
      for (int i = PetscMax(was_low, high); i < was_high; i++) row[i] = 0.0;
    }
    l->used.low[j]  = low;
    l->used.high[j] = high;
  }
}

/* Cells of one colour do not meet: a loop over them carries nothing from one to the next. */
#if defined(__GNUC__) && !defined(__clang__)
#define VF_CELLS_APART _Pragma("GCC ivdep")
#else
#define VF_CELLS_APART
#endif

/* Relaxes the cells of row j, columns first .. end - 1, of one colour: (i + j + phase + colour) even. */
static void relax_row(const VfLubricationLevel *l, int phase, int j, int first, int end)
{
  const size_t k0 = vf_patch_index(l->p, 0, j), ld = (size_t)l->p.ld;
  const double *restrict a = l->a + k0, *restrict d = l->d + k0, *restrict s = l->s + k0, *restrict mx = l->mx + k0;
  const double *restrict my = l->my + k0, *restrict kx = l->kx + k0, *restrict ky = l->ky + k0, *restrict b1 = l->b1 + k0;
  const double *restrict b2 = l->b2 + k0;
  double *restrict e = l->e + k0, *restrict g = l->g + k0;
  const double *restrict en = e + ld, *restrict es = e - ld, *restrict gn = g + ld, *restrict gs = g - ld;
  const double *restrict myn = my + ld, *restrict kyn = ky + ld;

  const int from = PetscMax(first, l->spans.low[j]), to = PetscMin(end, l->spans.high[j]);
  const int start = from + ((from + j + phase + l->colour) & 1);
  VF_CELLS_APART
  for (int i = start; i < to; i += 2) {
    const double M = mx[i] + mx[i + 1] + my[i] + myn[i], K = s[i] + kx[i] + kx[i + 1] + ky[i] + kyn[i];
    const double r1 = b1[i] + mx[i] * g[i - 1] + mx[i + 1] * g[i + 1] + my[i] * gs[i] + myn[i] * gn[i];
    const double r2 = b2[i] - kx[i] * e[i - 1] - kx[i + 1] * e[i + 1] - ky[i] * es[i] - kyn[i] * en[i];
    const double ad = a[i] * d[i], D = ad + M * K;
    /* a growing mode that the step does not resolve (D small): pressure from the last thickness.  No branch, so that it vectorises. */
    const double stiff = D > 0.1 * ad ? K : 0.0, rest = r2 + (K - stiff) * e[i];
    const double inverse = 1.0 / (ad > 0.0 ? ad + M * stiff : 1.0);

    e[i] = (d[i] * r1 - M * rest) * inverse;
    g[i] = (a[i] * rest + stiff * r1) * inverse;
  }
}

/* The first half sweep from e = g = 0, over both colours: no neighbour says anything. */
static void start_row(const VfLubricationLevel *l, int j)
{
  const size_t k0 = vf_patch_index(l->p, 0, j), ld = (size_t)l->p.ld;
  const double *restrict a = l->a + k0, *restrict d = l->d + k0, *restrict s = l->s + k0, *restrict mx = l->mx + k0;
  const double *restrict my = l->my + k0, *restrict kx = l->kx + k0, *restrict ky = l->ky + k0, *restrict b1 = l->b1 + k0;
  const double *restrict b2 = l->b2 + k0, *restrict myn = my + ld, *restrict kyn = ky + ld;
  double *restrict e = l->e + k0, *restrict g = l->g + k0;
  const int other = (j + l->colour + 1) & 1; /* first cell of the other colour; spans begin at even ones */

  const int low = l->spans.low[j], high = l->spans.high[j];

  for (int i = low; i < high; i++) {
    const double M = mx[i] + mx[i + 1] + my[i] + myn[i], K = s[i] + kx[i] + kx[i + 1] + ky[i] + kyn[i];
    const double ad = a[i] * d[i], stiff = ad + M * K > 0.1 * ad ? K : 0.0;
    const double inverse = 1.0 / (ad > 0.0 ? ad + M * stiff : 1.0);

    e[i] = (d[i] * b1[i] - M * b2[i]) * inverse;
    g[i] = (a[i] * b2[i] + stiff * b1[i]) * inverse;
  }
  for (int i = low + other; i < high; i += 2) e[i] = g[i] = 0.0;
}

/* Half sweeps one behind the other: row j - 1 follows as soon as row j is done, so that a row stays in cache for all of them.  With
   neighbours, half sweep h leaves out the h cells next to them, which wait for ghosts. */
static void relax_inner(const VfLubricationLevel *l, int phase, int halves, bool from_zero)
{
  for (int row = 0; row < l->p.ym + halves - 1; row++) {
    for (int half = 0; half < halves; half++) {
      const int j = row - half, left_out = l->parallel ? half : 0;

      if (j < left_out || j >= l->p.ym - left_out) continue;
      if (half == 0 && from_zero)
        start_row(l, j);
      else
        relax_row(l, phase + half, j, left_out, l->p.xm - left_out);
    }
  }
}

/* The cells that relax_inner left out, of one half sweep. */
static void relax_rim(const VfLubricationLevel *l, int phase, int half)
{
  for (int j = 0; j < l->p.ym; j++) {
    if (j < half || j >= l->p.ym - half)
      relax_row(l, phase + half, j, 0, l->p.xm);
    else {
      relax_row(l, phase + half, j, 0, half);
      relax_row(l, phase + half, j, l->p.xm - half, l->p.xm);
    }
  }
}

PetscErrorCode VfLubricationSmooth(VfLubricationLevel *l, int sweeps, bool zero_guess)
{
  double *const unknowns[] = {l->e, l->g};
  const int     most       = l->parallel ? PetscMin(l->p.xm, l->p.ym) / 2 : 2 * sweeps; /* half sweeps at once */

  PetscFunctionBeginUser;
  l->evaluated += (sweeps - (zero_guess ? 0.5 : 0.0)) * vf_spans_count(&l->spans);
  for (int done = 0; done < 2 * sweeps;) {
    const int halves = PetscMax(PetscMin(most, 2 * sweeps - done), 1);

    relax_inner(l, done, halves, zero_guess && done == 0);
    for (int half = 1; half < halves; half++) {
      if (l->parallel) {
        PetscCall(VfLubricationLevelHalo(l, 2, unknowns));
        relax_rim(l, done, half);
      }
    }
    PetscCall(VfLubricationLevelHalo(l, 2, unknowns));
    done += halves;
  }
  PetscFunctionReturn(0);
}

static void residual_row(const VfLubricationLevel *l, int j)
{
  const size_t k0 = vf_patch_index(l->p, 0, j), ld = (size_t)l->p.ld;
  const double *restrict a = l->a + k0, *restrict d = l->d + k0, *restrict s = l->s + k0, *restrict mx = l->mx + k0;
  const double *restrict my = l->my + k0, *restrict kx = l->kx + k0, *restrict ky = l->ky + k0, *restrict b1 = l->b1 + k0;
  const double *restrict b2 = l->b2 + k0, *restrict e = l->e + k0, *restrict g = l->g + k0, *restrict w = l->transfer + k0;
  const double *restrict en = e + ld, *restrict es = e - ld, *restrict gn = g + ld, *restrict gs = g - ld;
  const double *restrict myn = my + ld, *restrict kyn = ky + ld;
  double *restrict r1 = l->r1 + k0, *restrict r2 = l->r2 + k0;

  for (int i = l->spans.low[j]; i < l->spans.high[j]; i++) {
    const double flux =
        mx[i] * (g[i - 1] - g[i]) + mx[i + 1] * (g[i + 1] - g[i]) + my[i] * (gs[i] - g[i]) + myn[i] * (gn[i] - g[i]);
    const double bend =
        kx[i] * (e[i - 1] - e[i]) + kx[i + 1] * (e[i + 1] - e[i]) + ky[i] * (es[i] - e[i]) + kyn[i] * (en[i] - e[i]);

    r1[i] = w[i] * (b1[i] - a[i] * e[i] + flux);
    r2[i] = w[i] * (b2[i] - d[i] * g[i] + s[i] * e[i] - bend);
  }
}

/* Means over the four cells below. */
static void coarsen_cells(const VfLubricationLevel *f, const VfLubricationLevel *c, const double *fine, double *coarse)
{
  for (int j = 0; j < c->p.ym; j++) {
    const double *restrict row = fine + vf_patch_index(f->p, 0, 2 * j), *restrict above = row + f->p.ld;
    double *restrict out = coarse + vf_patch_index(c->p, 0, j);

    for (int i = 0; i < c->p.xm; i++) out[i] = 0.25 * (row[2 * i] + row[2 * i + 1] + above[2 * i] + above[2 * i + 1]);
  }
}

/* Means over the two faces below, a quarter for the spacing; next: from the first of them to the second. */
static void coarsen_faces(const VfLubricationLevel *f, const VfLubricationLevel *c, size_t next, const double *fine, double *coarse)
{
  for (int j = 0; j < c->p.ym; j++) {
    const double *restrict row = fine + vf_patch_index(f->p, 0, 2 * j), *restrict second = row + next;
    double *restrict out = coarse + vf_patch_index(c->p, 0, j);

    for (int i = 0; i < c->p.xm; i++) out[i] = 0.125 * (row[2 * i] + second[2 * i]);
  }
}

PetscErrorCode VfLubricationCoarsen(VfLubricationLevel *f, VfLubricationLevel *c, bool mobilities)
{
  const size_t  ld       = (size_t)f->p.ld;
  double *const fields[] = {c->mx, c->my, c->kx, c->ky, c->inside};

  PetscFunctionBeginUser;
  coarsen_faces(f, c, ld, f->mx, c->mx);
  coarsen_faces(f, c, 1, f->my, c->my);
  if (!mobilities) {
    coarsen_cells(f, c, f->a, c->a);
    coarsen_cells(f, c, f->d, c->d);
    coarsen_faces(f, c, ld, f->kx, c->kx);
    coarsen_faces(f, c, 1, f->ky, c->ky);
    for (size_t k = 0; k < c->n; k++) c->inside[k] = c->d[k] > 0.0 ? 1.0 : 0.0;
  }
  PetscCall(VfLubricationLevelHalo(c, mobilities ? 2 : 5, fields));
  if (!mobilities) vf_cells_weights(f->p, c->p, f->inside, c->inside, f->transfer);
  PetscFunctionReturn(0);
}

void vf_lubrication_coarsen_stiffness(const VfLubricationLevel *f, VfLubricationLevel *c)
{
  coarsen_cells(f, c, f->s, c->s);
}

PetscErrorCode VfLubricationRestrict(VfLubricationLevel *f, VfLubricationLevel *c)
{
  double *const residuals[] = {f->r1, f->r2};

  PetscFunctionBeginUser;
  for (int j = 0; j < f->p.ym; j++) residual_row(f, j);
  f->evaluated += vf_spans_count(&f->spans);
  PetscCall(VfLubricationLevelHalo(f, 2, residuals));
  for (int j = 0; j < c->p.ym; j++) {
    vf_cells_restrict_row(f->p, c->p, f->r1, c->inside, j, c->spans.low[j], c->spans.high[j], c->b1);
    vf_cells_restrict_row(f->p, c->p, f->r2, c->inside, j, c->spans.low[j], c->spans.high[j], c->b2);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationProlong(VfLubricationLevel *f, VfLubricationLevel *c)
{
  double *const unknowns[] = {f->e, f->g};

  PetscFunctionBeginUser;
  for (int j = 0; j < f->p.ym; j++) {
    vf_cells_interpolate_row(f->p, c->p, c->e, f->transfer, j, f->spans.low[j], f->spans.high[j], f->e);
    vf_cells_interpolate_row(f->p, c->p, c->g, f->transfer, j, f->spans.low[j], f->spans.high[j], f->g);
  }
  PetscCall(VfLubricationLevelHalo(f, 2, unknowns));
  PetscFunctionReturn(0);
}
