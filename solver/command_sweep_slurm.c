#include "solver/command_sweep_slurm.h"
#include "inputs/slurm_script.h"
#include "postproc/own_path.h"
#include "postproc/text_file.h"
#include "solver/command_run.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  VfSlurmJob job;
  bool      *tasks; /* those with members left */
  long       n_tasks;
  char       program[PATH_MAX], directory[PATH_MAX];
} Submission;

static int complain(const char *line)
{
  fprintf(stderr, "vitrifloat: %s\n", line);
  return VF_EXIT_INPUT;
}

/* First line that a shell command prints, and its exit status; what it says on standard error the user sees. */
static int ask(const char *command, char line[], size_t size)
{
  char  rest[256];
  FILE *pipe;

  line[0] = '\0';
  fflush(NULL);
  pipe = popen(command, "r");
  if (!pipe) return -1;
  if (fgets(line, (int)size, pipe)) line[strcspn(line, "\n")] = '\0';
  while (fgets(rest, sizeof rest, pipe)) continue;
  const int status = pclose(pipe);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A path within the sweep's folder; the caller frees it. */
static char *inside(const Submission *s, const char *name)
{
  return vf_text_format("%s/%s", s->directory, name);
}

/* Absolute paths: the job starts on another machine. */
static int find_paths(Submission *s, const char *directory)
{
  if (!vf_own_path(s->program, sizeof s->program)) return complain("the program does not find its own file");
  if (!realpath(directory, s->directory)) {
    fprintf(stderr, "vitrifloat: %s: %s\n", directory, strerror(errno));
    return VF_EXIT_INPUT;
  }
  return VF_EXIT_DONE;
}

/* Whether jobs of an earlier submission are still in the queue: two tasks on one block would only wait for each other's locks. */
static int check_queue(const Submission *s)
{
  size_t      length;
  char *const path  = inside(s, "slurm/jobs");
  char *const known = path ? vf_text_file_read(path, &length) : NULL;
  VfText      query = {0};
  char        answer[128];
  int         status = VF_EXIT_DONE;

  if (known) {
    known[strcspn(known, "\n")] = '\0';
    vf_text_append(&query, "squeue --noheader --format=%%A --jobs=");
    vf_text_append_shell(&query, known);
    vf_text_append(&query, " 2>/dev/null");
    if (!query.failed && ask(query.data, answer, sizeof answer) == 0 && answer[0]) {
      fprintf(stderr, "vitrifloat: %s: its jobs %s are still in the queue; wait for them, or take them out with: scancel %s\n",
              s->directory, known, known);
      status = VF_EXIT_INPUT;
    }
  }
  free(query.data);
  free(known);
  free(path);
  return status;
}

/* Which tasks have members left. */
static int choose_tasks(Submission *s, const bool *left)
{
  const long members = vf_slurm_members_a_task(&s->job);

  s->n_tasks = (s->job.n_members + members - 1) / members;
  s->tasks   = calloc((size_t)s->n_tasks + 1, sizeof *s->tasks);
  if (!s->tasks) return complain("no memory for the tasks");
  for (long i = 0; i < s->job.n_members; i++)
    if (left[i]) s->tasks[i / members] = true;
  return VF_EXIT_DONE;
}

/* The two scripts and the folder of what they print. */
static int write_scripts(const Submission *s)
{
  const char *const names[] = {"slurm.sh", "slurm-table.sh"};
  char              message[512];
  int               status  = VF_EXIT_DONE;
  char *const       printed = inside(s, "slurm");

  if (printed && mkdir(printed, 0777) && errno != EEXIST) {
    fprintf(stderr, "vitrifloat: %s: %s\n", printed, strerror(errno));
    status = VF_EXIT_INPUT;
  }
  for (int k = 0; k < 2 && status == VF_EXIT_DONE; k++) {
    char *const path = inside(s, names[k]);
    VfText      text = {0};

    if (k == 0)
      vf_slurm_write_tasks(&s->job, s->tasks, &text);
    else
      vf_slurm_write_table(&s->job, &text);
    if (!path || text.failed)
      status = complain("no memory for the scripts");
    else if (!vf_text_file_replace(path, text.data, text.n, VF_SAFE_FROM_POWER_CUT, message, sizeof message))
      status = complain(message);
    free(text.data);
    free(path);
  }
  free(printed);
  return status;
}

/* sbatch on one of the scripts, `after` a job where that is given; the number of the new job. */
static int submit(const Submission *s, const char *script, const char *after, char id[], size_t size)
{
  VfText      command = {0};
  char *const path    = inside(s, script);
  int         status  = VF_EXIT_DONE;

  vf_text_append(&command, "sbatch --parsable ");
  if (after) vf_text_append(&command, "--dependency=afterany:%s ", after);
  vf_text_append_shell(&command, path ? path : "");
  if (!path || command.failed || ask(command.data, id, size) != 0 || strspn(id, "0123456789") == 0) {
    fprintf(stderr, "vitrifloat: sbatch took no job; the script stands, submit it yourself with: %s\n",
            command.failed ? script : command.data);
    status = VF_EXIT_INPUT;
  }
  id[strspn(id, "0123456789")] = '\0'; /* with several clusters its name follows */
  free(command.data);
  free(path);
  return status;
}

/* Both jobs; their numbers are kept as soon as there are any. */
static int submit_both(const Submission *s)
{
  char        tasks[64], table[64] = "", message[512];
  char *const path   = inside(s, "slurm/jobs");
  int         status = submit(s, "slurm.sh", NULL, tasks, sizeof tasks);

  if (status == VF_EXIT_DONE) {
    status           = submit(s, "slurm-table.sh", tasks, table, sizeof table);
    char *const both = vf_text_format(table[0] ? "%s,%s\n" : "%s\n", tasks, table);

    if (path && both && !vf_text_file_replace(path, both, strlen(both), VF_SAFE_FROM_KILL, message, sizeof message))
      complain(message);
    free(both);
  }
  free(path);
  if (status != VF_EXIT_DONE) return status;
  printf("job %s: the members, an array of tasks\njob %s: the table, after them\n"
         "watch with:  squeue -j %s,%s\ncancel with: scancel %s,%s\nwhat they print: %s/slurm/\n",
         tasks, table, tasks, table, tasks, table, s->directory);
  return status;
}

int vf_sweep_submit(const VfSweep *sweep, const char *directory, long n_members, const bool *left)
{
  Submission s = {.job = {.slurm = &sweep->slurm, .name = sweep->title[0] ? sweep->title : "vitrifloat", .n_members = n_members}};
  char       message[PATH_MAX + 128];
  int        status = find_paths(&s, directory);

  s.job.program   = s.program;
  s.job.directory = s.directory;
  s.job.ranks     = sweep->slurm.ranks > 0 ? (int)sweep->slurm.ranks : sweep->run.ranks > 0 ? (int)sweep->run.ranks : 1;
  if (status == VF_EXIT_DONE && !vf_slurm_check(&s.job, message, sizeof message)) status = complain(message);
  if (status == VF_EXIT_DONE) status = check_queue(&s);
  if (status == VF_EXIT_DONE) status = choose_tasks(&s, left);
  if (status == VF_EXIT_DONE) status = write_scripts(&s);
  if (status == VF_EXIT_DONE) status = submit_both(&s);
  free(s.tasks);
  return status;
}
