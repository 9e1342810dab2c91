/* From the YAML tree to the rows of the schema. */
#include "inputs/reading.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SECTIONS = 16 };

/* Sections met so far, so that a second `melt:` is noticed. */
typedef struct {
  int         n;
  const char *names[MAX_SECTIONS];
} Sections;

static bool is_section(const char *name)
{
  int          n;
  const VfKey *keys = vf_schema(&n);
  for (int i = 0; i < n; i++)
    if (vf_schema_in_section(&keys[i], name)) return true;
  return false;
}

/* Nearest key by its last part (in any section) or section name; "" when none is near. */
static char *nearest_key(const char *section, const char *name)
{
  int          n, best = INT_MAX;
  const VfKey *keys    = vf_schema(&n);
  char        *nearest = NULL;
  for (int i = 0; i < n; i++) {
    const char *dot  = strchr(keys[i].path, '.');
    const char *last = dot ? dot + 1 : keys[i].path;
    const bool  here = section[0] ? vf_schema_in_section(&keys[i], section) : !dot;
    /* The same word in another section is a likelier slip than a misspelling there. */
    const int distance = here ? 2 * vf_text_distance(name, last) : strcmp(name, last) == 0 ? 1 : INT_MAX;
    if (distance >= best || (here && !vf_text_is_near(name, last))) continue;
    best = distance;
    free(nearest);
    nearest = vf_text_format("%s", keys[i].path);
  }
  for (int i = 0; i < n && !section[0]; i++) {
    const char *dot = strchr(keys[i].path, '.');
    char       *top = dot ? vf_text_copy(keys[i].path, (size_t)(dot - keys[i].path)) : NULL;
    if (top && vf_text_is_near(name, top) && 2 * vf_text_distance(name, top) < best) {
      best = 2 * vf_text_distance(name, top);
      free(nearest);
      nearest = top;
    } else
      free(top);
  }
  return nearest;
}

static char *keys_of(const char *section)
{
  int          n;
  const VfKey *keys = vf_schema(&n);
  VfText       list = {0};
  for (int i = 0; i < n; i++) {
    const char *dot = strchr(keys[i].path, '.');
    if (section[0] && !vf_schema_in_section(&keys[i], section)) continue;
    if (!section[0] && dot && i > 0 && strncmp(keys[i].path, keys[i - 1].path, (size_t)(dot - keys[i].path) + 1) == 0) continue;
    const char *shown = section[0] ? dot + 1 : keys[i].path;
    vf_text_append(&list, "%s%.*s", list.n ? ", " : "", section[0] || !dot ? INT_MAX : (int)(dot - keys[i].path), shown);
  }
  return list.data;
}

static void complain_key(VfReading *reading, const char *section, VfWhere where, const char *name)
{
  char *nearest = nearest_key(section, name);
  char *list    = nearest ? NULL : keys_of(section);
  if (nearest)
    vf_complain(&reading->context, where, "is not a key; did you mean %s?", nearest);
  else
    vf_complain(&reading->context, where, "is not a key; one of %s is right", list ? list : "(none)");
  free(nearest);
  free(list);
}

static void claim_section(VfReading *reading, Sections *seen, VfNode *map, const char *section);

static void claim_pair(VfReading *reading, Sections *seen, const VfPair *pair, const char *section)
{
  char         *path  = vf_text_format("%s%s%.60s", section, section[0] ? "." : "", pair->key ? pair->key : "(key)");
  const VfWhere where = {.key = path ? path : "(key)", .line = pair->line};
  const int     i     = pair->key && path ? vf_schema_find(path) : -1;
  if (i >= 0) {
    VfRow *row = &reading->rows[i];
    if (row->present)
      vf_complain(&reading->context, where, "is given twice, first in line %d; one value is right", row->line);
    else
      *row = (VfRow){.present = true, .node = pair->value, .line = pair->line};
  } else if (pair->key && !section[0] && is_section(pair->key)) {
    bool again = false;
    for (int s = 0; s < seen->n; s++) again = again || strcmp(seen->names[s], pair->key) == 0;
    if (again)
      vf_complain(&reading->context, where, "is given twice; one section with all its keys is right");
    else {
      if (seen->n < MAX_SECTIONS) seen->names[seen->n++] = pair->key;
      claim_section(reading, seen, pair->value, pair->key);
    }
  } else
    complain_key(reading, section, where, pair->key ? pair->key : "");
  free(path);
}

static void claim_section(VfReading *reading, Sections *seen, VfNode *map, const char *section)
{
  void        *cursor = NULL;
  VfPair       pair;
  int          n;
  const VfKey *keys  = vf_schema(&n);
  const int    first = vf_node_line(map, 1);
  if (vf_node_kind(map) != VF_NODE_MAP) {
    vf_complain(&reading->context, (VfWhere){.key = section[0] ? section : "file", .line = first},
                "is not a map; key: value pairs are right");
    return;
  }
  for (int i = 0; i < n && section[0]; i++)
    if (vf_schema_in_section(&keys[i], section) && !reading->rows[i].present) reading->rows[i].line = first;
  while (vf_map_next(map, &cursor, &pair)) claim_pair(reading, seen, &pair, section);
}

bool vf_reading_claim(VfReading *reading, VfNode *root)
{
  int      n;
  Sections seen = {0};
  vf_schema(&n);
  for (int i = 0; i < n; i++) reading->rows[i] = (VfRow){.line = 1};
  claim_section(reading, &seen, root, "");
  return vf_node_kind(root) == VF_NODE_MAP;
}

const VfRow *vf_reading_row(const VfReading *reading, const char *path)
{
  return &reading->rows[vf_schema_find(path)];
}

bool vf_reading_good(const VfReading *reading, const char *paths)
{
  char path[64];
  for (int i = 0; vf_choice_name(paths, i, path, sizeof path), path[0]; i++) {
    const VfRowState state = vf_reading_row(reading, path)->state;
    if (state != VF_ROW_GIVEN && state != VF_ROW_FILLED) return false;
  }
  return true;
}

VfWhere vf_reading_where(const VfReading *reading, const char *path)
{
  return (VfWhere){.key = path, .line = vf_reading_row(reading, path)->line};
}
