/* Sweeps: every kind of mistake with its line, the cases of members, the register and what extends it. */
#include "inputs/case_laws.h"
#include "inputs/document_edit.h"
#include "inputs/sweep_read.h"
#include "inputs/sweep_register.h"
#include "tests/unit/inputs/check_units.h"
#include <stdio.h>
#include <stdlib.h>

#define BASE                                                                                                                       \
  "case:\n"                                                                                                                        \
  "  bath: {material: Ga, shape: disc, radius: 10 mm, depth: 1 mm}\n"                                                              \
  "  melt: {material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm}\n"                                                            \
  "  process: [{heat: 450 degC, rate: 10 K/min}, {hold: 5 min}]\n"                                                                 \
  "  mesh: {cells: [16], geometry: axisymmetric}\n"
#define AXES BASE "axes:\n"
#define MASSES "  - {key: melt.mass, values: [1 mg, 3 mg]}\n"

static VfSweep *sweep_of(void **state, const char *text)
{
  VfSweep   *sweep;
  VfMessages messages = {0};
  if (vf_sweep_read_memory(*state, text, strlen(text), "sweep.yaml", &sweep, &messages)) {
    vf_messages_tell(&messages, stderr);
    fail_msg("the sweep is refused");
  }
  vf_messages_clear(&messages);
  return sweep;
}

/* ---- mistakes ------------------------------------------------------------------------------------------------------------- */

typedef struct {
  const char *text, *message; /* the one message begins so */
} Wrong;

static void check_wrong(void **state, const Wrong *wrong)
{
  VfSweep   *sweep;
  VfMessages messages = {0};
  int        code     = vf_sweep_read_memory(*state, wrong->text, strlen(wrong->text), "sweep.yaml", &sweep, &messages);
  assert_true((code == 0) == (sweep != NULL));
  if (code == 0) code = vf_sweep_try(sweep, &messages);
  if (code != 2 || messages.n_errors != 1 || strncmp(messages.items[0].text, wrong->message, strlen(wrong->message)) != 0) {
    vf_messages_print(&messages, VF_MESSAGE_ERROR, "got: ", stderr);
    fail_msg("not the one message '%s'", wrong->message);
  }
  vf_messages_clear(&messages);
  vf_sweep_free(&sweep);
}

