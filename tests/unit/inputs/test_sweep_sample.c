/* Samples of uncertain values: what they are over, what members get, Saltelli's design, and what is refused. */
#include "inputs/sweep_read.h"
#include "inputs/sweep_register.h"
#include "inputs/sweep_sample.h"
#include "tests/unit/inputs/check_units.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define BATH "bath: {material: Ga, shape: disc, radius: 10 mm, depth: 1 mm}"
#define MELT "melt: {material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm}"
#define PROCESS "process: [{heat: 450 degC, rate: 10 K/min}, {hold: 5 min}, {quench: 20 degC, gas: N2, flow: 300 mL/min}]"
#define MESH "mesh: {cells: [64], geometry: axisymmetric}"
#define CASE "case:\n  " BATH "\n  " MELT "\n  " PROCESS "\n  " MESH "\n" /* lines 1 to 5 */

static VfSweep *read_sweep(void **state, const char *text)
{
  VfSweep   *sweep;
  VfMessages messages = {0};
  const int  code     = vf_sweep_read_memory(*state, text, strlen(text), "sweep.yaml", &sweep, &messages);
  vf_messages_print(&messages, VF_MESSAGE_ERROR, "unexpected: ", stderr);
  assert_int_equal(code, 0);
  vf_messages_clear(&messages);
  return sweep;
}

static const VfSweepGroup *sample_of(const VfSweep *sweep)
{
  assert_true(sweep->sampled);
  return &sweep->groups[sweep->n_groups - 1];
}

static int column_of(const VfSweepGroup *group, const char *key)
{
  for (int c = 0; c < group->n_columns; c++)
    if (strcmp(group->columns[c].key, key) == 0) return c;
  return -1;
}

static const char *cell_of(const VfSweepGroup *group, long row, const char *key)
{
  const int c = column_of(group, key);
  if (c < 0) fail_msg("no column %s", key);
  return group->cell[row * group->n_columns + c];
}

static double number_of(const VfSweepGroup *group, long row, const char *key)
{
  return strtod(cell_of(group, row, key), NULL);
}

/* Everything that the reference case takes from library and defaults and that has a say in it. */
static void check_library(void **state)
{
  static const char *const there[]     = {"bath.surface_tension.scale",
                                          "bath.viscosity.scale",
                                          "bath.density.scale",
                                          "bath.contact_angle",
                                          "melt.surface_tension",
                                          "melt.viscosity.scale",
                                          "melt.density.scale",
                                          "melt.density_glass.scale",
                                          "melt.density_crystal",
                                          "melt.melting_temperature",
                                          "melt.melting_width",
                                          "melt.melting_time",
                                          "interface.interaction_parameter",
                                          "furnace.emissivity_film",
                                          "furnace.emissivity_bath",
                                          "glass.youngs_modulus",
                                          "gases.N2.viscosity.scale"};
  static const char *const not_there[] = {"bath.oxide_yield_stress",      "melt.zni_density",
                                          "melt.zni_melting_temperature", "melt.mass",
                                          "bath.freezing_temperature",    "bath.radius"};
  VfSweep                 *sweep       = read_sweep(state, CASE "sample: {count: 16, seed: 1, over: library}\n");
  const VfSweepGroup      *group       = sample_of(sweep);
  for (size_t i = 0; i < sizeof there / sizeof *there; i++)
    if (column_of(group, there[i]) < 0) fail_msg("no column %s", there[i]);
  for (size_t i = 0; i < sizeof not_there / sizeof *not_there; i++)
    if (column_of(group, not_there[i]) >= 0) fail_msg("column %s", not_there[i]);
  printf("%d uncertain values\n", group->n_columns - 1);
  assert_int_equal(group->n_rows, 16);
  assert_int_equal(sweep->n_members, 16);
  assert_int_equal(sweep->sample.n_uncertain, group->n_columns);
  const VfSweepUncertain *u = &sweep->sample.uncertain[column_of(group, "interface.interaction_parameter")];
  assert_string_equal(u->distribution, "uniform, 0.5 to 1.1");
  assert_non_null(strstr(u->source, "library ZIF-62: Girifalco"));
  assert_true(u->assumed);
  VfMessages messages = {0};
  assert_int_equal(vf_sweep_try(sweep, &messages), 0);
  vf_messages_clear(&messages);
  vf_sweep_free(&sweep);
}

