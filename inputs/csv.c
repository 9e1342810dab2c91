#include "inputs/csv.h"
#include <string.h>

void vf_csv_put(FILE *file, bool first, const char *field)
{
  if (!first) fputc(',', file);
  if (!strpbrk(field, ",\"\r\n")) {
    fputs(field, file);
    return;
  }
  fputc('"', file);
  for (const char *c = field; *c; c++) {
    if (*c == '"') fputc('"', file);
    fputc(*c, file);
  }
  fputc('"', file);
}

/* One field, unquoted in place.  @return its end: at a comma, a line's end or the text's; NULL when a quote is left open. */
static char *take_field(char *from, char **field)
{
  char *to = *field = from;
  if (*from != '"') return from + strcspn(from, ",\n");
  *field = to = ++from;
  while (*from && !(from[0] == '"' && from[1] != '"')) {
    if (*from == '"') from++;
    *to++ = *from++;
  }
  if (!*from) return NULL;
  *to = '\0';
  return from + 1;
}

int vf_csv_take(char **text, int most, char *fields[])
{
  char *at = *text;
  int   n  = 0;
  if (!*at) return -1;
  for (;;) {
    char *field, *end = take_field(at, &field);
    if (!end || !*end) return -1;
    if (n < most) fields[n] = field;
    n++;
    const bool last = *end == '\n';
    if (*end != ',' && !last) return -1;
    *end = '\0';
    at   = end + 1;
    if (last) break;
  }
  *text = at;
  return n;
}
