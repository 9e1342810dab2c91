#include "inputs/sweep_read.h"
#include "inputs/document_edit.h"
#include "inputs/file.h"
#include "inputs/material_shelf.h"
#include "inputs/read_case.h"
#include "inputs/sweep_reading.h"
#include "inputs/sweep_sample.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TITLE, FOLDER, CASE, AXES, SAMPLE, RUN, SLURM, N_KEYS };

typedef struct {
  char title[256], folder[VF_PATH_LENGTH];
} Top;

/* clang-format off */
static const VfKey sweep_keys[N_KEYS] = {
    [TITLE] = {.path = "title", .kind = VF_KIND_TEXT, .size = sizeof((Top *)0)->title, .offset = offsetof(Top, title), .doc = "what the sweep is"},
    [FOLDER] = {.path = "folder", .kind = VF_KIND_TEXT, .size = sizeof((Top *)0)->folder, .offset = offsetof(Top, folder),
     .doc = "where relative paths of the base case and of values start (default: the folder of the base case's file)"},
    [CASE] = {.path = "case", .kind = VF_KIND_ENTRIES, .required = true, .doc = "the base case: a file, looked for beside this one, or the case itself as a map"},
    [AXES] = {.path = "axes", .kind = VF_KIND_ENTRIES, .doc = "a list of axes; members are all combinations, the last one runs fastest"},
    [SAMPLE] = {.path = "sample", .kind = VF_KIND_ENTRIES, .doc = "uncertain values, drawn for each combination of the axes"},
    [RUN] = {.path = "run", .kind = VF_KIND_ENTRIES, .doc = "{jobs, ranks}: how members run on this machine"},
    [SLURM] = {.path = "slurm", .kind = VF_KIND_ENTRIES, .doc = "how members run on a cluster"},
};
#define RUN_KEY(member) .kind = VF_KIND_COUNT, .low = 1, .high = 4096, .offset = offsetof(VfSweepRun, member)
static const VfKey run_keys[] = {
    {.path = "jobs", RUN_KEY(jobs), .doc = "workers at once (default: as many as processors; --jobs goes before it)"},
    {.path = "ranks", RUN_KEY(ranks), .doc = "ranks of one member (default 1: a worker runs one member after the other)"},
};
#define SLURM_TEXT(member) .kind = VF_KIND_TEXT, .size = sizeof((VfSweepSlurm *)0)->member, .offset = offsetof(VfSweepSlurm, member)
#define SLURM_COUNT(member, most) .kind = VF_KIND_COUNT, .low = 1, .high = most, .offset = offsetof(VfSweepSlurm, member)
static const VfKey slurm_keys[] = {
    {.path = "account", SLURM_TEXT(account), .doc = "--account"},
    {.path = "partition", SLURM_TEXT(partition), .doc = "--partition"},
    {.path = "time", .kind = VF_KIND_NUMBER, .unit = "s", .low = 1.0, .high = 1e8, .offset = offsetof(VfSweepSlurm, time), .doc = "of a task of the array"},
    {.path = "memory", SLURM_TEXT(memory), .doc = "of a task: 2 GB"},
    {.path = "members_a_task", SLURM_COUNT(members_a_task, 1e6), .doc = "members that a task of the array runs one after the other"},
    {.path = "ranks", SLURM_COUNT(ranks, 4096), .doc = "ranks of one member (default: run.ranks)"},
    {.path = "tasks_at_once", SLURM_COUNT(tasks_at_once, 1e6), .doc = "tasks that may run at the same time"},
    {.path = "options", .kind = VF_KIND_ENTRIES, .doc = "a list of further options of sbatch"},
    {.path = "setup", SLURM_TEXT(setup), .doc = "shell lines before the program: module load ..."},
};
/* clang-format on */
#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

const VfKey *vf_sweep_keys(int *n)
{
  return *n = N_KEYS, sweep_keys;
}

const VfKey *vf_sweep_run_keys(int *n)
{
  return *n = COUNT(run_keys), run_keys;
}

const VfKey *vf_sweep_slurm_keys(int *n)
{
  return *n = COUNT(slurm_keys), slurm_keys;
}

void vf_sweep_free(VfSweep **sweep)
{
  VfSweep *s = *sweep;
  if (!s) return;
  for (int g = 0; g < s->n_groups; g++) vf_sweep_group_clear(&s->groups[g]);
  free(s->groups);
  vf_sweep_sample_clear(&s->sample);
  for (int i = 0; i < s->slurm.n_options; i++) free(s->slurm.options[i]);
  free(s->slurm.options);
  vf_case_free(&s->base_case);
  vf_sources_free(&s->base_sources);
  vf_shelf_destroy(&s->shelf);
  vf_document_destroy(&s->base);
  vf_document_destroy(&s->document);
  free(s->file);
  free(s->base_name);
  free(s->folder);
  free(s);
  *sweep = NULL;
}

/* Folder of a file: "." when it has none. */
static char *folder_of(const char *path)
{
  const char *slash = strrchr(path, '/');
  return slash ? vf_text_copy(path, slash == path ? 1 : (size_t)(slash - path)) : vf_text_copy(".", 1);
}