static void mistakes(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {"", "sweep.yaml:1: file: is empty"},
      {"axes: [1\n", "sweep.yaml:2: syntax: "},
      {"[1, 2]\n", "sweep.yaml:1: sweep: is not a map"},
      {BASE, "sweep.yaml:1: axes: is missing"},
      {"axes:\n" MASSES, "sweep.yaml:1: sweep: lacks case"},
      {"case: nowhere.yaml\naxes:\n" MASSES, "sweep.yaml:1: case: cannot be read (nowhere.yaml: no such file)"},
      {"case: []\naxes:\n" MASSES, "sweep.yaml:1: case: is no case"},
      {AXES MASSES "axis: 3\n", "sweep.yaml:8: sweep.axis: is not a key; did you mean axes?"},
      {AXES MASSES "folder: /no/such/folder\n", "sweep.yaml:1: folder: is not there"},
      {BASE "  gravity: 3 s\naxes:\n" MASSES, "sweep.yaml:6: gravity: has the wrong dimension"},
      {BASE "axes: 3\n", "sweep.yaml:6: axes: is not a list"},
      {BASE "axes: []\n", "sweep.yaml:6: axes: is not a list"},
      {AXES "  - 3\n", "sweep.yaml:7: axes[0]: is not a map"},
      {AXES "  - {values: [1 mg]}\n", "sweep.yaml:7: axes[0]: does not make an axis"},
      {AXES "  - {key: melt.mass}\n", "sweep.yaml:7: axes[0]: does not make an axis"},
      {AXES "  - {key: melt.mass, values: [1 mg], count: 3}\n", "sweep.yaml:7: axes[0]: does not make an axis"},
      {AXES "  - {key: melt.mass, from: 1 mg, to: 3 mg}\n", "sweep.yaml:7: axes[0]: does not make an axis"},
      {AXES "  - {key: melt.mass, from: 1 mg, to: 3 mg, count: 1}\n", "sweep.yaml:7: axes[0].count: is not usable (1); a whole number from 2"},
      {AXES "  - {key: melt.mass, from: 1 mg, to: 3 mg, count: 3, spacing: lin}\n", "sweep.yaml:7: axes[0].spacing: is not a choice"},
      {AXES "  - {key: melt.mass, from: 1 mg, to: 3 mm, count: 3}\n", "sweep.yaml:7: melt.mass: has the wrong dimension (3 mm)"},
      {AXES "  - {key: interface.hamaker, from: -1e-19 J, to: 1e-19 J, count: 3, spacing: log}\n", "sweep.yaml:7: interface.hamaker: has an end that is not above 0"},
      {AXES "  - {key: bath.material, from: 1, to: 3, count: 3}\n", "sweep.yaml:7: axes[0]: is not a number (bath.material)"},
      {AXES "  - {key: mesh.cells.0, from: 10, to: 13, count: 3}\n", "sweep.yaml:7: mesh.cells.0: comes to 11.5, where whole numbers"},
      {AXES "  - {key: melt.mas, values: [1 mg]}\n", "sweep.yaml:7: axes[0]: is not a key of a case (melt.mas); did you mean melt.mass?"},
      {AXES "  - {key: nothing, values: [1 mg]}\n", "sweep.yaml:7: axes[0]: is not a key of a case (nothing); one like"},
      {AXES "  - {key: process.1.holt, values: [1 s]}\n", "sweep.yaml:7: axes[0]: is not a key of a case (process.1.holt)"},
      {AXES "  - {key: melt..mass, values: [1 s]}\n", "sweep.yaml:7: axes[0]: is not a key of a case (melt..mass)"},
      {AXES "  - {key: melt.mass, values: 1 mg}\n", "sweep.yaml:7: axes[0]: has values that are no list"},
      {AXES "  - {key: melt.mass, values: []}\n", "sweep.yaml:7: axes[0]: has values that are no list"},
      {AXES "  - key: melt.mass\n    values:\n      - 1 mg\n      - 3 mm\n", "sweep.yaml:10: melt.mass: has the wrong dimension (3 mm)"},
      {AXES "  - key: melt.mass\n    values:\n      - 1 mg\n      -\n", "sweep.yaml:7: melt.mass: has no value"},
      {AXES "  - {key: melt.mass, values: [1 mg, 1e-6 kg]}\n", "sweep.yaml:7: melt.mass: has the same value twice (1e-06)"},
      {AXES "  - {key: melt.mass, values: [1 mg, 3 mg], names: [a]}\n", "sweep.yaml:7: melt.mass: is not a list of 2 names"},
      {AXES "  - {key: melt.mass, values: [1 mg, 3 mg], names: [a, a]}\n", "sweep.yaml:7: melt.mass: has the same value twice (a)"},
      {AXES "  - {key: melt.mass, values: [1 mg, 3 mg], names: [a, [b]]}\n", "sweep.yaml:7: melt.mass: is not a name"},
      {AXES MASSES MASSES, "sweep.yaml:8: melt.mass: is given twice"},
      {AXES "  - zip: 3\n", "sweep.yaml:7: axes[0]: has a zip that is no list"},
      {AXES "  - zip:\n      - {key: melt.mass, values: [1 mg, 3 mg]}\n      - {key: melt.radius, values: [1 mm]}\n", "sweep.yaml:9: axes[0].zip[1]: has 1 values beside 2"},
      {AXES "  - zip: [{key: melt.mass, values: [1 mg]}]\n    key: melt.mass\n    values: [1 mg]\n", "sweep.yaml:7: axes[0]: has keys beside zip"},
      {AXES MASSES "run: {jobs: 0}\n", "sweep.yaml:8: run.jobs: is not usable (0)"},
      {AXES MASSES "run: 3\n", "sweep.yaml:8: run: is not a map"},
      {AXES MASSES "slurm: {time: 3}\n", "sweep.yaml:8: slurm.time: has no unit (3)"},
      {AXES MASSES "slurm: {options: 3}\n", "sweep.yaml:8: slurm: is not a list"},
      {AXES "  - {key: melt.mass, from: 1 mg, to: 3 mg, count: 2000}\n  - {key: melt.radius, from: 1 mm, to: 3 mm, count: 2000}\n", "sweep.yaml:6: axes: makes too many members"},
      /* values tried on the base case */
      {AXES "  - {key: bath.material, values: [Ga, Gs]}\n", "sweep.yaml:7: bath.material: is not in the library (Gs); did you mean"},
      {AXES "  - key: melt.radius\n    values:\n      - 3 mm\n      - 30 mm\n", "sweep.yaml:10: melt.radius: reaches beyond the bath"},
      {AXES "  - key: bath.radius\n    values:\n      - 10 mm\n      - 2 mm\n", "sweep.yaml:10: bath.radius: with 2 mm: melt.radius: reaches beyond the bath"},
      {AXES "  - {key: process.2.hold, values: [1 s]}\n", "sweep.yaml:7: process.2.hold: has no place in the base case (2)"},
      {AXES "  - {key: melt.mass.value, values: [1 s]}\n", "sweep.yaml:7: axes[0]: is not a key of a case"},
      {AXES "  - {key: melt, values: [{material: ZIF-62, mass: 1 mg}]}\n", "sweep.yaml:7: melt: with {material: ZIF-62, mass: 1 mg}: melt.radius: is missing"},
      /* right one by one, wrong together: the last member tells */
      {AXES "  - {key: bath.radius, values: [10 mm, 4 mm]}\n  - {key: melt.radius, values: [3 mm, 5 mm]}\n", "sweep.yaml:8: melt.radius: reaches beyond the bath"},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) check_wrong(state, &table[i]);
}

