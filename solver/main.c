/* vitrifloat: the command line.  What each command does is in its own file. */
#include "inputs/commands.h"
#include "postproc/command_plot.h"
#include "solver/command_alone.h"
#include "solver/command_fit.h"
#include "solver/command_run.h"
#include "solver/command_sweep.h"
#include "solver/command_sweep_work.h"
#include "solver/command_transport.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: vitrifloat COMMAND ...\n"
    "  run CASE.yaml [-o DIR] [--restart DIR|FILE] [PETSc options]   run a case; results in DIR (default: run)\n"
    "  check CASE.yaml       read and validate only; print every value used, in SI, with its source\n"
    "  materials [NAME]      list the material library, or one entry\n"
    "  transport CASE.yaml|RUN_DIR [CASE.yaml] [-o DIR]   gases through a uniform membrane, or through the film of a run\n"
    "  fit CASE.yaml [-o DIR]   fit the laws of gas transport to measurements; results in DIR (default: fit)\n"
    "  sweep SWEEP.yaml -o DIR [--jobs N] [--slurm] [--resume] [--retry-failed] [--dry-run]   many cases, a table of results\n"
    "  sweep DIR --resume    go on with a sweep\n"
    "  sweep-work DIR [--task K --of N] [--members A-B] [--ranks R] [--seconds S]   one worker of a sweep\n"
    "  sweep-table DIR       the table of a sweep that others work on\n"
    "  plot RUN_DIR          the pictures of a run\n"
    "  reference             the reference page of all case keys\n"
    "mpiexec -n N vitrifloat run ... runs on N ranks.  Exit status: 0 done, 2 wrong input, 3 numerics failed, 4 interrupted.\n";

static int complain(const char *line, const char *what)
{
  fprintf(stderr, "vitrifloat: %s%s; see vitrifloat --help\n", line, what);
  return VF_EXIT_INPUT;
}

/* Takes the run's own arguments out of argv; what is left is PETSc's. */
static int parse_run(int *argc, char **argv, VfRunArguments *out)
{
  int kept = 1;

  *out = (VfRunArguments){.directory = "run"};
  for (int i = 2; i < *argc; i++) {
    const bool takes_value = !strcmp(argv[i], "-o") || !strcmp(argv[i], "--restart");

    if (takes_value && i + 1 >= *argc) return complain("a folder is missing after ", argv[i]);
    if (!strcmp(argv[i], "-o"))
      out->directory = argv[++i];
    else if (!strcmp(argv[i], "--restart"))
      out->restart = argv[++i];
    else if (!out->case_path && argv[i][0] != '-')
      out->case_path = argv[i];
    else if (argv[i][0] != '-' && (kept == 1 || argv[kept - 1] != argv[i - 1]))
      return complain("one case file a run, and not also ", argv[i]); /* it follows no option, whose value it could be */
    else
      argv[kept++] = argv[i];
  }
  *argc      = kept;
  argv[kept] = NULL;
  return out->case_path ? VF_EXIT_DONE : complain("run needs a case file", "");
}

static int command_run(int argc, char **argv)
{
  VfRunArguments arguments;
  int            status = parse_run(&argc, argv, &arguments);

  if (status != VF_EXIT_DONE) return status;
  vf_settle_alone();
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(VfCommandRun(&arguments, &status));
  PetscCall(PetscFinalize());
  return status;
}

/* One or two files and -o; what is left is PETSc's.  The second file is for `transport`, which may take its section from there. */
static int parse_transport(int *argc, char **argv, bool two, VfTransportArguments *out)
{
  int kept = 1;

  *out = (VfTransportArguments){0};
  for (int i = 2; i < *argc; i++) {
    const bool file =
        argv[i][0] != '-' && (kept == 1 || argv[kept - 1] != argv[i - 1]); /* it follows no option, whose value it could be */

    if (!strcmp(argv[i], "-o") && i + 1 >= *argc) return complain("a folder is missing after ", argv[i]);
    if (!strcmp(argv[i], "-o"))
      out->directory = argv[++i];
    else if (file && !out->path)
      out->path = argv[i];
    else if (file && two && !out->section)
      out->section = argv[i];
    else if (file)
      return complain("one file too many: ", argv[i]);
    else
      argv[kept++] = argv[i];
  }
  *argc      = kept;
  argv[kept] = NULL;
  if (out->path) return VF_EXIT_DONE;
  return complain(two ? "transport needs a case file or the folder of a run" : "fit needs a case file", "");
}

static int command_transport(int argc, char **argv)
{
  VfTransportArguments arguments;
  int                  status = parse_transport(&argc, argv, true, &arguments);

  if (status != VF_EXIT_DONE) return status;
  vf_settle_alone();
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(VfCommandTransport(&arguments, &status));
  PetscCall(PetscFinalize());
  return status;
}

