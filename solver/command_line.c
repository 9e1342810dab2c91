#include "solver/command_line.h"
#include "solver/command_run.h"
#include <stdio.h>

int vf_line_complain(const char *line, const char *what)
{
  fprintf(stderr, "vitrifloat: %s%s; see vitrifloat --help\n", line, what);
  return VF_EXIT_INPUT;
}