/* Whatever is wrong is told at once, in the order of lines, also values that only a look at the case finds wrong. */
static void all_at_once(void **state)
{
  static const char        text[]     = AXES "  - {key: bath.material, values: [Ga, Unobtainium]}\n"
                                             "  - {key: melt.mass, values: [1 mg, 2 mm]}\n"
                                             "  - {key: melt.radius, values: [3 mm, 30 mm]}\n"
                                             "runs: {}\n";
  static const char *const expected[] = {"sweep.yaml:7: bath.material", "sweep.yaml:8: melt.mass", "sweep.yaml:9: melt.radius",
                                         "sweep.yaml:10: sweep.runs"};
  VfSweep                 *sweep;
  VfMessages               messages = {0};
  assert_int_equal(vf_sweep_read_memory(*state, text, strlen(text), "sweep.yaml", &sweep, &messages), 2);
  vf_messages_print(&messages, VF_MESSAGE_ERROR, "told: ", stderr);
  assert_int_equal(messages.n_errors, 4);
  for (int i = 0; i < 4; i++) assert_int_equal(strncmp(messages.items[i].text, expected[i], strlen(expected[i])), 0);
  vf_messages_clear(&messages);
}

static VfCase *member(const VfSweep *sweep, long index, VfSources **sources)
{
  long       rows[8];
  VfCase    *kase;
  VfMessages messages = {0};
  vf_sweep_rows(sweep, index, rows);
  assert_int_equal(vf_sweep_member_read(sweep, rows, &kase, sources, &messages), 0);
  vf_messages_clear(&messages);
  return kase;
}