static int command_fit(int argc, char **argv)
{
  VfTransportArguments arguments;
  int                  status = parse_transport(&argc, argv, false, &arguments);

  if (status != VF_EXIT_DONE) return status;
  vf_settle_alone();
  PetscCall(PetscInitialize(&argc, &argv, NULL, NULL));
  PetscCall(VfCommandFit(arguments.path, arguments.directory ? arguments.directory : "fit", &status));
  PetscCall(PetscFinalize());
  return status;
}

/* A whole number after an option; < 0 when it is none. */
static long count_after(const char *word)
{
  char      *end;
  const long n = word ? strtol(word, &end, 10) : -1;

  return word && *word && !*end && n > 0 ? n : -1;
}

static int command_sweep(int argc, char **argv)
{
  VfSweepArguments a = {0};

  for (int i = 2; i < argc; i++) {
    const char *word = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;

    if (!strcmp(word, "-o") && next)
      a.directory = argv[++i];
    else if (!strcmp(word, "--jobs") && (a.jobs = count_after(next)) > 0)
      i++;
    else if (!strcmp(word, "--resume"))
      a.resume = true;
    else if (!strcmp(word, "--retry-failed"))
      a.resume = a.retry_failed = true;
    else if (!strcmp(word, "--dry-run"))
      a.dry_run = true;
    else if (!strcmp(word, "--slurm"))
      a.slurm = true;
    else if (word[0] != '-' && !a.path)
      a.path = word;
    else
      return complain("sweep takes one file or folder, -o DIR, --jobs N, --slurm, --resume, --retry-failed, --dry-run, and not ",
                      word);
  }
  if (!a.path) return complain("sweep needs a sweep file, or the folder of a sweep to go on with", "");
  return vf_command_sweep(&a);
}

/* "A-B", two numbers from 0 on. */
static bool range_after(const char *word, long *first, long *last)
{
  char *end;

  if (!word || *word < '0' || *word > '9') return false;
  *first = strtol(word, &end, 10);
  if (*end != '-' || end[1] < '0' || end[1] > '9') return false;
  *last = strtol(end + 1, &end, 10);
  return !*end && *last >= *first;
}

static int command_sweep_work(int argc, char **argv)
{
  VfSweepWork work = {.task = 1, .of = 1};
  long        number;

  for (int i = 2; i < argc; i++) {
    const char *word = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;

    if (!strcmp(word, "--task") && (work.task = count_after(next)) > 0)
      i++;
    else if (!strcmp(word, "--of") && (work.of = count_after(next)) > 0)
      i++;
    else if (!strcmp(word, "--members") && (work.some = range_after(next, &work.first, &work.last)))
      i++;
    else if (!strcmp(word, "--ranks") && (number = count_after(next)) > 0 && number < 1000000)
      work.ranks = (int)number, i++;
    else if (!strcmp(word, "--seconds") && (number = count_after(next)) > 0)
      work.seconds = (double)number, i++;
    else if (!strcmp(word, "--tied"))
      work.tied = true;
    else if (word[0] != '-' && !work.directory)
      work.directory = word;
    else
      return complain(
          "sweep-work takes the folder of a sweep, --task K --of N, --members A-B, --ranks R, --seconds S, --tied, and not ", word);
  }
  if (!work.directory || work.task > work.of) return complain("sweep-work needs the folder of a sweep, and K up to N", "");
  return vf_sweep_work(&work);
}

static int command_sweep_table(int argc, char **argv)
{
  return argc == 3 ? vf_command_sweep_table(argv[2]) : complain("sweep-table needs the folder of a sweep, and nothing else", "");
}

int main(int argc, char **argv)
{
  const char *command = argc > 1 ? argv[1] : "--help";

  if (!strcmp(command, "run")) return command_run(argc, argv);
  if (!strcmp(command, "sweep")) return command_sweep(argc, argv);
  if (!strcmp(command, "sweep-work")) return command_sweep_work(argc, argv);
  if (!strcmp(command, "sweep-table")) return command_sweep_table(argc, argv);
  if (!strcmp(command, "fit")) return command_fit(argc, argv);
  if (!strcmp(command, "transport")) return command_transport(argc, argv);
  if (!strcmp(command, "check")) return vf_command_check(argc - 2, argv + 2, stdout, stderr);
  if (!strcmp(command, "materials")) return vf_command_materials(argc - 2, argv + 2, stdout, stderr);
  if (!strcmp(command, "reference")) return vf_command_reference(stdout);
  if (!strcmp(command, "plot")) return VfCommandPlot(argc - 2, argv + 2);
  if (!strcmp(command, "--version")) return puts("vitrifloat " VF_VERSION) < 0;
  if (!strcmp(command, "--help") || !strcmp(command, "-h") || !strcmp(command, "help")) {
    fputs(usage, argc > 1 ? stdout : stderr);
    return argc > 1 ? VF_EXIT_DONE : VF_EXIT_INPUT;
  }
  return complain("unknown command ", command);
}