/* The base case from its file. */
static bool base_open(VfSweep *s, const VfContext *context, VfWhere where, const char *name)
{
  s->base_name = name[0] == '/' ? vf_text_format("%s", name) : vf_text_format("%s/%s", context->folder, name);
  if (s->base_name && strncmp(s->base_name, "./", 2) == 0) memmove(s->base_name, s->base_name + 2, strlen(s->base_name) - 1);
  if (s->base_name) s->base = vf_document_read(s->base_name, context->file, where.line, where.key, context->messages);
  return s->base;
}

/* The base case: looked at under its own name and lines. */
static bool base_read(VfSweep *s, const VfContext *context, VfWhere where, VfNode *node, const char *folder)
{
  const char *file = vf_node_text(node);
  VfNode     *root = node;
  char       *text = NULL;
  if (file) {
    if (!base_open(s, context, where, file)) return false;
    root = vf_document_root(s->base);
  } else if (vf_node_kind(node) == VF_NODE_MAP) {
    s->base_name = vf_text_format("%s", s->file);
    text         = vf_node_emit(node, VF_EMIT_AS_WRITTEN);
    if (text) s->base = vf_document_parse(text, strlen(text), s->file, context->messages);
    free(text);
  } else {
    vf_complain(context, where, "is no case; the name of a file beside this one, or a map, is right");
    return false;
  }
  if (!s->base || !s->base_name) return false;
  char *beside   = folder_of(s->base_name);
  char *relative = !folder[0]         ? vf_text_format("%s", beside ? beside : ".")
                   : folder[0] == '/' ? vf_text_format("%s", folder)
                                      : vf_text_format("%s/%s", context->folder, folder);
  s->folder      = relative ? realpath(relative, NULL) : NULL;
  if (!s->folder)
    vf_complain(context, (VfWhere){.key = "folder", .line = 1}, "is not there (%.200s); a folder is right",
                relative ? relative : "");
  free(relative);
  free(beside);
  if (!s->folder) return false;
  /* its own messages: what is wrong elsewhere is no fault of the case */
  VfMessages own = {0};
  const int  code =
      vf_case_read_node(s->units, s->shelf, root, s->base_name, s->folder, VF_PART_RUN, &s->base_case, &s->base_sources, &own);
  for (int i = 0; i < own.n; i++) vf_messages_append(context->messages, &own.items[i]);
  vf_messages_clear(&own);
  return code == 0;
}

static bool axes_read(VfSweep *s, const VfContext *context, VfWhere where, VfNode *list)
{
  const int n      = vf_items_count(context, where, list, 1, VF_SWEEP_MOST_COLUMNS, "[{key: melt.mass, values: [1 mg, 2 mg]}]");
  void     *cursor = NULL;
  bool      good   = n > 0;
  for (int i = 0; i < n; i++) {
    char          key[32];
    VfNode       *item = vf_list_next(list, &cursor);
    const VfWhere at   = {.key = key, .line = vf_node_line(item, where.line)};
    snprintf(key, sizeof key, "axes[%d]", i);
    good = vf_sweep_axis_read(context, at, item, &s->groups[s->n_groups++]) && good;
  }
  return good;
}

static bool options_read(VfSweep *s, const VfContext *context, VfWhere where, VfNode *list)
{
  const int n      = vf_items_count(context, where, list, 1, 100, "[\"--qos=long\"]");
  void     *cursor = NULL;
  s->slurm.options = n > 0 ? calloc((size_t)n, sizeof *s->slurm.options) : NULL;
  for (int i = 0; i < n && s->slurm.options; i++) {
    const char *text = vf_node_text(vf_list_next(list, &cursor));
    if (!text) vf_complain(context, where, "has an item that is no text; \"--qos=long\" is right");
    s->slurm.options[i] = vf_text_format("%s", text ? text : "");
    s->slurm.n_options  = i + 1;
    if (!text) return false;
  }
  return n > 0;
}

/* A key that two axes set would have the value of the second. */
static bool keys_differ(const VfSweep *s, const VfContext *context)
{
  bool good = true;
  for (int g = 0; g < s->n_groups; g++)
    for (int c = 0; c < s->groups[g].n_columns; c++)
      for (int h = 0; h <= g; h++)
        for (int d = 0; d < (h < g ? s->groups[h].n_columns : c); d++) {
          const char *key = s->groups[g].columns[c].key, *other = s->groups[h].columns[d].key;
          if (strcmp(key, other) != 0) continue;
          vf_complain(context, (VfWhere){.key = key, .line = s->groups[g].first_line},
                      "is given twice; one axis for a key is right");
          good = false;
        }
  return good;
}

