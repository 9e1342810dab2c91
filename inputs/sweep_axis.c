/* One axis of a sweep: a key and its values, or several keys that change together. */
#include "inputs/document_edit.h"
#include "inputs/schema.h"
#include "inputs/sweep_reading.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY, VALUES, NAMES, FROM, TO, NUMBER, SPACING, ZIP, N_KEYS };
enum { MOST_VALUES = 100000 };

typedef struct {
  char          key[128], from[128], to[128];
  unsigned long count;
  unsigned      spacing; /* 0 linear, 1 log */
} Axis;

/* clang-format off */
static const VfKey axis_keys[N_KEYS] = {
    [KEY] = {.path = "key", .kind = VF_KIND_TEXT, .size = sizeof((Axis *)0)->key, .offset = offsetof(Axis, key),
     .doc = "a key of the case: melt.mass, process.2.hold (items counted from 0), bath (a whole section), melt.viscosity.branch"},
    [VALUES] = {.path = "values", .kind = VF_KIND_ENTRIES, .doc = "a list of values, as the case would have them"},
    [NAMES] = {.path = "names", .kind = VF_KIND_ENTRIES, .doc = "a list of names for the values, for tables and pictures"},
    [FROM] = {.path = "from", .kind = VF_KIND_TEXT, .size = sizeof((Axis *)0)->from, .offset = offsetof(Axis, from),
     .doc = "first of evenly spaced numbers, instead of values"},
    [TO] = {.path = "to", .kind = VF_KIND_TEXT, .size = sizeof((Axis *)0)->to, .offset = offsetof(Axis, to), .doc = "the last of them"},
    [NUMBER] = {.path = "count", .kind = VF_KIND_COUNT, .low = 2, .high = MOST_VALUES, .offset = offsetof(Axis, count),
     .doc = "how many they are, both ends included"},
    [SPACING] = {.path = "spacing", .kind = VF_KIND_CHOICE, .choices = "linear|log", .offset = offsetof(Axis, spacing),
     .doc = "equal differences or equal ratios (default linear)"},
    [ZIP] = {.path = "zip", .kind = VF_KIND_ENTRIES, .doc = "instead of all these: a list of axes of equal length that change together"},
};
/* clang-format on */

const VfKey *vf_sweep_axis_keys(int *n)
{
  return *n = N_KEYS, axis_keys;
}

bool vf_sweep_group_create(VfSweepGroup *group, int n_columns, long n_rows)
{
  const size_t n   = (size_t)n_columns * (size_t)n_rows;
  group->n_columns = n_columns;
  group->n_rows    = n_rows;
  group->columns   = calloc((size_t)n_columns, sizeof *group->columns);
  group->yaml      = calloc(n, sizeof *group->yaml);
  group->cell      = calloc(n, sizeof *group->cell);
  group->line      = calloc(n, sizeof *group->line);
  return group->columns && group->yaml && group->cell && group->line;
}

static bool complain_unknown(const VfContext *context, VfWhere where, const char *name)
{
  int          n;
  const VfKey *keys     = vf_schema(&n);
  int          nearest  = -1;
  int          distance = 1000;
  for (int i = 0; i < n; i++) {
    const int d = vf_text_distance(name, keys[i].path);
    if (d < distance && vf_text_is_near(name, keys[i].path)) distance = d, nearest = i;
  }
  if (nearest >= 0)
    vf_complain(context, where, "is not a key of a case (%.60s); did you mean %s?", name, keys[nearest].path);
  else
    vf_complain(context, where, "is not a key of a case (%.60s); one like melt.mass or process[0].rate is right", name);
  return false;
}

char *vf_sweep_number(double value)
{
  return vf_text_format("%.15g", value);
}

/* A number as the case would have it, in SI. */
static bool number_of(const VfContext *context, VfWhere where, const char *text, const VfKey *key, double *number)
{
  VfKey one = *key;
  if (one.kind != VF_KIND_TEMPERATURE && one.kind != VF_KIND_COUNT) one.kind = VF_KIND_NUMBER;
  if (one.kind == VF_KIND_COUNT) {
    unsigned long count = 0;
    const bool    good  = vf_value_read_text(context, where, text, &one, &count);
    *number             = (double)count;
    return good;
  }
  return vf_value_read_text(context, where, text, &one, number);
}

/* Whether all values are single ones, as numbers in SI need. */
static bool all_single(VfNode *list)
{
  void *cursor = NULL;
  for (VfNode *item; (item = vf_list_next(list, &cursor));)
    if (!vf_node_text(item)) return false;
  return true;
}

static bool value_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, bool number, VfSweepGroup *group,
                       long at)
{
  double value = 0.0;
  if (vf_node_kind(node) == VF_NODE_EMPTY) {
    vf_complain(context, where, "has no value; a value is right");
    return false;
  }
  if (number && !number_of(context, where, vf_node_text(node), key, &value)) return false;
  group->yaml[at] = vf_node_emit(node, VF_EMIT_ONE_LINE);
  group->cell[at] = number               ? vf_sweep_number(value)
                    : vf_node_text(node) ? vf_text_format("%s", vf_node_text(node))
                                         : vf_node_emit(node, VF_EMIT_ONE_LINE);
  group->line[at] = where.line;
  return group->yaml[at] && group->cell[at];
}