/* Whatever is drawn of the library, on any bath and with either melt, is a case that can be run. */
static void check_materials(void **state)
{
  static const char *const baths[] = {"Ga", "Sn", "In", "Ga-Sn10wt", "Ga-In25wt", "Galinstan", "alumina", "glass"};
  static const char *const melts[] = {"ZIF-62", "ZIF-62-Co"};
  for (size_t b = 0; b < sizeof baths / sizeof *baths; b++)
    for (size_t m = 0; m < 2; m++) {
      char text[1200];
      snprintf(text, sizeof text,
               "case:\n  bath: {material: %s, radius: 10 mm, depth: 1 mm}\n  melt: {material: %s, mass: 2 mg, radius: 3 mm, "
               "protocol: P3}\n  " PROCESS "\n  " MESH "\nsample: {method: latin hypercube, count: 5, over: library}\n",
               baths[b], melts[m]);
      VfSweep *sweep = read_sweep(state, text);
      for (long r = 0; r < sweep->n_members; r++) {
        VfCase    *kase;
        VfSources *sources;
        VfMessages messages = {0};
        const int  code     = vf_sweep_member_read(sweep, &r, &kase, &sources, &messages);
        vf_messages_print(&messages, VF_MESSAGE_ERROR, "unexpected: ", stderr);
        assert_int_equal(code, 0);
        assert_true(kase->melt.zni_fraction >= 0.0 && kase->melt.zni_fraction <= 0.54);
        vf_case_free(&kase);
        vf_sources_free(&sources);
        vf_messages_clear(&messages);
      }
      printf("%s on %s: %d uncertain values\n", melts[m], baths[b], sample_of(sweep)->n_columns - 1);
      vf_sweep_free(&sweep);
    }
}

/* What the table says is what the member's case has, bit for bit, and its source is still named. */
static void check_members(void **state)
{
  VfSweep *sweep = read_sweep(
      state,
      "case:\n  bath: {material: Ga, shape: disc, radius: 10 mm, depth: 1 mm, density: {scale: 1.1}}\n"
      "  melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm, melting_temperature: {shift: 2 K}, heat_capacity_melt: 1700 J/kg/K}\n"
      "  " PROCESS "\n  " MESH "\n"
      "sample:\n  count: 8\n  over:\n    - bath\n    - melt\n    - interface\n    - furnace\n    - {key: melt.mass, normal: 5 %}\n "
      "   - {key: 'process[1].hold', uniform: [1 min, 9 min]}\n"
      "    - {key: melt.viscosity.branch, choose: [consistent, dielectric]}\n    - {key: melt.heat_capacity_melt, normal: 10 "
      "J/kg/K}\n");
  const VfSweepGroup *group = sample_of(sweep);
  for (long r = 0; r < group->n_rows; r++) {
    VfCase    *kase;
    VfSources *sources;
    VfMessages messages = {0};
    const int  code     = vf_sweep_member_read(sweep, &r, &kase, &sources, &messages);
    vf_messages_print(&messages, VF_MESSAGE_ERROR, "unexpected: ", stderr);
    assert_int_equal(code, 0);
    assert_true(kase->melt.mass == number_of(group, r, "melt.mass"));
    assert_true(kase->programme.segments[1].time == number_of(group, r, "process[1].hold"));
    assert_true(kase->melt.melting_temperature == number_of(group, r, "melt.melting_temperature"));
    assert_true(kase->melt.melting_time == number_of(group, r, "melt.melting_time"));
    assert_true(kase->melt.surface_tension.c0 == number_of(group, r, "melt.surface_tension"));
    assert_true(kase->melt.heat_capacity_melt.c0 == number_of(group, r, "melt.heat_capacity_melt"));
    assert_true(kase->furnace.emissivity_film == number_of(group, r, "furnace.emissivity_film"));
    assert_true(kase->interface.interaction_parameter == number_of(group, r, "interface.interaction_parameter"));
    assert_true(kase->bath.density.c0 == 6077.0 * number_of(group, r, "bath.density.scale"));
    assert_true(kase->bath.density.c1 == -0.611 * number_of(group, r, "bath.density.scale"));
    assert_true(kase->melt.viscosity.scale == number_of(group, r, "melt.viscosity.scale"));
    assert_true(kase->melt.viscosity.p[1] ==
                (strcmp(cell_of(group, r, "melt.viscosity.branch"), "dielectric") == 0 ? 113.6 : 57.8));
    assert_non_null(strstr(vf_sources_find(sources, "bath.surface_tension")->source, "library Ga: Keene"));
    assert_non_null(strstr(vf_sources_find(sources, "bath.surface_tension")->source, "scaled by"));
    assert_non_null(strstr(vf_sources_find(sources, "bath.surface_tension")->source, " at sweep.yaml:9"));
    vf_case_free(&kase);
    vf_sources_free(&sources);
    vf_messages_clear(&messages);
  }
  vf_sweep_free(&sweep);
}

