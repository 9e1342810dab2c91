#include "postproc/process_state.h"
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Not SIGPIPE: Python has it ignored, and so it is to stay while connections may break. */
static const int signals[VF_KEPT_SIGNALS] = {SIGINT,  SIGTERM, SIGUSR1, SIGUSR2, SIGHUP, SIGQUIT,
                                             SIGABRT, SIGSEGV, SIGBUS,  SIGFPE,  SIGILL, SIGCHLD};

void vf_process_keep(VfProcessState *s)
{
  const char *locale = setlocale(LC_ALL, NULL);

  for (int k = 0; k < VF_KEPT_SIGNALS; k++) sigaction(signals[k], NULL, &s->actions[k]);
  fegetenv(&s->arithmetic);
  snprintf(s->locale, sizeof s->locale, "%s", locale ? locale : "C");
  s->file_mode = umask(0);
  umask(s->file_mode);
  s->directory = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void vf_process_restore(VfProcessState *s)
{
  for (int k = 0; k < VF_KEPT_SIGNALS; k++) sigaction(signals[k], &s->actions[k], NULL);
  fesetenv(&s->arithmetic);
  setlocale(LC_ALL, s->locale);
  umask(s->file_mode);
  if (s->directory >= 0) {
    (void)!fchdir(s->directory);
    close(s->directory);
    s->directory = -1;
  }
}
