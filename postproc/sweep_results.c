#include "postproc/sweep_results.h"
#include "inputs/csv.h"
#include "postproc/diagnostics.h"
#include "postproc/json_read.h"
#include "postproc/text_file.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = VF_PATH_LENGTH + 64, MOST_FIELDS = 256, MOST_COLUMNS = 1024 };

/* ---- columns ---------------------------------------------------------------------------------------------------------- */

static bool is_effort(const char *key)
{
  return strcmp(key, "wall_s") == 0 || strncmp(key, "solver.", 7) == 0;
}

/* Units of summary keys stand in their names. */
static const char *unit_of(const char *key)
{
  static const char *const endings[][2] = {{"_per_m", "1/m"}, {"_deg", "degree"}, {"_Pa_s", "Pa s"}, {"_m", "m"},
                                           {"_s", "s"},       {"_K", "K"},        {"_Pa", "Pa"},     {"_B", "byte"}};
  int                      n;
  const VfDiagnostic      *table  = vf_diagnostics_table(&n);
  const size_t             length = strlen(key);
  for (int i = 0; i < n; i++)
    if (strcmp(table[i].name, key) == 0) return table[i].unit;
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    const size_t m = strlen(endings[i][0]);
    if (length > m && strcmp(key + length - m, endings[i][0]) == 0) return endings[i][1];
  }
  return "";
}

static char *copy(const char *text)
{
  char *new = malloc(strlen(text) + 1);
  if (new) strcpy(new, text);
  return new;
}

static VfResultColumn *column_add(VfSweepResults *r, const char *heading, const char *key, const char *unit)
{
  const int n = r->n_given + r->n_found;
  if (n == MOST_COLUMNS) return NULL;
  if (n == r->capacity) {
    VfResultColumn *more = realloc(r->columns, (size_t)(2 * n + 64) * sizeof *more);
    if (!more) return NULL;
    r->columns  = more;
    r->capacity = 2 * n + 64;
  }
  VfResultColumn *column = &r->columns[n];
  *column = (VfResultColumn){copy(heading), copy(key), copy(unit), true, calloc((size_t)(r->n ? r->n : 1), sizeof *column->text)};
  if (column->heading && column->key && column->unit && column->text) return column;
  free(column->heading);
  free(column->key);
  free(column->unit);
  free(column->text);
  return NULL;
}

/* ---- what members were given ---------------------------------------------------------------------------------------------- */

static bool is_number(const char *text)
{
  char *end;
  (void)strtod(text, &end);
  return text[0] && !*end;
}

static bool given_columns(VfSweepResults *r, int n, char *fields[])
{
  for (int c = 1; c < n && c < MOST_FIELDS; c++) {
    char        key[256], unit[64] = "";
    const char *bracket = strstr(fields[c], " [");
    snprintf(key, sizeof key, "%.*s", bracket ? (int)(bracket - fields[c]) : 255, fields[c]);
    if (bracket) snprintf(unit, sizeof unit, "%.*s", (int)strcspn(bracket + 2, "]"), bracket + 2);
    if (!column_add(r, fields[c], key, unit)) return false;
    r->n_given++;
  }
  return true;
}

/* members.csv, with a place for everything else. */
static bool given_read(const char *sweep, VfSweepResults *r)
{
  char   path[PATH_SIZE], *fields[MOST_FIELDS];
  size_t length = 0;
  snprintf(path, sizeof path, "%s/members.csv", sweep);
  char *text = vf_text_file_read(path, &length), *at = text;
  if (!text) return false;
  for (const char *c = text; *c; c++) r->n += *c == '\n';
  int  n    = vf_csv_take(&at, MOST_FIELDS, fields);
  bool good = n > 0 && given_columns(r, n, fields);
  r->n      = 0;
  for (; good && (n = vf_csv_take(&at, MOST_FIELDS, fields)) == r->n_given + 1; r->n++)
    for (int c = 0; c < r->n_given && good; c++) {
      VfResultColumn *column = &r->columns[c];
      column->text[r->n]     = copy(fields[c + 1]);
      column->number         = column->number && is_number(fields[c + 1]);
      good                   = column->text[r->n];
    }
  free(text);
  r->state       = calloc((size_t)r->n + 1, sizeof *r->state);
  r->exit_status = calloc((size_t)r->n + 1, sizeof *r->exit_status);
  r->reason      = calloc((size_t)r->n + 1, sizeof *r->reason);
  return good && r->state && r->exit_status && r->reason;
}