static void moments(const VfSweepGroup *group, const char *key, bool logarithm, double *mean, double *sd)
{
  double sum = 0.0, squares = 0.0;
  for (long r = 0; r < group->n_rows; r++) {
    const double x = logarithm ? log10(number_of(group, r, key)) : number_of(group, r, key);
    sum += x;
    squares += x * x;
  }
  *mean = sum / (double)group->n_rows;
  *sd   = sqrt(squares / (double)group->n_rows - *mean * *mean);
}

static void check_moments(void **state)
{
  static const struct {
    const char *key;
    bool        logarithm;
    double      mean, sd;
  } table[]                          = {{"bath.surface_tension.scale", false, 1.0, 0.02},
                                        {"bath.density.scale", false, 1.1, 0.0022}, /* the base case's own factor stays */
                                        {"melt.viscosity.scale", true, 0.477121254719662, 1.0},
                                        {"melt.density.scale", false, 1300.0 / 1250.0, 300.0 / 1250.0 / 3.4641016151377544},
                                        {"melt.melting_temperature", false, 708.15, 3.0},
                                        {"melt.melting_time", true, 1.0, 0.5773502691896258},
                                        {"melt.mass", false, 2e-6, 1e-7},
                                        {"melt.radius", false, 0.003, 0.002 / 3.4641016151377544},
                                        {"interface.interaction_parameter", false, 0.8, 0.6 / 3.4641016151377544}};
  static const char *const methods[] = {"sobol", "latin hypercube"};
  for (int m = 0; m < 2; m++) {
    char text[1200];
    snprintf(text, sizeof text,
             "case:\n  bath: {material: Ga, radius: 10 mm, depth: 1 mm, density: {scale: 1.1}}\n"
             "  melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm, viscosity: {branch: consistent, scale: 3}}\n  " PROCESS
             "\n  " MESH "\n"
             "sample: {method: %s, count: 4096, seed: 5, over: [bath, melt, interface.interaction_parameter, {key: melt.mass, "
             "normal: 5 %%},"
             " {key: melt.radius, uniform: [2 mm, 4 mm]}]}\n",
             methods[m]);
    VfSweep            *sweep = read_sweep(state, text);
    const VfSweepGroup *group = sample_of(sweep);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
      double mean, sd;
      moments(group, table[i].key, table[i].logarithm, &mean, &sd);
      const double error = fmax(fabs(mean - table[i].mean), fabs(sd - table[i].sd)) / table[i].sd;
      printf("measured %g, exact 0, limit 0.01: %s, %s\n", error, methods[m], table[i].key);
      if (!(error <= 0.01))
        fail_msg("%s: mean %g (%g), standard deviation %g (%g)", table[i].key, mean, table[i].mean, sd, table[i].sd);
    }
    vf_sweep_free(&sweep);
  }
}

