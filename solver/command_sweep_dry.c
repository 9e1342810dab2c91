#include "solver/command_sweep_dry.h"
#include "inputs/read_case.h"
#include "inputs/sweep_read.h"
#include "postproc/directory.h"
#include "postproc/json_read.h"
#include "postproc/text_file.h"
#include "solver/command_alone.h"
#include "solver/command_run_case.h"
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHOWN = 10, LOOKED_AT = 40 };
static const double longest_trial = 5.0; /* [s] */

/* ---- the table -------------------------------------------------------------------------------------------------------- */

static void print_members(const VfSweepFolder *folder)
{
  char  *text = NULL, *end;
  size_t n    = 0;
  FILE  *file = open_memstream(&text, &n);
  long   row  = -1; /* the heading */

  if (!file) return;
  vf_sweep_register_put(file, folder->sweep, &folder->members);
  fclose(file);
  const bool all = !isatty(STDOUT_FILENO) || folder->members.n <= 2 * SHOWN + 1;

  for (char *line = text; line && (end = strchr(line, '\n')); line = end + 1, row++) {
    if (all || row < SHOWN || row >= folder->members.n - SHOWN) printf("%.*s\n", (int)(end - line), line);
    if (!all && row == SHOWN) printf("... (all of them: --dry-run > FILE)\n");
  }
  free(text);
}

/* ---- what they cost -------------------------------------------------------------------------------------------------------- */

/* How long the programme takes, near enough [s]: a quench without a time a minute. */
static double duration(const VfCase *kase)
{
  double T = kase->programme.T_start, total = 0.0;

  for (int i = 0; i < kase->programme.n; i++) {
    const double time = vf_segment_duration(&kase->programme.segments[i], T);

    total += isfinite(time) ? time : 60.0;
    T = vf_segment_wall_end(&kase->programme.segments[i], T);
  }
  return fmin(total, kase->time.end);
}

static double cells(const VfCase *kase)
{
  return (double)kase->mesh.cells[0] * (kase->mesh.cells[1] > 0 ? (double)kase->mesh.cells[1] : 1.0);
}

static VfCase *member_case(const VfSweepFolder *folder, long member)
{
  VfMessages messages = {0};
  VfCase    *kase;
  VfSources *sources;

  (void)vf_sweep_member_read(folder->sweep, folder->members.rows + member * folder->sweep->n_groups, &kase, &sources, &messages);
  vf_messages_clear(&messages);
  vf_sources_free(&sources);
  return kase;
}

typedef struct {
  double wall, time; /* [s] */
} Trial;

static void take_scalar(void *context, const char *key, VfJsonKind kind, const char *text)
{
  Trial *trial = context;

  (void)kind;
  if (!strcmp(key, "wall_s")) trial->wall = strtod(text, NULL);
  if (!strcmp(key, "time_s")) trial->time = strtod(text, NULL);
}

/* In a child: MPI does not come back once it has ended. */
static PetscErrorCode run_trial(VfCase *kase, const char *directory)
{
  VfSources       none = {0};
  const VfCaseRun run  = {
       .kase = kase, .sources = &none, .directory = directory, .comm = PETSC_COMM_SELF, .durability = VF_SAFE_FROM_KILL};
  const int nobody = open("/dev/null", O_WRONLY);
  VfCaseEnd end;

  PetscFunctionBeginUser;
  dup2(nobody, STDOUT_FILENO);
  dup2(nobody, STDERR_FILENO);
  kase->output.wall_limit = longest_trial;
  vf_forget_launcher();
  vf_settle_alone();
  PetscCall(PetscInitialize(NULL, NULL, NULL, NULL));
  PetscCall(VfRunCase(&run, &end));
  PetscCall(PetscFinalize());
  PetscFunctionReturn(0);
}

static void read_trial(const char *directory, Trial *trial)
{
  char   path[8192];
  size_t length = 0;

  snprintf(path, sizeof(path), "%s/summary.json", directory);
  char *text = vf_text_file_read(path, &length);
  if (text) (void)vf_json_scalars(text, length, take_scalar, trial);
  free(text);
}

static void remove_trial(const char *directory)
{
  char path[8192];

  vf_run_directory_clear(directory);
  snprintf(path, sizeof(path), "%s/.vitrifloat", directory);
  unlink(path);
  rmdir(directory);
}

/* Time of a member [s]; NaN when the trial came to nothing. */
static double time_of(VfCase *kase)
{
  const char *where = getenv("TMPDIR");
  char        directory[4096];
  Trial       trial = {(double)NAN, (double)NAN};

  snprintf(directory, sizeof(directory), "%s/vitrifloat-XXXXXX", where && where[0] ? where : "/tmp");
  if (!mkdtemp(directory)) return (double)NAN;
  fflush(stdout);
  const pid_t child = fork();

  if (child == 0) _exit(run_trial(kase, directory) ? 1 : 0);
  if (child > 0) waitpid(child, NULL, 0);
  read_trial(directory, &trial);
  remove_trial(directory);
  const double share = trial.time / duration(kase);

  return share < 0.95 ? trial.wall / share : trial.wall;
}

/* Cells of all members over those of the first, from a few of them. */
static double relative_cells(const VfSweepFolder *folder, double first)
{
  const long n = folder->members.n, looked_at = n < LOOKED_AT ? n : LOOKED_AT;
  double     sum  = 0.0;
  long       good = 0;

  for (long k = 0; k < looked_at; k++) {
    VfCase *kase = member_case(folder, k * n / looked_at);

    if (kase) sum += cells(kase), good++;
    vf_case_free(&kase);
  }
  return good > 0 ? sum / (double)good / first * (double)n : (double)n;
}

static void print_guess(const char *what, double seconds)
{
  if (seconds < 120.0)
    fprintf(stderr, "%s%.2g s", what, seconds);
  else if (seconds < 7200.0)
    fprintf(stderr, "%s%.2g min", what, seconds / 60.0);
  else
    fprintf(stderr, "%s%.2g h", what, seconds / 3600.0);
}

void vf_sweep_dry_run(const VfSweepFolder *folder, long jobs)
{
  const double overhead = 0.005; /* [s] of a member, beside its run */
  VfCase      *kase     = member_case(folder, 0);

  print_members(folder);
  if (!kase) return;
  const double one = time_of(kase), all = (one + overhead) * relative_cells(folder, cells(kase)) / (double)jobs;

  vf_case_free(&kase);
  fprintf(stderr, "%ld members, %ld at a time: ", folder->members.n, jobs);
  if (!isfinite(one)) {
    fprintf(stderr, "no guess at the time, the first one does not run\n");
    return;
  }
  print_guess("about ", all);
  print_guess(" (a guess: the first takes ", one);
  fprintf(stderr, "; the others are counted by their cells)\n");
}
