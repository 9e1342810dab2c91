#include "solver/command_sweep_members.h"
#include "inputs/read_case.h"
#include "inputs/sweep_read.h"
#include "postproc/checkpoint.h"
#include "postproc/directory.h"
#include "postproc/sweep_journal.h"
#include "solver/command_alone.h"
#include "solver/command_run.h"
#include "solver/command_run_case.h"
#include "solver/command_sweep_folder.h"
#include "solver/command_sweep_ranks.h"
#include "solver/signals.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

/* One member in work. */
typedef struct {
  const VfSweepFolder *folder;
  long                 number;
  char                 directory[PATH_SIZE];
  bool                 broken; /* PETSc gave up in the middle */
} Member;

/* ---- what it says goes into its folder --------------------------------------------------------------------------------- */

typedef struct {
  int out, error;
} Voices;

static Voices speak_into(const char *directory)
{
  char         path[PATH_SIZE + 16];
  const Voices before = {dup(STDOUT_FILENO), dup(STDERR_FILENO)};

  snprintf(path, sizeof(path), "%s/log.txt", directory);
  const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
  fflush(stdout);
  if (fd >= 0) {
    dup2(fd, STDOUT_FILENO);
    dup2(fd, STDERR_FILENO);
    close(fd);
  }
  return before;
}

static void speak_again(Voices before)
{
  fflush(stdout);
  fflush(stderr);
  dup2(before.out, STDOUT_FILENO);
  dup2(before.error, STDERR_FILENO);
  close(before.out);
  close(before.error);
}

/* ---- one member -------------------------------------------------------------------------------------------------------- */

static bool is_there(const char *directory, const char *name)
{
  char path[PATH_SIZE + 32];

  snprintf(path, sizeof(path), "%s/%s", directory, name);
  return access(path, F_OK) == 0;
}

/* Runs it in this process, or on ranks of its own. */
static void run_once(Member *m, const VfCase *kase, const VfSources *sources, bool restart, VfCaseEnd *end)
{
  const VfCaseRun run = {.kase       = kase,
                         .sources    = sources,
                         .directory  = m->directory,
                         .restart    = restart ? m->directory : NULL,
                         .comm       = PETSC_COMM_SELF,
                         .durability = VF_SAFE_FROM_KILL};

  if (!restart) vf_run_directory_clear(m->directory);
  if (m->folder->sweep->run.ranks > 1) {
    vf_run_on_ranks(&run, (int)m->folder->sweep->run.ranks, end);
    return;
  }
  if (!VfRunCase(&run, end)) return;
  *end      = (VfCaseEnd){.status = VF_EXIT_NUMERICS, .reason = "PETSc broke off; log.txt says where"};
  m->broken = true;
}

/* The case, and the run of it: from its checkpoint when it is half finished, from the start when that cannot be used. */
static void run_member(Member *m, VfCaseEnd *end)
{
  VfMessages messages = {0};
  VfCase    *kase;
  VfSources *sources;

  *end           = (VfCaseEnd){.status = VF_EXIT_INPUT};
  const int code = vf_sweep_member_read(m->folder->sweep, m->folder->members.rows + m->number * m->folder->sweep->n_groups, &kase,
                                        &sources, &messages);
  vf_messages_tell(&messages, stderr);
  for (int i = 0; i < messages.n && code && !end->reason[0]; i++)
    if (messages.items[i].kind == VF_MESSAGE_ERROR) snprintf(end->reason, sizeof(end->reason), "%.500s", messages.items[i].text);
  vf_messages_clear(&messages);
  if (code) return;
  const bool half = is_there(m->directory, "checkpoint.h5");

  run_once(m, kase, sources, half, end);
  if (half && end->status == VF_EXIT_INPUT && !m->broken) run_once(m, kase, sources, false, end);
  vf_sources_free(&sources);
  vf_case_free(&kase);
}

static bool note_end(const Member *m, const VfCaseEnd *end)
{
  const char *sweep = m->folder->path;
  char       *line  = NULL;

  const bool failed = end->status != VF_EXIT_DONE && end->status != VF_EXIT_INTERRUPTED;
  const bool kept   = !failed || vf_member_fail(sweep, m->number, end->status, end->reason[0] ? end->reason : "unknown");

  (void)vf_member_state(sweep, m->number, &line);
  const bool noted = kept && (!line || vf_journal_append(sweep, line));

  free(line);
  return noted;
}

/* ---- all of them ---------------------------------------------------------------------------------------------------------- */

typedef enum { ENDED, TOOK_ONE, BUSY, STOP, BROKEN } Taken;

