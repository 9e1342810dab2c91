/* Measures of the film against plain loops over the whole grid, on any number of ranks. */
#include "physics/regime_map.h"
#include "postproc/diagnostics.h"
#include "postproc/regime.h"
#include "tests/unit/postproc/fake_run.h"
#include <string.h>

static const double radius = 6e-3, thickness = 50e-6; /* [m] */

/* Long doubles: the reference is exact to the last digits of a double. */
typedef struct {
  long double mass, area, volume, std, T, X, log_eta;
  double      min, max;
} Sums;

/* Cell values as FakeRunFilm sets them. */
static double cell_h(int i, int j)
{
  return thickness * (1.0 + 0.1 * fake_random(7, i, j));
}

static Sums sum_serial(const FakeShape *s, const VfGrid *g)
{
  Sums t = {.min = (double)INFINITY};

  for (int pass = 0; pass < 2; pass++) {
    for (int j = 0; j < s->ny; j++) {
      for (int i = 0; i < s->nx; i++) {
        const double x = g->x0 + (i + 0.5) * g->dx, y = s->axisymmetric ? 0.0 : g->y0 + (j + 0.5) * g->dy, h = cell_h(i, j);
        const double a = s->axisymmetric ? 2.0 * PETSC_PI * x * g->dx : g->dx * g->dy * s->copies;
        if (hypot(x, y) >= radius) continue;
        if (pass == 1) {
          t.std += a * (h - t.volume / t.area) * (h - t.volume / t.area);
          continue;
        }
        t.mass += 1400.0 * h * a;
        t.area += a;
        t.volume += h * a;
        t.min = fmin(t.min, h);
        t.max = fmax(t.max, h);
        t.T += 1400.0 * h * a * (703.0 + fake_random(8, i, j));
        t.X += 1400.0 * h * a * fake_random(9, i, j);
        t.log_eta += 1400.0 * h * a * log(1e5 * (1.0 + fake_random(10, i, j)));
      }
    }
  }
  t.std = sqrtl(t.std / t.area);
  return t;
}

static void film_of_any_shape(void **state)
{
  const FakeShape shapes[] = {
      {50, 44, false, true, 1}, {25, 22, false, true, 4}, {64, 1, true, false, 1}, {33, 31, false, false, 1}};

  (void)state;
  for (int k = 0; k < 4; k++) {
    FakeRun       run;
    VfDiagnostics d;
    Sums          want;

    assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shapes[k], &run), 0);
    assert_int_equal(FakeRunFilm(&run, thickness, radius, 3.0, 1), 0);
    assert_int_equal(VfDiagnosticsCreate(&d), 0);
    assert_int_equal(VfDiagnosticsEvaluate(&d, &run.view), 0);
    want                = sum_serial(&shapes[k], run.grid);
    const double summed = (shapes[k].nx + shapes[k].ny) * 1.2e-16; /* round-off bound of row-wise sums */
    assert_close(vf_diagnostics_value(&d, "mass_kg"), (double)want.mass, summed);
    assert_close(vf_diagnostics_value(&d, "covered_area_m2"), (double)want.area, summed);
    assert_close(vf_diagnostics_value(&d, "thickness_mean_m"), (double)(want.volume / want.area), 1e-13);
    assert_close(vf_diagnostics_value(&d, "thickness_std_m"), (double)want.std, 1e-12);
    assert_close(vf_diagnostics_value(&d, "thickness_min_m"), want.min, 0.0);
    assert_close(vf_diagnostics_value(&d, "thickness_max_m"), want.max, 0.0);
    assert_close(vf_diagnostics_value(&d, "flatness_m"), want.max - want.min, 1e-12);
    assert_close(vf_diagnostics_value(&d, "radius_equivalent_m"), (double)sqrtl(want.area / PETSC_PI), 1e-13);
    assert_close(vf_diagnostics_value(&d, "temperature_K"), (double)(want.T / want.mass), 1e-13);
    assert_close(vf_diagnostics_value(&d, "crystal_fraction"), (double)(want.X / want.mass), 1e-12);
    assert_close(vf_diagnostics_value(&d, "viscosity_Pa_s"), exp((double)(want.log_eta / want.mass)), 1e-11);
    assert_true(isnan(vf_diagnostics_value(&d, "fictive_temperature_K"))); /* there is no field Tf */
    assert_true(isnan(vf_diagnostics_value(&d, "no such diagnostic")));
    assert_close(vf_diagnostics_value(&d, "rim_covered_fraction"), 0.0, 0.0);
    assert_close(vf_diagnostics_value(&d, "hole_count"), 0.0, 0.0);
    assert_int_equal(VfDiagnosticsDestroy(&d), 0);
    assert_int_equal(FakeRunDestroy(&run), 0);
  }
}

