#include "inputs/slurm_script.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_TASKS = 100, TABLE_MINUTES = 30 };

/* Notice given before the time limit [s]: enough to finish a step and write a checkpoint, a quarter of short limits. */
static long notice(double time)
{
  return lround(fmin(60.0, 0.25 * time));
}

static long ratio_up(long a, long b)
{
  return (a + b - 1) / b;
}

long vf_slurm_members_a_task(const VfSlurmJob *job)
{
  const long given  = (long)job->slurm->members_a_task;
  const long wanted = given > 0 ? given : ratio_up(job->n_members, USUAL_TASKS);
  const long least  = ratio_up(job->n_members, VF_SLURM_TASKS);
  const long n      = wanted > least ? wanted : least;

  return n > 0 ? n : 1;
}

void vf_slurm_array(long n, const bool *wanted, VfText *text)
{
  bool again = false;

  for (long first = 0, last; first < n; first = last + 1) {
    last = first;
    if (!wanted[first]) continue;
    while (last + 1 < n && wanted[last + 1]) last++;
    vf_text_append(text, "%s%ld", again ? "," : "", first);
    if (last > first) vf_text_append(text, "-%ld", last);
    again = true;
  }
}

/* Slurm's M is 1048576 B.  "2 GB", "500 MiB" rounded up; 0 for anything else. */
static long megabytes(const char *memory)
{
  const struct {
    const char *name;
    double      bytes;
  } units[] = {{"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"KiB", 1024.0}, {"MiB", 1048576.0}, {"GiB", 1073741824.0}};
  char        *unit;
  const double n = strtod(memory, &unit);

  unit += strspn(unit, " ");
  for (size_t k = 0; k < sizeof units / sizeof units[0]; k++)
    if (!strcmp(unit, units[k].name) && n > 0.0 && n < 1e9) return (long)ceil(n * units[k].bytes / 1048576.0);
  return 0;
}

bool vf_slurm_check(const VfSlurmJob *job, char message[], size_t size)
{
  const VfSweepSlurm *s        = job->slurm;
  const char *const   words[]  = {s->account, s->partition, job->name};
  const char *const   keys[]   = {"slurm.account", "slurm.partition", "title"};
  const char *const   folder[] = {job->directory, job->program};

  message[0] = '\0';
  for (size_t k = 0; k < sizeof words / sizeof words[0]; k++)
    if (strpbrk(words[k], "\n\r")) snprintf(message, size, "%s: a line break, which Slurm cannot take", keys[k]);
  for (int k = 0; k < s->n_options; k++) {
    if (strpbrk(s->options[k], "\n\r"))
      snprintf(message, size, "slurm.options: a line break in number %d; give each option as a word of its own", k + 1);
    else if (s->options[k][0] != '-')
      snprintf(message, size, "slurm.options: \"%s\" is no option; they look like --qos=long", s->options[k]);
  }
  for (size_t k = 0; k < sizeof folder / sizeof folder[0]; k++)
    if (strpbrk(folder[k], "\n\r\\")) snprintf(message, size, "%s: Slurm takes no backslash or line break in a path", folder[k]);
  if (s->memory[0] && megabytes(s->memory) <= 0)
    snprintf(message, size, "slurm.memory: \"%s\"; give it like 2 GB or 500 MB", s->memory);
  return !message[0];
}

/* One option of sbatch, "--key" and its value in quotes. */
static void option(VfText *text, const char *key, const char *value)
{
  if (!value[0]) return;
  vf_text_append(text, "#SBATCH --%s=", key);
  vf_text_append_shell(text, value);
  vf_text_append(text, "\n");
}

static void number(VfText *text, const char *key, long value)
{
  if (value > 0) vf_text_append(text, "#SBATCH --%s=%ld\n", key, value);
}

/* Slurm counts whole minutes. */
static void time_limit(VfText *text, double seconds)
{
  const long minutes = (long)ceil(seconds / 60.0);

  if (minutes > 0) vf_text_append(text, "#SBATCH --time=%ld:%02ld:00\n", minutes / 60, minutes % 60);
}

/* What both jobs say of themselves. */
static void head(const VfSlurmJob *job, const char *what, const char *output, VfText *text)
{
  const VfSweepSlurm *s = job->slurm;

  vf_text_append(text, "#!/bin/bash\n# %s  Written by vitrifloat sweep --slurm.\n", what);
  option(text, "job-name", job->name);
  option(text, "account", s->account);
  option(text, "partition", s->partition);
  option(text, "chdir", job->directory);
  vf_text_append(text, "#SBATCH --output=slurm/%s.out\n", output);
}

/* Options of the user's, last, so that they count; then what the user wants done before. */
static void users(const VfSlurmJob *job, VfText *text)
{
  for (int k = 0; k < job->slurm->n_options; k++) {
    vf_text_append(text, "#SBATCH ");
    vf_text_append_shell(text, job->slurm->options[k]);
    vf_text_append(text, "\n");
  }
  vf_text_append(text, "\nexport OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1\n");
  if (job->slurm->setup[0]) vf_text_append(text, "%s\n", job->slurm->setup);
}

/* Workers of one task, as many as Slurm gives it processors for (--cpus-per-task); they share the block by locks.  The shell waits for them
   and hands on the notice that time is up; a task that is requeued begins anew and finds what is done. */
static const char *const workers = "say() { echo \"$(date +'%F %T') $(hostname): $*\"; }\n"
                                   "say \"members $first on, start $((${SLURM_RESTART_COUNT:-0} + 1))\"\n"
                                   "pids=()\n"
                                   "trap 'say told to stop; kill -USR1 \"${pids[@]}\" 2>/dev/null' USR1 TERM\n"
                                   "for ((k = 0; k < ${SLURM_CPUS_PER_TASK:-1}; k++)); do\n"
                                   "  work &\n"
                                   "  pids+=($!)\n"
                                   "done\n"
                                   "status=0\n"
                                   "for pid in \"${pids[@]}\"; do\n"
                                   "  wait \"$pid\"\n"
                                   "  ended=$?\n"
                                   "  while kill -0 \"$pid\" 2>/dev/null; do # a signal ended the wait, not the worker\n"
                                   "    wait \"$pid\"\n"
                                   "    ended=$?\n"
                                   "  done\n"
                                   "  ((ended > status)) && status=$ended\n"
                                   "done\n"
                                   "say \"ended with status $status\"\n"
                                   "exit \"$status\"\n";

void vf_slurm_write_tasks(const VfSlurmJob *job, const bool *tasks, VfText *text)
{
  const VfSweepSlurm *s       = job->slurm;
  const long          members = vf_slurm_members_a_task(job);
  const long          n_tasks = ratio_up(job->n_members, members);

  head(job, "The members of a sweep, a block of them a task.", "%A_%a", text);
  vf_text_append(text, "#SBATCH --array=");
  vf_slurm_array(n_tasks, tasks, text);
  if (s->tasks_at_once > 0) vf_text_append(text, "%%%lu", s->tasks_at_once);
  vf_text_append(text, "\n");
  number(text, "ntasks", job->ranks);
  time_limit(text, s->time);
  if (s->memory[0]) vf_text_append(text, "#SBATCH --mem=%ldM\n", megabytes(s->memory));
  vf_text_append(text, "#SBATCH --requeue\n#SBATCH --open-mode=append\n");
  if (s->time > 0.0) vf_text_append(text, "#SBATCH --signal=B:USR1@%ld\n", notice(s->time));
  users(job, text);
  vf_text_append(text, "\nfirst=$((SLURM_ARRAY_TASK_ID * %ld))\nwork() {\n  exec ", members);
  vf_text_append_shell(text, job->program);
  vf_text_append(text, " sweep-work ");
  vf_text_append_shell(text, job->directory);
  vf_text_append(text, " --members \"$first-$((first + %ld))\" --ranks %d", members - 1, job->ranks);
  if (s->time > 0.0) vf_text_append(text, " --seconds %ld", lround(s->time) - notice(s->time));
  vf_text_append(text, "\n}\n%s", workers);
}

void vf_slurm_write_table(const VfSlurmJob *job, VfText *text)
{
  head(job, "The table of a sweep, once its members have ended.", "table-%j", text);
  time_limit(text, 60.0 * TABLE_MINUTES);
  vf_text_append(text, "#SBATCH --ntasks=1\n");
  users(job, text);
  vf_text_append(text, "\nexec ");
  vf_text_append_shell(text, job->program);
  vf_text_append(text, " sweep-table ");
  vf_text_append_shell(text, job->directory);
  vf_text_append(text, "\n");
}
