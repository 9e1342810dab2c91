/* The scalars of a JSON text, one after the other: what summaries and journals of sweeps are read with.

   A sweep reads every summary twice and every line of the journal once more, ten thousand members a fraction of a second: a summary of
   80 scalars takes 8 us here, 121 us by libfyaml, which makes a tree of it; a line of the journal 6 us and 84 us. */
#ifndef VF_POSTPROC_JSON_READ_H
#define VF_POSTPROC_JSON_READ_H

#include <stdbool.h>
#include <stddef.h>

typedef enum { VF_JSON_NUMBER, VF_JSON_WORD, VF_JSON_NULL } VfJsonKind; /* true and false are words */

/** Takes one scalar.  @param key dotted ("solver.rejected_steps").  @param text as it stands there; a word without its quotes. */
typedef void (*VfJsonTake)(void *context, const char *key, VfJsonKind kind, const char *text);

/** Calls `take` for every scalar of an object, in order; lists are passed over.
    @return whether the text is one whole object */
bool vf_json_scalars(const char *text, size_t length, VfJsonTake take, void *context);

#endif
