/* Holes and pieces against a plain serial flood fill of the whole grid, on any number of ranks. */
#include "postproc/regions.h"
#include "tests/unit/postproc/fake_run.h"
#include <stdlib.h>

/* A whole grid on one process: how much of each cell is bath, and which are bare. */
typedef struct {
  int            nx, ny;
  bool           periodic;
  double        *bath;
  unsigned char *bare, *seen;
} Picture;

static void picture_create(int nx, int ny, Picture *p)
{
  *p      = (Picture){.nx = nx, .ny = ny};
  p->bath = calloc((size_t)(nx * ny), sizeof(double));
  p->bare = calloc((size_t)(nx * ny), 1);
  p->seen = calloc((size_t)(nx * ny), 1);
}

static void picture_destroy(Picture *p)
{
  free(p->bath);
  free(p->bare);
  free(p->seen);
}

/* Fills one region from cell k; tells its size in cells and whether it meets a wall. */
static double flood(Picture *p, bool bare, int k, int stack[], bool *wall)
{
  double cells = 0.0;
  int    n     = 0;

  stack[n++] = k;
  p->seen[k] = 1;
  *wall      = false;
  while (n > 0) {
    const int c = stack[--n], i = c % p->nx, j = c / p->nx;
    const int near[4][2] = {{i - 1, j}, {i + 1, j}, {i, j - 1}, {i, j + 1}};
    cells += p->bath[c];
    for (int d = 0; d < 4; d++) {
      const int a = p->periodic ? (near[d][0] + p->nx) % p->nx : near[d][0],
                b = p->periodic ? (near[d][1] + p->ny) % p->ny : near[d][1];
      const int q = b * p->nx + a;
      if (a < 0 || b < 0 || a >= p->nx || b >= p->ny || p->bath[q] <= 0.0)
        *wall = true;
      else if (!p->seen[q] && p->bare[q] == bare) {
        p->seen[q] = 1;
        stack[n++] = q;
      }
    }
  }
  return cells;
}

static void count_serial(Picture *p, bool bare, long *count, double *cells)
{
  int *stack = malloc(sizeof(int) * (size_t)(p->nx * p->ny));

  *count = 0;
  *cells = 0.0;
  for (int k = 0; k < p->nx * p->ny; k++) p->seen[k] = 0;
  for (int k = 0; k < p->nx * p->ny; k++) {
    bool   wall;
    double n;
    if (p->seen[k] || p->bath[k] <= 0.0 || p->bare[k] != bare) continue;
    n = flood(p, bare, k, stack, &wall);
    if (bare && wall) continue;
    (*count)++;
    *cells += n;
  }
  free(stack);
}

/* Is cell (i, j) bare in the random film of this density? */
static bool random_bare(uint64_t seed, double density, int i, int j)
{
  return fake_random(seed, i, j) < density;
}

/* The whole grid, quarter symmetry unfolded. */
static void unfold(const FakeShape *s, const VfGrid *g, uint64_t seed, double density, Picture *p)
{
  const int fold = s->copies == 4 ? 2 : 1;

  picture_create(fold * s->nx, fold * s->ny, p);
  p->periodic = s->copies == FAKE_PERIODIC;
  for (int j = 0; j < p->ny; j++) {
    for (int i = 0; i < p->nx; i++) {
      const int a = fold == 1 ? i : i >= s->nx ? i - s->nx : s->nx - 1 - i;
      const int b = fold == 1 ? j : j >= s->ny ? j - s->ny : s->ny - 1 - j;

      p->bath[j * p->nx + i] = fake_bath(s, g, a, b);
      p->bare[j * p->nx + i] = random_bare(seed, density, a, b);
    }
  }
}

