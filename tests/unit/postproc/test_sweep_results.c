/* Journal and table of a sweep: what is whole counts, what is torn or gone does not, and the order of ends changes nothing. */
#include "postproc/json_read.h"
#include "postproc/sweep_results.h"
#include "postproc/text_file.h"
#include <hdf5.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
/* cmocka.h wants these before it */
#include <cmocka.h>

static void put(const char *folder, const char *name, const char *text)
{
  char path[480];
  assert_true(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static char *get(const char *folder, const char *name)
{
  char   path[1024];
  size_t n;
  assert_true(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
  return vf_text_file_read(path, &n);
}

/* ---- JSON ------------------------------------------------------------------------------------------------------------------ */

typedef struct {
  char text[1024];
} Seen;

static void note(void *context, const char *key, VfJsonKind kind, const char *text)
{
  Seen *seen = context;
  snprintf(seen->text + strlen(seen->text), sizeof seen->text - strlen(seen->text), "%s%s%s;", key,
           kind == VF_JSON_NUMBER ? "="
           : kind == VF_JSON_NULL ? "?"
                                  : ":",
           text);
}

static void scalars(void **state)
{
  static const char        json[]  = "{ \"a\": 1.5e-3, \"b\": \"x \\\"y\\\" \\u00e4\\n\", \"list\": [1, {\"no\": 2}, []],\n"
                                     "  \"deep\": {\"one\": null, \"two\": {\"three\": -4}}, \"yes\": true, \"none\": {}}\n";
  static const char *const wrong[] = {
      "", "{", "{\"a\": 1", "{\"a\" 1}", "{\"a\": }", "[1]", "{\"a\": 1} x", "{\"a\": \"x}", "{\"a\": [1}"};
  Seen seen = {""};
  (void)state;
  assert_true(vf_json_scalars(json, strlen(json), note, &seen));
  assert_string_equal(seen.text, "a=1.5e-3;b:x \"y\" \xc3\xa4\n;deep.one?null;deep.two.three=-4;yes:true;");
  for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
    Seen none = {""};
    assert_false(vf_json_scalars(wrong[i], strlen(wrong[i]), note, &none));
  }
  for (size_t n = 0; n + 2 < sizeof json; n++) { /* cut anywhere it is not whole */
    Seen none = {""};
    assert_false(vf_json_scalars(json, n, note, &none));
  }
}

/* ---- a folder ---------------------------------------------------------------------------------------------------------------- */

static char *folder_of_four(void)
{
  char *folder = strdup("sweep-results-XXXXXX"), path[480];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/members", folder);
  mkdir(path, 0777);
  put(folder, "members.csv",
      "member,melt.mass [kg],process\n0,1e-06,short\n1,1e-06,\"long, hot\"\n2,3e-06,short\n3,3e-06,\"long, hot\"\n");
  return folder;
}

static void remove_folder(char *folder)
{
  char command[600];
  snprintf(command, sizeof command, "rm -r %s", folder);
  assert_int_equal(system(command), 0);
  free(folder);
}

/* A member that has ended, as a worker leaves it. */
static void end(const char *folder, long member, const char *summary, int status, const char *reason, bool noted)
{
  char path[480], *line;
  vf_member_directory(folder, member, path, sizeof path);
  mkdir(path, 0777);
  if (summary) put(path, "summary.json", summary);
  if (status) assert_true(vf_member_fail(folder, member, status, reason));
  (void)vf_member_state(folder, member, &line);
  if (line && noted) assert_true(vf_journal_append(folder, line));
  free(line);
}

#define SUMMARY(status, h)                                                                                                         \
  "{\"status\": \"" status "\", \"wall_s\": 0.5, \"thickness_mean_m\": " h ", \"regime\": \"frozen\", \"solver\": {\"work\": "     \
  "7}}\n"

static void end_all(const char *folder, const int order[])
{
  for (int k = 0; k < 4; k++) {
    if (order[k] == 0) end(folder, 0, SUMMARY("done", "1e-5"), 0, "", true);
    if (order[k] == 1) end(folder, 1, SUMMARY("numerics failed", "null"), 3, "too short, at 3 s", true);
    if (order[k] == 2) end(folder, 2, SUMMARY("done", "2e-5"), 0, "", false); /* killed before it was noted */
    if (order[k] == 3) end(folder, 3, NULL, 2, "sweep.yaml:3: melt.mass: is wrong", true);
  }
}

static void check_table(const char *folder)
{
  VfSweepResults results;
  char           message[512];
  if (!vf_sweep_results_read(folder, &results, message, sizeof message)) fail_msg("%s", message);
  assert_int_equal(results.count[VF_MEMBER_DONE], 2);
  assert_int_equal(results.count[VF_MEMBER_FAILED], 2);
  if (!vf_sweep_results_write(folder, &results, message, sizeof message)) fail_msg("%s", message);
  vf_sweep_results_free(&results);
  char *table = get(folder, "results.csv"), *failed = get(folder, "failed.csv");
  assert_string_equal(table, "member,status,melt.mass [kg],process,thickness_mean_m,regime,wall_s,solver.work,reason\n"
                             "0,done,1e-06,short,1e-5,frozen,0.5,7,\n"
                             "1,failed,1e-06,\"long, hot\",,frozen,0.5,7,\"too short, at 3 s\"\n"
                             "2,done,3e-06,short,2e-5,frozen,0.5,7,\n"
                             "3,failed,3e-06,\"long, hot\",,,,,sweep.yaml:3: melt.mass: is wrong\n");
  assert_string_equal(failed, "member,exit status,reason\n1,3,\"too short, at 3 s\"\n3,2,sweep.yaml:3: melt.mass: is wrong\n");
  free(table);
  free(failed);
}

static void any_order(void **state)
{
  static const int orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}};
  char            *first       = NULL;
  size_t           n, m;
  (void)state;
  for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
    char *folder = folder_of_four(), path[480];
    end_all(folder, orders[i]);
    check_table(folder);
    snprintf(path, sizeof path, "%s/results.h5", folder);
    char *book = vf_text_file_read(path, &n);
    assert_non_null(book);
    if (first) assert_true(n == m && memcmp(book, first, n) == 0);
    free(first);
    first = book;
    m     = n;
    remove_folder(folder);
  }
  free(first);
}

