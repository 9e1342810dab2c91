#include "solver/command_sweep_ranks.h"
#include "inputs/read_case.h"
#include "postproc/own_path.h"
#include "solver/command_run.h"
#include "solver/signals.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool write_case(const VfCaseRun *run, const char *path)
{
  FILE      *file = fopen(path, "w");
  const bool good = file && vf_case_write(run->kase, run->sources, file) == 0;

  return file && fclose(file) == 0 && good;
}

/* In the child, for good. */
static void start(const VfCaseRun *run, const char *path, int ranks)
{
  char        n[16], self[4096];
  const char *words[12];
  int         k = 0;

  snprintf(n, sizeof(n), "%d", ranks);
  words[k++] = "mpiexec";
  words[k++] = "-n";
  words[k++] = n;
  words[k++] = vf_own_path(self, sizeof(self)) ? self : "vitrifloat";
  words[k++] = "run";
  words[k++] = path;
  words[k++] = "-o";
  words[k++] = run->directory;
  if (run->restart) words[k++] = "--restart";
  if (run->restart) words[k++] = run->restart;
  words[k] = NULL;
  execvp(words[0], (char *const *)(size_t)words);
  fprintf(stderr, "vitrifloat: cannot start mpiexec: %s\n", strerror(errno));
  _exit(127);
}

void vf_run_on_ranks(const VfCaseRun *run, int ranks, VfCaseEnd *end)
{
  char path[4096];
  int  status = 0, told = 0;

  *end = (VfCaseEnd){.status = VF_EXIT_NUMERICS};
  snprintf(path, sizeof(path), "%s/member.yaml", run->directory);
  if (!write_case(run, path)) {
    snprintf(end->reason, sizeof(end->reason), "%.400s cannot be written", path);
    return;
  }
  const pid_t child = fork();
  if (child == 0) start(run, path, ranks);
  while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR) {
    if (vf_signals_caught() && !told)
      kill(child, SIGUSR1); /* which mpiexec hands to the ranks; SIGTERM it would follow by SIGKILL */
    told = vf_signals_caught();
  }
  end->ran = child > 0 && WIFEXITED(status);
  if (end->ran) end->status = WEXITSTATUS(status);
  if (end->status == VF_EXIT_INTERRUPTED) end->saved = true;
  if (!end->ran)
    snprintf(end->reason, sizeof(end->reason), "mpiexec ended by signal %d", WIFSIGNALED(status) ? WTERMSIG(status) : 0);
  else if (end->status != VF_EXIT_DONE)
    snprintf(end->reason, sizeof(end->reason), "exit status %d; log.txt says why", end->status);
}
