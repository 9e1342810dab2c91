#include "postproc/directory.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static const char  marker[]  = ".vitrifloat";
static const char *outputs[] = {"case.yaml",     "fields.h5",     "fields.xmf",     "series.csv",    "checkpoint.h5",
                                "summary.json",  "thickness.png", "transport.json", "transport.csv", "transport.h5",
                                "transport.png", "fit.json",      "fit.csv",        "fit.yaml",      "insitu"};

static bool fail(const char *what, const char *path, char message[], size_t size)
{
  snprintf(message, size, "cannot %s %s: %s", what, path, strerror(errno));
  return false;
}

static bool is_there(const char *directory, const char *name)
{
  char path[PATH_SIZE];

  snprintf(path, sizeof path, "%s/%s", directory, name);
  return access(path, F_OK) == 0;
}

/* mkdir -p */
static bool make_directories(const char *directory, char message[], size_t size)
{
  char        path[PATH_SIZE];
  struct stat info;

  snprintf(path, sizeof path, "%s", directory);
  for (char *p = path + 1; *p; p++) {
    if (*p != '/') continue;
    *p = '\0';
    if (mkdir(path, 0777) && errno != EEXIST) return fail("make the directory", path, message, size);
    *p = '/';
  }
  if (mkdir(path, 0777) && errno != EEXIST) return fail("make the directory", path, message, size);
  errno = ENOTDIR;
  if (stat(path, &info) || !S_ISDIR(info.st_mode)) return fail("use as a directory", path, message, size);
  return true;
}

/* Moves the outputs of an earlier run into previous-N. */
static bool move_aside(const char *directory, char message[], size_t size)
{
  char place[PATH_SIZE], from[PATH_SIZE], to[PATH_SIZE + 32];
  int  n = 1;

  do snprintf(place, sizeof place, "%s/previous-%d", directory, n++);
  while (mkdir(place, 0777) && errno == EEXIST);
  for (size_t k = 0; k < sizeof outputs / sizeof outputs[0]; k++) {
    if (!is_there(directory, outputs[k])) continue;
    snprintf(from, sizeof from, "%s/%s", directory, outputs[k]);
    snprintf(to, sizeof to, "%s/%s", place, outputs[k]);
    if (rename(from, to)) return fail("move an earlier run to", place, message, size);
  }
  snprintf(message, size, "the earlier run in %s was moved to %s", directory, place);
  return true;
}

static bool mark(const char *directory, char message[], size_t size)
{
  char  path[PATH_SIZE];
  FILE *f;

  snprintf(path, sizeof path, "%s/%s", directory, marker);
  f = fopen(path, "w");
  if (!f) return fail("write into", directory, message, size);
  fprintf(f, "directory of a vitrifloat run, version %s\n", VF_VERSION);
  return fclose(f) == 0 || fail("write into", directory, message, size);
}

static bool make_ready(const char *directory, bool restart_here, char message[], size_t size)
{
  const char *present = NULL;

  if (strlen(directory) + 64 > PATH_SIZE) {
    errno = ENAMETOOLONG;
    return fail("use as a directory", directory, message, size);
  }
  if (!make_directories(directory, message, size)) return false;
  if (restart_here) return mark(directory, message, size);
  for (size_t k = 0; k < sizeof outputs / sizeof outputs[0] && !present; k++) {
    if (is_there(directory, outputs[k])) present = outputs[k];
  }
  if (present && !is_there(directory, marker)) {
    snprintf(message, size, "%s holds a file %s that no run put there and a run would replace: choose another directory with -o",
             directory, present);
    return false;
  }
  if (present && !move_aside(directory, message, size)) return false;
  return mark(directory, message, size);
}

void vf_run_directory_clear(const char *directory)
{
  char path[PATH_SIZE];

  if (!is_there(directory, marker)) return;
  for (size_t k = 0; k < sizeof outputs / sizeof outputs[0]; k++) {
    snprintf(path, sizeof path, "%s/%s", directory, outputs[k]);
    (void)unlink(path);
  }
}

PetscErrorCode VfRunDirectoryCreate(MPI_Comm comm, const char *directory, bool restart_here, char message[], size_t size)
{
  int rank, ready = 1;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  message[0] = '\0';
  if (rank == 0) ready = make_ready(directory, restart_here, message, size);
  PetscCallMPI(MPI_Bcast(&ready, 1, MPI_INT, 0, comm));
  PetscCallMPI(MPI_Bcast(message, (int)size, MPI_CHAR, 0, comm));
  PetscFunctionReturn(ready ? 0 : PETSC_ERR_FILE_OPEN);
}
