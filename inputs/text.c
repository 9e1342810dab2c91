#include "inputs/text.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_LENGTH = 63, FAR = 1000 };

char *vf_text_format_list(const char *format, va_list arguments)
{
  va_list again;
  va_copy(again, arguments);
  const int n    = vsnprintf(NULL, 0, format, arguments);
  char     *text = n >= 0 ? malloc((size_t)n + 1) : NULL;
  if (text) vsnprintf(text, (size_t)n + 1, format, again);
  va_end(again);
  return text;
}

char *vf_text_format(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *text = vf_text_format_list(format, arguments);
  va_end(arguments);
  return text;
}

char *vf_text_copy(const char *text, size_t n)
{
  char *copy = malloc(n + 1);
  if (!copy) return NULL;
  if (n) memcpy(copy, text, n);
  copy[n] = '\0';
  return copy;
}

void vf_text_append(VfText *text, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *more = vf_text_format_list(format, arguments);
  va_end(arguments);
  const size_t n = more ? strlen(more) : 0;
  if (more && text->n + n + 1 > text->capacity) {
    const size_t capacity = 2 * (text->n + n + 1);
    char        *data     = realloc(text->data, capacity);
    if (data) {
      text->data     = data;
      text->capacity = capacity;
    }
  }
  if (more && text->n + n + 1 <= text->capacity) {
    memcpy(text->data + text->n, more, n + 1);
    text->n += n;
  } else
    text->failed = true;
  free(more);
}

void vf_text_append_quoted(VfText *text, const char *string)
{
  vf_text_append(text, "\"");
  for (const char *c = string; *c; c++) {
    const unsigned char byte = (unsigned char)*c;
    if (byte == '"' || byte == '\\')
      vf_text_append(text, "\\%c", byte);
    else if (byte < 0x20 || byte == 0x7f)
      vf_text_append(text, "\\x%02x", byte);
    else
      vf_text_append(text, "%c", byte);
  }
  vf_text_append(text, "\"");
}

void vf_text_append_shell(VfText *text, const char *word)
{
  const char *const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+./,:@%=";

  if (word[0] && !word[strspn(word, plain)]) {
    vf_text_append(text, "%s", word);
    return;
  }
  vf_text_append(text, "'");
  for (; *word; word++) vf_text_append(text, *word == '\'' ? "'\\''" : "%c", *word);
  vf_text_append(text, "'");
}

bool vf_text_store(char *target, size_t size, const char *text)
{
  const size_t n = strlen(text);
  target[0]      = '\0';
  if (n >= size) return false;
  memcpy(target, text, n + 1);
  return true;
}

static int least(int a, int b)
{
  return a < b ? a : b;
}

/* Optimal string alignment distance, costs doubled so that a change of case can count half. */
int vf_text_distance(const char *a, const char *b)
{
  const size_t n = strlen(a), m = strlen(b);
  if (n > NAME_MAX_LENGTH || m > NAME_MAX_LENGTH) return FAR;
  int  row[3][NAME_MAX_LENGTH + 1];
  int *before = row[0], *last = row[1], *now = row[2];
  for (size_t j = 0; j <= m; j++) last[j] = 2 * (int)j;
  for (size_t i = 1; i <= n; i++) {
    now[0] = 2 * (int)i;
    for (size_t j = 1; j <= m; j++) {
      const int same_letter = tolower((unsigned char)a[i - 1]) == tolower((unsigned char)b[j - 1]);
      const int replace     = a[i - 1] == b[j - 1] ? 0 : same_letter ? 1 : 2;
      now[j]                = least(last[j - 1] + replace, 2 + least(last[j], now[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = least(now[j], before[j - 2] + 2);
    }
    int *spare = before;
    before     = last;
    last       = now;
    now        = spare;
  }
  return (last[m] + 1) / 2;
}

bool vf_text_is_near(const char *a, const char *b)
{
  const int length = (int)strlen(a) > (int)strlen(b) ? (int)strlen(a) : (int)strlen(b);
  return vf_text_distance(a, b) <= (length <= 3 ? 1 : length <= 8 ? 2 : length / 3);
}

int vf_choice_find(const char *choices, const char *name, size_t length)
{
  int i = 0;
  for (const char *c = choices; c; i++) {
    const char  *end = strchr(c, '|');
    const size_t n   = end ? (size_t)(end - c) : strlen(c);
    if (n == length && memcmp(c, name, n) == 0) return i;
    c = end ? end + 1 : NULL;
  }
  return -1;
}

void vf_choice_name(const char *choices, int i, char *out, size_t size)
{
  out[0] = '\0';
  for (const char *c = choices; c; i--) {
    const char *end = strchr(c, '|');
    if (i == 0) {
      const int n = end ? (int)(end - c) : (int)strlen(c);
      snprintf(out, size, "%.*s", n, c);
      return;
    }
    c = end ? end + 1 : NULL;
  }
}

void vf_choice_nearest(const char *choices, const char *name, char *out, size_t size)
{
  char candidate[NAME_MAX_LENGTH + 1];
  int  best = FAR;
  out[0]    = '\0';
  for (int i = 0;; i++) {
    vf_choice_name(choices, i, candidate, sizeof candidate);
    if (!candidate[0]) return;
    const int distance = vf_text_distance(candidate, name);
    if (distance < best && vf_text_is_near(candidate, name)) {
      best = distance;
      snprintf(out, size, "%s", candidate);
    }
  }
}
