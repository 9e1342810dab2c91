/* Scripts for Slurm: every option there, everything quoted, arrays of what is left.  That Slurm takes them is shown in tests/cluster. */
#include "inputs/slurm_script.h"
#include "tests/unit/inputs/check_units.h"
#include <stdlib.h>
#include <string.h>

static VfSlurmJob plain_job(const VfSweepSlurm *slurm)
{
  return (VfSlurmJob){.slurm     = slurm,
                      .name      = "metals",
                      .program   = "/opt/bin/vitrifloat",
                      .directory = "/home/me/sweep",
                      .n_members = 40,
                      .ranks     = 1};
}

static char *tasks_text(const VfSlurmJob *job, const bool *tasks)
{
  VfText text = {0};

  vf_slurm_write_tasks(job, tasks, &text);
  assert_false(text.failed);
  return text.data;
}

static void assert_has(const char *text, const char *line)
{
  if (!strstr(text, line)) fail_msg("no \"%s\" in\n%s", line, text);
}

static void assert_has_not(const char *text, const char *part)
{
  if (strstr(text, part)) fail_msg("\"%s\" in\n%s", part, text);
}

/* Only what is given is asked for. */
static void check_plain(void **state)
{
  const VfSweepSlurm slurm    = {.given = true, .members_a_task = 10};
  const VfSlurmJob   job      = plain_job(&slurm);
  const bool         all[4]   = {true, true, true, true};
  char *const        text     = tasks_text(&job, all);
  const char *const  absent[] = {"--account", "--partition", "--time", "--mem=", "--signal", "--seconds", "%1\n"};

  (void)state;
  assert_int_equal(strncmp(text, "#!/bin/bash\n", 12), 0);
  assert_has(text, "#SBATCH --job-name=metals\n");
  assert_has(text, "#SBATCH --chdir=/home/me/sweep\n");
  assert_has(text, "#SBATCH --array=0-3\n");
  assert_has(text, "#SBATCH --ntasks=1\n");
  assert_has(text, "#SBATCH --requeue\n");
  assert_has(text, "first=$((SLURM_ARRAY_TASK_ID * 10))\n");
  assert_has(text, "exec /opt/bin/vitrifloat sweep-work /home/me/sweep --members \"$first-$((first + 9))\" --ranks 1\n");
  for (size_t k = 0; k < sizeof absent / sizeof absent[0]; k++) assert_has_not(text, absent[k]);
  free(text);
}

static void check_all_options(void **state)
{
  char              *options[] = {"--qos=long", "--comment=it's me # 1"};
  const VfSweepSlurm slurm     = {.given          = true,
                                  .account        = "a b",
                                  .partition      = "short,long",
                                  .setup          = "module load petsc\nexport X='y z'",
                                  .time           = 5430.0,
                                  .memory         = "2 GB",
                                  .members_a_task = 7,
                                  .tasks_at_once  = 3,
                                  .n_options      = 2,
                                  .options        = options};
  VfSlurmJob         job       = plain_job(&slurm);
  const bool         some[6]   = {true, false, true, true, false, true};

  (void)state;
  job.name         = "bath's metals";
  job.directory    = "/home/me/a \"sweep\" $HOME";
  job.ranks        = 4;
  char *const text = tasks_text(&job, some);
  assert_has(text, "#SBATCH --job-name='bath'\\''s metals'\n");
  assert_has(text, "#SBATCH --account='a b'\n");
  assert_has(text, "#SBATCH --partition=short,long\n");
  assert_has(text, "#SBATCH --chdir='/home/me/a \"sweep\" $HOME'\n");
  assert_has(text, "#SBATCH --array=0,2-3,5%3\n");
  assert_has(text, "#SBATCH --ntasks=4\n");
  assert_has(text, "#SBATCH --time=1:31:00\n"); /* whole minutes, not less than asked for */
  assert_has(text, "#SBATCH --mem=1908M\n");    /* 2 GB = 1907.35 MiB */
  assert_has(text, "#SBATCH --signal=B:USR1@60\n");
  assert_has(text, "#SBATCH --qos=long\n#SBATCH '--comment=it'\\''s me # 1'\n");
  assert_has(text, "\nmodule load petsc\nexport X='y z'\n");
  assert_has(text, " --members \"$first-$((first + 6))\" --ranks 4 --seconds 5370\n");
  free(text);
}

