#include "solver/command_run.h"
#include "inputs/read_case.h"
#include "inputs/text.h"
#include "solver/command_run_case.h"
#include "solver/initial.h"
#include "solver/signals.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const VfRunArguments *arguments;
  VfCase               *kase;
  VfSources            *sources;
  MPI_Comm              comm; /* of the run: one rank for rings */
  int                   rank;
} Session;

/* One line on standard error, from one rank. */
static void complain(const Session *s, const char *line)
{
  if (s->rank == 0 && line[0]) fprintf(stderr, "vitrifloat: %s\n", line);
}

static PetscErrorCode read_case(Session *s, int *status)
{
  VfMessages messages = {0};

  PetscFunctionBeginUser;
  *status = vf_case_read(s->arguments->case_path, &s->kase, &s->sources, &messages) ? VF_EXIT_INPUT : VF_EXIT_DONE;
  if (s->rank == 0) vf_messages_tell(&messages, stderr);
  vf_messages_clear(&messages);
  PetscFunctionReturn(0);
}

/* How a run that did not finish can be gone on with. */
static void tell_how_to_continue(const Session *s, const VfCaseEnd *end)
{
  VfText command = {0};

  if (s->rank != 0 || !end->ran || end->status == VF_EXIT_DONE) return;
  vf_text_append(&command, "vitrifloat run ");
  vf_text_append_shell(&command, s->arguments->case_path);
  vf_text_append(&command, " -o ");
  vf_text_append_shell(&command, s->arguments->directory);
  vf_text_append(&command, " --restart ");
  vf_text_append_shell(&command, s->arguments->directory);
  fprintf(stderr, "vitrifloat: %s; %s continue with: %s\n", end->reason,
          end->saved ? "the state is saved," : "from the last checkpoint", command.failed ? "--restart" : command.data);
  free(command.data);
}

static PetscErrorCode run_case(const Session *s, int *status)
{
  VfCaseEnd       end;
  const VfCaseRun run = {.kase       = s->kase,
                         .sources    = s->sources,
                         .directory  = s->arguments->directory,
                         .restart    = s->arguments->restart,
                         .comm       = s->comm,
                         .durability = VF_SAFE_FROM_POWER_CUT};

  PetscFunctionBeginUser;
  PetscCall(VfRunCase(&run, &end));
  tell_how_to_continue(s, &end);
  *status = end.status;
  PetscFunctionReturn(0);
}

/* Options PETSc was given and nobody asked for: most often a misspelt name. */
static PetscErrorCode report_unused_options(const Session *s)
{
  PetscInt n;
  char   **names, **values;

  PetscFunctionBeginUser;
  PetscCall(PetscOptionsLeftGet(NULL, &n, &names, &values));
  for (PetscInt k = 0; k < n && s->rank == 0; k++)
    fprintf(stderr, "warning: the option -%s was not used by this run; is its name right?\n", names[k]);
  PetscCall(PetscOptionsLeftRestore(NULL, &n, &names, &values));
  PetscFunctionReturn(0);
}

PetscErrorCode VfCommandRun(const VfRunArguments *arguments, int *status)
{
  Session s = {.arguments = arguments, .comm = PETSC_COMM_WORLD};
  int     size;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(PETSC_COMM_WORLD, &s.rank));
  PetscCallMPI(MPI_Comm_size(PETSC_COMM_WORLD, &size));
  PetscCall(read_case(&s, status));
  if (*status != VF_EXIT_DONE) PetscFunctionReturn(0);
  if (s.kase->mesh.geometry == VF_AXISYMMETRIC)
    s.comm = PETSC_COMM_SELF; /* a few hundred unknowns: one rank does it */
  else if (!vf_initial_fits(s.kase, size)) {
    char line[256];

    snprintf(line, sizeof(line), "%s: mesh.cells: %d x %d cells cannot be shared by %d ranks; use fewer ranks or more cells",
             arguments->case_path, s.kase->mesh.cells[0], s.kase->mesh.cells[1], size);
    complain(&s, line);
    *status = VF_EXIT_INPUT;
  }
  vf_signals_catch();
  if (*status == VF_EXIT_DONE && (s.comm == PETSC_COMM_WORLD || s.rank == 0)) PetscCall(run_case(&s, status));
  PetscCallMPI(MPI_Bcast(status, 1, MPI_INT, 0, PETSC_COMM_WORLD));
  PetscCall(report_unused_options(&s));
  vf_sources_free(&s.sources);
  vf_case_free(&s.kase);
  PetscFunctionReturn(0);
}
