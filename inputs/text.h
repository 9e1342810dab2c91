/* Small helpers on strings: allocation with printf formats, nearest name, lists of choices. */
#ifndef VF_INPUTS_TEXT_H
#define VF_INPUTS_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/** A new string from a printf format; the caller frees it.  NULL when memory is out. */
__attribute__((format(printf, 1, 2))) char *vf_text_format(const char *format, ...);
__attribute__((format(printf, 1, 0))) char *vf_text_format_list(const char *format, va_list arguments);

/** A new copy of n characters, NUL-ended; the caller frees it. */
char *vf_text_copy(const char *text, size_t n);

/* A text that grows.  Zero-initialise; free `data`. */
typedef struct {
  char  *data; /* NUL-ended, NULL while empty */
  size_t n, capacity;
  bool   failed; /* memory ran out: the text is incomplete */
} VfText;

/** Appends printf output. */
__attribute__((format(printf, 2, 3))) void vf_text_append(VfText *text, const char *format, ...);

/** Appends a string as a YAML scalar between double quotes. */
void vf_text_append_quoted(VfText *text, const char *string);

/** Appends a word as a shell takes it: in single quotes when it holds more than letters, digits and harmless signs. */
void vf_text_append_shell(VfText *text, const char *word);

/** Copies into an array of `size` characters.  @return false when it does not fit (the target is then ""). */
bool vf_text_store(char *target, size_t size, const char *text);

/** Edits (insert, delete, replace, swap neighbours; case counts half of an edit, rounded up) that turn a into b.
    Names longer than 63 characters are taken as far apart. */
int vf_text_distance(const char *a, const char *b);

/** Whether two names are near enough to suggest one for the other. */
bool vf_text_is_near(const char *a, const char *b);

/** Position of `name` in "a|b|c", or -1. */
int vf_choice_find(const char *choices, const char *name, size_t length);

/** Choice number i of "a|b|c" as a string in `out` (size characters); "" beyond the last. */
void vf_choice_name(const char *choices, int i, char *out, size_t size);

/** The choice nearest to `name` in `out`, or "" when none is near. */
void vf_choice_nearest(const char *choices, const char *name, char *out, size_t size);

#endif
