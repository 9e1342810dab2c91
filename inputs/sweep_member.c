/* The case of a member: the base case with values put in. */
#include "inputs/document_edit.h"
#include "inputs/read_case.h"
#include "inputs/sweep_read.h"
#include "inputs/sweep_reading.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = VF_SWEEP_MOST_VALUES, TITLE_BYTES = 200 };

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
      if (!group->columns[c].sets || n == MOST_VALUES) continue;
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

/* Where "... at member:LINE" begins at the end of a source, a change of the library's value; NULL: nowhere. */
static const char *change_of(const char *source)
{
  const char *at = strstr(source, " at member:");
  return at && member_prefix(at + 4) == strlen(at + 4) ? at : NULL;
}

/* Lines of the text that was put together mean nothing to anybody: those of the files it was made from do. */
static void settle_sources(const VfSweep *sweep, int n, const Value values[], VfSources *sources)
{
  for (int i = 0; i < sources->n; i++) {
    VfSource       *source = &sources->items[i];
    const size_t    prefix = member_prefix(source->source);
    const Value    *value  = value_find(n, values, source->key, strlen(source->key));
    const VfSource *base   = vf_sources_find(sweep->base_sources, source->key);
    const char     *change = change_of(source->source);
    char           *text   = NULL;
    if (!prefix && !change) continue;
    if (change && value)
      text = vf_text_format("%.*s at %s:%d", (int)(change - source->source), source->source, sweep->file, value->line);
    else if (value)
      text = vf_text_format("%s:%d%s", sweep->file, value->line, source->source + prefix);
    else if (strcmp(source->key, "title") == 0 && !vf_map_find(vf_document_root(sweep->base), "title"))
      text = vf_text_format("%s, and the values of the member", sweep->file);
    else if (base)
      text = vf_text_format("%s", base->source);
    if (!text) continue;
    free(source->source);
    source->source = text;
  }
}

/* Of a sample its row and matrix say enough. */
static bool in_title(const VfSweepGroup *group, int c)
{
  bool books = false;
  for (int k = 0; k < group->n_columns; k++) books = books || !group->columns[k].sets;
  return !books || !group->columns[c].sets;
}

/* "bath metals: Ga, 1e-06 kg, 2 min", as YAML. */
static char *title_of(const VfSweep *sweep, const long rows[])
{
  VfText plain = {0}, quoted = {0};
  char   fitting[TITLE_BYTES];
  int    n = 0;
  vf_text_append(&plain, "%.*s", TITLE_BYTES / 2, sweep->title);
  for (int g = 0; g < sweep->n_groups; g++) {
    const VfSweepGroup *group = &sweep->groups[g];
    for (int c = 0; c < group->n_columns && rows[g] >= 0; c++) {
      const VfSweepColumn *column = &group->columns[c];
      if (!in_title(group, c)) continue;
      vf_text_append(&plain, "%s%s%s%s%s%s", n++ ? ", " : ": ", column->sets ? "" : column->key, column->sets ? "" : " ",
                     group->cell[rows[g] * group->n_columns + c], column->unit[0] ? " " : "", column->unit);
    }
  }
  size_t length = plain.data && plain.n < sizeof fitting ? plain.n : sizeof fitting - 1;
  while (length && plain.n > length && ((unsigned char)plain.data[length] & 0xC0) == 0x80) length--; /* no half characters */
  snprintf(fitting, sizeof fitting, "%.*s", (int)length, plain.data ? plain.data : "");
  vf_text_append_quoted(&quoted, fitting);
  free(plain.data);
  return quoted.data;
}

/* The base case with the values in it, and a title when neither has one; complains. */
static char *text_of(const VfSweep *sweep, const long rows[], int n, const Value values[], VfMessages *messages)
{
  VfEdit     edits[MOST_VALUES + 1] = {{NULL, NULL}};
  char       why[256];
  int        failed = 0;
  const bool titled = vf_map_find(vf_document_root(sweep->base), "title") || value_find(n, values, "title", strlen("title"));
  char      *title  = titled || !n ? NULL : title_of(sweep, rows);
  for (int i = 0; i < n; i++) edits[i] = (VfEdit){.path = values[i].key, .yaml = values[i].yaml};
  if (title) edits[n] = (VfEdit){.path = "title", .yaml = title};
  char *text = vf_document_edited(sweep->base, n + (title != NULL), edits, &failed, why, sizeof why);
  free(title);
  if (text) return text;
  const bool known = failed < n;
  vf_messages_add(messages, VF_MESSAGE_ERROR, sweep->file, known ? values[failed].line : 1, known ? values[failed].key : "case",
                  "%s", why);
  return NULL;
}

int vf_sweep_member_read(const VfSweep *sweep, const long rows[], VfCase **out, VfSources **src, VfMessages *messages)
{
  Value      values[MOST_VALUES] = {{NULL, NULL, 0}};
  VfMessages own                 = {0};
  const int  n                   = values_of(sweep, rows, values);
  char      *text                = text_of(sweep, rows, n, values, messages);
  *out                           = NULL;
  *src                           = NULL;
  if (!text) return 2;
  VfDocument *document = vf_document_parse(text, strlen(text), member_name, &own);
  const int   code     = vf_case_read_node(sweep->units, sweep->shelf, document ? vf_document_root(document) : NULL, member_name,
                                           sweep->folder, VF_PART_RUN, out, src, &own);
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

char *vf_sweep_text(const VfSweep *sweep)
{
  VfText folder = {0};
  char  *base   = vf_node_emit(vf_document_root(sweep->base), VF_EMIT_AS_WRITTEN);
  int    failed;
  char   why[256], *text = NULL;
  vf_text_append_quoted(&folder, sweep->folder);
  const VfEdit edits[] = {{"case", base}, {"folder", folder.data}};
  if (base && folder.data) text = vf_document_edited(sweep->document, 2, edits, &failed, why, sizeof why);
  free(folder.data);
  free(base);
  return text;
}