/* A member without a title gets the sweep's and its values. */
static void titles(void **state)
{
  VfSweep *sweep =
      sweep_of(state, "title: metals\n" AXES MASSES "  - {key: process, names: [\"a \\\"b\\\"\"], values: [[{hold: 1 s}]]}\n");
  VfSources *sources;
  VfCase    *kase = member(sweep, 1, &sources);
  assert_string_equal(kase->title, "metals: 3e-06 kg, a \"b\"");
  assert_string_equal(vf_sources_find(sources, "title")->source, "sweep.yaml, and the values of the member");
  vf_case_free(&kase);
  vf_sources_free(&sources);
  vf_sweep_free(&sweep);
}

/* ---- members ---------------------------------------------------------------------------------------------------------------- */

static void all_combinations(void **state)
{
  VfSweep *sweep =
      sweep_of(state, AXES "  - {key: melt.mass, from: 1 mg, to: 4 mg, count: 3, spacing: log}\n"
                           "  - zip: [{key: melt.radius, values: [2 mm, 3 mm]}, {key: mesh.cells, values: [[8], [16]]}]\n"
                           "  - {key: process.1.hold, values: [1 min, 2 min]}\n");
  assert_int_equal(sweep->n_members, 12);
  for (long m = 0; m < 12; m++) {
    VfSources *sources;
    VfCase    *kase = member(sweep, m, &sources);
    assert_float_equal(kase->melt.mass, (m / 4 == 0 ? 1e-6 : m / 4 == 1 ? 2e-6 : 4e-6), 1e-20);
    assert_true(kase->melt.radius == (m / 2 % 2 ? 3e-3 : 2e-3) && kase->mesh.cells[0] == (m / 2 % 2 ? 16 : 8));
    assert_true(kase->programme.segments[1].time == (m % 2 ? 120.0 : 60.0));
    assert_true(kase->bath.radius == 0.01 && kase->programme.segments[0].rate == 10.0 / 60.0);
    vf_case_free(&kase);
    vf_sources_free(&sources);
  }
  assert_string_equal(sweep->groups[0].cell[0], "1e-06");
  assert_string_equal(sweep->groups[0].columns[0].unit, "kg");
  assert_true(sweep->groups[0].logarithmic && !sweep->groups[1].logarithmic);
  assert_string_equal(sweep->groups[1].cell[3], "[16]");
  vf_sweep_free(&sweep);
}

/* Keys that the base case has not: the maps around them are made. */
static void new_keys(void **state)
{
  VfSweep   *sweep = sweep_of(state, AXES "  - {key: interface.hamaker, values: [2e-19 J]}\n"
                                            "  - {key: melt.viscosity.branch, values: [dielectric]}\n"
                                            "  - {key: title, values: [\"a, b: [c]\"]}\n"
                                            "  - {key: time.end, values: [none, 100 s]}\n");
  VfSources *sources;
  VfCase    *kase = member(sweep, 1, &sources);
  assert_true(kase->interface.potential.hamaker == 2e-19 && kase->time.end == 100.0);
  assert_string_equal(kase->title, "a, b: [c]");
  assert_string_equal(vf_sources_find(sources, "interface.hamaker")->source, "sweep.yaml:7");
  assert_non_null(strstr(vf_sources_find(sources, "melt.viscosity")->source, "sweep.yaml:8, library ZIF-62, branch dielectric"));
  assert_string_equal(vf_sources_find(sources, "melt.mass")->source, "sweep.yaml:3");
  assert_string_equal(vf_sources_find(sources, "gravity")->source, "default");
  vf_case_free(&kase);
  vf_sources_free(&sources);
  vf_sweep_free(&sweep);
}

static void names_and_values(void **state)
{
  VfSweep *sweep =
      sweep_of(state, AXES "  - {key: process, names: [short, long], values: [[{hold: 1 s}], [{hold: 1 min}, {hold: 1 s}]]}\n");
  VfSources *sources;
  VfCase    *kase = member(sweep, 1, &sources);
  assert_string_equal(sweep->groups[0].cell[1], "long");
  assert_string_equal(sweep->groups[0].yaml[1], "[{hold: 1 min}, {hold: 1 s}]");
  assert_true(kase->programme.n == 2 && kase->programme.segments[0].time == 60.0);
  vf_case_free(&kase);
  vf_sources_free(&sources);
  vf_sweep_free(&sweep);
}

