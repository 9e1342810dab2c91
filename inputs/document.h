/* A YAML document with line numbers (libfyaml behind it).  All scalars are text: YAML's own booleans and numbers play no part. */
#ifndef VF_INPUTS_DOCUMENT_H
#define VF_INPUTS_DOCUMENT_H

#include "inputs/messages.h"
#include <stddef.h>

typedef struct VfDocument VfDocument;
typedef struct fy_node    VfNode;

typedef enum { VF_NODE_EMPTY, VF_NODE_SCALAR, VF_NODE_LIST, VF_NODE_MAP, VF_NODE_ALIAS } VfNodeKind;

/* One `key: value` of a map. */
typedef struct {
  const char *key; /* NULL when the key is not plain text */
  int         line;
  VfNode     *value;
} VfPair;

/** Parses YAML text; syntax errors go to `messages` under `name`.  @return NULL on error; free with vf_document_destroy(). */
VfDocument *vf_document_parse(const char *text, size_t n, const char *name, VfMessages *messages);

/** The same from a file of at most 1 MiB.  `key` and `line` say in `name` who asks for it when it cannot be read. */
VfDocument *vf_document_read(const char *path, const char *name, int line, const char *key, VfMessages *messages);

/** Frees the document and all its nodes; sets the pointer to NULL. */
void vf_document_destroy(VfDocument **document);

VfNode *vf_document_root(const VfDocument *document);

VfNodeKind vf_node_kind(const VfNode *node);

/** Text of a scalar, owned by the document; NULL for other nodes and for texts with a NUL inside. */
const char *vf_node_text(VfNode *node);

/** Line of the first scalar in the node, `otherwise` when there is none. */
int vf_node_line(VfNode *node, int otherwise);

/** Next pair of a map.  @param cursor NULL before the first call.  @return false after the last. */
bool vf_map_next(VfNode *map, void **cursor, VfPair *pair);

/** Value of a key in a map, or NULL. */
VfNode *vf_map_find(VfNode *map, const char *key);

/** Next item of a list.  @param cursor NULL before the first call.  @return NULL after the last. */
VfNode *vf_list_next(VfNode *list, void **cursor);

/** Items in a list. */
int vf_list_length(VfNode *list);

#endif
