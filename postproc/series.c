#include "postproc/series.h"
#include "postproc/number_text.h"
#include "postproc/report.h"
#include "postproc/text_file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  char                 path[VF_PATH_LENGTH];
  bool                 restarted, opened;
  double               restart_time;
  const VfDiagnostics *diagnostics;
  FILE                *file; /* rank 0 */
  long                 rows;
} Series;

size_t vf_series_truncate(char text[], double time, long *rows)
{
  char *from = strchr(text, '\n'), *to;

  *rows = 0;
  if (!from) return 0;
  from++;
  to = from;
  for (char *end; (end = strchr(from, '\n')) != NULL; from = end + 1) {
    const char  *column = strchr(from, ',');
    const size_t length = (size_t)(end + 1 - from);
    if (!column || column > end || !(strtod(column + 1, NULL) <= time)) continue;
    memmove(to, from, length);
    to += length;
    (*rows)++;
  }
  *to = '\0';
  return (size_t)(to - text);
}

static char *header_line(size_t *length)
{
  int                 n;
  const VfDiagnostic *table = vf_diagnostics_table(&n);
  char               *text  = NULL;
  FILE               *f     = open_memstream(&text, length);

  if (!f) return NULL;
  fputs("step,time_s,dt_s,dt_reason", f);
  for (int k = 0; k < n; k++) fprintf(f, ",%s", table[k].name);
  fputc('\n', f);
  fclose(f);
  return text;
}

/* Keeps the rows up to the restart time of an existing file; one with other columns is set aside. */
static void shorten(Series *s, const char *header, char message[], size_t size)
{
  size_t length;
  char  *text = vf_text_file_read(s->path, &length);
  char   aside[VF_PATH_LENGTH + 16];

  if (!text) {
    if (errno != ENOENT) snprintf(message, size, "cannot read %s: %s", s->path, strerror(errno));
    return;
  }
  if (strncmp(text, header, strlen(header))) {
    if (length > 0) vf_file_set_aside(s->path, aside, sizeof aside);
  } else {
    length = vf_series_truncate(text, s->restart_time, &s->rows);
    (void)vf_text_file_replace(s->path, text, length, VF_SAFE_FROM_POWER_CUT, message, size);
  }
  free(text);
}

static void open_file(Series *s, char message[], size_t size)
{
  size_t length;
  char  *header = header_line(&length);

  if (header && s->restarted) shorten(s, header, message, size);
  if (message[0]) {
    free(header);
    return;
  }
  s->file = fopen(s->path, s->rows > 0 ? "ab" : "wb");
  if (!s->file || !header || (s->rows == 0 && fputs(header, s->file) < 0) || fflush(s->file))
    snprintf(message, size, "cannot write %s: %s", s->path, strerror(errno));
  free(header);
}

static void write_number(FILE *f, double value, int digits)
{
  char text[VF_NUMBER_TEXT];

  fputc(',', f);
  fwrite(text, 1, (size_t)vf_number_text(value, digits, text), f);
}

/* dt_reason is a word or two of ours; a comma would break the table. */
static void write_reason(FILE *f, const char *reason)
{
  fputc(',', f);
  for (const char *p = reason ? reason : ""; *p; p++) fputc(*p == ',' || *p == '\n' || *p == '"' ? ' ' : *p, f);
}

static void write_row(Series *s, const VfView *view, char message[], size_t size)
{
  int n;

  (void)vf_diagnostics_table(&n);
  fprintf(s->file, "%ld", view->step);
  write_number(s->file, view->time, 17);
  write_number(s->file, view->dt, 17);
  write_reason(s->file, view->dt_reason);
  for (int k = 0; k < n; k++) write_number(s->file, s->diagnostics->values[k], 15);
  fputc('\n', s->file);
  s->rows++;
  errno = 0;
  if (fflush(s->file) || ferror(s->file)) snprintf(message, size, "cannot write %s: %s", s->path, strerror(errno ? errno : EIO));
}

/* Rank 0's part: message stays "" when all is well. */
static void row_event(Series *s, VfEvent event, const VfView *view, char message[], size_t size)
{
  if (!s->opened) open_file(s, message, size);
  s->opened = true;
  if (!s->file || message[0]) return;
  if (event == VF_EVENT_STEP || s->rows == 0) write_row(s, view, message, size);
}

static PetscErrorCode series_call(void *context, VfEvent event, const VfView *view, VfOutcome outcome)
{
  Series   *s                         = context;
  char      message[VF_REPORT_LENGTH] = "";
  int       failed;
  const int rank = view->grid->rank;

  PetscFunctionBeginUser;
  (void)outcome;
  if (event != VF_EVENT_START && event != VF_EVENT_STEP) PetscFunctionReturn(0);
  if (rank == 0) row_event(s, event, view, message, sizeof message);
  failed = message[0] != '\0';
  PetscCallMPI(MPI_Bcast(&failed, 1, MPI_INT, 0, view->grid->comm)); /* all ranks leave the loop together */
  if (failed) {
    PetscCall(VfReportPrint(view->grid->comm, message));
    PetscFunctionReturn(PETSC_ERR_FILE_WRITE);
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode series_destroy(void **context)
{
  Series *s = *context;

  PetscFunctionBeginUser;
  if (s->file) fclose(s->file);
  PetscCall(PetscFree(s));
  *context = NULL;
  PetscFunctionReturn(0);
}

PetscErrorCode VfSeriesMonitorCreate(const char *directory, bool restarted, double restart_time, const VfDiagnostics *diagnostics,
                                     VfMonitor *monitor)
{
  Series *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  PetscCall(PetscSNPrintf(s->path, sizeof s->path, "%s/series.csv", directory));
  s->restarted    = restarted;
  s->restart_time = restart_time;
  s->diagnostics  = diagnostics;
  *monitor        = (VfMonitor){.name = "series", .context = s, .call = series_call, .destroy = series_destroy};
  PetscFunctionReturn(0);
}
