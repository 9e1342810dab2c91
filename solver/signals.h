/* Signals that ask a calculation to stop: it does so where it can save what it has. */
#ifndef VF_SOLVER_SIGNALS_H
#define VF_SOLVER_SIGNALS_H

#include <petscsys.h>

/** Catches SIGINT, SIGTERM and SIGUSR1.  Call once, after PetscInitialize. */
void vf_signals_catch(void);

/** The last of them that came to this process, 0 for none; ranks may differ. */
int vf_signals_caught(void);

/** One that came to any rank, 0 for none.  Collective. */
PetscErrorCode VfSignalsAgree(MPI_Comm comm, int *signal);

#endif