/* A section as a whole, where one shape of it needs other keys than the next. */
static void sections(void **state)
{
  VfSweep *sweep =
      sweep_of(state, AXES "  - {key: melt, names: [disc, all], values: [{material: ZIF-62, mass: 1 mg, radius: 1 mm}, "
                           "{material: ZIF-62, mass: 1 mg, shape: uniform}]}\n");
  VfSources *sources;
  VfCase    *kase = member(sweep, 1, &sources);
  assert_true(kase->melt.shape == VF_MELT_UNIFORM && kase->melt.mass == 1e-6);
  assert_string_equal(vf_sources_find(sources, "melt.shape")->source, "sweep.yaml:7");
  vf_case_free(&kase);
  vf_sources_free(&sources);
  vf_sweep_free(&sweep);
}

/* The sweep as it is kept reads back as the same. */
static void kept_text(void **state)
{
  VfSweep *sweep =
      sweep_of(state, AXES MASSES "  - {key: process, names: [a, b], values: [[{hold: 1 s}], [{hold: 2 s}]]}\nrun: {jobs: 3}\n");
  char *text = vf_sweep_text(sweep), why[256];
  assert_non_null(text);
  VfSweep *back = sweep_of(state, text);
  assert_string_equal(back->folder, sweep->folder);
  assert_int_equal(back->run.jobs, 3);
  vf_sweep_differs(sweep, back, why, sizeof why);
  assert_string_equal(why, "");
  char *again = vf_sweep_text(back);
  assert_string_equal(again, text);
  free(again);
  free(text);
  vf_sweep_free(&back);
  vf_sweep_free(&sweep);
}

/* ---- the register --------------------------------------------------------------------------------------------------------------- */

static char *register_text(const VfSweep *sweep, const VfSweepRegister *members)
{
  char  *text = NULL;
  size_t n;
  FILE  *file = open_memstream(&text, &n);
  vf_sweep_register_put(file, sweep, members);
  fclose(file);
  return text;
}

static char *register_of(const VfSweep *sweep, const char *before)
{
  VfSweepRegister members;
  char            why[256], *text = strdup(before);
  if (!vf_sweep_register_read(sweep, text, &members, why, sizeof why)) fail_msg("%s", why);
  assert_true(vf_sweep_register_extend(sweep, &members));
  free(text);
  text = register_text(sweep, &members);
  vf_sweep_register_free(&members);
  return text;
}

static void numbers_never_change(void **state)
{
  VfSweep *sweep = sweep_of(state, AXES MASSES "  - {key: bath.material, values: [Ga, Sn]}\n");
  VfSweep *more  = sweep_of(state, AXES "  - {key: melt.mass, values: [3 mg, 2 mg, 1 mg]}\n"
                                         "  - {key: bath.material, values: [Ga, In, Sn]}\n");
  char    *first = register_of(sweep, "");
  assert_string_equal(first, "member,melt.mass [kg],bath.material\n0,1e-06,Ga\n1,1e-06,Sn\n2,3e-06,Ga\n3,3e-06,Sn\n");
  char *second = register_of(more, first);
  assert_int_equal(strncmp(second, first, strlen(first)), 0);
  assert_string_equal(second + strlen(first), "4,3e-06,In\n5,2e-06,Ga\n6,2e-06,In\n7,2e-06,Sn\n8,1e-06,In\n");
  char *third = register_of(more, second);
  assert_string_equal(third, second);
  free(first);
  free(second);
  free(third);
  vf_sweep_free(&sweep);
  vf_sweep_free(&more);
}