/* ---- what they came to ------------------------------------------------------------------------------------------------------ */

/* Last line of each member. */
typedef struct {
  long           n;
  char         **line;  /* (n) */
  VfMemberState *state; /* (n) */
} Ends;

static void take_line(void *context, const char *line, size_t length)
{
  Ends         *ends = context;
  long          member;
  VfMemberState state;
  if (!vf_journal_parse(line, length, &member, &state) || member >= ends->n) return;
  char *text = malloc(length + 1);
  if (!text) return;
  memcpy(text, line, length);
  text[length] = '\0';
  free(ends->line[member]);
  ends->line[member]  = text;
  ends->state[member] = state;
}

/* The folder has the last word: it may have been deleted, or its end have come too late for the journal. */
static void settle(const char *sweep, Ends *ends)
{
  for (long m = 0; m < ends->n; m++) {
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/members/%06ld/%s", sweep, m,
             ends->state[m] == VF_MEMBER_FAILED ? "failed.txt" : "summary.json");
    const bool ended = ends->line[m] && (ends->state[m] == VF_MEMBER_DONE || ends->state[m] == VF_MEMBER_FAILED);
    if (ended && access(path, F_OK) == 0) continue;
    free(ends->line[m]);
    ends->state[m] = vf_member_state(sweep, m, &ends->line[m]);
  }
}

typedef struct {
  VfSweepResults *results;
  long            member;
  int             next; /* column expected: keys come in one order */
  bool            failed;
} Taking;

static VfResultColumn *found_column(Taking *t, const char *key)
{
  VfSweepResults *r = t->results;
  for (int i = 0; i < r->n_found; i++) {
    const int c = (t->next + i) % r->n_found;
    if (strcmp(r->columns[r->n_given + c].key, key) != 0) continue;
    t->next = c + 1;
    return &r->columns[r->n_given + c];
  }
  VfResultColumn *column = column_add(r, key, key, unit_of(key));
  if (column) t->next = ++r->n_found;
  return column;
}

/* What a member was given (a title of its own) the summary only repeats. */
static bool is_given(const VfSweepResults *r, const char *key)
{
  for (int c = 0; c < r->n_given; c++)
    if (strcmp(r->columns[c].key, key) == 0) return true;
  return false;
}

static void take_scalar(void *context, const char *key, VfJsonKind kind, const char *text)
{
  Taking         *t = context;
  VfSweepResults *r = t->results;
  if (strcmp(key, "member") == 0 || strcmp(key, "status") == 0 || is_given(r, key)) return;
  if (strcmp(key, "exit_status") == 0)
    r->exit_status[t->member] = atoi(text);
  else if (strcmp(key, "reason") == 0)
    r->reason[t->member] = copy(text);
  else {
    VfResultColumn *column = found_column(t, key);
    if (column && !column->text[t->member] && kind != VF_JSON_NULL) column->text[t->member] = copy(text);
    if (column && kind == VF_JSON_WORD) column->number = false;
    t->failed = t->failed || !column;
  }
}

/* What depends on the machine goes behind. */
static bool effort_last(VfSweepResults *r)
{
  VfResultColumn *found = r->columns + r->n_given, *sorted = malloc((size_t)(r->n_found + 1) * sizeof *sorted);
  int             n = 0;
  if (!sorted) return false;
  for (int last = 0; last < 2; last++)
    for (int c = 0; c < r->n_found; c++)
      if (is_effort(found[c].key) == (last != 0)) sorted[n++] = found[c];
  if (n) memcpy(found, sorted, (size_t)n * sizeof *sorted);
  free(sorted);
  return true;
}

