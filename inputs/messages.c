#include "inputs/messages.h"
#include "inputs/text.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool messages_reserve(VfMessages *messages)
{
  if (messages->n < messages->capacity) return true;
  const int  capacity = messages->capacity ? 2 * messages->capacity : 16;
  VfMessage *items    = realloc(messages->items, (size_t)capacity * sizeof *items);
  if (!items) return false;
  messages->items    = items;
  messages->capacity = capacity;
  return true;
}

/* Takes the text over. */
static void add_text(VfMessages *messages, VfMessageKind kind, int line, char *text)
{
  /* Counted even when memory is out: a wrong file must not pass as right. */
  if (kind == VF_MESSAGE_ERROR)
    messages->n_errors++;
  else
    messages->n_warnings++;
  if (!text || !messages_reserve(messages)) {
    free(text);
    return;
  }
  for (char *c = text; *c; c++)
    if ((unsigned char)*c < 0x20 || *c == 0x7f) *c = ' ';
  messages->items[messages->n++] = (VfMessage){.kind = kind, .line = line, .text = text};
}

void vf_messages_add(VfMessages *messages, VfMessageKind kind, const char *file, int line, const char *key, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *what = vf_text_format_list(format, arguments);
  va_end(arguments);
  char *text = what ? vf_text_format("%s:%d: %s: %s", file, line, key, what) : NULL;
  free(what);
  add_text(messages, kind, line, text);
}

void vf_messages_append(VfMessages *messages, const VfMessage *message)
{
  add_text(messages, message->kind, message->line, vf_text_format("%s", message->text));
}

void vf_messages_sort(VfMessages *messages)
{
  for (int i = 1; i < messages->n; i++) { /* insertion: stable, and the lists are short and nearly sorted */
    const VfMessage message = messages->items[i];
    int             j       = i;
    for (; j > 0 && messages->items[j - 1].line > message.line; j--) messages->items[j] = messages->items[j - 1];
    messages->items[j] = message;
  }
}

void vf_messages_print(const VfMessages *messages, VfMessageKind kind, const char *prefix, FILE *out)
{
  for (int i = 0; i < messages->n; i++)
    if (messages->items[i].kind == kind) fprintf(out, "%s%s\n", prefix, messages->items[i].text);
}

void vf_messages_tell(const VfMessages *messages, FILE *out)
{
  vf_messages_print(messages, VF_MESSAGE_WARNING, "warning: ", out);
  vf_messages_print(messages, VF_MESSAGE_ERROR, "", out);
}

void vf_messages_clear(VfMessages *messages)
{
  for (int i = 0; i < messages->n; i++) free(messages->items[i].text);
  free(messages->items);
  *messages = (VfMessages){0};
}
