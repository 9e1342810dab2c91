#include "inputs/document.h"
#include "inputs/file.h"
#include "inputs/text.h"
#include <libfyaml.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1 << 20 };

struct VfDocument {
  struct fy_document *yaml;
  char               *text; /* libfyaml's tokens point into it */
};

/* Length of the UTF-8 sequence at text, 0 when it is malformed. */
static size_t utf8_length(const unsigned char *text, size_t left)
{
  const size_t n = text[0] < 0x80                      ? 1
                   : text[0] >= 0xC2 && text[0] < 0xE0 ? 2
                   : text[0] >= 0xE0 && text[0] < 0xF0 ? 3
                   : text[0] >= 0xF0 && text[0] < 0xF5 ? 4
                                                       : 0;
  if (!n || n > left) return 0;
  for (size_t i = 1; i < n; i++)
    if ((text[i] & 0xC0) != 0x80) return 0;
  return n;
}

/* Refuses what is not text before the parser sees it. */
static bool text_is_clean(const char *text, size_t n, const char *name, VfMessages *messages)
{
  int line = 1;
  for (size_t i = 0; i < n;) {
    const unsigned char c      = (unsigned char)text[i];
    const size_t        length = utf8_length((const unsigned char *)text + i, n - i);
    if (!length || c == 0x7f || (c < 0x20 && c != '\n' && c != '\r' && c != '\t')) {
      vf_messages_add(messages, VF_MESSAGE_ERROR, name, line, "syntax", "is not text (byte 0x%02x); a YAML file in UTF-8 is right",
                      c);
      return false;
    }
    if (c == '\n') line++;
    i += length;
  }
  return true;
}

/* Passes libfyaml's complaints on. */
static void report_syntax(struct fy_diag *diag, const char *name, VfMessages *messages)
{
  void                 *cursor = NULL;
  struct fy_diag_error *error;
  bool                  any = false;
  while ((error = fy_diag_errors_iterate(diag, &cursor))) {
    any = true;
    vf_messages_add(messages, VF_MESSAGE_ERROR, name, error->line > 0 ? error->line : 1, "syntax",
                    "%s (column %d); correct YAML is right", error->msg ? error->msg : "cannot be read", error->column);
  }
  if (!any) vf_messages_add(messages, VF_MESSAGE_ERROR, name, 1, "syntax", "cannot be read; correct YAML is right");
}

static struct fy_document *load_only_document(struct fy_parser *parser, const char *name, VfMessages *messages)
{
  struct fy_document *first = fy_parse_load_document(parser);
  if (!first) return NULL;
  struct fy_document *second = fy_parse_load_document(parser);
  if (second) {
    vf_messages_add(messages, VF_MESSAGE_ERROR, name, vf_node_line(fy_document_root(second), 1), "syntax",
                    "begins a second document (---); one document a file is right");
    fy_parse_document_destroy(parser, second);
  }
  if (second || fy_parser_get_stream_error(parser)) {
    fy_parse_document_destroy(parser, first);
    return NULL;
  }
  return first;
}

static struct fy_document *parse(const char *text, size_t n, const char *name, VfMessages *messages)
{
  struct fy_diag_cfg diag_settings;
  fy_diag_cfg_default(&diag_settings);
  struct fy_diag *diag = fy_diag_create(&diag_settings);
  if (!diag) return NULL;
  fy_diag_set_collect_errors(diag, true);
  /* Duplicate keys are let through here and reported by the readers, together with all other errors. */
  const struct fy_parse_cfg settings = {.flags = FYPCF_ALLOW_DUPLICATE_KEYS | FYPCF_QUIET, .diag = diag};
  struct fy_parser         *parser   = fy_parser_create(&settings);
  struct fy_document       *yaml     = NULL;
  const int                 before   = messages->n_errors;
  if (parser && fy_parser_set_string(parser, text, n) == 0) yaml = load_only_document(parser, name, messages);
  if (!yaml && messages->n_errors == before) {
    if (parser && !fy_parser_get_stream_error(parser))
      vf_messages_add(messages, VF_MESSAGE_ERROR, name, 1, "file", "is empty; key: value lines are right");
    else
      report_syntax(diag, name, messages);
  }
  if (parser) fy_parser_destroy(parser);
  fy_diag_destroy(diag);
  return yaml;
}

