/* Spreads: what they read, refuse, say, and draw. */
#include "inputs/document.h"
#include "inputs/values.h"
#include "tests/unit/inputs/check_units.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Reads `text` as the spread of a key in N/m; the message is left in `messages`. */
static bool read_text(void **state, const char *text, const char *unit, VfSpread *spread, VfMessages *messages)
{
  const VfContext context  = {.units = *state, .messages = messages, .file = "file.yaml", .folder = "."};
  const VfKey     key      = {.path = "x", .kind = VF_KIND_NUMBER, .unit = unit};
  VfDocument     *document = vf_document_parse(text, strlen(text), "file.yaml", messages);
  assert_non_null(document);
  const bool good = vf_spread_read(&context, (VfWhere){.key = "x.spread", .line = 7}, vf_document_root(document), &key, spread);
  vf_document_destroy(&document);
  return good;
}

static void check_reading(void **state)
{
  static const struct {
    const char *text, *unit, *words;
    VfSpread    spread;
  } table[] = {
      {"{normal: 2 %}", "N/m", "normal, standard deviation 2 %", {VF_SPREAD_NORMAL, true, 0.02, 0.0}},
      {"{normal: 3 mN/m}", "N/m", "normal, standard deviation 0.003 N/m", {VF_SPREAD_NORMAL, false, 0.003, 0.0}},
      {"{normal: 3 K}", "K", "normal, standard deviation 3 K", {VF_SPREAD_NORMAL, false, 3.0, 0.0}},
      {"{uniform: [0.5, 1.1]}", "1", "uniform, 0.5 to 1.1", {VF_SPREAD_UNIFORM, false, 0.5, 1.1}},
      {"{uniform: [-10 %, 40 %]}", "Pa s", "uniform, -10 to +40 %", {VF_SPREAD_UNIFORM, true, -0.1, 0.4}},
      {"{uniform: [430 degC, 440 degC]}", "K", "uniform, 703.15 to 713.15 K", {VF_SPREAD_UNIFORM, false, 703.15, 713.15}},
      {"{log_uniform: [1 s, 100 s]}", "s", "log-uniform, 1 to 100 s", {VF_SPREAD_LOG_UNIFORM, false, 1.0, 100.0}},
      {"{decades: 1}", "Pa s", "log-normal, standard deviation 1 decade", {VF_SPREAD_DECADES, false, 1.0, 0.0}},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfMessages messages = {0};
    VfSpread   spread;
    const bool good = read_text(state, table[i].text, table[i].unit, &spread, &messages);
    vf_messages_print(&messages, VF_MESSAGE_ERROR, "unexpected: ", stderr);
    assert_true(good);
    assert_true(spread.law == table[i].spread.law && spread.relative == table[i].spread.relative);
    assert_near(spread.a, table[i].spread.a);
    assert_near(spread.b, table[i].spread.b);
    char *words = vf_spread_text(&spread, table[i].unit);
    assert_string_equal(words, table[i].words);
    free(words);
    vf_messages_clear(&messages);
  }
}

static void check_refusals(void **state)
{
  /* clang-format off */
  static const struct { const char *text, *unit, *message; } table[] = {
      {"2 %", "N/m", "file.yaml:7: x.spread: is not a spread"},
      {"{}", "N/m", "file.yaml:7: x.spread: is not a spread"},
      {"{normal: 2 %, uniform: [1, 2]}", "1", "file.yaml:7: x.spread: is not a spread"},
      {"{gaussian: 2 %}", "N/m", "file.yaml:1: x.spread: is not a distribution (gaussian)"},
      {"\n\n{normal: 2}", "N/m", "file.yaml:3: x.spread: has no unit (2)"},
      {"{normal: 2 K}", "N/m", "file.yaml:1: x.spread: has the wrong dimension"},
      {"{normal: 2 degC}", "K", "file.yaml:1: x.spread: is a difference of temperatures in a unit with an offset"},
      {"{normal: 0 %}", "N/m", "file.yaml:1: x.spread: is not a standard deviation (0)"},
      {"{normal: -1 %}", "N/m", "file.yaml:1: x.spread: is not a standard deviation (-0.01)"},
      {"{uniform: 2}", "1", "file.yaml:1: x.spread: is not a range"},
      {"{uniform: [2, 1]}", "1", "file.yaml:1: x.spread: goes from 2 to 1; low first is right"},
      {"{uniform: [1, 2 %]}", "1", "file.yaml:1: x.spread: has one bound in percent and one not"},
      {"{uniform: [-100 %, 2 %]}", "1", "file.yaml:1: x.spread: goes below nothing (-100 %)"},
      {"{log_uniform: [0 s, 2 s]}", "s", "file.yaml:1: x.spread: has no logarithm (0)"},
      {"{log_uniform: [1 %, 2 %]}", "s", "file.yaml:1: x.spread: has no logarithm"},
      {"{decades: 0}", "s", "file.yaml:1: x.spread: is not a standard deviation (0)"},
      {"{decades: 1 s}", "s", "file.yaml:1: x.spread: has the wrong dimension"},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfMessages messages = {0};
    VfSpread   spread;
    assert_false(read_text(state, table[i].text, table[i].unit, &spread, &messages));
    if (messages.n != 1 || strncmp(messages.items[0].text, table[i].message, strlen(table[i].message)) != 0) {
      vf_messages_print(&messages, VF_MESSAGE_ERROR, "got: ", stderr);
      fail_msg("not the one message '%s'", table[i].message);
    }
    vf_messages_clear(&messages);
  }
}