double vf_monotonic(void)
{
  struct timespec now;

  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool has_ended(const char *sweep, long number)
{
  const VfMemberState state = vf_member_state(sweep, number, NULL);

  return state == VF_MEMBER_DONE || state == VF_MEMBER_FAILED;
}

/* Runs a member that we hold, and notes how it ended. */
static Taken carry_out(Member *m, VfUnderWay *under_way)
{
  const double begun = vf_monotonic();
  VfCaseEnd    end;

  under_way->member   = m->number;
  const Voices before = speak_into(m->directory);
  run_member(m, &end);
  speak_again(before);
  const bool noted  = note_end(m, &end);
  under_way->member = -1;
  if (vf_monotonic() - begun > under_way->longest) under_way->longest = vf_monotonic() - begun;
  if (!noted)
    fprintf(stderr, "vitrifloat: how member %ld ended (%s) cannot be noted in %s; is the disk full?\n", m->number,
            end.reason[0] ? end.reason : "done", m->folder->path);
  if (!noted || vf_signals_caught()) return STOP;
  return m->broken ? BROKEN : TOOK_ONE;
}

/* Takes a member unless it has ended or is in other hands. */
static Taken take(const VfSweepFolder *folder, long number, VfUnderWay *under_way)
{
  Member m = {.folder = folder, .number = number};
  char   path[PATH_SIZE + 16];

  if (has_ended(folder->path, number)) return ENDED;
  vf_member_directory(folder->path, number, m.directory, sizeof(m.directory));
  if (mkdir(m.directory, 0777) && errno != EEXIST) {
    fprintf(stderr, "vitrifloat: cannot make the directory %s: %s\n", m.directory, strerror(errno));
    return STOP;
  }
  snprintf(path, sizeof(path), "%s/.vitrifloat", m.directory); /* the run's own mark is what is locked */
  const int lock = vf_lock(path);
  if (lock == -1) return BUSY;
  if (lock < 0) {
    fprintf(stderr, "vitrifloat: cannot lock %s: %s\n", path, strerror(errno));
    return STOP;
  }
  const Taken taken = has_ended(folder->path, number) ? ENDED : carry_out(&m, under_way); /* it may have while we came */
  close(lock);
  return taken;
}

/* The members that this worker is to see ended, its task's own first. */
static long *own_members(const VfSweepFolder *folder, const VfSweepWork *work, long *n)
{
  const long from = work->some ? work->first : 0, all = folder->members.n;
  const long past = work->some && work->last + 1 < all ? work->last + 1 : all;

  *n                = past > from ? past - from : 0;
  const long  begin = work->of > 1 ? *n / work->of * (work->task - 1) : 0;
  long *const open  = malloc((size_t)(*n + 1) * sizeof *open);

  for (long k = 0; k < *n && open; k++) open[k] = from + (begin + k) % *n;
  return open;
}

static bool time_is_up(const VfUnderWay *under_way)
{
  return under_way->until > 0.0 && vf_monotonic() + 1.2 * under_way->longest > under_way->until;
}

/* Once through the open members; those in other hands stay open.  @return TOOK_ONE to go on, STOP, BROKEN */
static Taken go_round(const VfSweepFolder *folder, VfUnderWay *under_way, long open[], long *n)
{
  long left = 0;

  for (long k = 0; k < *n; k++) {
    const Taken taken = vf_signals_caught() || time_is_up(under_way) ? STOP : take(folder, open[k], under_way);

    if (taken == STOP || taken == BROKEN) return taken;
    if (taken == BUSY) open[left++] = open[k];
  }
  *n = left;
  return TOOK_ONE;
}

/* Rounds until all have ended.  One whose holder is killed is free again, and ours in the next round. */
static int work_through(const VfSweepFolder *folder, const VfSweepWork *work, VfUnderWay *under_way)
{
  const struct timespec moment = {.tv_nsec = 100000000};
  long                  n;
  long *const           open  = own_members(folder, work, &n);
  Taken                 taken = open ? TOOK_ONE : STOP;

  while (n > 0 && taken == TOOK_ONE) {
    taken = go_round(folder, under_way, open, &n);
    if (n > 0 && taken == TOOK_ONE) nanosleep(&moment, NULL);
  }
  free(open);
  if (taken == BROKEN) return VF_WORKER_AGAIN;
  if (taken == STOP) return vf_signals_caught() || time_is_up(under_way) ? VF_EXIT_INTERRUPTED : VF_EXIT_INPUT;
  return VF_EXIT_DONE;
}

/* In this process; `ranks` has members run by others, and needs no MPI here. */
static PetscErrorCode work_here(const VfSweepFolder *folder, const VfSweepWork *work, VfUnderWay *under_way, int *status)
{
  PetscFunctionBeginUser;
  vf_settle_alone();
  PetscCall(PetscOptionsSetValue(NULL, "-no_signal_handler", "true")); /* a crash is to end this process, not to be argued with */
  PetscCall(PetscInitialize(NULL, NULL, NULL, NULL));
  vf_signals_catch();
  *status = work_through(folder, work, under_way);
  PetscCall(PetscFinalize());
  PetscFunctionReturn(0);
}

int vf_sweep_members(const VfSweepWork *work, VfUnderWay *under_way)
{
  VfSweepFolder folder;
  int           status = VF_EXIT_INPUT;

  vf_forget_launcher();
  vf_signals_catch();
  if (vf_sweep_folder_open(work->directory, &folder)) {
    if (work->ranks) folder.sweep->run.ranks = (unsigned long)work->ranks;
    if (folder.sweep->run.ranks > 1)
      status = work_through(&folder, work, under_way);
    else if (work_here(&folder, work, under_way, &status))
      status = VF_EXIT_INPUT;
  }
  vf_sweep_folder_close(&folder);
  return status;
}