VfDocument *vf_document_parse(const char *text, size_t n, const char *name, VfMessages *messages)
{
  if (n > MAX_BYTES) {
    vf_messages_add(messages, VF_MESSAGE_ERROR, name, 1, "file", "is too large (%zu bytes); at most %d is right", n,
                    (int)MAX_BYTES);
    return NULL;
  }
  if (!text_is_clean(text, n, name, messages)) return NULL;
  VfDocument *document = calloc(1, sizeof *document);
  if (!document) return NULL;
  document->text = vf_text_copy(text, n);
  if (document->text) document->yaml = parse(document->text, n, name, messages);
  if (!document->yaml) vf_document_destroy(&document);
  return document;
}

VfDocument *vf_document_read(const char *path, const char *name, int line, const char *key, VfMessages *messages)
{
  char       *text;
  size_t      n;
  const char *why = vf_file_read(path, MAX_BYTES, &text, &n);
  if (why) {
    vf_messages_add(messages, VF_MESSAGE_ERROR, name, line, key, "cannot be read (%s: %s); a readable YAML file is right", path,
                    why);
    return NULL;
  }
  VfDocument *document = vf_document_parse(text, n, path, messages);
  free(text);
  return document;
}

void vf_document_destroy(VfDocument **document)
{
  if (!*document) return;
  if ((*document)->yaml) fy_document_destroy((*document)->yaml);
  free((*document)->text);
  free(*document);
  *document = NULL;
}

VfNode *vf_document_root(const VfDocument *document)
{
  return fy_document_root(document->yaml);
}

VfNodeKind vf_node_kind(const VfNode *node)
{
  VfNode *n = (VfNode *)(size_t)node; /* libfyaml's questions take no const */
  if (!n) return VF_NODE_EMPTY;
  if (fy_node_is_alias(n)) return VF_NODE_ALIAS;
  if (fy_node_is_mapping(n)) return VF_NODE_MAP;
  if (fy_node_is_sequence(n)) return VF_NODE_LIST;
  size_t      length;
  const char *text = fy_node_get_scalar(n, &length);
  return text && length ? VF_NODE_SCALAR : VF_NODE_EMPTY;
}

const char *vf_node_text(VfNode *node)
{
  if (vf_node_kind(node) != VF_NODE_SCALAR) return NULL;
  const char *text = fy_node_get_scalar0(node);
  return text && strlen(text) == fy_node_get_scalar_length(node) ? text : NULL;
}

int vf_node_line(VfNode *node, int otherwise)
{
  void  *cursor = NULL;
  VfPair pair;
  if (!node) return otherwise;
  if (fy_node_is_mapping(node)) return vf_map_next(node, &cursor, &pair) ? pair.line : otherwise;
  if (fy_node_is_sequence(node)) return vf_node_line(vf_list_next(node, &cursor), otherwise);
  struct fy_token      *token = fy_node_get_scalar_token(node);
  const struct fy_mark *mark  = token ? fy_token_start_mark(token) : NULL;
  return mark ? mark->line + 1 : otherwise;
}

bool vf_map_next(VfNode *map, void **cursor, VfPair *pair)
{
  struct fy_node_pair *next = fy_node_mapping_iterate(map, cursor);
  if (!next) return false;
  VfNode *key = fy_node_pair_key(next);
  *pair       = (VfPair){.key = vf_node_text(key), .value = fy_node_pair_value(next)};
  /* A key that is itself a map or a list may nest deeply; its own line is not worth the walk. */
  pair->line = key && fy_node_is_scalar(key) ? vf_node_line(key, 1) : vf_node_line(pair->value, 1);
  return true;
}

VfNode *vf_map_find(VfNode *map, const char *key)
{
  void  *cursor = NULL;
  VfPair pair;
  while (vf_map_next(map, &cursor, &pair))
    if (pair.key && strcmp(pair.key, key) == 0) return pair.value;
  return NULL;
}

VfNode *vf_list_next(VfNode *list, void **cursor)
{
  return fy_node_sequence_iterate(list, cursor);
}

int vf_list_length(VfNode *list)
{
  return fy_node_sequence_item_count(list);
}
