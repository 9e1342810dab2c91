/* Places of regions, histogram and spectrum against plain sums over the whole grid, on any number of ranks. */
#include "postproc/histogram.h"
#include "postproc/regions.h"
#include "postproc/spectrum.h"
#include "tests/unit/postproc/fake_run.h"
#include <complex.h>
#include <stdlib.h>

static const FakeShape square = {61, 61, false, false, 1};

/* Sets c (and h, thickness 10 um) of every own cell from a function of the whole grid. */
static void set_film(FakeRun *run, double (*c)(int i, int j), double (*h)(int i, int j))
{
  const VfGrid *g = run->grid;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      run->fields[FAKE_C].data[vf_index(g, i, j)] = c(i, j);
      run->fields[FAKE_H].data[vf_index(g, i, j)] = c(i, j) > 0.0 ? h(i, j) : 0.0;
    }
  }
}

static double flat(int i, int j)
{
  (void)i, (void)j;
  return 10e-6;
}

static void regions_of(const FakeRun *run, VfRegionKind kind, VfRegionTotals *totals)
{
  VfRegions regions;

  assert_int_equal(VfRegionsLabel(run->grid, run->fields[FAKE_C].data, kind, &regions), 0);
  assert_int_equal(VfRegionsJoin(&regions, totals), 0);
  assert_int_equal(VfRegionsDestroy(&regions), 0);
}

/* Bare rows 1, 3, 5 ... joined at alternate ends: one hole that winds through every rank many times. */
static double snake(int i, int j)
{
  if (i < 1 || i > 59 || j < 1 || j > 59) return 1.0;
  if (j % 2 == 1) return 0.0;
  return i == (j % 4 == 2 ? 59 : 1) ? 0.0 : 1.0;
}

/* The same with every other joint missing: thirty holes less some. */
static double cut_snake(int i, int j)
{
  return j % 4 == 0 && j > 0 && j < 60 ? 1.0 : snake(i, j);
}

/* A square spiral of bare bath one cell wide, and film between: both wind inwards together. */
static double spiral(int i, int j)
{
  const int x = i - 30, y = j - 30, ring = abs(x) > abs(y) ? abs(x) : abs(y);

  if (ring > 28) return 1.0;
  const bool lane = y == x + 1 && x < 0; /* where one turn passes into the next */
  return (ring % 2 == 0) != lane ? 0.0 : 1.0;
}

static void winding(void **state)
{
  FakeRun               run;
  static VfRegionTotals totals;

  (void)state;
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, square, &run), 0);
  const double cell = run.grid->dx * run.grid->dy;
  set_film(&run, snake, flat);
  regions_of(&run, VF_REGIONS_HOLES, &totals);
  assert_int_equal(totals.count, 1);
  assert_close(totals.area, (30 * 59 + 29) * cell, 1e-12);
  assert_near(totals.listed[0].y, 0.0, 1e-12); /* as long above the middle as below */
  assert_near(totals.listed[0].x, (30 - 30) * run.grid->dx, run.grid->dx);
  regions_of(&run, VF_REGIONS_PIECES, &totals);
  assert_int_equal(totals.count, 1);
  set_film(&run, cut_snake, flat);
  regions_of(&run, VF_REGIONS_HOLES, &totals);
  assert_int_equal(totals.count, 15);
  for (int k = 0; k < 15; k++) assert_close(totals.listed[k].area, 119 * cell, 1e-12);
  for (int k = 1; k < 15; k++) assert_true(totals.listed[k].y > totals.listed[k - 1].y); /* alike: by place */
  assert_int_equal(FakeRunDestroy(&run), 0);
}

/* Spiral and film against a serial flood fill. */
static void spirals(void **state)
{
  FakeRun               run;
  static VfRegionTotals totals;
  static int            stack[61 * 61];
  static bool           seen[61 * 61];
  long                  holes = 0, cells = 0, largest = 0;

  (void)state;
  for (int start = 0; start < 61 * 61; start++) {
    int n = 0, size = 0;
    if (seen[start] || spiral(start % 61, start / 61) > 0.0) continue;
    seen[stack[n++] = start] = true;
    while (n > 0) {
      const int k = stack[--n], step[4] = {-1, 1, -61, 61};
      size++;
      for (int d = 0; d < 4; d++) {
        const int q = k + step[d];
        if (!seen[q] && !(spiral(q % 61, q / 61) > 0.0)) seen[stack[n++] = q] = true;
      }
    }
    holes++;
    cells += size;
    largest = size > largest ? size : largest;
  }
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, square, &run), 0);
  set_film(&run, spiral, flat);
  regions_of(&run, VF_REGIONS_HOLES, &totals);
  assert_int_equal(totals.count, holes);
  assert_true(largest > 400); /* it does wind */
  assert_close(totals.area, (double)cells * run.grid->dx * run.grid->dy, 1e-12);
  assert_close(totals.listed[0].area, (double)largest * run.grid->dx * run.grid->dy, 1e-12);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