static bool names_read(const VfContext *context, VfWhere where, VfNode *names, VfSweepGroup *group, int c)
{
  void *cursor = NULL;
  if (vf_node_kind(names) != VF_NODE_LIST || vf_list_length(names) != group->n_rows) {
    vf_complain(context, where, "is not a list of %ld names; one for each value is right", group->n_rows);
    return false;
  }
  for (long r = 0; r < group->n_rows; r++) {
    VfNode     *node = vf_list_next(names, &cursor);
    const char *name = vf_node_text(node);
    if (!name) {
      vf_complain(context, (VfWhere){.key = where.key, .line = vf_node_line(node, where.line)}, "is not a name; a word is right");
      return false;
    }
    const long at = r * group->n_columns + c;
    free(group->cell[at]);
    group->cell[at] = vf_text_format("%s", name);
    if (!group->cell[at]) return false;
  }
  group->columns[c].named = true;
  return true;
}

/* Numbers from `from` to `to`. */
static bool spaced_read(const VfContext *context, VfWhere where, const Axis *axis, const VfKey *key, VfSweepGroup *group, int c)
{
  const long n = group->n_rows;
  double     first, last;
  const bool whole = key->kind == VF_KIND_COUNT, plain = whole || strcmp(key->unit, "1") == 0;
  if (!number_of(context, where, axis->from, key, &first) || !number_of(context, where, axis->to, key, &last)) return false;
  if (axis->spacing == 1 && !(first > 0.0 && last > 0.0)) {
    vf_complain(context, where, "has an end that is not above 0 (%.40s to %.40s); spacing: linear is right", axis->from, axis->to);
    return false;
  }
  for (long r = 0; r < n; r++) {
    const double s     = (double)r / (double)(n - 1);
    double       value = axis->spacing == 1 ? exp((1.0 - s) * log(first) + s * log(last)) : first + s * (last - first);
    if (r == 0) value = first;
    if (r == n - 1) value = last;
    if (whole && fabs(value - nearbyint(value)) > 1e-9) {
      vf_complain(context, where, "comes to %.6g, where whole numbers are needed; another count, or values, is right", value);
      return false;
    }
    if (whole) value = nearbyint(value);
    const long at   = r * group->n_columns + c;
    group->cell[at] = vf_sweep_number(value);
    group->yaml[at] = group->cell[at] ? vf_text_format("%s%s%s", group->cell[at], plain ? "" : " ", plain ? "" : key->unit) : NULL;
    group->line[at] = where.line;
    if (!group->cell[at] || !group->yaml[at]) return false;
  }
  group->logarithmic = axis->spacing == 1;
  return true;
}

static bool values_read(const VfContext *context, VfWhere where, VfNode *list, const VfKey *key, VfSweepGroup *group, int c)
{
  const bool number = vf_sweep_key_is_number(key) && all_single(list) && !group->columns[c].named;
  void      *cursor = NULL;
  bool       good   = true;
  for (long r = 0; r < group->n_rows; r++) {
    VfNode       *node = vf_list_next(list, &cursor);
    const VfWhere at   = {.key = where.key, .line = vf_node_line(node, where.line)};
    good               = value_read(context, at, node, key, number, group, r * group->n_columns + c) && good;
  }
  const bool unit = number && key->unit && strcmp(key->unit, "1") != 0;
  free(group->columns[c].unit);
  group->columns[c].unit = vf_text_format("%s", unit ? key->unit : "");
  return good && group->columns[c].unit;
}

/* One key of an axis as its map says it. */
typedef struct {
  Axis     text;
  VfKey    key;
  unsigned given;
  VfNode  *values, *names;
  VfWhere  where;
  long     n;
} Column;

static bool has(unsigned given, int which)
{
  return given >> which & 1u;
}

/* What the map says, and how many values it has. */
static bool column_open(const VfContext *context, VfWhere where, VfNode *node, Column *column)
{
  unsigned given;
  *column = (Column){.where = where};
  if (!vf_fields_read(context, where, node, axis_keys, N_KEYS, &column->text, &given)) return false;
  const bool spaced = has(given, FROM) && has(given, TO) && has(given, NUMBER);
  const bool part   = has(given, FROM) || has(given, TO) || has(given, NUMBER) || has(given, SPACING);
  if (!has(given, KEY) || has(given, ZIP) || (has(given, VALUES) ? part : !spaced)) {
    vf_complain(context, where,
                "does not make an axis; {key: melt.mass, values: [1 mg, 2 mg]}, {key: melt.mass, from: 1 mg, to: 5 mg, count: 5} "
                "or {zip: [axes]} is right");
    return false;
  }
  column->given  = given;
  column->values = vf_map_find(node, "values");
  column->names  = vf_map_find(node, "names");
  column->n      = column->values ? vf_list_length(column->values) : (long)column->text.count;
  if (column->values && (vf_node_kind(column->values) != VF_NODE_LIST || column->n < 1 || column->n > MOST_VALUES)) {
    vf_complain(context, where, "has values that are no list of 1 to %d; values: [1 mg, 2 mg] is right", (int)MOST_VALUES);
    return false;
  }
  if (!vf_sweep_key_find(column->text.key, &column->key)) return complain_unknown(context, where, column->text.key);
  if (!column->values && (!vf_sweep_key_is_number(&column->key) || !column->key.unit) && column->key.kind != VF_KIND_COUNT) {
    vf_complain(context, where, "is not a number (%.60s); values: [...] is right", column->text.key);
    return false;
  }
  return true;
}

