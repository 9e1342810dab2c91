#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* fallocate, syncfs */
#endif
#include "postproc/text_file.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

static bool fail(const char *what, const char *path, char message[], size_t size)
{
  snprintf(message, size, "cannot %s %s: %s", what, path, strerror(errno));
  return false;
}

static bool beside(const char *path, char temporary[PATH_SIZE])
{
  const int n = snprintf(temporary, PATH_SIZE, "%s.tmp", path);

  if (n > 0 && n < PATH_SIZE) return true;
  errno = ENAMETOOLONG;
  return false;
}

static bool write_all(int fd, const char *text, size_t length)
{
  while (length > 0) {
    const ssize_t n = write(fd, text, length);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    text += n;
    length -= (size_t)n;
  }
  return true;
}

/* A rename is only safe against a power cut once the directory itself is on disk; file systems that cannot do it are let off. */
static void sync_directory(const char *path)
{
  char copy[PATH_SIZE];
  int  fd;

  snprintf(copy, sizeof copy, "%s", path);
  fd = open(dirname(copy), O_RDONLY | O_DIRECTORY);
  if (fd < 0) return;
  (void)fsync(fd);
  close(fd);
}

bool vf_file_commit(const char *from, const char *to, VfDurability durability, char message[], size_t size)
{
  const int fd = durability == VF_SAFE_FROM_POWER_CUT ? open(from, O_RDWR) : -1;

  if (durability == VF_SAFE_FROM_KILL) return rename(from, to) == 0 || fail("rename a file to", to, message, size);
  if (fd < 0) return fail("open", from, message, size);
  if (fsync(fd) && errno != EINVAL) {
    (void)fail("write", from, message, size);
    close(fd);
    return false;
  }
  if (close(fd)) return fail("write", from, message, size);
  if (rename(from, to)) return fail("rename a file to", to, message, size);
  sync_directory(to);
  return true;
}

bool vf_text_file_replace(const char *path, const char *text, size_t length, VfDurability durability, char message[], size_t size)
{
  char temporary[PATH_SIZE];
  int  fd;
  bool written;

  if (!beside(path, temporary)) return fail("write", path, message, size);
  fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd < 0) return fail("write", temporary, message, size);
  written = write_all(fd, text, length);
  if (!written) (void)fail("write", path, message, size);
  if (close(fd) && written) written = fail("write", path, message, size);
  written = written && vf_file_commit(temporary, path, durability, message, size);
  if (written) return true;
  unlink(temporary);
  return false;
}

char *vf_text_file_read(const char *path, size_t *length)
{
  FILE *f    = fopen(path, "rb");
  char *text = NULL;
  long  n    = -1;

  if (!f) return NULL;
  if (!fseek(f, 0, SEEK_END)) n = ftell(f);
  if (n >= 0) {
    rewind(f);
    text = malloc((size_t)n + 1);
    if (text) {
      *length       = fread(text, 1, (size_t)n, f);
      text[*length] = '\0';
    }
  }
  fclose(f);
  return text;
}

void vf_disk_sync(const char *directory)
{
  const int fd = open(directory, O_RDONLY | O_DIRECTORY);

  if (fd < 0) return;
  (void)syncfs(fd);
  close(fd);
}

/* Reserves bytes beyond the end; 0 or the reason in errno's words. */
static int reserve(int fd, off_t end, off_t bytes)
{
  struct rlimit  limit;
  struct statvfs disk;
  int            reason;

  if (!getrlimit(RLIMIT_FSIZE, &limit) && limit.rlim_cur != RLIM_INFINITY && (rlim_t)(end + bytes) > limit.rlim_cur) return EFBIG;
  if (!fallocate(fd, FALLOC_FL_KEEP_SIZE, end, bytes)) return 0;
  reason = errno;
  if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG) {
    (void)!ftruncate(fd, end); /* gives back what was reserved before the disk was full */
    return reason;
  }
  if (!fstatvfs(fd, &disk) && (double)disk.f_bavail * (double)disk.f_frsize < (double)bytes) return ENOSPC;
  return 0;
}

bool vf_disk_reserve(const char *path, size_t bytes, char message[], size_t size)
{
  const int   fd = open(path, O_RDWR | O_CREAT, 0666);
  struct stat info;
  int         reason;

  if (fd < 0) return fail("write", path, message, size);
  errno  = fstat(fd, &info) ? errno : reserve(fd, info.st_size, (off_t)bytes);
  reason = errno;
  close(fd);
  errno = reason;
  return reason == 0 || fail("write", path, message, size);
}

void vf_file_set_aside(const char *path, char aside[], size_t size)
{
  for (int n = 1; n < 10000; n++) {
    snprintf(aside, size, "%s.%d", path, n);
    if (access(aside, F_OK)) break;
  }
  if (rename(path, aside)) snprintf(aside, size, "%s", path);
}

/* Whether a file holds these bytes. */
static bool holds(const char *path, const char *text, size_t length)
{
  size_t     n;
  char      *old  = vf_text_file_read(path, &n);
  const bool same = old && n == length && memcmp(old, text, n) == 0;

  free(old);
  return same;
}

bool vf_file_same(const char *one, const char *other)
{
  size_t     n;
  char      *text = vf_text_file_read(one, &n);
  const bool same = text && holds(other, text, n);

  free(text);
  return same;
}

static bool replace(const char *path, bool keep, const char *text, size_t length, char message[], size_t size)
{
  char aside[PATH_SIZE];

  if (keep && holds(path, text, length)) return true;
  if (keep && access(path, F_OK) == 0) {
    vf_file_set_aside(path, aside, sizeof aside);
    snprintf(message, size, "the %s of before is kept as %s", path, aside);
  }
  return vf_text_file_replace(path, text, length, VF_SAFE_FROM_POWER_CUT, message, size);
}

bool vf_text_file_write(const char *directory, const char *name, bool keep, VfTextPut put, const void *what, char message[],
                        size_t size)
{
  char   path[PATH_SIZE - 8]; /* room for what is set aside: PATH.n */
  char  *text   = NULL;
  size_t length = 0;
  FILE  *f      = open_memstream(&text, &length);
  bool   done   = f != NULL;

  snprintf(path, sizeof path, "%s/%s", directory, name);
  if (f) {
    put(f, what);
    done = !ferror(f);
    done = fclose(f) == 0 && done;
  }
  if (done)
    done = replace(path, keep, text, length, message, size);
  else
    snprintf(message, size, "cannot write %s: out of memory", path);
  free(text);
  return done;
}
