#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* prctl */
#endif
#include "solver/command_sweep_launch.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

bool vf_own_path(char path[], size_t size)
{
  const ssize_t n = readlink("/proc/self/exe", path, size - 1);

  path[n > 0 ? n : 0] = '\0';
  return n > 0;
}

/* In the child, for good.  Workers look after themselves and end by a signal within a step: the launcher is not to hurry them.  `exec` and
   --tied: who kills the sweep kills the launcher and all workers, not a shell between them. */
static void start(const char *directory, long jobs)
{
  char        self[4096], n[24];
  const char *several[] = {
      "parallel", "--will-cite", "--quote", "--ungroup", "--jobs", n, "--termseq", "TERM,3600000,KILL", "exec", self, "sweep-work",
      directory,  "--tied",      "--task",  "{}",        "--of",   n, ":::"};
  const char *one[] = {self, "sweep-work", directory, "--tied", NULL};
  const char *words[4096];
  static char tasks[4000][8];
  size_t      k    = sizeof(several) / sizeof(several[0]);
  const int   none = open("/dev/null", O_RDONLY);

  if (none >= 0) dup2(none, STDIN_FILENO);
  if (!vf_own_path(self, sizeof(self))) _exit(127);
  snprintf(n, sizeof(n), "%ld", jobs);
  memcpy(words, several, sizeof(several));
  for (long t = 0; t < jobs && t < 4000; t++) {
    snprintf(tasks[t], sizeof(tasks[t]), "%ld", t + 1);
    words[k++] = tasks[t];
  }
  words[k] = NULL;
  if (jobs > 1)
    execvp(words[0], (char *const *)(size_t)words);
  else
    execv(self, (char *const *)(size_t)one);
  fprintf(stderr, "vitrifloat: cannot start %s: %s; %s\n", jobs > 1 ? "GNU parallel" : self, strerror(errno),
          jobs > 1 ? "install it, or use --jobs 1" : "");
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
