#include "solver/command_sweep.h"
#include "inputs/sweep_read.h"
#include "inputs/text.h"
#include "postproc/directory.h"
#include "postproc/sweep_results.h"
#include "postproc/text_file.h"
#include "solver/command_run.h"
#include "solver/command_sweep_dry.h"
#include "solver/command_sweep_folder.h"
#include "solver/command_sweep_launch.h"
#include "solver/command_sweep_progress.h"
#include "solver/command_sweep_slurm.h"
#include "solver/signals.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static int complain(const char *format, const char *what)
{
  fprintf(stderr, "vitrifloat: ");
  fprintf(stderr, format, what);
  fputc('\n', stderr);
  return VF_EXIT_INPUT;
}

/* ---- the sweep and its folder ------------------------------------------------------------------------------------------ */

/* Reads the sweep file and tries its values. */
static int sweep_read(const VfSweepArguments *arguments, VfSweepFolder *folder)
{
  VfMessages messages = {0};

  *folder = (VfSweepFolder){.path = arguments->directory, .units = vf_units_create()};
  if (!folder->units) return complain("UDUNITS-2 finds no database%s", "");
  int code = vf_sweep_read(folder->units, arguments->path, &folder->sweep, &messages);

  if (code == 0) code = vf_sweep_try(folder->sweep, &messages);
  vf_messages_tell(&messages, stderr);
  vf_messages_clear(&messages);
  return code;
}

/* Takes over the numbers that members have in the folder, when the sweep extends what is there. */
static int take_over(VfSweepFolder *folder)
{
  VfSweepFolder old;
  char          why[512] = "";
  int           code     = VF_EXIT_INPUT;

  if (vf_sweep_folder_open(folder->path, &old)) {
    vf_sweep_differs(old.sweep, folder->sweep, why, sizeof(why));
    if (why[0])
      fprintf(stderr, "vitrifloat: %s holds another sweep: %s; a sweep that extends it, or another folder with -o, is right\n",
              folder->path, why);
    else
      code = VF_EXIT_DONE;
  }
  if (code == VF_EXIT_DONE) {
    char  *text = NULL;
    size_t n    = 0;
    FILE  *file = open_memstream(&text, &n);

    if (file) {
      vf_sweep_register_put(file, old.sweep, &old.members);
      fclose(file);
    }
    if (!text || !vf_sweep_register_read(folder->sweep, text, &folder->members, why, sizeof(why)))
      code = complain("the members of before cannot be taken over: %s", why);
    free(text);
  }
  vf_sweep_folder_close(&old);
  return code;
}

static int number_members(VfSweepFolder *folder)
{
  char nothing[1] = "", why[512];

  if (!folder->members.rows && !vf_sweep_register_read(folder->sweep, nothing, &folder->members, why, sizeof(why)))
    return complain("%s", why);
  return vf_sweep_register_extend(folder->sweep, &folder->members) ? VF_EXIT_DONE : complain("the memory is full%s", "");
}

/* The coordinator's lock, held until it ends.  @return < 0 when another has it */
static int lock_folder(const char *path)
{
  char file[PATH_SIZE];

  snprintf(file, sizeof(file), "%s/.lock", path);
  if (mkdir(path, 0777) && errno != EEXIST) return complain("cannot make the directory %s", path), -1;
  const int lock = vf_lock(file);

  if (lock == -1) complain("%s is being worked on by another sweep; one at a time is right", path);
  if (lock == -2) complain("cannot lock %s", file);
  return lock;
}

/* Reads what is to be done; writes the folder unless it is only to be shown. */
static int prepare(const VfSweepArguments *arguments, VfSweepFolder *folder, int *lock)
{
  const bool there = vf_sweep_folder_there(arguments->directory), by_folder = strcmp(arguments->path, arguments->directory) == 0;
  char       message[4096];

  *folder = (VfSweepFolder){.path = arguments->directory};
  if (there && !arguments->resume && !arguments->dry_run)
    return complain("%s holds a sweep already; --resume goes on with it, another folder with -o begins anew", arguments->directory);
  if (by_folder && !there) return complain("%s holds no sweep to go on with", arguments->directory);
  int code = by_folder ? (vf_sweep_folder_open(arguments->directory, folder) ? VF_EXIT_DONE : VF_EXIT_INPUT)
                       : sweep_read(arguments, folder);

  if (code) return code;
  if (!arguments->dry_run && (*lock = lock_folder(arguments->directory)) < 0) return VF_EXIT_INPUT;
  if (!by_folder && there) code = take_over(folder);
  if (code == VF_EXIT_DONE) code = number_members(folder);
  if (code || arguments->dry_run || by_folder) return code;
  return vf_sweep_folder_write(folder, message, sizeof(message)) ? VF_EXIT_DONE : complain("%s", message);
}

/* ---- working ---------------------------------------------------------------------------------------------------------------- */

static void forgive(const char *sweep, const VfSweepResults *results)
{
  char path[PATH_SIZE];

  for (long m = 0; m < results->n; m++) {
    if (results->state[m] != VF_MEMBER_FAILED) continue;
    vf_member_directory(sweep, m, path, sizeof(path));
    vf_run_directory_clear(path);
    vf_member_forgive(sweep, m);
  }
}

static long jobs_of(const VfSweepArguments *arguments, const VfSweep *sweep, long waiting)
{
  const long processors = sysconf(_SC_NPROCESSORS_ONLN), ranks = (long)sweep->run.ranks;
  long       jobs = arguments->jobs ? arguments->jobs : sweep->run.jobs ? (long)sweep->run.jobs : processors / ranks;

  if (jobs > waiting) jobs = waiting;
  return jobs > 1 ? jobs : 1;
}

