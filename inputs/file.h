/* Whole files into memory. */
#ifndef VF_INPUTS_FILE_H
#define VF_INPUTS_FILE_H

#include <stddef.h>

/** Reads a regular file of at most `limit` bytes.
    @param data new memory, one NUL added behind; the caller frees it.  @param n bytes.
    @return NULL, or why it cannot be read (static text). */
const char *vf_file_read(const char *path, size_t limit, char **data, size_t *n);

#endif
