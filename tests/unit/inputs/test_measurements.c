/* Files of measurements: what is read, what is refused with one line each, and that no change of bytes does harm. */
#include "inputs/measurements.h"
#include "physics/transport/units.h"
#include "tests/unit/inputs/check_units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "id,quantity,gas,over,temperature,temperature_to,thickness,relation,value,uncertainty,use,source\n"
#define LINE "a,permeance,N2,,303 K,,10.7 um,=,1.5 GPU,5%,fit,\"one, two\"\n"

static int read_text(void **state, const char *text, size_t n, VfMeasurements *all, VfMessages *messages)
{
  const VfCase kase = {.transport = {.thickness = {.set = false}}};
  char        *copy = malloc(n + 1);
  assert_non_null(copy);
  memcpy(copy, text, n);
  copy[n]        = '\0';
  *messages      = (VfMessages){0};
  const int code = vf_measurements_read_memory(*state, copy, n, "data.csv", &kase, all, messages);
  free(copy);
  return code;
}

static void good(void **state)
{
  static const char text[] = "\xEF\xBB\xBF# a remark\n\n" HEAD LINE "b,selectivity,He,N2,30 degC,,,>,14,factor 2,predict,\r\n"
                             "c,activation_energy,He,,298 K,523 K,,,-1.59 kJ/mol,0.5 kJ/mol,compare,\n";
  VfMeasurements                                               all;
  VfMessages                                                   messages;
  assert_int_equal(read_text(state, text, sizeof text - 1, &all, &messages), 0);
  assert_int_equal(all.n, 3);
  assert_near(all.items[0].value, 1.5 * VF_GPU);
  assert_near(all.items[0].sigma, 0.05);
  assert_string_equal(all.items[0].source, "one, two");
  assert_false(all.items[0].predicted);
  assert_int_equal(all.items[1].relation, 1);
  assert_near(all.items[1].T, 303.15);
  assert_near(all.items[1].sigma, log(2.0));
  assert_true(all.items[1].predicted && !all.items[1].compared);
  assert_near(all.items[2].value, -1590.0);
  assert_true(all.items[2].predicted && all.items[2].compared);
  vf_measurements_free(&all);
  vf_messages_clear(&messages);
}

typedef struct {
  const char *text, *message;
} Wrong;