static bool count_members(VfSweep *s, const VfContext *context, VfWhere where)
{
  int columns  = 0;
  s->n_members = 1;
  for (int g = 0; g < s->n_groups; g++) columns += s->groups[g].n_columns;
  if (columns > VF_SWEEP_MOST_VALUES) {
    vf_complain(context, where, "set %d keys; at most %d are right", columns, (int)VF_SWEEP_MOST_VALUES);
    return false;
  }
  for (int g = 0; g < s->n_groups; g++) {
    if (s->groups[g].n_rows <= VF_SWEEP_MOST_MEMBERS / s->n_members) {
      s->n_members *= s->groups[g].n_rows;
      continue;
    }
    vf_complain(context, where, "makes too many members; at most %d is right", (int)VF_SWEEP_MOST_MEMBERS);
    return false;
  }
  return true;
}

static bool sample_read(VfSweep *s, const VfContext *context, VfWhere where, VfNode *node)
{
  s->sampled = vf_sweep_sample_read(context, where, node, s, &s->groups[s->n_groups], &s->sample);
  if (s->sampled) s->n_groups++;
  return s->sampled;
}

static int line_of(VfNode *map, const char *key)
{
  void  *cursor = NULL;
  VfPair pair;
  while (vf_map_next(map, &cursor, &pair))
    if (pair.key && strcmp(pair.key, key) == 0) return pair.line;
  return 1;
}

/* What the sections say, once the top is known to be a map of them. */
static bool sections_read(VfSweep *s, const VfContext *context, VfNode *root, const Top *top, unsigned given)
{
  unsigned inside;
  bool     good = true;
#define WHERE(name) ((VfWhere){.key = name, .line = line_of(root, name)})
  good = base_read(s, context, WHERE("case"), vf_map_find(root, "case"), top->folder);
  if (given >> AXES & 1u) good = axes_read(s, context, WHERE("axes"), vf_map_find(root, "axes")) && good;
  if (given >> RUN & 1u)
    good = vf_fields_read(context, WHERE("run"), vf_map_find(root, "run"), run_keys, COUNT(run_keys), &s->run, &inside) && good;
  if (given >> SLURM & 1u) {
    VfNode *slurm   = vf_map_find(root, "slurm");
    s->slurm.given  = true;
    good            = vf_fields_read(context, WHERE("slurm"), slurm, slurm_keys, COUNT(slurm_keys), &s->slurm, &inside) && good;
    VfNode *options = vf_node_kind(slurm) == VF_NODE_MAP ? vf_map_find(slurm, "options") : NULL;
    if (options) good = options_read(s, context, WHERE("slurm"), options) && good;
  }
  if ((given >> SAMPLE & 1u) && good) good = sample_read(s, context, WHERE("sample"), vf_map_find(root, "sample"));
  if (!(given >> AXES & 1u) && !(given >> SAMPLE & 1u)) {
    vf_complain(context, (VfWhere){.key = "axes", .line = 1}, "is missing; axes, a sample, or both are right");
    good = false;
  }
  return good && keys_differ(s, context) && count_members(s, context, WHERE("axes"));
}

static bool document_read(VfSweep *s, const VfContext *context)
{
  const VfWhere where = {.key = "sweep", .line = 1};
  Top           top   = {.title = "untitled sweep"};
  unsigned      given = 0;
  VfNode       *root  = vf_document_root(s->document);
  s->groups           = calloc(VF_SWEEP_MOST_COLUMNS + 1, sizeof *s->groups);
  s->run.ranks        = 1;
  if (!s->groups) return false;
  const bool good = vf_fields_read(context, where, root, sweep_keys, N_KEYS, &top, &given);
  snprintf(s->title, sizeof s->title, "%s", top.title);
  return (given >> CASE & 1u) && sections_read(s, context, root, &top, given) && good;
}

int vf_sweep_read_memory(const VfUnits *units, const char *text, size_t n, const char *name, VfSweep **out, VfMessages *messages)
{
  VfSweep  *s       = calloc(1, sizeof *s);
  char     *folder  = folder_of(name);
  VfContext context = {.units = units, .messages = messages, .file = name, .folder = folder};
  bool      good    = s && folder;
  *out              = NULL;
  if (good) {
    s->units    = units;
    s->shelf    = vf_shelf_create();
    s->file     = vf_text_format("%s", name);
    s->document = vf_document_parse(text, n, name, messages);
    good        = s->file && s->document && document_read(s, &context);
  }
  free(folder);
  if (!good && s && s->base_case) (void)vf_sweep_try_values(s, messages); /* all that is wrong, at once */
  vf_messages_sort(messages);
  if (good && !messages->n_errors) {
    *out = s;
    return 0;
  }
  vf_sweep_free(&s);
  return 2;
}

int vf_sweep_read(const VfUnits *units, const char *path, VfSweep **out, VfMessages *messages)
{
  char       *text = NULL;
  size_t      n    = 0;
  const char *why  = vf_file_read(path, 1 << 20, &text, &n);
  int         code = 2;
  *out             = NULL;
  if (why)
    vf_messages_add(messages, VF_MESSAGE_ERROR, path, 1, "file", "cannot be read (%s); a readable YAML file is right", why);
  else
    code = vf_sweep_read_memory(units, text, n, path, out, messages);
  free(text);
  return code;
}
