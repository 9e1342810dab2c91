#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* prctl */
#endif
#include "solver/command_sweep_launch.h"
#include "inputs/text.h"
#include "postproc/own_path.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum { MOST_JOBS = 4000 };

/* One worker's command line, for a shell.  `exec` and --tied: who kills the sweep kills the launcher and all workers, not a shell between
   them. */
static char *worker_line(const char *self, const char *directory, long task, long of)
{
  VfText line = {0};

  vf_text_append(&line, "exec ");
  vf_text_append_shell(&line, self);
  vf_text_append(&line, " sweep-work ");
  vf_text_append_shell(&line, directory);
  vf_text_append(&line, " --tied --task %ld --of %ld", task, of);
  return line.failed ? NULL : line.data;
}

/* Whole commands as arguments: in a command of its own GNU parallel would put values for braces, which a folder's name may hold.  Workers
   look after themselves and end by a signal within a step: the launcher is not to hurry them. */
static void start_several(const char *self, const char *directory, long jobs)
{
  char        n[24];
  const char *first[] = {"parallel", "--will-cite", "--ungroup", "--jobs", n, "--termseq", "TERM,3600000,KILL", ":::"};
  const char *words[MOST_JOBS + sizeof first / sizeof first[0] + 1];
  size_t      k = sizeof first / sizeof first[0];

  if (jobs > MOST_JOBS) jobs = MOST_JOBS;
  snprintf(n, sizeof(n), "%ld", jobs);
  memcpy(words, first, sizeof(first));
  for (long t = 1; t <= jobs; t++)
    if (!(words[k++] = worker_line(self, directory, t, jobs))) _exit(127);
  words[k] = NULL;
  setenv("PARALLEL_SHELL", "/bin/sh", 1);
  execvp(words[0], (char *const *)(size_t)words);
  fprintf(stderr, "vitrifloat: cannot start GNU parallel: %s; install it, or use --jobs 1\n", strerror(errno));
}

/* In the child, for good. */
static void start(const char *directory, long jobs)
{
  char      self[4096];
  const int none = open("/dev/null", O_RDONLY);

  if (none >= 0) dup2(none, STDIN_FILENO);
  if (!vf_own_path(self, sizeof(self))) _exit(127);
  if (jobs > 1)
    start_several(self, directory, jobs);
  else {
    const char *one[] = {self, "sweep-work", directory, "--tied", NULL};

    execv(self, (char *const *)(size_t)one);
    fprintf(stderr, "vitrifloat: cannot start %s: %s\n", self, strerror(errno));
  }
  _exit(127);
}

pid_t vf_sweep_launch(const char *directory, long jobs)
{
  const pid_t child = fork();

  if (child == 0) {
    setpgid(0, 0); /* a terminal's interrupt comes to the sweep alone, which passes it on once */
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    start(directory, jobs);
  }
  if (child > 0) setpgid(child, child);
  if (child < 0) fprintf(stderr, "vitrifloat: cannot start a process: %s\n", strerror(errno));
  return child;
}

void vf_sweep_stop(pid_t launched)
{
  kill(-launched, SIGTERM);
}
