#include "solver/signals.h"
#include <signal.h>
#include <stddef.h>

/* Set by the signal handler: the one thing a handler may do. */
static volatile sig_atomic_t caught_signal = 0;

static void note_signal(int signal)
{
  caught_signal = signal;
}

void vf_signals_catch(void)
{
  const int        signals[] = {SIGINT, SIGTERM, SIGUSR1};
  struct sigaction action    = {.sa_handler = note_signal};

  sigemptyset(&action.sa_mask);
  for (size_t k = 0; k < sizeof(signals) / sizeof(signals[0]); k++) sigaction(signals[k], &action, NULL);
}

int vf_signals_caught(void)
{
  return caught_signal;
}

PetscErrorCode VfSignalsAgree(MPI_Comm comm, int *signal)
{
  PetscFunctionBeginUser;
  *signal = vf_signals_caught();
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, signal, 1, MPI_INT, MPI_MAX, comm));
  PetscFunctionReturn(0);
}