/* Mean and standard deviation of what is drawn, by the midpoint rule over probability, which is good to some 3e-6 here. */
static void moments(const VfSpread *spread, double value, double low, double high, bool logarithm, double *mean, double *sd)
{
  const int n    = 200000;
  double    sums = 0.0, squares = 0.0;
  for (int i = 0; i < n; i++) {
    double x = vf_spread_inverse(spread, value, low, high, (i + 0.5) / n);
    if (!(x >= low && x <= high)) fail_msg("%.17g is not within %g to %g", x, low, high);
    if (logarithm) x = log10(x);
    sums += x;
    squares += x * x;
  }
  *mean = sums / n;
  *sd   = sqrt(squares / n - *mean * *mean);
}

static double density(double x)
{
  return exp(-0.5 * x * x) / sqrt(2.0 * 3.14159265358979323846);
}

static double below(double x)
{
  return 0.5 * erfc(-x / sqrt(2.0));
}

static void check_moments(void **state)
{
  (void)state;
  const double far = 1e6, a = (0.0 - 1.0) / 0.8, b = (2.5 - 1.0) / 0.8; /* normal about 1, 0.8, cut off at 0 and 2.5 */
  const double Z = below(b) - below(a), g = (density(a) - density(b)) / Z, k = (a * density(a) - b * density(b)) / Z;
  const double span = log(100.0);
  /* clang-format off */
  const struct { VfSpread spread; double value, low, high; bool logarithm; double mean, sd; } table[] = {
      {{VF_SPREAD_NORMAL, false, 3.0, 0.0}, 708.15, -far, far, false, 708.15, 3.0},
      {{VF_SPREAD_NORMAL, true, 0.02, 0.0}, 0.7, -far, far, false, 0.7, 0.014},
      {{VF_SPREAD_NORMAL, true, 0.02, 0.0}, -0.7, -far, far, false, -0.7, 0.014},
      {{VF_SPREAD_NORMAL, false, 0.8, 0.0}, 1.0, 0.0, 2.5, false, 1.0 + 0.8 * g, 0.8 * sqrt(1.0 + k - g * g)},
      {{VF_SPREAD_UNIFORM, false, 0.5, 1.1}, 1.0, 0.0, 2.0, false, 0.8, 0.6 / sqrt(12.0)},
      {{VF_SPREAD_UNIFORM, true, -0.1, 0.4}, 2.0, 0.0, far, false, 2.3, 1.0 / sqrt(12.0)},
      {{VF_SPREAD_UNIFORM, false, 0.5, 1.1}, 1.0, 0.0, 1.0, false, 0.75, 0.5 / sqrt(12.0)},
      {{VF_SPREAD_LOG_UNIFORM, false, 1.0, 100.0}, 10.0, 0.0, far, false, 99.0 / span, sqrt(9999.0 / (2.0 * span) - 99.0 * 99.0 / (span * span))},
      {{VF_SPREAD_LOG_UNIFORM, false, 1.0, 100.0}, 10.0, 0.0, far, true, 1.0, 2.0 / sqrt(12.0)},
      {{VF_SPREAD_DECADES, false, 0.5, 0.0}, 100.0, 0.0, 1e300, true, 2.0, 0.5},
      {{VF_SPREAD_NONE, false, 0.0, 0.0}, 3.0, 0.0, far, false, 3.0, 0.0},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    double mean, sd;
    moments(&table[i].spread, table[i].value, table[i].low, table[i].high, table[i].logarithm, &mean, &sd);
    const double error = fmax(fabs(mean - table[i].mean), fabs(sd - table[i].sd)) / fmax(table[i].sd, 1e-3);
    printf("measured %g, exact 0, limit 1e-5: mean %.9g (%.9g), standard deviation %.9g (%.9g)\n", error, mean, table[i].mean, sd,
           table[i].sd);
    if (!(error <= 1e-5)) fail_msg("row %zu", i);
  }
}

/* A spread follows the value it is of. */
static void check_changed(void **state)
{
  (void)state;
  const VfSpread parts = {VF_SPREAD_NORMAL, true, 0.1, 0.0}, units = {VF_SPREAD_NORMAL, false, 3.0, 0.0};
  const VfSpread range = {VF_SPREAD_UNIFORM, false, 1.0, 4.0};
  VfSpread       s     = vf_spread_changed(parts, 2.0, 3.0, 0.0);
  assert_true(s.relative && s.a == 0.1);
  s = vf_spread_changed(parts, 2.0, 3.0, 5.0);
  assert_false(s.relative);
  assert_near(s.a, 0.6);
  s = vf_spread_changed(units, 2.0, 2.0, 1.0);
  assert_near(s.a, 6.0);
  s = vf_spread_changed(range, 2.0, 2.0, 1.0);
  assert_near(s.a, 3.0);
  assert_near(s.b, 9.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_reading), cmocka_unit_test(check_refusals),
                                     cmocka_unit_test(check_moments), cmocka_unit_test(check_changed)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