static void wrong(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {"", "data.csv:1: line: is missing"},
      {"# nothing\n", "data.csv:1: line: is missing"},
      {"id,quantity\n", "data.csv:1: line: lacks columns"},
      {"id,weight\n", "data.csv:1: line: has a column that is not known (weight)"},
      {"gas,gas\n", "data.csv:1: line: has a column that is there twice (gas)"},
      {HEAD, "data.csv:1: line: is the last, and none was a measurement"},
      {HEAD "a,permeance,N2,,303 K,,10.7 um,=,1.5 GPU,5%,predict,\n", "data.csv:2: line: is the last, and all are to be predicted"},
      {HEAD "a,permeance,N2\n", "data.csv:2: line: has 3 cells; 12"},
      {HEAD LINE ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n", "data.csv:3: line: has more than 32 cells; 12"},
      {HEAD "a,permeance,\"N2,,303 K,,10.7 um,=,1.5 GPU,5%,fit,\n", "data.csv:2: line: leaves a double quote open"},
      {HEAD "a,weight,N2,,303 K,,10.7 um,=,1.5 GPU,5%,fit,\n", "data.csv:2: quantity: is not a quantity (weight)"},
      {HEAD "a,permeance,N2,He,303 K,,10.7 um,=,1.5 GPU,5%,fit,\n", "data.csv:2: gas: is not usable"},
      {HEAD "a,selectivity,N2,,303 K,,10.7 um,=,1.5,5%,fit,\n", "data.csv:2: over: is not usable"},
      {HEAD "a,permeance,N2,,303,,10.7 um,=,1.5 GPU,5%,fit,\n", "data.csv:2: temperature: is not usable (303)"},
      {HEAD "a,permeance,N2,,3 K,,10.7 um,=,1.5 GPU,5%,fit,\n", "data.csv:2: temperature: is out of range (3 K); 50 to 1500 K"},
      {HEAD "a,permeance,N2,,303 K,,0 um,=,1.5 GPU,5%,fit,\n", "data.csv:2: thickness: is out of range (0 um)"},
      {HEAD "a,permeance,N2,,303 K,,,=,1.5 GPU,5%,fit,\n", "data.csv:2: thickness: is needed for a permeance"},
      {HEAD "a,activation_energy,N2,,303 K,,,=,1 J/mol,5%,fit,\n", "data.csv:2: temperature_to: is needed"},
      {HEAD "a,permeance,N2,,303 K,,1 um,~,1.5 GPU,5%,fit,\n", "data.csv:2: relation: is not a relation (~)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,1.5 mm,5%,fit,\n", "data.csv:2: value: is not usable (1.5 mm)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,-1.5 GPU,5%,fit,\n", "data.csv:2: value: is not a number above 0 (-1.5 GPU)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,inf GPU,5%,fit,\n", "data.csv:2: value: is not a number above 0 (inf GPU)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,nan GPU,5%,fit,\n", "data.csv:2: value: is not a number above 0 (nan GPU)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,1.5 GPU,0%,fit,\n", "data.csv:2: uncertainty: is not above 0 (0%)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,1.5 GPU,factor 1,fit,\n", "data.csv:2: uncertainty: is not above 0 (factor 1)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,1.5 GPU,nan%,fit,\n", "data.csv:2: uncertainty: is not above 0 (nan%)"},
      {HEAD "a,permeance,N2,,303 K,,1 um,=,1.5 GPU,5%,use,\n", "data.csv:2: use: is not a use (use)"},
  };
  /* clang-format on */
  for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
    VfMeasurements all;
    VfMessages     messages;
    const int      code = read_text(state, table[k].text, strlen(table[k].text), &all, &messages);
    if (code != 2 || messages.n != 1 || strncmp(messages.items[0].text, table[k].message, strlen(table[k].message)) != 0)
      fail_msg("%s: exit %d, %d messages, %s", table[k].message, code, messages.n, messages.n ? messages.items[0].text : "");
    assert_null(all.items);
    vf_messages_clear(&messages);
  }
  VfMeasurements all;
  VfMessages     messages;
  assert_int_equal(read_text(state, HEAD "\0" LINE, sizeof HEAD + sizeof LINE - 1, &all, &messages), 2);
  assert_non_null(strstr(messages.items[0].text, "zero byte"));
  vf_messages_clear(&messages);
}

/* Bytes changed, put in and left out at random: read or refused with lines of their own, and nothing worse (the sanitizer build sees). */
static void changed(void **state)
{
  static const char text[]              = HEAD LINE "b,selectivity,He,N2,30 degC,,,>,14,factor 2,predict,\n"
                                                    "c,activation_energy,He,,298 K,523 K,,,-1.59 kJ/mol,0.5 kJ/mol,fit,\n";
  static const char               odd[] = "\",\n\r\t %#-+.0189eEinfnanxKGPU\x80\xff";
  unsigned                        seed  = 1;
  int                             read  = 0;
  for (int k = 0; k < 20000; k++) {
    char   copy[sizeof text + 16];
    size_t n = sizeof text - 1;
    memcpy(copy, text, n);
    for (int change = 0; change < 1 + k % 6; change++) {
      seed            = seed * 1664525u + 1013904223u;
      const size_t at = (seed >> 8) % n;
      const char   c  = odd[(seed >> 3) % (sizeof odd - 1)];
      if (change % 3 == 0)
        copy[at] = c;
      else if (change % 3 == 1) {
        memmove(copy + at + 1, copy + at, n++ - at);
        copy[at] = c;
      } else
        memmove(copy + at, copy + at + 1, --n - at);
    }
    VfMeasurements all;
    VfMessages     messages;
    const int      code = read_text(state, copy, n, &all, &messages);
    assert_true((code == 0) == (messages.n_errors == 0) && (code == 0) == (all.items != NULL));
    for (int i = 0; i < messages.n; i++) assert_null(strchr(messages.items[i].text, '\n'));
    for (int i = 0; i < all.n; i++)
      assert_true(isfinite(all.items[i].value) && all.items[i].sigma > 0.0 && isfinite(all.items[i].T));
    read += code == 0;
    vf_measurements_free(&all);
    vf_messages_clear(&messages);
  }
  assert_in_range(read, 100, 19900); /* some of either kind */
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(good), cmocka_unit_test(wrong), cmocka_unit_test(changed)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
