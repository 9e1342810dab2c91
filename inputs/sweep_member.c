/* The case of a member: the base case with values put in. */
#include "inputs/document_edit.h"
#include "inputs/read_case.h"
#include "inputs/sweep_read.h"
#include "inputs/sweep_reading.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char member_name[] = "member";

/* A value of a member. */
typedef struct {
  const char *key, *yaml;
  int         line; /* of the sweep file */
} Value;

static int values_of(const VfSweep *sweep, const long rows[], Value values[])
{
  int n = 0;
  for (int g = 0; g < sweep->n_groups; g++) {
    const VfSweepGroup *group = &sweep->groups[g];
    for (int c = 0; c < group->n_columns && rows[g] >= 0; c++) {
      const long at = rows[g] * group->n_columns + c;
      if (!group->columns[c].sets || n == 2 * VF_SWEEP_MOST_COLUMNS) continue;
      values[n++] =
          (Value){.key = group->columns[c].key, .yaml = group->yaml[at], .line = group->line ? group->line[at] : group->first_line};
    }
  }
  return n;
}

/* Whether one key is, or lies in, the other. */
static bool is_within(const char *key, const char *other)
{
  const size_t n = strlen(other);
  return strncmp(key, other, n) == 0 && (!key[n] || key[n] == '.' || key[n] == '[');
}

static const Value *value_find(int n, const Value values[], const char *key, size_t length)
{
  char *copy = vf_text_copy(key, length);
  for (int i = n - 1; i >= 0 && copy; i--)
    if (is_within(copy, values[i].key) || is_within(values[i].key, copy)) {
      free(copy);
      return &values[i];
    }
  free(copy);
  return NULL;
}

/* "member:LINE: " at the front of a text, in characters; 0: it is about another file. */
static size_t member_prefix(const char *text)
{
  const size_t n = strlen(member_name);
  if (strncmp(text, member_name, n) != 0 || text[n] != ':') return 0;
  const size_t digits = strspn(text + n + 1, "0123456789");
  return digits ? n + 1 + digits : 0;
}

/* Tells a complaint about a member's case at the value of the sweep that it is about. */
static void retell(const VfSweep *sweep, int n, const Value values[], const VfMessage *message, VfMessages *to)
{
  const size_t prefix = member_prefix(message->text);
  const char  *rest   = message->text + prefix + (prefix && message->text[prefix] == ':' ? 2 : 0);
  const char  *colon  = prefix ? strstr(rest, ": ") : NULL;
  const size_t length = colon ? (size_t)(colon - rest) : 0;
  const Value *value  = colon ? value_find(n, values, rest, length) : NULL;
  if (value && strlen(value->key) == length && strncmp(value->key, rest, length) == 0)
    vf_messages_add(to, message->kind, sweep->file, value->line, value->key, "%s", colon + 2);
  else if (n > 0) {
    const Value *about = value ? value : &values[n - 1];
    vf_messages_add(to, message->kind, sweep->file, about->line, about->key, "with %.60s: %s", about->yaml, rest);
  } else
    vf_messages_add(to, message->kind, sweep->file, 1, "case", "%s", rest);
}

/* Lines of the text that was put together mean nothing to anybody: those of the files it was made from do. */
static void settle_sources(const VfSweep *sweep, int n, const Value values[], VfSources *sources)
{
  for (int i = 0; i < sources->n; i++) {
    VfSource       *source = &sources->items[i];
    const size_t    prefix = member_prefix(source->source);
    const Value    *value  = value_find(n, values, source->key, strlen(source->key));
    const VfSource *base   = vf_sources_find(sweep->base_sources, source->key);
    char           *text   = NULL;
    if (!prefix) continue;
    if (value)
      text = vf_text_format("%s:%d%s", sweep->file, value->line, source->source + prefix);
    else if (base)
      text = vf_text_format("%s", base->source);
    if (!text) continue;
    free(source->source);
    source->source = text;
  }
}