static double centre_of(FakeShape shape)
{
  FakeRun       run;
  VfDiagnostics d;
  double        value;

  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shape, &run), 0);
  assert_int_equal(FakeRunFilm(&run, thickness, radius, 0.0, 0), 0);
  assert_int_equal(VfDiagnosticsCreate(&d), 0);
  assert_int_equal(VfDiagnosticsEvaluate(&d, &run.view), 0);
  value = vf_diagnostics_value(&d, "thickness_centre_m");
  assert_int_equal(VfDiagnosticsDestroy(&d), 0);
  assert_int_equal(FakeRunDestroy(&run), 0);
  return value;
}

/* The one, two or four cells that touch the centre. */
static void centre(void **state)
{
  (void)state;
  assert_close(centre_of((FakeShape){33, 31, false, true, 1}), cell_h(16, 15), 1e-14);
  assert_close(centre_of((FakeShape){32, 31, false, true, 1}), 0.5 * (cell_h(15, 15) + cell_h(16, 15)), 1e-14);
  assert_close(centre_of((FakeShape){32, 32, false, true, 1}),
               0.25 * (cell_h(15, 15) + cell_h(16, 15) + cell_h(15, 16) + cell_h(16, 16)), 1e-14);
  assert_close(centre_of((FakeShape){32, 32, false, true, 4}), cell_h(0, 0), 1e-14);
  assert_close(centre_of((FakeShape){64, 1, true, false, 1}), cell_h(0, 0), 1e-14);
}

/* u = 1e-6 x and v = 2e-6 y at faces: the largest speed is that of the cell farthest out. */
static void speed(void **state)
{
  FakeRun run;
  VfFilm  film;
  double  rest, most = 0.0;

  (void)state;
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, (FakeShape){40, 40, false, true, 1}, &run), 0);
  assert_int_equal(FakeRunFilm(&run, thickness, radius, 0.0, 0), 0);
  assert_int_equal(VfFilmMeasure(&run.view, 1.0, &rest, &film), 0);
  for (int j = 0; j < 40; j++) {
    for (int i = 0; i < 40; i++) {
      const double x = run.grid->x0 + (i + 0.5) * run.grid->dx, y = run.grid->y0 + (j + 0.5) * run.grid->dy;
      if (hypot(x, y) < radius) most = fmax(most, hypot(1e-6 * x, 2e-6 * y));
    }
  }
  assert_close(film.speed_max, most, 1e-12);
  assert_close(rest, run.grid->size, 0.0);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

