/* Changing and writing YAML documents: a value put at a dotted path ("melt.mass", "process[2].hold", items counted from 0). */
#ifndef VF_INPUTS_DOCUMENT_EDIT_H
#define VF_INPUTS_DOCUMENT_EDIT_H

#include "inputs/document.h"

/* A value of a path. */
typedef struct {
  const char *path, *yaml;
} VfEdit;

typedef enum { VF_EMIT_AS_WRITTEN, VF_EMIT_ONE_LINE } VfEmit;

/** The node as YAML text; the caller frees it, NULL when memory is out. */
char *vf_node_emit(VfNode *node, VfEmit how);

/** First part of a path ("process[2].hold": "process", then "2", then "hold"), put into `part`.
    @return what is left, "" at the end; NULL when the path is malformed or the part does not fit. */
const char *vf_path_part(const char *path, char part[], size_t size);

/** The node at a path, or NULL. */
VfNode *vf_node_at(VfNode *root, const char *path);

/** A copy of the document as text with values put in; maps that a path goes through are made where there are none.
    @param failed the edit that cannot be done
    @param why one line when it cannot be done ("melt is one value, and no map to put melt.mass into")
    @return the text, which the caller frees; NULL on failure. */
char *vf_document_edited(const VfDocument *document, int n, const VfEdit edits[], int *failed, char why[], size_t size);

#endif
