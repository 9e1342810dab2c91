#include "postproc/sweep_journal.h"
#include "postproc/json.h"
#include "postproc/json_read.h"
#include "postproc/text_file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = VF_PATH_LENGTH + 64, REASON_SIZE = 512 };

const char *vf_member_state_name(VfMemberState state)
{
  static const char *const names[VF_MEMBER_STATES] = {"waiting", "done", "failed", "interrupted"};
  return names[state];
}

void vf_member_directory(const char *sweep, long member, char path[], size_t size)
{
  snprintf(path, size, "%s/members/%06ld", sweep, member);
}

static void member_file(const char *sweep, long member, const char *name, char path[], size_t size)
{
  snprintf(path, size, "%s/members/%06ld/%s", sweep, member, name);
}

/* ---- lines -------------------------------------------------------------------------------------------------------------- */

typedef struct {
  VfJson json;
  char   status[64];
} Line;

static void put_scalar(void *context, const char *key, VfJsonKind kind, const char *text)
{
  Line *line = context;
  if (strcmp(key, "status") == 0) {
    snprintf(line->status, sizeof line->status, "%s", text);
    return;
  }
  fprintf(line->json.file, ", \"%s\": ", key);
  if (kind == VF_JSON_WORD)
    vf_json_quoted(line->json.file, text);
  else
    fputs(text, line->json.file);
}

char *vf_journal_line(long member, VfMemberState state, int status, const char *reason, const char *summary, size_t length)
{
  char  *text = NULL;
  size_t n    = 0;
  Line   line = {.json = {.file = open_memstream(&text, &n)}};
  if (!line.json.file) return NULL;
  fprintf(line.json.file, "{\"member\": %ld, \"status\": \"%s\", \"exit_status\": %d, \"reason\": ", member,
          vf_member_state_name(state), status);
  vf_json_quoted(line.json.file, reason);
  const bool whole = !summary || vf_json_scalars(summary, length, put_scalar, &line);
  fputs("}\n", line.json.file);
  if (fclose(line.json.file) == 0 && whole) return text;
  free(text);
  return NULL;
}

/* ---- folders ------------------------------------------------------------------------------------------------------------ */

/* failed.txt.  @return the exit status, or 0 when the member has not failed. */
static int failed_read(const char *sweep, long member, char reason[REASON_SIZE])
{
  char path[PATH_SIZE];
  int  status = 0;
  member_file(sweep, member, "failed.txt", path, sizeof path);
  FILE *file = fopen(path, "r");
  reason[0]  = '\0';
  if (!file) return 0;
  if (fscanf(file, "%d ", &status) != 1) status = 1;
  if (!fgets(reason, REASON_SIZE, file)) reason[0] = '\0';
  fclose(file);
  reason[strcspn(reason, "\n")] = '\0';
  return status ? status : 1;
}

static void take_status(void *context, const char *key, VfJsonKind kind, const char *text)
{
  char *status = context;
  (void)kind;
  if (strcmp(key, "status") == 0) snprintf(status, 64, "%s", text);
}

VfMemberState vf_member_state(const char *sweep, long member, char **line)
{
  char          path[PATH_SIZE], reason[REASON_SIZE], status[64] = "";
  size_t        length = 0;
  VfMemberState state  = VF_MEMBER_WAITING;
  member_file(sweep, member, "summary.json", path, sizeof path);
  char     *summary = vf_text_file_read(path, &length);
  const int code    = failed_read(sweep, member, reason);
  if (summary && !vf_json_scalars(summary, length, take_status, status)) status[0] = '\0';
  if (code)
    state = VF_MEMBER_FAILED;
  else if (strcmp(status, "done") == 0)
    state = VF_MEMBER_DONE;
  else if (strcmp(status, "interrupted") == 0)
    state = VF_MEMBER_INTERRUPTED;
  if (line)
    *line = state == VF_MEMBER_WAITING ? NULL : vf_journal_line(member, state, code, reason, status[0] ? summary : NULL, length);
  free(summary);
  return state;
}

bool vf_member_fail(const char *sweep, long member, int status, const char *reason)
{
  char path[PATH_SIZE], text[REASON_SIZE + 32], message[REASON_SIZE];
  vf_member_directory(sweep, member, path, sizeof path);
  (void)mkdir(path, 0777);
  member_file(sweep, member, "failed.txt", path, sizeof path);
  const int n = snprintf(text, sizeof text, "%d\n%.500s\n", status, reason);
  return vf_text_file_replace(path, text, (size_t)n, VF_SAFE_FROM_KILL, message, sizeof message);
}

void vf_member_forgive(const char *sweep, long member)
{
  char path[PATH_SIZE];
  member_file(sweep, member, "failed.txt", path, sizeof path);
  unlink(path);
}

/* ---- the journal ---------------------------------------------------------------------------------------------------------- */

static void journal_path(const char *sweep, char path[], size_t size)
{
  snprintf(path, size, "%s/journal.jsonl", sweep);
}

/* Whether the file ends in the middle of a line: whoever wrote it was killed. */
static bool ends_torn(int fd, off_t size)
{
  char last;
  return size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

bool vf_journal_append(const char *sweep, const char *line)
{
  char        path[PATH_SIZE];
  struct stat info;
  journal_path(sweep, path, sizeof path);
  const int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd < 0) return false;
  /* the lock is for file systems of several machines, where appending alone is not safe */
  while (flock(fd, LOCK_EX) && errno == EINTR) continue;
  const size_t n    = strlen(line);
  bool         good = fstat(fd, &info) == 0;
  if (good && ends_torn(fd, info.st_size)) good = write(fd, "\n", 1) == 1;
  good = good && write(fd, line, n) == (ssize_t)n;
  return close(fd) == 0 && good;
}

bool vf_journal_read(const char *sweep, VfJournalPlace *place, void (*take)(void *context, const char *line, size_t length),
                     void *context)
{
  char    path[PATH_SIZE], *line = NULL;
  size_t  capacity = 0;
  ssize_t n;
  journal_path(sweep, path, sizeof path);
  FILE *file = fopen(path, "r");
  if (!file) return false;
  if (fseek(file, place->offset, SEEK_SET) == 0)
    while ((n = getline(&line, &capacity, file)) > 0 && line[n - 1] == '\n') {
      take(context, line, (size_t)n - 1);
      place->offset += n;
    }
  free(line);
  fclose(file);
  return true;
}

bool vf_journal_parse(const char *line, size_t length, long *member, VfMemberState *state)
{
  char word[16] = "";
  if (!length || line[length - 1] != '}' || sscanf(line, "{\"member\": %ld, \"status\": \"%15[a-z]\"", member, word) != 2)
    return false;
  for (int s = 0; s < VF_MEMBER_STATES; s++)
    if (strcmp(word, vf_member_state_name((VfMemberState)s)) == 0) {
      *state = (VfMemberState)s;
      return *member >= 0;
    }
  return false;
}
