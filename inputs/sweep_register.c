#include "inputs/sweep_register.h"
#include "inputs/csv.h"
#include "inputs/read_case.h"
#include "inputs/sweep_read.h"
#include "inputs/sweep_reading.h"
#include "inputs/sweep_sample.h"
#include "inputs/text.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_FIELDS = VF_SWEEP_MOST_VALUES + 1 };

/* ---- rows by their cells ------------------------------------------------------------------------------------------ */

typedef struct {
  char **cells; /* (columns) */
  int    n;
  long   row;
} Row;

static int compare_rows(const void *a, const void *b)
{
  const Row *one = a, *other = b;
  int        order = 0;
  for (int c = 0; c < one->n && !order; c++) order = strcmp(one->cells[c], other->cells[c]);
  return order;
}

/* The rows of a group in the order of their cells. */
static Row *sorted_rows(const VfSweepGroup *group)
{
  Row *rows = malloc((size_t)group->n_rows * sizeof *rows);
  for (long r = 0; r < group->n_rows && rows; r++)
    rows[r] = (Row){.cells = group->cell + r * group->n_columns, .n = group->n_columns, .row = r};
  if (rows) qsort(rows, (size_t)group->n_rows, sizeof *rows, compare_rows);
  return rows;
}

static long row_find(const Row *rows, const VfSweepGroup *group, char *cells[])
{
  const Row  wanted = {.cells = cells, .n = group->n_columns};
  const Row *found  = bsearch(&wanted, rows, (size_t)group->n_rows, sizeof *rows, compare_rows);
  return found ? found->row : -1;
}

/* ---- members.csv --------------------------------------------------------------------------------------------------- */

static void heading(const VfSweepColumn *column, char text[], size_t size)
{
  snprintf(text, size, column->unit[0] ? "%s [%s]" : "%s", column->key, column->unit);
}

/* Whether the first line names the columns of this sweep. */
static bool same_columns(const VfSweep *sweep, int n, char *fields[], char why[], size_t size)
{
  int k = 1;
  for (int g = 0; g < sweep->n_groups; g++)
    for (int c = 0; c < sweep->groups[g].n_columns; c++, k++) {
      char name[256];
      heading(&sweep->groups[g].columns[c], name, sizeof name);
      if (k < n && k < MOST_FIELDS && strcmp(fields[k], name) == 0) continue;
      snprintf(why, size, "its column %d is %.80s, not %.80s", k, k < n && k < MOST_FIELDS ? fields[k] : "not there", name);
      return false;
    }
  if (k == n) return true;
  snprintf(why, size, "it has %d columns, not %d", n - 1, k - 1);
  return false;
}

/* One line: number and cells. */
static bool line_read(const VfSweep *sweep, Row *const sorted[], int n, char *fields[], VfSweepRegister *members, char why[],
                      size_t size)
{
  int k = 1;
  if (strtol(fields[0], NULL, 10) != members->n) {
    snprintf(why, size, "member %.20s stands where %ld belongs", fields[0], members->n);
    return false;
  }
  for (int g = 0; g < sweep->n_groups; g++) {
    const VfSweepGroup *group                       = &sweep->groups[g];
    const long          row                         = k + group->n_columns <= n ? row_find(sorted[g], group, fields + k) : -1;
    members->rows[members->n * sweep->n_groups + g] = row;
    if (row < 0) {
      snprintf(why, size, "member %ld has %.60s of %.60s, which the sweep has no more", members->n, k < n ? fields[k] : "nothing",
               group->columns[0].key);
      return false;
    }
    k += group->n_columns;
  }
  members->n++;
  return true;
}

bool vf_sweep_register_read(const VfSweep *sweep, char *text, VfSweepRegister *members, char why[], size_t size)
{
  char *fields[MOST_FIELDS];
  Row  *sorted[VF_SWEEP_MOST_COLUMNS + 1] = {NULL};
  bool  good                              = true;
  int   n                                 = text[0] ? vf_csv_take(&text, MOST_FIELDS, fields) : -1;
  *members                                = (VfSweepRegister){0};
  members->rows                           = calloc((size_t)sweep->n_members * (size_t)sweep->n_groups, sizeof *members->rows);
  for (int g = 0; g < sweep->n_groups; g++) {
    sorted[g] = sorted_rows(&sweep->groups[g]);
    good      = good && sorted[g];
  }
  if (!good || !members->rows) {
    snprintf(why, size, "it does not fit into the memory");
    good = false;
  }
  if (good && n >= 0) good = same_columns(sweep, n, fields, why, size);
  while (good && n >= 0 && (n = vf_csv_take(&text, MOST_FIELDS, fields)) > 0) {
    good = members->n < sweep->n_members && line_read(sweep, sorted, n, fields, members, why, size);
    if (!good && members->n == sweep->n_members)
      snprintf(why, size, "it has more than the %ld members of the sweep", sweep->n_members);
  }
  for (int g = 0; g < sweep->n_groups; g++) free(sorted[g]);
  if (!good) vf_sweep_register_free(members);
  return good;
}

static long index_of(const VfSweep *sweep, const long rows[])
{
  long index = 0;
  for (int g = 0; g < sweep->n_groups; g++) index = index * sweep->groups[g].n_rows + rows[g];
  return index;
}

bool vf_sweep_register_extend(const VfSweep *sweep, VfSweepRegister *members)
{
  bool      *known = calloc((size_t)sweep->n_members, sizeof *known);
  const long n     = members->n;
  if (!known) return false;
  for (long m = 0; m < n; m++) known[index_of(sweep, members->rows + m * sweep->n_groups)] = true;
  for (long i = 0; i < sweep->n_members; i++)
    if (!known[i]) vf_sweep_rows(sweep, i, members->rows + members->n++ * sweep->n_groups);
  free(known);
  return true;
}

