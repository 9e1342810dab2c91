#include "postproc/command_plot.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int VfCommandPlot(int argc, char **argv)
{
  const char *given    = getenv("VITRIFLOAT_PYTHON");
  char        python[] = VF_PYTHON, script[] = VF_PYTHON_DIR "/plot.py";
  char       *program = given && given[0] ? strdup(given) : strdup(python);
  char      **command = calloc((size_t)argc + 3, sizeof *command);

  if (program && command) {
    command[0] = program;
    command[1] = script;
    for (int k = 0; k < argc; k++) command[2 + k] = argv[k];
    execvp(program, command);
  }
  fprintf(stderr, "vitrifloat: cannot start %s: %s (set VITRIFLOAT_PYTHON to a python3 with numpy, h5py and matplotlib)\n",
          program ? program : python, strerror(errno));
  free(command);
  free(program);
  return 2;
}