/* Round holes at known places: found there, in the order of their size; with symmetry the copy in the quadrant. */
static const double spots[3][3] = {{2e-3, 3e-3, 1.5e-3}, {6e-3, 1e-3, 0.8e-3}, {0.0, 7e-3, 1e-3}}; /* x, y, radius [m] */

static void places(void **state)
{
  const FakeShape shapes[] = {{160, 160, false, true, 1}, {80, 80, false, true, 4}};
  const int       order[]  = {0, 2, 1};

  (void)state;
  for (int s = 0; s < 2; s++) {
    FakeRun               run;
    static VfRegionTotals totals;
    assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shapes[s], &run), 0);
    const VfGrid *g = run.grid;
    for (int j = g->ys; j < g->ys + g->ym; j++) {
      for (int i = g->xs; i < g->xs + g->xm; i++) {
        double c = 1.0;
        for (int k = 0; k < 3; k++) c = hypot(vf_x(g, i) - spots[k][0], vf_y(g, j) - spots[k][1]) < spots[k][2] ? 0.0 : c;
        run.fields[FAKE_C].data[vf_index(g, i, j)] = c;
      }
    }
    regions_of(&run, VF_REGIONS_HOLES, &totals);
    assert_int_equal(totals.count, s == 0 ? 3 : 4 + 4 + 2);
    assert_int_equal(totals.n, 3);
    for (int k = 0; k < 3; k++) {
      const double *spot = spots[order[k]];
      assert_near(totals.listed[k].x, spot[0], 0.3 * g->dx);
      assert_near(totals.listed[k].y, spot[1], 0.3 * g->dy);
      assert_close(totals.listed[k].area, PETSC_PI * spot[2] * spot[2], 0.05);
    }
    assert_int_equal(FakeRunDestroy(&run), 0);
  }
}

static double random_h(int i, int j)
{
  return 10e-6 * (1.0 + 0.5 * fake_random(3, i, j));
}

static double random_c(int i, int j)
{
  const double c = 1.3 * fake_random(4, i, j) - 0.2;
  return c < 0.0 ? 0.0 : c > 1.0 ? 1.0 : c;
}

static int by_size(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* Quantiles against sorted cells, and the whole area. */
static void histogram(void **state)
{
  FakeRun       run;
  VfFilm        film;
  VfHistogram   d;
  double        none, total = 0.0, sum = 0.0;
  static double cells[61 * 61][2];
  int           n = 0;

  (void)state;
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, square, &run), 0);
  set_film(&run, random_c, random_h);
  assert_int_equal(VfFilmMeasure(&run.view, 0.0, &none, &film), 0);
  assert_int_equal(VfHistogramMeasure(&run.view, &film, &d), 0);
  for (int k = 0; k < 61 * 61; k++) {
    if (!(random_c(k % 61, k / 61) > 0.5)) continue;
    cells[n][0]   = random_h(k % 61, k / 61);
    cells[n++][1] = random_c(k % 61, k / 61) * run.grid->dx * run.grid->dy;
  }
  qsort(cells, (size_t)n, sizeof cells[0], by_size);
  for (int k = 0; k < n; k++) total += cells[k][1];
  for (int b = 0; b < VF_HISTOGRAM_BINS; b++) sum += d.area[b];
  assert_close(sum, total, 1e-12);
  assert_close(d.low, cells[0][0], 0.0);
  assert_close(d.high, cells[n - 1][0], 0.0);
  sum = 0.0;
  for (int k = 0; k < n; k++) {
    sum += cells[k][1];
    assert_near(vf_histogram_quantile(&d, sum / total), cells[k][0], 1.01 * (d.high - d.low) / VF_HISTOGRAM_BINS);
  }
  set_film(&run, random_c, flat); /* all alike */
  assert_int_equal(VfFilmMeasure(&run.view, 0.0, &none, &film), 0);
  assert_int_equal(VfHistogramMeasure(&run.view, &film, &d), 0);
  assert_close(vf_histogram_quantile(&d, 0.3), 10e-6, 1e-14);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

/* The definition, by plain sums: one block a cell, padded to 32 x 32. */
static void spectrum_by_definition(const VfGrid *g, int nx, int ny, double mean, double area, double power[16])
{
  double count[16] = {0};

  for (int r = 0; r < 16; r++) power[r] = 0.0;
  for (int q = -16; q < 16; q++) {
    for (int p = -16; p < 16; p++) {
      double complex sum = 0.0;
      const double   kx = 2.0 * PETSC_PI * p / (32 * g->dx), ky = 2.0 * PETSC_PI * q / (32 * g->dy);
      const double   dk   = 2.0 * PETSC_PI / (32 * fmax(g->dx, g->dy));
      const int      ring = (int)lround(hypot(kx, ky) / dk) - 1;
      if (ring < 0 || ring > 15) continue;
      for (int j = 0; j < ny; j++) {
        for (int i = 0; i < nx; i++)
          sum += (random_c(i, j) * random_h(i, j) - mean) * cexp(-I * (kx * i * g->dx + ky * j * g->dy)) * g->dx * g->dy;
      }
      power[ring] += creal(sum * conj(sum)) / area;
      count[ring] += 1.0;
    }
  }
  for (int r = 0; r < 16; r++) power[r] /= fmax(count[r], 1.0);
}

