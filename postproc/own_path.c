#include "postproc/own_path.h"
#include <unistd.h>

bool vf_own_path(char path[], size_t size)
{
  const ssize_t n = readlink("/proc/self/exe", path, size - 1);

  path[n > 0 ? n : 0] = '\0';
  return n > 0;
}
