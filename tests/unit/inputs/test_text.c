/* Distances between names, choices, quoting. */
#include "inputs/text.h"
#include "tests/unit/inputs/check_units.h"
#include <stdlib.h>

static void check_distance(void **state)
{
  (void)state;
  assert_int_equal(vf_text_distance("radius", "radius"), 0);
  assert_int_equal(vf_text_distance("raduis", "radius"), 1); /* neighbours swapped */
  assert_int_equal(vf_text_distance("radus", "radius"), 1);
  assert_int_equal(vf_text_distance("kitten", "sitting"), 3);
  assert_int_equal(vf_text_distance("", "abc"), 3);
  assert_int_equal(vf_text_distance("ga", "Ga"), 1);
  assert_true(vf_text_is_near("ga", "Ga"));
  assert_false(vf_text_is_near("radius", "depth"));
}

static void check_choices(void **state)
{
  char name[16];
  (void)state;
  assert_int_equal(vf_choice_find("disc|rectangle|mask", "mask", 4), 2);
  assert_int_equal(vf_choice_find("disc|rectangle|mask", "rect", 4), -1);
  assert_int_equal(vf_choice_find("disc|rectangle|mask", "", 0), -1);
  vf_choice_name("disc|rectangle|mask", 1, name, sizeof name);
  assert_string_equal(name, "rectangle");
  vf_choice_name("disc|rectangle|mask", 3, name, sizeof name);
  assert_string_equal(name, "");
  vf_choice_nearest("disc|rectangle|mask", "disk", name, sizeof name);
  assert_string_equal(name, "disc");
  vf_choice_nearest("disc|rectangle|mask", "hexagon", name, sizeof name);
  assert_string_equal(name, "");
}

static void check_growth(void **state)
{
  VfText text = {0};
  (void)state;
  for (int i = 0; i < 1000; i++) vf_text_append(&text, "%d,", i % 10);
  assert_int_equal(text.n, 2000);
  assert_int_equal(strlen(text.data), 2000);
  free(text.data);
  text = (VfText){0};
  vf_text_append_quoted(&text, "a \"b\" \\ \n \xC2\xB5");
  assert_string_equal(text.data, "\"a \\\"b\\\" \\\\ \\x0a \xC2\xB5\"");
  free(text.data);
  char small[4];
  assert_false(vf_text_store(small, sizeof small, "four"));
  assert_string_equal(small, "");
  assert_true(vf_text_store(small, sizeof small, "two"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_distance), cmocka_unit_test(check_choices),
                                     cmocka_unit_test(check_growth)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
