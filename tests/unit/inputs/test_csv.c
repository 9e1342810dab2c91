/* Fields of tables, there and back. */
#include "inputs/csv.h"
#include "tests/unit/inputs/check_units.h"
#include <stdlib.h>

static void there_and_back(void **state)
{
  static const char *const fields[] = {"a", "", "b,c", "say \"so\"", "two\nlines", "\"", "[{hold: 1 s}, {hold: 2 s}]", " "};
  enum { N = sizeof fields / sizeof fields[0] };
  char  *text = NULL, *back[N];
  size_t n;
  FILE  *file = open_memstream(&text, &n);
  (void)state;
  for (int i = 0; i < N; i++) vf_csv_put(file, i == 0, fields[i]);
  fputs("\nnext\n", file);
  fclose(file);
  char *at = text;
  assert_int_equal(vf_csv_take(&at, N, back), N);
  for (int i = 0; i < N; i++) assert_string_equal(back[i], fields[i]);
  assert_int_equal(vf_csv_take(&at, N, back), 1);
  assert_string_equal(back[0], "next");
  assert_int_equal(vf_csv_take(&at, N, back), -1);
  free(text);
}

static void torn_lines(void **state)
{
  static const char *const torn[] = {"", "a,b", "a,", "\"a", "\"a\"b\n", "\"a\n"};
  (void)state;
  for (size_t i = 0; i < sizeof torn / sizeof torn[0]; i++) {
    char *text = strdup(torn[i]), *at = text, *fields[4];
    assert_int_equal(vf_csv_take(&at, 4, fields), -1);
    free(text);
  }
  char text[] = "a,b,c\n", *at = text, *fields[2];
  assert_int_equal(vf_csv_take(&at, 2, fields), 3); /* more than there is room for: counted */
  assert_string_equal(fields[1], "b");
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(there_and_back), cmocka_unit_test(torn_lines)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
