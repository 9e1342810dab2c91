/* JSON, written as it comes: objects and lists in the order of the calls, numbers with 15 digits, what is not finite as null. */
#ifndef VF_POSTPROC_JSON_H
#define VF_POSTPROC_JSON_H

#include <stdbool.h>
#include <stdio.h>

typedef struct {
  FILE *file;
  int   depth;
  bool  again; /* something stands before in this object or list */
} VfJson;

/** Opens an object '{' or a list '['.  @param key NULL at the top and inside lists. */
void vf_json_open(VfJson *json, const char *key, char bracket);

/** Closes it with '}' or ']'. */
void vf_json_close(VfJson *json, char bracket);

void vf_json_number(VfJson *json, const char *key, double value);
void vf_json_integer(VfJson *json, const char *key, long value);

/** What is JSON already: true, null, a number with digits of its own. */
void vf_json_bare(VfJson *json, const char *key, const char *text);
void vf_json_text(VfJson *json, const char *key, const char *text);

/** A text between double quotes, as JSON spells it. */
void vf_json_quoted(FILE *file, const char *text);

#endif