static void hdf5_table(void **state)
{
  static const int order[4] = {0, 1, 2, 3};
  char            *folder = folder_of_four(), path[480], units[16] = "";
  double           h[4];
  (void)state;
  end_all(folder, order);
  check_table(folder);
  snprintf(path, sizeof path, "%s/results.h5", folder);
  const hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT), d = H5Dopen2(file, "thickness_mean_m", H5P_DEFAULT);
  const hid_t a = H5Aopen(d, "units", H5P_DEFAULT), type = H5Aget_type(a);
  assert_true(H5Dread(d, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, h) >= 0 && H5Aread(a, type, units) >= 0);
  assert_true(h[0] == 1e-5 && isnan(h[1]) && h[2] == 2e-5 && isnan(h[3]));
  assert_string_equal(units, "m");
  assert_true(H5Lexists(file, "melt.mass", H5P_DEFAULT) > 0 && H5Lexists(file, "reason", H5P_DEFAULT) > 0);
  H5Tclose(type);
  H5Aclose(a);
  H5Dclose(d);
  H5Fclose(file);
  remove_folder(folder);
}

/* What stands in the folders counts, not what was noted of them. */
static void folders_tell(void **state)
{
  static const int order[4] = {0, 1, 2, 3};
  char            *folder   = folder_of_four(), command[600], message[512];
  VfSweepResults   results;
  (void)state;
  end_all(folder, order);
  snprintf(command, sizeof command, "rm -r %s/members/000000 && printf '{\"member\": 2, \"status\": \"fai' >> %s/journal.jsonl",
           folder, folder);
  assert_int_equal(system(command), 0);
  vf_member_forgive(folder, 3);
  end(folder, 3, SUMMARY("interrupted", "3e-5"), 0, "", true); /* begins a line of its own behind the torn one */
  assert_true(vf_sweep_results_read(folder, &results, message, sizeof message));
  assert_int_equal(results.state[0], VF_MEMBER_WAITING);
  assert_int_equal(results.state[1], VF_MEMBER_FAILED);
  assert_int_equal(results.state[2], VF_MEMBER_DONE);
  assert_int_equal(results.state[3], VF_MEMBER_INTERRUPTED);
  assert_int_equal(results.exit_status[1], 3);
  vf_sweep_results_free(&results);
  remove_folder(folder);
}

/* A title that members were given stands once. */
static void given_title(void **state)
{
  char          *folder = folder_of_four(), message[512];
  VfSweepResults results;
  (void)state;
  put(folder, "members.csv", "member,title\n0,one\n");
  end(folder, 0, "{\"status\": \"done\", \"title\": \"one\", \"steps\": 3}\n", 0, "", true);
  assert_true(vf_sweep_results_read(folder, &results, message, sizeof message));
  assert_int_equal(results.n_given + results.n_found, 2);
  assert_true(vf_sweep_results_write(folder, &results, message, sizeof message));
  vf_sweep_results_free(&results);
  remove_folder(folder);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(scalars), cmocka_unit_test(any_order), cmocka_unit_test(hdf5_table),
                                     cmocka_unit_test(folders_tell), cmocka_unit_test(given_title)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
