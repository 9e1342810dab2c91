#include "inputs/document_edit.h"
#include "inputs/text.h"
#include <libfyaml.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART = 128 };

char *vf_node_emit(VfNode *node, VfEmit how)
{
  const unsigned flags = FYECF_WIDTH_INF | FYECF_STRIP_DOC | FYECF_DOC_START_MARK_OFF | FYECF_DOC_END_MARK_OFF |
                         FYECF_VERSION_DIR_OFF | FYECF_TAG_DIR_OFF |
                         (how == VF_EMIT_ONE_LINE ? FYECF_MODE_FLOW_ONELINE | FYECF_NO_ENDING_NEWLINE : FYECF_MODE_ORIGINAL);
  char  *text = fy_emit_node_to_string(node, (enum fy_emitter_cfg_flags)flags);
  size_t n    = text ? strlen(text) : 0;
  while (how == VF_EMIT_ONE_LINE && n && (text[n - 1] == '\n' || text[n - 1] == ' ')) text[--n] = '\0';
  return text;
}

const char *vf_path_part(const char *path, char part[], size_t size)
{
  const bool   item = path[0] == '[';
  const char  *from = item ? path + 1 : path;
  const size_t n    = item ? strspn(from, "0123456789") : strcspn(from, ".[]");
  const char  *rest = from + n;
  if (!n || n >= size || (item && *rest++ != ']')) return NULL;
  memcpy(part, from, n);
  part[n] = '\0';
  if (*rest == '.' && rest[1] && rest[1] != '[') return rest + 1;
  return *rest == '[' || !*rest ? rest : NULL;
}

/* Item or value of that name; NULL when there is none. */
static VfNode *child_of(VfNode *node, const char *part)
{
  if (vf_node_kind(node) == VF_NODE_MAP) return vf_map_find(node, part);
  if (vf_node_kind(node) != VF_NODE_LIST || strspn(part, "0123456789") != strlen(part) || strlen(part) > 6) return NULL;
  return fy_node_sequence_get_by_index(node, atoi(part));
}

VfNode *vf_node_at(VfNode *root, const char *path)
{
  char part[PART];
  while (root && *path) {
    path = vf_path_part(path, part, sizeof part);
    root = path ? child_of(root, part) : NULL;
    if (!path) return NULL;
  }
  return root;
}

static struct fy_node_pair *pair_of(VfNode *map, const char *key)
{
  void *cursor = NULL;
  for (struct fy_node_pair *pair; (pair = fy_node_mapping_iterate(map, &cursor));) {
    const char *text = vf_node_text(fy_node_pair_key(pair));
    if (text && strcmp(text, key) == 0) return pair;
  }
  return NULL;
}

/* Puts `value`, which then belongs to the document, in place of a map's value or a list's item. */
static bool put(VfNode *parent, const char *part, VfNode *value)
{
  struct fy_document *yaml = fy_node_document(parent);
  if (vf_node_kind(parent) == VF_NODE_LIST) {
    VfNode *old = child_of(parent, part);
    if (!old || fy_node_sequence_insert_before(parent, old, value)) return false;
    fy_node_free(fy_node_sequence_remove(parent, old));
    return true;
  }
  struct fy_node_pair *pair = pair_of(parent, part);
  if (pair) return fy_node_pair_set_value(pair, value) == 0;
  return fy_node_mapping_append(parent, fy_node_create_scalar_copy(yaml, part, strlen(part)), value) == 0;
}

/* The value as a node; "" is an empty one. */
static VfNode *build(struct fy_document *yaml, const char *text)
{
  char *copy = vf_text_copy(text, strlen(text));
  return copy ? fy_node_build_from_malloc_string(yaml, copy, strlen(copy)) : NULL;
}

static bool is_container(VfNode *node, const char *part)
{
  return vf_node_kind(node) == VF_NODE_MAP || (vf_node_kind(node) == VF_NODE_LIST && child_of(node, part));
}

static bool apply(struct fy_document *yaml, const VfEdit *edit, char why[], size_t size)
{
  char        part[PART];
  VfNode     *node = fy_document_root(yaml);
  const char *rest = vf_path_part(edit->path, part, sizeof part);
  while (rest && is_container(node, part)) {
    if (!*rest) {
      VfNode *value = build(yaml, edit->yaml);
      if (value && put(node, part, value)) return true;
      break;
    }
    VfNode *next = child_of(node, part);
    if (vf_node_kind(next) == VF_NODE_EMPTY) {
      next = fy_node_create_mapping(yaml);
      if (!next || !put(node, part, next)) break;
    }
    node = next;
    rest = vf_path_part(rest, part, sizeof part);
  }
  snprintf(why, size, "has no place in the base case (%.100s); an item that is there, or a key of a map, is right",
           rest && *part ? part : edit->path);
  return false;
}

char *vf_document_edited(const VfDocument *document, int n, const VfEdit edits[], int *failed, char why[], size_t size)
{
  struct fy_document *yaml = fy_document_clone(fy_node_document(vf_document_root(document)));
  char               *text = NULL;
  bool                good = yaml != NULL;
  snprintf(why, size, "%s", good ? "" : "is too much for the memory");
  for (*failed = 0; *failed < n && good; ++*failed) good = apply(yaml, &edits[*failed], why, size);
  if (!good && *failed > 0) --*failed;
  if (good) text = vf_node_emit(fy_document_root(yaml), VF_EMIT_AS_WRITTEN);
  if (yaml) fy_document_destroy(yaml);
  return text;
}