static bool found_read(const char *sweep, VfSweepResults *r)
{
  Ends ends = {
      .n = r->n, .line = calloc((size_t)r->n + 1, sizeof(char *)), .state = calloc((size_t)r->n + 1, sizeof(VfMemberState))};
  VfJournalPlace place = {0};
  bool           good  = ends.line && ends.state;
  if (good) (void)vf_journal_read(sweep, &place, take_line, &ends);
  if (good) settle(sweep, &ends);
  for (long m = 0; m < r->n && good; m++) {
    Taking t    = {.results = r, .member = m};
    r->state[m] = ends.state[m];
    r->count[r->state[m]]++;
    if (ends.line[m]) (void)vf_json_scalars(ends.line[m], strlen(ends.line[m]), take_scalar, &t);
    good = !t.failed;
  }
  for (long m = 0; m < r->n && ends.line; m++) free(ends.line[m]);
  free(ends.line);
  free(ends.state);
  return good && effort_last(r);
}

bool vf_sweep_results_read(const char *sweep, VfSweepResults *results, char message[], size_t size)
{
  *results = (VfSweepResults){0};
  if (given_read(sweep, results) && found_read(sweep, results)) return true;
  snprintf(message, size, "the members of %.400s cannot be listed: members.csv is not there, damaged, or too large for the memory",
           sweep);
  vf_sweep_results_free(results);
  return false;
}

void vf_sweep_results_free(VfSweepResults *r)
{
  for (int c = 0; c < r->n_given + r->n_found; c++) {
    for (long m = 0; m < r->n && r->columns[c].text; m++) free(r->columns[c].text[m]);
    free(r->columns[c].text);
    free(r->columns[c].heading);
    free(r->columns[c].key);
    free(r->columns[c].unit);
  }
  for (long m = 0; m < r->n && r->reason; m++) free(r->reason[m]);
  free(r->columns);
  free(r->state);
  free(r->exit_status);
  free(r->reason);
  *r = (VfSweepResults){0};
}

/* ---- files ---------------------------------------------------------------------------------------------------------------- */

static void put_results(FILE *file, const void *what)
{
  const VfSweepResults *r = what;
  fputs("member,status", file);
  for (int c = 0; c < r->n_given + r->n_found; c++) vf_csv_put(file, false, r->columns[c].heading);
  fputs(",reason\n", file);
  for (long m = 0; m < r->n; m++) {
    fprintf(file, "%ld,%s", m, vf_member_state_name(r->state[m]));
    for (int c = 0; c < r->n_given + r->n_found; c++) vf_csv_put(file, false, r->columns[c].text[m] ? r->columns[c].text[m] : "");
    vf_csv_put(file, false, r->reason[m] ? r->reason[m] : "");
    fputc('\n', file);
  }
}

static void put_failed(FILE *file, const void *what)
{
  const VfSweepResults *r = what;
  fputs("member,exit status,reason\n", file);
  for (long m = 0; m < r->n; m++) {
    if (r->state[m] != VF_MEMBER_FAILED) continue;
    fprintf(file, "%ld,%d", m, r->exit_status[m]);
    vf_csv_put(file, false, r->reason[m] ? r->reason[m] : "");
    fputc('\n', file);
  }
}

bool vf_sweep_results_write(const char *sweep, const VfSweepResults *results, char message[], size_t size)
{
  char path[PATH_SIZE];
  snprintf(path, sizeof path, "%s/results.h5", sweep);
  return vf_text_file_write(sweep, "results.csv", false, put_results, results, message, size) &&
         vf_text_file_write(sweep, "failed.csv", false, put_failed, results, message, size) &&
         vf_sweep_results_hdf5(path, results, message, size);
}