static void check_choices(void **state)
{
  VfSweep *sweep = read_sweep(
      state, CASE "sample: {method: latin hypercube, count: 300, over: [{key: melt.viscosity.branch, choose: [consistent, "
                  "calorimetric, dielectric]}]}\n");
  const VfSweepGroup *group = sample_of(sweep);
  int                 n[3]  = {0};
  for (long r = 0; r < 300; r++) {
    const char *word = cell_of(group, r, "melt.viscosity.branch");
    n[strcmp(word, "consistent") == 0 ? 0 : strcmp(word, "calorimetric") == 0 ? 1 : 2]++;
  }
  assert_true(n[0] == 100 && n[1] == 100 && n[2] == 100);
  vf_sweep_free(&sweep);
}

/* A parameter of the viscosity's law, whose value the case leaves to the library. */
static void check_parameter(void **state)
{
  VfSweep *sweep = read_sweep(
      state,
      CASE "sample: {count: 16, over: [{key: melt.viscosity.fragility, normal: 2}, {key: gases.N2.viscosity, normal: 3 %}]}\n");
  const VfSweepGroup *group = sample_of(sweep);
  assert_true(column_of(group, "gases.N2.viscosity.scale") > 0);
  for (long r = 0; r < 16; r++) {
    VfCase    *kase;
    VfSources *sources;
    VfMessages messages = {0};
    assert_int_equal(vf_sweep_member_read(sweep, &r, &kase, &sources, &messages), 0);
    assert_true(kase->melt.viscosity.p[1] == number_of(group, r, "melt.viscosity.fragility"));
    assert_true(fabs(kase->melt.viscosity.p[1] - 57.8) < 10.0 && kase->melt.viscosity.p[2] == 595.0);
    vf_case_free(&kase);
    vf_sources_free(&sources);
    vf_messages_clear(&messages);
  }
  vf_sweep_free(&sweep);
}

#define PI 3.141592653589793
/* Three keys whose ranges hold -pi to pi; nobody runs these cases. */
#define ISHIGAMI                                                                                                                   \
  "over: [{key: melt.x, uniform: [-3.141592653589793 m, 3.141592653589793 m]}, {key: melt.y, uniform: [-3.141592653589793 m, "     \
  "3.141592653589793 m]}, {key: interface.spreading_coefficient, uniform: [-3.141592653589793 N/m, 3.141592653589793 N/m]}]}\n"

