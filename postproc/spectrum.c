#include "postproc/spectrum.h"
#include <complex.h>
#include <math.h>

typedef double complex Wave;

/* How cells make up blocks, and blocks the padded map. */
typedef struct {
  int fold;   /* 2: mirrored at both axes */
  int nx, ny; /* cells of the whole bath */
  int block;  /* cells a side of a block */
  int side;   /* blocks of the padded map, a power of two */
} Blocks;

static Blocks blocks_of(const VfGrid *g)
{
  const int fold = g->copies == 4 ? 2 : 1;
  Blocks    b    = {.fold = fold, .nx = fold * g->nx, .ny = fold * g->ny, .side = 2};
  const int most = PetscMax(b.nx, b.ny);

  b.block = (most + VF_SPECTRUM_SIDE - 1) / VF_SPECTRUM_SIDE;
  while (b.side * b.block < most) b.side *= 2;
  return b;
}

/* Adds own cells, mirror images too, to the map of mean a in every block [m]. */
static void fill(const VfGrid *g, const Blocks *b, const double *h, const double *c, double mean, double map[])
{
  const double part = 1.0 / ((double)b->block * b->block);

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_index(g, i, j);
      if (!g->inside[k]) continue;
      for (int copy = 0; copy < b->fold * b->fold; copy++) {
        const int x = b->fold == 1 ? i : copy % 2 ? g->nx - 1 - i : g->nx + i;
        const int y = b->fold == 1 ? j : copy / 2 ? g->ny - 1 - j : g->ny + j;
        map[(y / b->block) * b->side + x / b->block] += part * (c[k] * h[k] - mean * g->fraction[k]);
      }
    }
  }
}

/* The compiler's own product looks for infinities. */
static inline Wave product(Wave a, Wave b)
{
  return (creal(a) * creal(b) - cimag(a) * cimag(b)) + I * (creal(a) * cimag(b) + cimag(a) * creal(b));
}

/* In place, n a power of two: a[k] = sum over j of a[j] exp(-2 pi i j k/n) (Cooley and Tukey 1965).  roots (n/2). */
static void transform(int n, Wave a[], const Wave roots[])
{
  for (int i = 1, j = 0; i < n; i++) { /* bit reversal */
    int bit = n / 2;
    for (; j & bit; bit /= 2) j ^= bit;
    j ^= bit;
    if (i < j) {
      const Wave swap = a[i];
      a[i]            = a[j];
      a[j]            = swap;
    }
  }
  for (int m = 2; m <= n; m *= 2) {
    for (int s = 0; s < n; s += m) {
      for (int k = 0; k < m / 2; k++) {
        const Wave even = a[s + k], odd = product(a[s + k + m / 2], roots[k * (n / m)]);
        a[s + k]         = even + odd;
        a[s + k + m / 2] = even - odd;
      }
    }
  }
}

static void transform_map(int n, Wave map[])
{
  Wave roots[VF_SPECTRUM_SIDE / 2], column[VF_SPECTRUM_SIDE];

  for (int k = 0; k < n / 2; k++) roots[k] = cos(2.0 * PETSC_PI * k / n) - I * sin(2.0 * PETSC_PI * k / n);
  for (int j = 0; j < n; j++) transform(n, map + j * n, roots);
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) column[j] = map[j * n + i];
    transform(n, column, roots);
    for (int j = 0; j < n; j++) map[j * n + i] = column[j];
  }
}

/* Means over rings of wave numbers; lx, ly [m] size of the padded map. */
static void average(int n, const Wave map[], double lx, double ly, double scale, VfSpectrum *s)
{
  double count[VF_SPECTRUM_RINGS] = {0}, sum = 0.0, moment = 0.0;

  s->n  = n / 2;
  s->dk = 2.0 * PETSC_PI / fmax(lx, ly);
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < n; i++) {
      const double kx = 2.0 * PETSC_PI * (i < n / 2 ? i : i - n) / lx, ky = 2.0 * PETSC_PI * (j < n / 2 ? j : j - n) / ly;
      const int    ring = (int)lround(hypot(kx, ky) / s->dk) - 1;
      const Wave   a    = map[j * n + i];
      if (ring < 0 || ring >= s->n) continue;
      count[ring] += 1.0;
      s->power[ring] += scale * (creal(a) * creal(a) + cimag(a) * cimag(a));
    }
  }
  for (int r = 0; r < s->n; r++) {
    if (count[r] > 0.0) s->power[r] /= count[r];
    sum += s->power[r];
    moment += (r + 1) * s->dk * s->power[r];
  }
  s->length = moment > 0.0 ? 2.0 * PETSC_PI * sum / moment : (double)NAN;
}

PetscErrorCode VfSpectrumMeasure(const VfView *view, const VfFilm *film, VfSpectrum *s)
{
  const VfGrid  *g  = view->grid;
  const VfField *hf = vf_view_field(view, "h"), *cf = vf_view_field(view, "c");
  const Blocks   b    = blocks_of(g);
  const double   mean = film->covered_area * film->thickness_mean / film->bath_area;
  const int      n    = b.side * b.side;
  double        *map, most = 0.0;
  Wave          *waves;

  PetscFunctionBeginUser;
  PetscCheck(hf && cf, g->comm, PETSC_ERR_ARG_WRONG, "the spectrum needs the fields h and c");
  *s = (VfSpectrum){.length = (double)NAN};
  if (g->axisymmetric || !(mean > 0.0)) PetscFunctionReturn(0);
  PetscCall(PetscCalloc1(n, &map));
  fill(g, &b, hf->data, cf->data, mean, map);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, map, n, MPI_DOUBLE, MPI_SUM, g->comm));
  for (int k = 0; k < n; k++) most = fmax(most, fabs(map[k]));
  if (most > 1e-12 * mean) {
    const double dx = b.block * g->dx, dy = b.block * g->dy;
    PetscCall(PetscMalloc1(n, &waves));
    for (int k = 0; k < n; k++) waves[k] = map[k];
    transform_map(b.side, waves);
    average(b.side, waves, b.side * dx, b.side * dy, dx * dy * dx * dy / film->bath_area, s);
    PetscCall(PetscFree(waves));
  }
  PetscCall(PetscFree(map));
  PetscFunctionReturn(0);
}
