/* Who watches over a worker.  See command_sweep_members.c for the work itself. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* MAP_ANONYMOUS, prctl */
#endif
#include "solver/command_sweep_work.h"
#include "postproc/sweep_journal.h"
#include "solver/command_run.h"
#include "solver/command_sweep_members.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

/* The child that works, and the signal that came for it: all that a handler may know. */
static volatile sig_atomic_t child_pid = 0, caught = 0;

static void pass_on(int signal)
{
  caught = signal;
  if (child_pid > 0) kill((pid_t)child_pid, signal);
}

static void watch_signals(void)
{
  const int        signals[] = {SIGINT, SIGTERM, SIGUSR1};
  struct sigaction action    = {.sa_handler = pass_on};

  sigemptyset(&action.sa_mask);
  for (size_t k = 0; k < sizeof(signals) / sizeof(signals[0]); k++) sigaction(signals[k], &action, NULL);
}

static int start_child(const VfSweepWork *work, VfUnderWay *under_way)
{
  const pid_t parent = getpid();
  sigset_t    all, before;

  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before); /* a signal between fork and the note of the child would be lost */
  const pid_t child = fork();
  if (child == 0) {
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody works unwatched */
#endif
    child_pid = 0;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (getppid() != parent) _exit(VF_EXIT_INTERRUPTED);
    exit(caught ? VF_EXIT_INTERRUPTED : vf_sweep_members(work, under_way));
  }
  child_pid = child;
  sigprocmask(SIG_SETMASK, &before, NULL);
  return child;
}

static int wait_for(pid_t child)
{
  int status = 0;

  while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  child_pid = 0;
  return status;
}

static void note_failed(const char *sweep, long member, const char *reason)
{
  char *line = NULL;

  (void)vf_member_fail(sweep, member, 1, reason);
  (void)vf_member_state(sweep, member, &line);
  if (line) (void)vf_journal_append(sweep, line);
  free(line);
}

/* The worker died with a member in its hands.  Whoever kills it from outside (memory, an administrator) may spare it the next time:
   that member gets a second try.  @return whether to go on */
static bool blame(const VfSweepWork *work, VfUnderWay *under_way, int status, long *killed)
{
  const struct timespec moment = {.tv_nsec = 300000000};
  const long            member = under_way->member;
  const int             signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  char                  reason[128];

  under_way->member = -1;
  if (signal == SIGKILL) nanosleep(&moment, NULL); /* who is killed along with it dies here, and blames nobody */
  if (caught) return false;
  if (member < 0) return false;
  if (signal == SIGKILL && *killed != member) {
    *killed = member;
    return true;
  }
  if (signal == SIGKILL)
    snprintf(reason, sizeof(reason), "killed by signal 9 (Killed) twice; is the memory enough?");
  else if (signal)
    snprintf(reason, sizeof(reason), "killed by signal %d (%s)", signal, strsignal(signal));
  else
    snprintf(reason, sizeof(reason), "the worker ended with exit status %d", WEXITSTATUS(status));
  note_failed(work->directory, member, reason);
  return true;
}

int vf_sweep_work(const VfSweepWork *work)
{
  long        killed    = -1;
  VfUnderWay *under_way = mmap(NULL, sizeof(*under_way), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  if (under_way == MAP_FAILED) return VF_EXIT_INPUT;
  under_way->longest = 0.0;
  under_way->until   = work->seconds > 0.0 ? vf_monotonic() + work->seconds : 0.0;
#ifdef __linux__
  if (work->tied) prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  watch_signals();
  for (;;) {
    under_way->member = -1;
    const pid_t child = start_child(work, under_way);

    if (child < 0) return VF_EXIT_INPUT;
    const int status = wait_for(child);
    const int code   = WIFEXITED(status) ? WEXITSTATUS(status) : -1;

    if (under_way->member < 0 && (code == VF_EXIT_DONE || code == VF_EXIT_INPUT || code == VF_EXIT_INTERRUPTED)) return code;
    if (code == VF_WORKER_AGAIN && !caught) continue;
    if (!blame(work, under_way, status, &killed)) return caught ? VF_EXIT_INTERRUPTED : VF_EXIT_NUMERICS;
  }
}