/* A bath without film, and one that is full. */
static void bare_and_full(void **state)
{
  FakeRun run;
  VfFilm  film;
  double  rest;

  (void)state;
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, (FakeShape){40, 40, false, true, 1}, &run), 0);
  assert_int_equal(FakeRunFilm(&run, thickness, 0.0, 5.0, 0), 0);
  assert_int_equal(VfFilmMeasure(&run.view, 0.0, &rest, &film), 0);
  assert_true(isnan(film.thickness_mean) && isnan(film.thickness_min) && film.mass == 0.0 && film.covered_area == 0.0);
  assert_near(film.temperature, 705.5, 0.2);
  assert_int_equal(FakeRunFilm(&run, thickness, 1.0, 5.0, 0), 0);
  assert_int_equal(VfFilmMeasure(&run.view, 0.0, &rest, &film), 0);
  assert_close(film.covered_area, film.bath_area, 1e-14);
  assert_close(film.bath_area, PETSC_PI * 1e-4, 0.01);
  assert_close(film.rim_covered, 1.0, 1e-14);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static void regimes(void **state)
{
  const double rho_g = 1400.0 * 9.81 * (1.0 - 1400.0 / 5820.0), S = -2e-3, rest = sqrt(-2.0 * S / rho_g);
  const struct {
    VfRegimeInput input;
    const char   *name;
  } rows[] = {
      {{.S = 0.2, .effective_rho_g = rho_g, .thickness_mean = 1e-5, .rim_covered = 1.0, .pieces = 1}, "spread to the wall"},
      {{.S = 0.2, .effective_rho_g = rho_g, .thickness_mean = 1e-5, .rim_covered = 0.2, .pieces = 1}, "frozen while spreading"},
      {{.S = 0.2, .effective_rho_g = rho_g, .thickness_mean = 1e-5, .holes = 3, .pieces = 1}, "frozen while spreading"},
      {{.S = S, .effective_rho_g = rho_g, .thickness_mean = rest, .pieces = 1}, "lens"},
      {{.S = S, .effective_rho_g = rho_g, .thickness_mean = 0.3 * rest, .pieces = 1}, "lens"},
      {{.S = S, .effective_rho_g = rho_g, .thickness_mean = 2.0 * rest, .pieces = 1}, "frozen while spreading"},
      {{.S = S, .effective_rho_g = 0.0, .thickness_mean = 1.0, .pieces = 1}, "lens"},
      {{.S = S, .effective_rho_g = rho_g, .thickness_mean = rest, .holes = 1, .pieces = 1}, "dewetted"},
      {{.S = S, .effective_rho_g = rho_g, .thickness_mean = rest, .rim_covered = 1.0, .holes = 1, .pieces = 1}, "dewetted"},
      {{.S = S, .effective_rho_g = rho_g, .thickness_mean = rest, .pieces = 2}, "dewetted"},
      {{.S = 0.2, .thickness_mean = (double)NAN}, "dewetted"},
  };

  (void)state;
  for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
    const VfRegimeFound found = vf_regime_find(&rows[k].input);
    assert_string_equal(found.name, rows[k].name);
    assert_true(found.margin >= 0.0 && found.margin <= 1.0 && strcmp(found.name, found.next) != 0);
  }
}

static VfRegimeFound margin_of(double S, double h, double rim, long holes)
{
  return vf_regime_find(
      &(VfRegimeInput){.S = S, .effective_rho_g = 1e4, .thickness_mean = h, .rim_covered = rim, .holes = holes, .pieces = 1});
}

/* How far to the next regime, and which: rim, thickness of the lens, sign of S. */
static void margins(void **state)
{
  const double rest = VF_LENS_MARGIN * sqrt(2.0 * 1e-3 / 1e4);

  (void)state;
  VfRegimeFound f = margin_of(0.2, 1e-5, 0.45, 0);
  assert_near(f.margin, 0.1, 1e-12);
  assert_string_equal(f.next, "spread to the wall");
  f = margin_of(0.2, 1e-5, 0.7, 0);
  assert_near(f.margin, 0.4, 1e-12);
  assert_string_equal(f.next, "frozen while spreading");
  f = margin_of(-1e-3, 0.9 * rest, 0.0, 0);
  assert_near(f.margin, 0.1, 1e-12);
  assert_string_equal(f.name, "lens");
  assert_string_equal(f.next, "frozen while spreading");
  f = margin_of(-1e-3, 2.0 * rest, 0.0, 0);
  assert_near(f.margin, 0.5, 1e-12);
  assert_string_equal(f.next, "lens");
  f = margin_of(-1e-6, 1e-4, 0.0, 2); /* weight 5e-5 N/m: S is next to nothing */
  assert_near(f.margin, 1.0 / 51.0, 1e-12);
  assert_string_equal(f.name, "dewetted");
  assert_string_equal(f.next, "frozen while spreading");
  f = margin_of(1e-6, 1e-4, 0.0, 2);
  assert_string_equal(f.next, "dewetted");
  f = vf_regime_find(&(VfRegimeInput){.S = 0.2, .thickness_mean = (double)NAN});
  assert_string_equal(f.next, "");
}

/* Every diagnostic is named once, says its unit and what it is. */
static void table_is_complete(void **state)
{
  int                 n;
  const VfDiagnostic *rows = vf_diagnostics_table(&n);

  (void)state;
  for (int k = 0; k < n; k++) {
    assert_true(rows[k].name[0] && rows[k].unit[0] && rows[k].long_name[0] && rows[k].value);
    for (int l = 0; l < k; l++) assert_string_not_equal(rows[k].name, rows[l].name);
  }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(film_of_any_shape), cmocka_unit_test(centre),  cmocka_unit_test(speed),
      cmocka_unit_test(bare_and_full),     cmocka_unit_test(regimes), cmocka_unit_test(table_is_complete),
      cmocka_unit_test(margins),
  };
  return FAKE_MAIN(argc, argv, tests);
}
