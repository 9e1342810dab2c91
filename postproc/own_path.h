/* Where this program is: for those it starts, and for what lies beside it. */
#ifndef VF_POSTPROC_OWN_PATH_H
#define VF_POSTPROC_OWN_PATH_H

#include <stdbool.h>
#include <stddef.h>

/** Absolute path of this program's file, "" when it does not find it.  @param size of path, with its end.  @return whether it was found */
bool vf_own_path(char path[], size_t size);

#endif