int vf_sweep_member_read(const VfSweep *sweep, const long rows[], VfCase **out, VfSources **src, VfMessages *messages)
{
  Value      values[2 * VF_SWEEP_MOST_COLUMNS];
  VfEdit     edits[2 * VF_SWEEP_MOST_COLUMNS] = {{NULL, NULL}};
  VfMessages own                              = {0};
  char       why[256];
  const int  n = values_of(sweep, rows, values);
  *out         = NULL;
  *src         = NULL;
  for (int i = 0; i < n; i++) edits[i] = (VfEdit){.path = values[i].key, .yaml = values[i].yaml};
  char *text = vf_document_edited(sweep->base, n, edits, why, sizeof why);
  if (!text) {
    vf_messages_add(messages, VF_MESSAGE_ERROR, sweep->file, n ? values[0].line : 1, n ? values[0].key : "case", "%s", why);
    return 2;
  }
  VfDocument *document = vf_document_parse(text, strlen(text), member_name, &own);
  const int   code     = vf_case_read_node(sweep->units, document ? vf_document_root(document) : NULL, member_name, sweep->folder,
                                           VF_PART_RUN, out, src, &own);
  if (code == 0) settle_sources(sweep, n, values, *src);
  for (int i = 0; i < own.n; i++) retell(sweep, n, values, &own.items[i], messages);
  vf_messages_clear(&own);
  vf_document_destroy(&document);
  free(text);
  return code;
}

void vf_sweep_rows(const VfSweep *sweep, long index, long rows[])
{
  for (int g = sweep->n_groups - 1; g >= 0; g--) {
    rows[g] = index % sweep->groups[g].n_rows;
    index /= sweep->groups[g].n_rows;
  }
}

static int try_rows(const VfSweep *sweep, const long rows[], VfMessages *messages)
{
  VfCase    *kase;
  VfSources *sources;
  VfMessages own  = {0};
  const int  code = vf_sweep_member_read(sweep, rows, &kase, &sources, &own);
  for (int i = 0; i < own.n; i++) { /* the base case has warned already, and members will; what is wrong is told once */
    bool again = own.items[i].kind == VF_MESSAGE_WARNING;
    for (int k = 0; k < messages->n && !again; k++) again = strcmp(messages->items[k].text, own.items[i].text) == 0;
    if (!again) vf_messages_append(messages, &own.items[i]);
  }
  vf_messages_clear(&own);
  vf_case_free(&kase);
  vf_sources_free(&sources);
  return code;
}

int vf_sweep_try(const VfSweep *sweep, VfMessages *messages)
{
  long rows[VF_SWEEP_MOST_COLUMNS + 1];
  int  code = 0;
  for (int g = 0; g < sweep->n_groups; g++) rows[g] = -1;
  for (int g = 0; g < sweep->n_groups; g++) {
    const long n    = sweep->groups[g].n_rows;
    const bool some = sweep->sampled && g == sweep->n_groups - 1; /* of a sample the ends stand for the rest */
    for (long r = 0; r < n; r += some && n > 1 ? n - 1 : 1) {
      rows[g] = r;
      if (try_rows(sweep, rows, messages)) code = 2;
    }
    rows[g] = -1;
  }
  for (int last = 0; last < 2 && code == 0; last++) {
    vf_sweep_rows(sweep, last ? sweep->n_members - 1 : 0, rows);
    code = try_rows(sweep, rows, messages);
  }
  vf_messages_sort(messages);
  return code;
}

char *vf_sweep_text(const VfSweep *sweep)
{
  VfText folder = {0};
  char  *base   = vf_node_emit(vf_document_root(sweep->base), VF_EMIT_AS_WRITTEN);
  char   why[256], *text = NULL;
  vf_text_append_quoted(&folder, sweep->folder);
  const VfEdit edits[] = {{"case", base}, {"folder", folder.data}};
  if (base && folder.data) text = vf_document_edited(sweep->document, 2, edits, why, sizeof why);
  free(folder.data);
  free(base);
  return text;
}