static void compare(FakeShape shape, uint64_t seed, double density)
{
  FakeRun run;
  Picture picture;

  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shape, &run), 0);
  for (int j = run.grid->ys; j < run.grid->ys + run.grid->ym; j++) {
    for (int i = run.grid->xs; i < run.grid->xs + run.grid->xm; i++) {
      run.fields[FAKE_C].data[vf_index(run.grid, i, j)] =
          (random_bare(seed, density, i, j) ? 0.49 : 0.5) * run.grid->fraction[vf_index(run.grid, i, j)];
    }
  }
  unfold(&shape, run.grid, seed, density, &picture);
  for (int kind = 0; kind < 2; kind++) {
    VfRegions      regions;
    VfRegionTotals totals;
    long           count;
    double         cells;

    count_serial(&picture, kind == VF_REGIONS_HOLES, &count, &cells);
    assert_int_equal(VfRegionsLabel(run.grid, run.fields[FAKE_C].data, (VfRegionKind)kind, &regions), 0);
    assert_int_equal(VfRegionsJoin(&regions, &totals), 0);
    assert_int_equal(totals.count, count);
    assert_near(totals.area, cells * run.grid->dx * run.grid->dy, 1e-12 * 4e-4);
    if (count > 0) { /* what lets the join be left out must never be zero on all ranks then */
      int own = vf_regions_candidates(&regions), all;
      MPI_Allreduce(&own, &all, 1, MPI_INT, MPI_SUM, PETSC_COMM_WORLD);
      assert_true(all > 0);
    }
    assert_int_equal(VfRegionsDestroy(&regions), 0);
  }
  picture_destroy(&picture);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static void random_masks(void **state)
{
  const FakeShape shapes[]    = {{37, 29, false, false, 1},
                                 {64, 64, false, true, 1},
                                 {32, 40, false, true, 4},
                                 {24, 24, false, false, 4},
                                 {24, 40, false, false, FAKE_PERIODIC}};
  const double    densities[] = {0.05, 0.3, 0.45, 0.6, 0.75, 0.95};

  (void)state;
  for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
    for (size_t d = 0; d < sizeof densities / sizeof densities[0]; d++) {
      for (uint64_t seed = 0; seed < 4; seed++) compare(shapes[s], seed, densities[d]);
    }
  }
}

/* A ring of film in the bath: the middle is a hole, the outside is not; and a hole on both axes counts once with symmetry. */
static void ring(void **state)
{
  const FakeShape shapes[] = {{64, 64, false, true, 1}, {32, 32, false, true, 4}, {64, 1, true, false, 1}};

  (void)state;
  for (int s = 0; s < 3; s++) {
    FakeRun        run;
    VfRegions      regions;
    VfRegionTotals totals;

    assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shapes[s], &run), 0);
    for (int j = run.grid->ys; j < run.grid->ys + run.grid->ym; j++) {
      for (int i = run.grid->xs; i < run.grid->xs + run.grid->xm; i++) {
        const double r                                    = hypot(vf_x(run.grid, i), vf_y(run.grid, j));
        run.fields[FAKE_C].data[vf_index(run.grid, i, j)] = r > 3e-3 && r < 6e-3 ? 1.0 : 0.0;
      }
    }
    assert_int_equal(VfRegionsLabel(run.grid, run.fields[FAKE_C].data, VF_REGIONS_HOLES, &regions), 0);
    assert_int_equal(VfRegionsJoin(&regions, &totals), 0);
    assert_int_equal(totals.count, 1);
    assert_close(totals.area, PETSC_PI * 9e-6, 0.05); /* stair-stepped circle */
    assert_int_equal(VfRegionsDestroy(&regions), 0);
    assert_int_equal(FakeRunDestroy(&run), 0);
  }
}

/* A disc of bare bath across a corner of a periodic grid is one hole, there; a stripe all round another. */
static void across_edges(void **state)
{
  const FakeShape shape = {64, 32, false, false, FAKE_PERIODIC};
  const double    x0 = 9.7e-3, y0 = -7.5e-3; /* of a bath of 20 mm x 16 mm */
  FakeRun         run;
  VfRegions       regions;
  VfRegionTotals  totals;

  (void)state;
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shape, &run), 0);
  for (int j = run.grid->ys; j < run.grid->ys + run.grid->ym; j++) {
    for (int i = run.grid->xs; i < run.grid->xs + run.grid->xm; i++) {
      const double x = remainder(vf_x(run.grid, i) - x0, 20e-3), y = remainder(vf_y(run.grid, j) - y0, 16e-3);
      run.fields[FAKE_C].data[vf_index(run.grid, i, j)] = hypot(x, y) < 3e-3 || fabs(y - 7e-3) < 1e-3 ? 0.0 : 1.0;
    }
  }
  assert_int_equal(VfRegionsLabel(run.grid, run.fields[FAKE_C].data, VF_REGIONS_HOLES, &regions), 0);
  assert_int_equal(VfRegionsJoin(&regions, &totals), 0);
  assert_int_equal(totals.count, 2);
  assert_close(totals.listed[1].area, PETSC_PI * 9e-6, 0.05);
  assert_near(totals.listed[1].x, x0, 0.1e-3);
  assert_near(totals.listed[1].y, y0, 0.1e-3);
  assert_int_equal(VfRegionsDestroy(&regions), 0);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(random_masks), cmocka_unit_test(ring), cmocka_unit_test(across_edges)};
  return FAKE_MAIN(argc, argv, tests);
}
