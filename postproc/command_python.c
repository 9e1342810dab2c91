#include "postproc/command_python.h"
#include "postproc/own_path.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where this program is, for Python programs that run it; an unset variable leaves them the PATH. */
static void tell_program(void)
{
  char path[4096];

  if (vf_own_path(path, sizeof path)) setenv("VITRIFLOAT_PROGRAM", path, 1);
}

int VfCommandPython(const char *script, int argc, char **argv)
{
  const char *given    = getenv("VITRIFLOAT_PYTHON");
  char        python[] = VF_PYTHON;
  char       *program  = strdup(given && given[0] ? given : python);
  char      **command  = calloc((size_t)argc + 3, sizeof *command);
  char        path[sizeof VF_PYTHON_DIR + 64];

  snprintf(path, sizeof path, "%s/%s", VF_PYTHON_DIR, script);
  if (program && command) {
    command[0] = program;
    command[1] = path;
    for (int k = 0; k < argc; k++) command[2 + k] = argv[k];
    tell_program();
    execvp(program, command);
  }
  fprintf(stderr, "vitrifloat: cannot start %s: %s (set VITRIFLOAT_PYTHON to a python3 with numpy, h5py and matplotlib)\n",
          program ? program : python, strerror(errno));
  free(command);
  free(program);
  return 2;
}