static void spectrum(void **state)
{
  const int  nx = 27, ny = 20;
  FakeRun    run;
  VfFilm     film;
  VfSpectrum s;
  double     none, power[16], sum = 0.0, moment = 0.0;

  (void)state;
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, (FakeShape){nx, ny, false, false, 1}, &run), 0);
  set_film(&run, random_c, random_h);
  assert_int_equal(VfFilmMeasure(&run.view, 0.0, &none, &film), 0);
  assert_int_equal(VfSpectrumMeasure(&run.view, &film, &s), 0);
  const double mean = film.thickness_mean * film.covered_area / film.bath_area;
  spectrum_by_definition(run.grid, nx, ny, mean, film.bath_area, power);
  assert_int_equal(s.n, 16);
  for (int r = 0; r < 16; r++) {
    assert_close(s.power[r], power[r], 1e-9);
    sum += power[r];
    moment += power[r] * (r + 1) * s.dk;
  }
  assert_close(s.length, 2.0 * PETSC_PI * sum / moment, 1e-9);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static int waves; /* over the bath */

static double full(int i, int j)
{
  (void)i, (void)j;
  return 1.0;
}

static double cosine(int i, int j)
{
  (void)j;
  return 10e-6 * (1.0 + 0.1 * cos(2.0 * PETSC_PI * waves * (i + 0.5) / 256.0));
}

/* A cosine has its wavelength, whether or not cells are put together in blocks; a uniform film and rings have none. */
static void wavelength(void **state)
{
  FakeRun    run;
  VfFilm     film;
  VfSpectrum s;
  double     none;

  (void)state;
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, (FakeShape){256, 256, false, false, 1}, &run), 0);
  for (waves = 4; waves <= 32; waves *= 2) {
    set_film(&run, full, cosine);
    assert_int_equal(VfFilmMeasure(&run.view, 0.0, &none, &film), 0);
    assert_int_equal(VfSpectrumMeasure(&run.view, &film, &s), 0);
    assert_close(s.length, 256 * run.grid->dx / waves, 1e-6);
  }
  set_film(&run, full, flat);
  assert_int_equal(VfFilmMeasure(&run.view, 0.0, &none, &film), 0);
  assert_int_equal(VfSpectrumMeasure(&run.view, &film, &s), 0);
  assert_true(s.n == 0 && isnan(s.length));
  assert_int_equal(FakeRunDestroy(&run), 0);
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, (FakeShape){64, 1, true, false, 1}, &run), 0);
  assert_int_equal(FakeRunFilm(&run, 10e-6, 5e-3, 0.0, 0), 0);
  assert_int_equal(VfFilmMeasure(&run.view, 0.0, &none, &film), 0);
  assert_int_equal(VfSpectrumMeasure(&run.view, &film, &s), 0);
  assert_true(s.n == 0 && isnan(s.length));
  assert_int_equal(FakeRunDestroy(&run), 0);
}

/* A quarter of a film has the spectrum of the whole. */
static void mirrored(void **state)
{
  VfSpectrum s[2];

  (void)state;
  for (int fold = 0; fold < 2; fold++) {
    FakeRun run;
    VfFilm  film;
    double  none;
    assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, (FakeShape){fold ? 25 : 50, fold ? 22 : 44, false, true, fold ? 4 : 1}, &run),
                     0);
    const VfGrid *g = run.grid;
    for (int j = g->ys; j < g->ys + g->ym; j++) {
      for (int i = g->xs; i < g->xs + g->xm; i++) {
        run.fields[FAKE_C].data[vf_index(g, i, j)] = 1.0;
        run.fields[FAKE_H].data[vf_index(g, i, j)] = 1e-5 * (2.0 + cos(1e3 * vf_x(g, i)) * exp(-300.0 * fabs(vf_y(g, j))));
      }
    }
    assert_int_equal(VfFilmMeasure(&run.view, 0.0, &none, &film), 0);
    assert_int_equal(VfSpectrumMeasure(&run.view, &film, &s[fold]), 0);
    assert_int_equal(FakeRunDestroy(&run), 0);
  }
  assert_int_equal(s[0].n, s[1].n);
  assert_close(s[0].length, s[1].length, 1e-10);
  for (int r = 0; r < s[0].n; r++) assert_near(s[0].power[r], s[1].power[r], 1e-10 * s[0].power[0]);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(winding),   cmocka_unit_test(spirals),  cmocka_unit_test(places),
                                     cmocka_unit_test(histogram), cmocka_unit_test(spectrum), cmocka_unit_test(wavelength),
                                     cmocka_unit_test(mirrored)};
  return FAKE_MAIN(argc, argv, tests);
}
