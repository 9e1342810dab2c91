/* vitrifloat: the command line.  What each command does is in its own file. */
#include "inputs/commands.h"
#include "postproc/command_python.h"
#include "solver/command_alone.h"
#include "solver/command_fit.h"
#include "solver/command_line.h"
#include "solver/command_run.h"
#include "solver/command_sweep_line.h"
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
    "  plot RUN_DIR|SWEEP_DIR [--movie] [--paraview] [--key NAME]   the pictures of a run or a sweep\n"
    "  validate [-o DIR]     measured against simulated: a report, in DIR (default: validation)\n"
    "  reference             the reference page of all case keys\n"
    "mpiexec -n N vitrifloat run ... runs on N ranks.  Exit status: 0 done, 2 wrong input, 3 numerics failed, 4 interrupted.\n";

/* Takes the run's own arguments out of argv; what is left is PETSc's. */
static int parse_run(int *argc, char **argv, VfRunArguments *out)
{
  int kept = 1;

  *out = (VfRunArguments){.directory = "run"};
  for (int i = 2; i < *argc; i++) {
    const bool takes_value = !strcmp(argv[i], "-o") || !strcmp(argv[i], "--restart");

    if (takes_value && i + 1 >= *argc) return vf_line_complain("a folder is missing after ", argv[i]);
    if (!strcmp(argv[i], "-o"))
      out->directory = argv[++i];
    else if (!strcmp(argv[i], "--restart"))
      out->restart = argv[++i];
    else if (!out->case_path && argv[i][0] != '-')
      out->case_path = argv[i];
    else if (argv[i][0] != '-' && (kept == 1 || argv[kept - 1] != argv[i - 1]))
      return vf_line_complain("one case file a run, and not also ", argv[i]); /* it follows no option, whose value it could be */
    else
      argv[kept++] = argv[i];
  }
  *argc      = kept;
  argv[kept] = NULL;
  return out->case_path ? VF_EXIT_DONE : vf_line_complain("run needs a case file", "");
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

    if (!strcmp(argv[i], "-o") && i + 1 >= *argc) return vf_line_complain("a folder is missing after ", argv[i]);
    if (!strcmp(argv[i], "-o"))
      out->directory = argv[++i];
    else if (file && !out->path)
      out->path = argv[i];
    else if (file && two && !out->section)
      out->section = argv[i];
    else if (file)
      return vf_line_complain("one file too many: ", argv[i]);
    else
      argv[kept++] = argv[i];
  }
  *argc      = kept;
  argv[kept] = NULL;
  if (out->path) return VF_EXIT_DONE;
  return vf_line_complain(two ? "transport needs a case file or the folder of a run" : "fit needs a case file", "");
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

static int command_check(int argc, char **argv)
{
  return vf_command_check(argc - 2, argv + 2, stdout, stderr);
}

static int command_materials(int argc, char **argv)
{
  return vf_command_materials(argc - 2, argv + 2, stdout, stderr);
}

static int command_reference(int argc, char **argv)
{
  (void)argc;
  (void)argv;
  return vf_command_reference(stdout);
}

static int command_plot(int argc, char **argv)
{
  return VfCommandPython("plot.py", argc - 2, argv + 2);
}

static int command_validate(int argc, char **argv)
{
  return VfCommandPython("validate.py", argc - 2, argv + 2);
}

static int command_version(int argc, char **argv)
{
  (void)argc;
  (void)argv;
  return puts("vitrifloat " VF_VERSION) < 0;
}

static int command_help(int argc, char **argv)
{
  (void)argv;
  fputs(usage, argc > 1 ? stdout : stderr);
  return argc > 1 ? VF_EXIT_DONE : VF_EXIT_INPUT;
}

int main(int argc, char **argv)
{
  static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
  } commands[]      = {{"run", command_run},
                       {"check", command_check},
                       {"materials", command_materials},
                       {"sweep", vf_line_sweep},
                       {"sweep-work", vf_line_sweep_work},
                       {"sweep-table", vf_line_sweep_table},
                       {"transport", command_transport},
                       {"fit", command_fit},
                       {"plot", command_plot},
                       {"validate", command_validate},
                       {"reference", command_reference},
                       {"--version", command_version},
                       {"--help", command_help},
                       {"-h", command_help},
                       {"help", command_help}};
  const char *given = argc > 1 ? argv[1] : "--help";

  for (size_t k = 0; k < sizeof(commands) / sizeof(commands[0]); k++)
    if (!strcmp(given, commands[k].name)) return commands[k].run(argc, argv);
  return vf_line_complain("unknown command ", given);
}