/* A limit of a minute leaves a quarter of it for the checkpoint. */
static void check_short_limit(void **state)
{
  const VfSweepSlurm slurm = {.given = true, .time = 60.0};
  const VfSlurmJob   job   = plain_job(&slurm);
  bool               all[40];

  (void)state;
  for (int k = 0; k < 40; k++) all[k] = true;
  char *const text = tasks_text(&job, all);
  assert_has(text, "#SBATCH --time=0:01:00\n");
  assert_has(text, "@15\n");
  assert_has(text, "--seconds 45\n");
  assert_has(text, "#SBATCH --array=0-39\n");
  free(text);
}

static void check_blocks(void **state)
{
  const struct {
    long n_members, given, expected;
  } cases[] = {{40, 0, 1}, {100, 0, 1}, {101, 0, 2}, {10000, 0, 100}, {10000, 50, 50}, {10000, 1, 10}, {5, 100, 100}, {0, 0, 1}};

  (void)state;
  for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
    const VfSweepSlurm slurm = {.members_a_task = (unsigned long)cases[k].given};
    const VfSlurmJob   job   = {.slurm = &slurm, .n_members = cases[k].n_members};

    assert_int_equal(vf_slurm_members_a_task(&job), cases[k].expected);
  }
}

static void check_array(void **state)
{
  const struct {
    const char *wanted, *expected;
  } cases[] = {{"1111", "0-3"}, {"1010", "0,2"}, {"0110", "1-2"}, {"1011", "0,2-3"}, {"0001", "3"}, {"0000", ""}};

  (void)state;
  for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
    VfText text = {0};
    bool   wanted[4];

    for (int i = 0; i < 4; i++) wanted[i] = cases[k].wanted[i] == '1';
    vf_slurm_array(4, wanted, &text);
    assert_string_equal(text.data ? text.data : "", cases[k].expected);
    free(text.data);
  }
}

static void check_refused(void **state)
{
  char              *broken[] = {"--qos=x\n#SBATCH --y"}, *no_option[] = {"qos=x"};
  const VfSweepSlurm good = {0}, account = {.account = "a\nb"}, memory = {.memory = "2 Gb"},
                     lines = {.n_options = 1, .options = broken}, word = {.n_options = 1, .options = no_option};
  const struct {
    const VfSweepSlurm *slurm;
    const char         *directory, *expected;
  } cases[] = {{&good, "/home/me", ""},
               {&account, "/home/me", "slurm.account: a line break, which Slurm cannot take"},
               {&lines, "/home/me", "slurm.options: a line break in number 1; give each option as a word of its own"},
               {&word, "/home/me", "slurm.options: \"qos=x\" is no option; they look like --qos=long"},
               {&memory, "/home/me", "slurm.memory: \"2 Gb\"; give it like 2 GB or 500 MB"},
               {&good, "/home/m\\e", "/home/m\\e: Slurm takes no backslash or line break in a path"}};

  (void)state;
  for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
    VfSlurmJob job = plain_job(cases[k].slurm);
    char       message[256];

    job.directory = cases[k].directory;
    assert_int_equal(vf_slurm_check(&job, message, sizeof message), !cases[k].expected[0]);
    assert_string_equal(message, cases[k].expected);
  }
}

static void check_table(void **state)
{
  char              *options[] = {"--qos=long"};
  const VfSweepSlurm slurm = {.account = "x", .setup = "module load petsc", .n_options = 1, .options = options, .time = 86400.0};
  VfSlurmJob         job   = plain_job(&slurm);
  VfText             text  = {0};

  (void)state;
  job.directory = "/home/me/a sweep";
  vf_slurm_write_table(&job, &text);
  assert_has(text.data, "#SBATCH --account=x\n");
  assert_has(text.data, "#SBATCH --qos=long\n");
  assert_has(text.data, "module load petsc\n");
  assert_has(text.data, "#SBATCH --time=0:30:00\n");
  assert_has(text.data, "\nexec /opt/bin/vitrifloat sweep-table '/home/me/a sweep'\n");
  assert_has_not(text.data, "--array");
  free(text.data);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_plain),       cmocka_unit_test(check_all_options),
                                     cmocka_unit_test(check_short_limit), cmocka_unit_test(check_blocks),
                                     cmocka_unit_test(check_array),       cmocka_unit_test(check_refused),
                                     cmocka_unit_test(check_table)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