static bool column_fill(const VfContext *context, const Column *column, VfSweepGroup *group, int c)
{
  const bool    plain = column->key.kind == VF_KIND_COUNT || !column->key.unit || strcmp(column->key.unit, "1") == 0;
  const VfWhere where = {.key = column->text.key, .line = column->where.line};
  group->columns[c]   = (VfSweepColumn){.key   = vf_text_format("%s", column->text.key),
                                        .unit  = vf_text_format("%s", plain ? "" : column->key.unit),
                                        .sets  = true,
                                        .named = column->names != NULL};
  if (!group->columns[c].key || !group->columns[c].unit) return false;
  const bool good = column->values ? values_read(context, where, column->values, &column->key, group, c)
                                   : spaced_read(context, where, &column->text, &column->key, group, c);
  return good && (!column->names || names_read(context, where, column->names, group, c));
}

/* The axes of a zip, or the one there is. */
static int columns_open(const VfContext *context, VfWhere where, VfNode *node, Column columns[])
{
  VfNode *zip    = vf_node_kind(node) == VF_NODE_MAP ? vf_map_find(node, "zip") : NULL;
  void   *cursor = NULL;
  VfPair  pair;
  int     n = 0;
  if (!zip) return column_open(context, where, node, &columns[0]) ? 1 : -1;
  while (vf_map_next(node, &cursor, &pair)) {
    if (pair.key && strcmp(pair.key, "zip") == 0) continue;
    vf_complain(context, where, "has keys beside zip (%.40s); they belong into its axes", pair.key ? pair.key : "");
    return -1;
  }
  cursor = NULL;
  if (vf_node_kind(zip) != VF_NODE_LIST || !vf_list_length(zip) || vf_list_length(zip) > VF_SWEEP_MOST_COLUMNS) {
    vf_complain(context, where, "has a zip that is no list of axes; zip: [{key: melt.radius, values: [2 mm, 3 mm]}, ...] is right");
    return -1;
  }
  for (VfNode *item; (item = vf_list_next(zip, &cursor)); n++) {
    char key[96];
    snprintf(key, sizeof key, "%.60s.zip[%d]", where.key, n);
    const VfWhere at = {.key = key, .line = vf_node_line(item, where.line)};
    if (!column_open(context, at, item, &columns[n])) return -1;
    columns[n].where.key = where.key;
    if (columns[n].n == columns[0].n) continue;
    vf_complain(context, at, "has %ld values beside %ld; equal numbers are right", columns[n].n, columns[0].n);
    return -1;
  }
  return n;
}

static int compare(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Rows that are the same would be the same member twice. */
static bool all_different(const VfContext *context, VfWhere where, const VfSweepGroup *group)
{
  char **rows = calloc((size_t)group->n_rows, sizeof *rows);
  bool   good = rows != NULL;
  for (long r = 0; r < group->n_rows && good; r++) {
    VfText text = {0};
    for (int c = 0; c < group->n_columns; c++) vf_text_append(&text, "%s%s", c ? ", " : "", group->cell[r * group->n_columns + c]);
    rows[r] = text.data;
    good    = rows[r] && !text.failed;
  }
  if (good) qsort(rows, (size_t)group->n_rows, sizeof *rows, compare);
  for (long r = 1; r < group->n_rows && good; r++)
    if (strcmp(rows[r - 1], rows[r]) == 0) {
      vf_complain(context, where, "has the same value twice (%.60s); different ones, or other names, are right", rows[r]);
      good = false;
    }
  for (long r = 0; r < group->n_rows && rows; r++) free(rows[r]);
  free(rows);
  return good;
}

bool vf_sweep_axis_read(const VfContext *context, VfWhere where, VfNode *node, VfSweepGroup *group)
{
  Column   *columns = calloc(VF_SWEEP_MOST_COLUMNS, sizeof *columns);
  const int n       = columns ? columns_open(context, where, node, columns) : -1;
  bool      good    = n > 0 && vf_sweep_group_create(group, n, columns[0].n);
  group->first_line = where.line;
  for (int c = 0; c < n && good; c++) good = column_fill(context, &columns[c], group, c) && good;
  if (good) good = all_different(context, (VfWhere){.key = columns[0].text.key, .line = where.line}, group);
  free(columns);
  if (!good) vf_sweep_group_clear(group); /* whose values are then not looked at any further */
  return good;
}
