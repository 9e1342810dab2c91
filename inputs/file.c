#include "inputs/file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *read_all(FILE *stream, size_t size, char **data, size_t *n)
{
  *data = malloc(size + 1);
  if (!*data) return "out of memory";
  *n = fread(*data, 1, size, stream);
  if (ferror(stream)) {
    free(*data);
    *data = NULL;
    return "read error";
  }
  (*data)[*n] = '\0';
  return NULL;
}

const char *vf_file_read(const char *path, size_t limit, char **data, size_t *n)
{
  struct stat info;
  *data = NULL;
  *n    = 0;
  /* Only regular files: a device or a pipe could block for ever. */
  if (stat(path, &info) != 0) return errno == ENOENT ? "no such file" : strerror(errno);
  if (S_ISDIR(info.st_mode)) return "it is a folder";
  if (!S_ISREG(info.st_mode)) return "it is not a regular file";
  if (info.st_size < 0 || (unsigned long long)info.st_size > limit) return "it is too large";
  FILE *stream = fopen(path, "rb");
  if (!stream) return strerror(errno);
  const char *why = read_all(stream, (size_t)info.st_size, data, n);
  fclose(stream);
  return why;
}