/* Waits for the workers; passes signals on. */
static void watch(pid_t launched, VfSweepProgress *progress)
{
  const struct timespec moment = {.tv_nsec = 50000000};
  int                   status, told = 0;

  while (waitpid(launched, &status, WNOHANG) == 0) {
    if (vf_signals_caught() && !told) vf_sweep_stop(launched);
    told = vf_signals_caught();
    vf_sweep_progress_show(progress);
    nanosleep(&moment, NULL);
  }
  vf_sweep_progress_end(progress);
}

static int work(const VfSweepArguments *arguments, const VfSweepFolder *folder, const VfSweepResults *before)
{
  const long left = before->n - before->count[VF_MEMBER_DONE] - (arguments->retry_failed ? 0 : before->count[VF_MEMBER_FAILED]);
  const long jobs = jobs_of(arguments, folder->sweep, left);
  VfSweepProgress progress;

  if (arguments->retry_failed) forgive(folder->path, before);
  if (left == 0) return VF_EXIT_DONE;
  vf_sweep_progress_begin(&progress, folder->path, before->n, before->count[VF_MEMBER_DONE],
                          arguments->retry_failed ? 0 : before->count[VF_MEMBER_FAILED], jobs);
  vf_signals_catch();
  const pid_t launched = vf_sweep_launch(folder->path, jobs);

  if (launched < 0) return VF_EXIT_INPUT;
  watch(launched, &progress);
  return VF_EXIT_DONE;
}

static void tell_how_to_continue(const char *sweep, long left)
{
  VfText command = {0};

  vf_text_append(&command, "vitrifloat sweep ");
  vf_text_append_shell(&command, sweep);
  vf_text_append(&command, " --resume");
  fprintf(stderr, "vitrifloat: %ld members are not finished; continue with: %s\n", left,
          command.failed ? "--resume" : command.data);
  free(command.data);
}

int vf_sweep_conclude(const char *sweep)
{
  enum { SHOWN = 5 };
  VfSweepResults results;
  char           message[4096];
  int            shown = 0;

  if (!vf_sweep_results_read(sweep, &results, message, sizeof(message))) return complain("%s", message);
  vf_disk_sync(sweep); /* members are not forced to disk one by one */
  const bool written = vf_sweep_results_write(sweep, &results, message, sizeof(message));
  const long done = results.count[VF_MEMBER_DONE], failed = results.count[VF_MEMBER_FAILED], left = results.n - done - failed;

  if (!written) complain("%s", message);
  printf("%ld members: %ld done, %ld failed, %ld not finished; %s/results.csv\n", results.n, done, failed, left, sweep);
  for (long m = 0; m < results.n && shown < SHOWN; m++)
    if (results.state[m] == VF_MEMBER_FAILED)
      fprintf(stderr, "member %ld failed: %s\n", m, results.reason[m] ? results.reason[m] : ""), shown++;
  if (failed > shown) fprintf(stderr, "... and %ld more: %s/failed.csv\n", failed - shown, sweep);
  if (left) tell_how_to_continue(sweep, left);
  vf_sweep_results_free(&results);
  return !written ? VF_EXIT_NUMERICS : left ? VF_EXIT_INTERRUPTED : failed ? VF_EXIT_NUMERICS : VF_EXIT_DONE;
}

/* Without -o a file's sweep goes to `sweep`, and a folder to itself. */
static VfSweepArguments complete(const VfSweepArguments *given)
{
  VfSweepArguments a = *given;
  struct stat      info;

  if (!a.directory) a.directory = !stat(a.path, &info) && S_ISDIR(info.st_mode) ? a.path : "sweep";
  return a;
}

/* Hands what is left to a cluster's queue. */
static int submit(const VfSweepArguments *arguments, const VfSweepFolder *folder, const VfSweepResults *before)
{
  bool *const left = calloc((size_t)before->n + 1, sizeof *left);
  long        n    = 0;

  if (!left) return complain("the memory is full%s", "");
  if (arguments->retry_failed) forgive(folder->path, before);
  for (long m = 0; m < before->n; m++) {
    left[m] = before->state[m] != VF_MEMBER_DONE && (arguments->retry_failed || before->state[m] != VF_MEMBER_FAILED);
    n += left[m];
  }
  const int code = n > 0 ? vf_sweep_submit(folder->sweep, folder->path, before->n, left) : vf_sweep_conclude(folder->path);
  free(left);
  return code;
}

int vf_command_sweep_table(const char *directory)
{
  if (!vf_sweep_folder_there(directory)) return complain("%s holds no sweep", directory);
  return vf_sweep_conclude(directory);
}

int vf_command_sweep(const VfSweepArguments *given)
{
  const VfSweepArguments all = complete(given), *arguments = &all;
  VfSweepFolder          folder;
  VfSweepResults         before;
  int                    lock = -1;
  char                   message[4096];
  int                    code = prepare(arguments, &folder, &lock);

  if (code == VF_EXIT_DONE && arguments->dry_run)
    vf_sweep_dry_run(&folder, jobs_of(arguments, folder.sweep, folder.members.n));
  else if (code == VF_EXIT_DONE && !vf_sweep_results_read(folder.path, &before, message, sizeof(message)))
    code = complain("%s", message);
  else if (code == VF_EXIT_DONE) {
    code = arguments->slurm ? submit(arguments, &folder, &before) : work(arguments, &folder, &before);
    vf_sweep_results_free(&before);
    if (code == VF_EXIT_DONE && !arguments->slurm) code = vf_sweep_conclude(folder.path);
  }
  vf_sweep_folder_close(&folder);
  if (lock >= 0) close(lock);
  return code;
}