void vf_sweep_register_put(FILE *file, const VfSweep *sweep, const VfSweepRegister *members)
{
  char name[256];
  fputs("member", file);
  for (int g = 0; g < sweep->n_groups; g++)
    for (int c = 0; c < sweep->groups[g].n_columns; c++) {
      heading(&sweep->groups[g].columns[c], name, sizeof name);
      vf_csv_put(file, false, name);
    }
  fputc('\n', file);
  for (long m = 0; m < members->n; m++) {
    fprintf(file, "%ld", m);
    for (int g = 0; g < sweep->n_groups; g++) {
      const VfSweepGroup *group = &sweep->groups[g];
      const long          row   = members->rows[m * sweep->n_groups + g];
      for (int c = 0; c < group->n_columns; c++) vf_csv_put(file, false, group->cell[row * group->n_columns + c]);
    }
    fputc('\n', file);
  }
}

void vf_sweep_register_free(VfSweepRegister *members)
{
  free(members->rows);
  *members = (VfSweepRegister){0};
}

/* ---- a sweep and the one it is to extend --------------------------------------------------------------------------------- */

static char *case_text(const VfCase *kase)
{
  char  *text = NULL;
  size_t n    = 0;
  FILE  *file = open_memstream(&text, &n);
  if (!file) return NULL;
  (void)vf_case_write(kase, NULL, file);
  fclose(file);
  return text;
}

/* The first line that two cases have not in common, with its section. */
static void base_differs(const VfSweep *old, const VfSweep *sweep, char why[], size_t size)
{
  char       *a = case_text(old->base_case), *b = case_text(sweep->base_case), section[64] = "";
  const char *p = a, *q = b;
  while (p && q && *p && *q) {
    const int n = (int)strcspn(p, "\n"), m = (int)strcspn(q, "\n");
    if (n != m || strncmp(p, q, (size_t)n) != 0) break;
    if (*p != ' ') snprintf(section, sizeof section, "%.*s", (int)strcspn(p, ":\n"), p);
    p += n + (p[n] == '\n');
    q += m + (q[m] == '\n');
  }
  if (p && q && (*p || *q)) {
    const int n = (int)strcspn(q, "\n"), m = (int)strcspn(p, "\n");
    snprintf(why, size, "its base case has %s%.*s, where it was %.*s", *q == ' ' ? section : "", n > 100 ? 100 : n, q,
             m > 100 ? 100 : m, p);
  }
  free(a);
  free(b);
}

/* The first column that two groups have not in common; -1 when they have all. */
static int other_column(const VfSweepGroup *a, const VfSweepGroup *b)
{
  for (int c = 0; c < a->n_columns && c < b->n_columns; c++)
    if (strcmp(a->columns[c].key, b->columns[c].key) != 0 || strcmp(a->columns[c].unit, b->columns[c].unit) != 0) return c;
  return a->n_columns == b->n_columns ? -1 : a->n_columns < b->n_columns ? a->n_columns : b->n_columns;
}

static const char *column_name(const VfSweepGroup *group, int c)
{
  return c < group->n_columns ? group->columns[c].key : "nothing";
}

/* Values that are gone, or that a name now stands for another of. */
static void rows_differ(const VfSweepGroup *old, const VfSweepGroup *group, char why[], size_t size)
{
  Row *sorted = sorted_rows(group);
  for (long r = 0; r < old->n_rows && sorted && !why[0]; r++) {
    const long row = row_find(sorted, group, old->cell + r * old->n_columns);
    if (row < 0) snprintf(why, size, "%.60s has no more %.60s", old->columns[0].key, old->cell[r * old->n_columns]);
    for (int c = 0; c < old->n_columns && row >= 0; c++)
      if (old->columns[c].named && strcmp(old->yaml[r * old->n_columns + c], group->yaml[row * old->n_columns + c]) != 0)
        snprintf(why, size, "%.60s has another value for %.60s", old->columns[c].key, old->cell[r * old->n_columns + c]);
  }
  free(sorted);
}

/* How a sample is drawn otherwise, which its rows would say less well. */
static void sample_differs(const VfSweepSample *old, const VfSweepSample *sample, char why[], size_t size)
{
  if (strcmp(old->method, sample->method) != 0)
    snprintf(why, size, "its sample is by %s, where it was by %s", sample->method, old->method);
  else if (old->seed != sample->seed)
    snprintf(why, size, "its sample has seed %lu, where it was %lu", sample->seed, old->seed);
  else if (old->count != sample->count && vf_sweep_sample_fixed(sample))
    snprintf(why, size, "%s", vf_sweep_sample_fixed(sample));
  else if (old->count > sample->count)
    snprintf(why, size, "its sample has %ld rows, where it had %ld", sample->count, old->count);
}

void vf_sweep_differs(const VfSweep *old, const VfSweep *sweep, char why[], size_t size)
{
  why[0] = '\0';
  if (old->n_groups != sweep->n_groups) snprintf(why, size, "it has %d axes, where it had %d", sweep->n_groups, old->n_groups);
  if (!why[0] && old->sampled && sweep->sampled) sample_differs(&old->sample, &sweep->sample, why, size);
  for (int g = 0; g < old->n_groups && !why[0]; g++) {
    const int c = other_column(&old->groups[g], &sweep->groups[g]);
    if (c >= 0)
      snprintf(why, size, "its axis %d is %.60s, where it was %.60s", g, column_name(&sweep->groups[g], c),
               column_name(&old->groups[g], c));
    else
      rows_differ(&old->groups[g], &sweep->groups[g], why, size);
  }
  if (!why[0]) base_differs(old, sweep, why, size);
}
