/* Errors and warnings about input files, collected so that all of a file are reported at once. */
#ifndef VF_INPUTS_MESSAGES_H
#define VF_INPUTS_MESSAGES_H

#include <stdbool.h>
#include <stdio.h>

typedef enum { VF_MESSAGE_ERROR, VF_MESSAGE_WARNING } VfMessageKind;

typedef struct {
  VfMessageKind kind;
  int           line; /* for sorting */
  char         *text; /* "FILE:LINE: key: what is wrong (value); what would be right", one line */
} VfMessage;

/* Zero-initialise; free with vf_messages_clear(). */
typedef struct {
  int        n, capacity, n_errors, n_warnings;
  VfMessage *items; /* (n) */
} VfMessages;

/** Adds a message "file:line: key: <format>".  Control characters become blanks, so that it stays one line. */
__attribute__((format(printf, 6, 7))) void vf_messages_add(VfMessages *messages, VfMessageKind kind, const char *file, int line,
                                                           const char *key, const char *format, ...);

/** Adds a copy of a message of another collection. */
void vf_messages_append(VfMessages *messages, const VfMessage *message);

/** Orders the messages by line; those of one line keep their order. */
void vf_messages_sort(VfMessages *messages);

/** Prints errors (or warnings) one a line, each after `prefix`. */
void vf_messages_print(const VfMessages *messages, VfMessageKind kind, const char *prefix, FILE *out);

/** Prints all warnings, then all errors, as commands do. */
void vf_messages_tell(const VfMessages *messages, FILE *out);

/** Frees all messages; the collection can be used again. */
void vf_messages_clear(VfMessages *messages);

#endif