static void damaged_registers(void **state)
{
  static const char *const wrong[][2] = {
      {"member,melt.mass [kg]\n0,1e-06\n2,3e-06\n", "member 2 stands where 1 belongs"},
      {"member,melt.mass [kg]\n0,7\n", "member 0 has 7 of melt.mass, which the sweep has no more"},
      {"member,melt.mass [g]\n", "its column 1 is melt.mass [g], not melt.mass [kg]"},
      {"member\n", "its column 1 is not there, not melt.mass [kg]"},
      {"member,melt.mass [kg],x\n", "it has 2 columns, not 1"},
      {"member,melt.mass [kg]\n0,1e-06\n1,3e-06\n2,1e-06\n", "it has more than the 2 members of the sweep"},
      {"member,melt.mass [kg]\n0\n", "member 0 has nothing of melt.mass, which the sweep has no more"}};
  VfSweep *sweep = sweep_of(state, AXES MASSES);
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    VfSweepRegister members;
    char            why[256] = "", *text = strdup(wrong[i][0]);
    assert_false(vf_sweep_register_read(sweep, text, &members, why, sizeof why));
    assert_string_equal(why, wrong[i][1]);
    free(text);
  }
  /* a last line that was being written when its writer was killed does not count */
  char *text = register_of(sweep, "member,melt.mass [kg]\n0,1e-06\n1,3e-");
  assert_string_equal(text, "member,melt.mass [kg]\n0,1e-06\n1,3e-06\n");
  free(text);
  vf_sweep_free(&sweep);
}

static void check_differs(void **state, const char *old_text, const char *new_text, const char *expected)
{
  VfSweep *old = sweep_of(state, old_text), *sweep = sweep_of(state, new_text);
  char     why[512];
  vf_sweep_differs(old, sweep, why, sizeof why);
  if (expected[0] ? strncmp(why, expected, strlen(expected)) != 0 : why[0] != '\0') fail_msg("'%s', not '%s'", why, expected);
  vf_sweep_free(&old);
  vf_sweep_free(&sweep);
}

static void what_extends(void **state)
{
#define NAMED(values) AXES "  - {key: process, names: [a, b], values: " values "}\n"
  check_differs(state, AXES MASSES, AXES MASSES, "");
  check_differs(state, AXES MASSES, AXES "  - {key: melt.mass, from: 1 mg, to: 3 mg, count: 3}\n", "");
  check_differs(state, AXES MASSES, AXES "  - {key: melt.mass, values: [1000 ug, 3e-6 kg]}\nrun: {jobs: 2}\ntitle: other\n", "");
  check_differs(state, AXES MASSES, AXES "  - {key: melt.mass, values: [1 mg]}\n", "melt.mass has no more 3e-06");
  check_differs(state, AXES MASSES, AXES "  - {key: melt.radius, values: [1 mm]}\n",
                "its axis 0 is melt.radius, where it was melt.mass");
  check_differs(state, AXES MASSES, AXES MASSES "  - {key: melt.radius, values: [3 mm]}\n", "it has 2 axes, where it had 1");
  check_differs(state, NAMED("[[{hold: 1 s}], [{hold: 2 s}]]"), NAMED("[[{hold: 1 s}], [{hold: 3 s}]]"),
                "process has another value for b");
  check_differs(state, AXES MASSES, BASE "  gravity: 1 m/s^2\naxes:\n" MASSES,
                "its base case has gravity: 1 m/s^2, where it was gravity: 9.8");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(mistakes),          cmocka_unit_test(all_at_once),  cmocka_unit_test(titles),
      cmocka_unit_test(all_combinations),  cmocka_unit_test(new_keys),     cmocka_unit_test(names_and_values),
      cmocka_unit_test(kept_text),         cmocka_unit_test(sections),     cmocka_unit_test(numbers_never_change),
      cmocka_unit_test(damaged_registers), cmocka_unit_test(what_extends),
  };
  return cmocka_run_group_tests(tests, make_units, free_units);
}
