/* Text: the progress line, shortening a series, files replaced whole or not at all. */
#include "postproc/progress.h"
#include "postproc/series.h"
#include "postproc/text_file.h"
#include "tests/unit/postproc/fake_run.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void progress_line(void **state)
{
  char            line[256];
  VfProgressState p = {.time           = 1234.5,
                       .dt             = 0.25,
                       .step           = 321,
                       .dt_reason      = "cfl",
                       .temperature    = 723.15,
                       .thickness_mean = 12.34e-6,
                       .left           = 125.0};

  (void)state;
  vf_progress_line(&p, line, sizeof line);
  assert_string_equal(line, "t 1234.5 s  T 450.0 degC  h 12.34 um  step 321  dt 0.25 s (cfl)  about 2 min 05 s left");
  p.left           = (double)NAN;
  p.thickness_mean = (double)NAN;
  p.dt_reason      = NULL;
  vf_progress_line(&p, line, sizeof line);
  assert_string_equal(line, "t 1234.5 s  T 450.0 degC  h no film  step 321  dt 0.25 s (-)");
}

static void series(void **state)
{
  const struct {
    const char *before, *after;
    double      time;
    long        rows;
  } cases[] = {
      {"a,b\n0,0,x\n1,10,y\n2,20,z\n", "a,b\n0,0,x\n1,10,y\n", 10.0, 2},
      {"a,b\n0,0,x\n1,10,y\n2,5.0", "a,b\n0,0,x\n1,10,y\n", 99.0, 2}, /* cut short */
      {"a,b\n0,0,x\n", "a,b\n", -1.0, 0},
      {"a,b\n0,nan,x\n1,1,y\n", "a,b\n1,1,y\n", 5.0, 1},
      {"a,b\nnonsense\n1,1,y\n", "a,b\n1,1,y\n", 5.0, 1},
      {"a,b\n", "a,b\n", 5.0, 0},
  };

  (void)state;
  for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
    char         text[128];
    long         rows;
    const size_t length = (snprintf(text, sizeof text, "%s", cases[k].before), vf_series_truncate(text, cases[k].time, &rows));
    assert_int_equal(length, strlen(cases[k].after));
    assert_string_equal(text, cases[k].after);
    assert_int_equal(rows, cases[k].rows);
  }
}

static void replace(void **state)
{
  char   path[256], temporary[300], message[512] = "";
  size_t length;
  char  *text;

  (void)state;
  fake_path("replace.txt", path, sizeof path);
  snprintf(temporary, sizeof temporary, "%s.tmp", path);
  assert_true(vf_text_file_replace(path, "one\n", 4, VF_SAFE_FROM_POWER_CUT, message, sizeof message));
  assert_true(vf_text_file_replace(path, "two\n", 4, VF_SAFE_FROM_KILL, message, sizeof message));
  assert_int_not_equal(access(temporary, F_OK), 0);
  text = vf_text_file_read(path, &length);
  assert_non_null(text);
  assert_string_equal(text, "two\n");
  free(text);
  assert_false(vf_text_file_replace("no-such-directory/file", "x", 1, VF_SAFE_FROM_KILL, message, sizeof message));
  assert_non_null(strstr(message, "No such file or directory"));
  unlink(temporary);
  assert_int_equal(symlink("/dev/full", temporary), 0); /* the disk is full while the new file is being written */
  assert_false(vf_text_file_replace(path, "three\n", 6, VF_SAFE_FROM_KILL, message, sizeof message));
  assert_non_null(strstr(message, "No space left on device"));
  text = vf_text_file_read(path, &length);
  assert_string_equal(text, "two\n");
  free(text);
  assert_null(vf_text_file_read("no-such-file", &length));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(progress_line), cmocka_unit_test(series), cmocka_unit_test(replace)};
  return FAKE_MAIN(argc, argv, tests);
}