static void check_saltelli(void **state)
{
  VfSweep            *sweep = read_sweep(state, CASE "sample: {count: 64, seed: 2, indices: true, " ISHIGAMI);
  VfSweep            *more  = read_sweep(state, CASE "sample: {count: 100, seed: 2, indices: true, " ISHIGAMI);
  VfSweep            *other = read_sweep(state, CASE "sample: {count: 64, seed: 3, indices: true, " ISHIGAMI);
  const VfSweepGroup *group = sample_of(sweep), *longer = sample_of(more);
  assert_int_equal(group->n_rows, 64 * 5);
  assert_int_equal(group->n_columns, 5);
  assert_string_equal(group->columns[0].key, "sample.row");
  assert_string_equal(group->columns[1].key, "sample.matrix");
  assert_false(group->columns[0].sets || group->columns[1].sets);
  assert_int_equal(sweep->sample.n_matrices, 5);
  for (int m = 0; m < 5; m++) {
    static const char *const names[] = {"A", "B", "AB1", "AB2", "AB3"};
    assert_string_equal(sweep->sample.matrices[m], names[m]);
    for (long i = 0; i < 64; i++) {
      char number[16];
      snprintf(number, sizeof number, "%ld", i);
      assert_string_equal(cell_of(group, i * 5 + m, "sample.row"), number);
      assert_string_equal(cell_of(group, i * 5 + m, "sample.matrix"), names[m]);
      for (int j = 0; j < 3 && m >= 2; j++) {
        const long from = i * 5 + (j == m - 2 ? 1 : 0);
        assert_string_equal(group->yaml[(i * 5 + m) * 5 + 2 + j], group->yaml[from * 5 + 2 + j]);
        assert_string_equal(group->cell[(i * 5 + m) * 5 + 2 + j], group->cell[from * 5 + 2 + j]);
        assert_string_not_equal(group->cell[i * 25 + 2 + j], group->cell[(i * 5 + 1) * 5 + 2 + j]);
      }
    }
  }
  int same = 0;
  for (long k = 0; k < group->n_rows * 5; k++) {
    assert_string_equal(group->cell[k], longer->cell[k]); /* extension keeps the rows */
    assert_string_equal(group->yaml[k], longer->yaml[k]);
    same += k % 5 >= 2 && strcmp(group->cell[k], sample_of(other)->cell[k]) == 0;
  }
  assert_int_equal(same, 0);
  assert_null(vf_sweep_sample_fixed(&sweep->sample));
  vf_sweep_free(&sweep);
  vf_sweep_free(&more);
  vf_sweep_free(&other);
  sweep = read_sweep(state, CASE "sample: {method: latin hypercube, count: 64, " ISHIGAMI);
  assert_non_null(vf_sweep_sample_fixed(&sweep->sample));
  vf_sweep_free(&sweep);
}

