/* What a library may change in a process that is not its own: kept before it is called, put back afterwards. */
#ifndef VF_POSTPROC_PROCESS_STATE_H
#define VF_POSTPROC_PROCESS_STATE_H

#include <fenv.h>
#include <signal.h>
#include <sys/types.h>

enum { VF_KEPT_SIGNALS = 12 };

typedef struct {
  struct sigaction actions[VF_KEPT_SIGNALS];
  fenv_t           arithmetic; /* rounding, exceptions, how tiny numbers are treated */
  char             locale[256];
  mode_t           file_mode;
  int              directory; /* the working one, open; -1: not known */
} VfProcessState;

/** Notes signal handlers, arithmetic, locale, umask and working directory. */
void vf_process_keep(VfProcessState *state);

/** Makes them as they were, and forgets the note. */
void vf_process_restore(VfProcessState *state);

#endif
