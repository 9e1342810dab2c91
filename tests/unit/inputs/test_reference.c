/* docs/reference.md is what the tables say today. */
#include "inputs/commands.h"
#include "inputs/file.h"
#include "inputs/schema.h"
#include "tests/unit/inputs/check_units.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check_reference(void **state)
{
  char  *page, *made = NULL;
  size_t n, m        = 0;
  (void)state;
  FILE *out = open_memstream(&made, &m);
  assert_non_null(out);
  assert_int_equal(vf_command_reference(out), 0);
  fclose(out);
  /* VITRIFLOAT_MATERIALS is set by CTest to inputs/materials of the source tree; the page lies beside it. */
  const char *materials = getenv("VITRIFLOAT_MATERIALS");
  char        path[2048];
  assert_non_null(materials);
  snprintf(path, sizeof path, "%s/../../docs/reference.md", materials);
  assert_null(vf_file_read(path, 1 << 24, &page, &n));
  if (n != m || memcmp(page, made, n) != 0)
    fail_msg("docs/reference.md is stale: `vitrifloat reference > docs/reference.md` renews it");
  free(page);
  free(made);
}

/* A section of keys that the page leaves out would be known to nobody. */
static void check_every_key(void **state)
{
  char  *made = NULL;
  size_t m    = 0;
  int    n;
  (void)state;
  FILE *out = open_memstream(&made, &m);
  assert_non_null(out);
  assert_int_equal(vf_command_reference(out), 0);
  fclose(out);
  const VfKey *keys = vf_schema(&n);
  for (int i = 0; i < n; i++) {
    char row[256];
    snprintf(row, sizeof row, "| `%s` |", keys[i].path);
    if (!strstr(made, row)) fail_msg("%s is not on the reference page", keys[i].path);
  }
  free(made);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_reference), cmocka_unit_test(check_every_key)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