/* Ishigami & Homma 1990, a = 7, b = 0.1 */
static double ishigami(const VfSweepGroup *group, long row)
{
  char **const cells = &group->cell[row * group->n_columns + 2]; /* behind sample.row and sample.matrix */
  const double x = strtod(cells[0], NULL), y = strtod(cells[1], NULL), z = strtod(cells[2], NULL);
  return sin(x) + 7.0 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

/* First order (Saltelli et al. 2010) and total (Jansen 1999) indices of the function from the design alone. */
static double indices_error(void **state, const char *method, long count)
{
  char text[1200];
  snprintf(text, sizeof text, CASE "sample: {method: %s, count: %ld, seed: 1, indices: true, " ISHIGAMI, method, count);
  VfSweep            *sweep = read_sweep(state, text);
  const VfSweepGroup *group = sample_of(sweep);
  double              f0 = 0.0, squares = 0.0, S[3] = {0.0}, T[3] = {0.0}, worst = 0.0;
  for (long i = 0; i < count; i++)
    for (int m = 0; m < 2; m++) {
      const double f = ishigami(group, i * 5 + m);
      f0 += f / (2.0 * (double)count);
      squares += f * f / (2.0 * (double)count);
    }
  for (long i = 0; i < count; i++) {
    const double A = ishigami(group, i * 5), B = ishigami(group, i * 5 + 1);
    for (int j = 0; j < 3; j++) {
      const double AB = ishigami(group, i * 5 + 2 + j);
      S[j] += B * (AB - A) / (double)count;
      T[j] += 0.5 * (A - AB) * (A - AB) / (double)count;
    }
  }
  const double a = 7.0, b = 0.1, p4 = PI * PI * PI * PI, V = squares - f0 * f0;
  const double V1 = 0.5 * (1.0 + b * p4 / 5.0) * (1.0 + b * p4 / 5.0), V2 = a * a / 8.0,
               V13   = b * b * p4 * p4 * (1.0 / 18.0 - 1.0 / 50.0);
  const double whole = V1 + V2 + V13, exact_S[3] = {V1 / whole, V2 / whole, 0.0},
               exact_T[3] = {(V1 + V13) / whole, V2 / whole, V13 / whole};
  for (int j = 0; j < 3; j++) {
    printf("  x%d: first %.4f (%.4f), total %.4f (%.4f)\n", j + 1, S[j] / V, exact_S[j], T[j] / V, exact_T[j]);
    worst = fmax(worst, fmax(fabs(S[j] / V - exact_S[j]), fabs(T[j] / V - exact_T[j])));
  }
  vf_sweep_free(&sweep);
  return worst;
}

static void check_ishigami(void **state)
{
  static const struct {
    const char *method;
    long        count;
    double      limit; /* three times the root mean square over seeds 1 to 20 */
  } table[] = {{"sobol", 1024, 0.045}, {"sobol", 8192, 0.005}, {"latin hypercube", 8192, 0.064}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    const double error = indices_error(state, table[i].method, table[i].count);
    printf("measured %g, exact 0, limit %g: %s, %ld rows\n", error, table[i].limit, table[i].method, table[i].count);
    assert_true(error <= table[i].limit);
  }
}

/* Where axes choose the material, tables hold factors and shifts, which hold for each. */
static void check_axes(void **state)
{
  VfSweep *sweep =
      read_sweep(state, CASE "axes: [{key: bath.material, values: [Ga, Sn]}]\n"
                             "sample: {count: 4, over: [bath.surface_tension, melt.melting_temperature, melt.melting_time]}\n");
  const VfSweepGroup *group = sample_of(sweep);
  assert_true(column_of(group, "bath.surface_tension.scale") > 0);
  assert_true(column_of(group, "melt.melting_temperature.shift") > 0);
  assert_true(column_of(group, "melt.melting_time.scale") > 0);
  const long rows[2] = {1, 3};
  VfCase    *kase;
  VfSources *sources;
  VfMessages messages = {0};
  assert_int_equal(vf_sweep_member_read(sweep, rows, &kase, &sources, &messages), 0);
  assert_true(kase->bath.surface_tension.c0 == 0.555 * number_of(group, 3, "bath.surface_tension.scale"));
  assert_true(kase->melt.melting_temperature == 708.15 + number_of(group, 3, "melt.melting_temperature.shift"));
  vf_case_free(&kase);
  vf_sources_free(&sources);
  vf_messages_clear(&messages);
  vf_sweep_free(&sweep);
}

/* What may follow a sample that is there, and what is said of what may not. */
static void check_extension(void **state)
{
#define FOUR(rest) CASE "sample: {count: 4, " rest "over: [bath]}\n"
  static const struct {
    const char *old, *next, *why;
  } table[] = {
      {FOUR(""), CASE "sample: {count: 9, over: [bath]}\n", ""},
      {FOUR(""), CASE "sample: {count: 3, over: [bath]}\n", "its sample has 3 rows, where it had 4"},
      {FOUR(""), FOUR("seed: 1, "), "its sample has seed 1, where it was 0"},
      {FOUR(""), FOUR("method: latin hypercube, "), "its sample is by latin hypercube, where it was by sobol"},
      {FOUR("method: latin hypercube, "), CASE "sample: {method: latin hypercube, count: 9, over: [bath]}\n",
       "a Latin hypercube is drawn for its count and cannot be extended; method sobol can"},
      {FOUR(""), CASE "sample: {count: 4, over: [melt]}\n", "its axis 0 is melt.density.scale, where it was bath.density.scale"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char     why[512];
    VfSweep *old = read_sweep(state, table[i].old), *next = read_sweep(state, table[i].next);
    vf_sweep_differs(old, next, why, sizeof why);
    assert_string_equal(why, table[i].why);
    vf_sweep_free(&old);
    vf_sweep_free(&next);
  }
}

static void check_wrong(void **state)
{
  /* clang-format off */
  static const struct { const char *sample, *message; } table[] = {
      {"sample: {count: 4}\n", "sweep.yaml:6: sample: lacks over"},
      {"sample: {over: library}\n", "sweep.yaml:6: sample: lacks count"},
      {"sample:\n  count: 4\n  method: halton\n  over: library\n", "sweep.yaml:8: sample.method: is not a choice (halton)"},
      {"sample:\n  count: 0\n  over: library\n", "sweep.yaml:7: sample.count: is not usable (0)"},
      {"sample:\n  count: 30000\n  indices: true\n  over: library\n", "sweep.yaml:9: sample.over: makes too many members (1200000)"},
      {"sample: {count: 900000, method: latin hypercube, indices: true, over: library}\n", "sweep.yaml:6: sample.over: makes too many members"},
      {"sample:\n  count: 4\n  over:\n    - melt.mass\n", "sweep.yaml:9: melt.mass: has no spread in the library"},
      {"sample:\n  count: 4\n  over:\n    - melt.masse\n", "sweep.yaml:9: melt.masse: is not a number of the base case"},
      {"sample:\n  count: 4\n  over: []\n", "sweep.yaml:8: sample.over: does not say what is uncertain"},
      {"sample:\n  count: 4\n  over: mesh\n", "sweep.yaml:8: sample.over: names nothing uncertain (mesh)"},
      {"sample:\n  count: 4\n  over:\n    - [a]\n", "sweep.yaml:9: sample.over: is not usable"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.mass}\n", "sweep.yaml:9: sample.over: does not say what is uncertain and how"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.mass,\n       normal: 5 K}\n", "sweep.yaml:10: melt.mass: has the wrong dimension"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.mass, uniform: [1 kg, 20 kg]}\n", "sweep.yaml:9: melt.mass: goes from 1 to 20; within"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.mass, uniform: [2 mg, 1 mg]}\n", "sweep.yaml:9: melt.mass: goes from 2e-06 to 1e-06; low first"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.shape, normal: 5 %}\n", "sweep.yaml:9: melt.shape: is not a number that can be drawn"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.x, normal: 5 %}\n", "sweep.yaml:9: melt.x: is a percentage of 0"},
      {"sample:\n  count: 4\n  over:\n    - {key: bath.slip_length, normal: 5 %}\n", "sweep.yaml:9: bath.slip_length: has no meaning in the base case"},
      {"sample:\n  count: 4\n  over:\n    - {key: interface.spreading_coefficient, normal: 5 %}\n", "sweep.yaml:9: interface.spreading_coefficient: has no value"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.viscosity, normal: 5 Pa s}\n", "sweep.yaml:9: melt.viscosity: is a spread in units of a law"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.viscosity.branch, choose: dielectric}\n", "sweep.yaml:9: melt.viscosity.branch: is no choice"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.brunch, choose: [a, b]}\n", "sweep.yaml:9: melt.brunch: is not a key"},
      {"sample:\n  count: 4\n  over:\n    - {key: melt.mass, normal: 5 %}\n    - {key: melt.mass, normal: 5 %}\n", "sweep.yaml:10: melt.mass: is there twice"},
      {"axes: [{key: melt.mass, values: [1 mg, 2 mg]}]\nsample:\n  count: 4\n  over:\n    - {key: melt.mass, normal: 5 %}\n", "sweep.yaml:7: melt.mass: is given twice"},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char      *text = malloc(4096);
    VfSweep   *sweep;
    VfMessages messages = {0};
    snprintf(text, 4096, CASE "%s", table[i].sample);
    assert_int_equal(vf_sweep_read_memory(*state, text, strlen(text), "sweep.yaml", &sweep, &messages), 2);
    if (messages.n_errors != 1 || strncmp(messages.items[0].text, table[i].message, strlen(table[i].message)) != 0) {
      vf_messages_print(&messages, VF_MESSAGE_ERROR, "got: ", stderr);
      fail_msg("not the one message '%s'", table[i].message);
    }
    vf_messages_clear(&messages);
    free(text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(check_library),   cmocka_unit_test(check_members),  cmocka_unit_test(check_materials),
      cmocka_unit_test(check_moments),   cmocka_unit_test(check_choices),  cmocka_unit_test(check_parameter),
      cmocka_unit_test(check_saltelli),  cmocka_unit_test(check_ishigami), cmocka_unit_test(check_axes),
      cmocka_unit_test(check_extension), cmocka_unit_test(check_wrong)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
