#include "postproc/json_read.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 256, WORD_SIZE = 4096, DEEPEST = 32 };

typedef struct {
  const char *at, *end;
  VfJsonTake  take;
  void       *context;
  char        key[KEY_SIZE], word[WORD_SIZE];
  int         depth;
} Reader;

static char peek(Reader *r)
{
  while (r->at < r->end && isspace((unsigned char)*r->at)) r->at++;
  return r->at < r->end ? *r->at : '\0';
}

static bool expect(Reader *r, char c)
{
  if (peek(r) != c) return false;
  r->at++;
  return true;
}

/* Appends a character of \uXXXX in UTF-8. */
static size_t put_code(char *to, unsigned long code)
{
  if (code < 0x80) return to[0] = (char)code, 1;
  if (code < 0x800) return to[0] = (char)(0xC0 | code >> 6), to[1] = (char)(0x80 | (code & 0x3F)), 2;
  to[0] = (char)(0xE0 | code >> 12);
  to[1] = (char)(0x80 | (code >> 6 & 0x3F));
  to[2] = (char)(0x80 | (code & 0x3F));
  return 3;
}

static bool escaped(Reader *r, char *to, size_t *n)
{
  static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
  const char        c  = *r->at++;
  const char       *is = c ? strchr(from, c) : NULL;
  if (is) {
    to[(*n)++] = into[is - from];
    return true;
  }
  if (c != 'u' || r->end - r->at < 4) return false;
  const char hex[5] = {r->at[0], r->at[1], r->at[2], r->at[3], '\0'};
  *n += put_code(to + *n, strtoul(hex, NULL, 16));
  r->at += 4;
  return true;
}

/* A text between quotes; what does not fit is left off. */
static bool read_word(Reader *r, char *to, size_t size)
{
  char   rest[8];
  size_t n = 0, unused;
  if (!expect(r, '"')) return false;
  while (r->at < r->end && *r->at != '"') {
    const bool fits = n + 4 < size;
    unused          = 0;
    if (*r->at == '\\') {
      if (++r->at == r->end || !escaped(r, fits ? to : rest, fits ? &n : &unused)) return false;
    } else if (fits)
      to[n++] = *r->at++;
    else
      r->at++;
  }
  to[n] = '\0';
  return expect(r, '"');
}

static bool read_value(Reader *r, bool told);

static bool read_list(Reader *r)
{
  r->at++;
  if (expect(r, ']')) return true;
  do
    if (!read_value(r, false)) return false;
  while (expect(r, ','));
  return expect(r, ']');
}

static bool read_object(Reader *r, bool told)
{
  const size_t outer = strlen(r->key);
  r->at++;
  if (expect(r, '}')) return true;
  do {
    char name[KEY_SIZE];
    if (peek(r) != '"' || !read_word(r, name, sizeof name) || !expect(r, ':')) return false;
    const size_t n    = strlen(name);
    const bool   fits = outer + n + 2 < sizeof r->key;
    if (outer && fits) r->key[outer] = '.';
    if (fits) memcpy(r->key + outer + (outer > 0), name, n + 1);
    if (!read_value(r, told && fits)) return false;
    r->key[outer] = '\0';
  } while (expect(r, ','));
  return expect(r, '}');
}

/* A number, or null, true, false. */
static bool read_bare(Reader *r, bool told)
{
  size_t n = 0;
  while (r->at < r->end && n + 1 < 64 && (isalnum((unsigned char)*r->at) || strchr("+-.", *r->at))) r->word[n++] = *r->at++;
  r->word[n]             = '\0';
  const bool       digit = isdigit((unsigned char)r->word[0]) || r->word[0] == '-';
  const VfJsonKind kind  = digit ? VF_JSON_NUMBER : strcmp(r->word, "null") == 0 ? VF_JSON_NULL : VF_JSON_WORD;
  if (n && told) r->take(r->context, r->key, kind, r->word);
  return n > 0;
}

static bool read_value(Reader *r, bool told)
{
  const char c    = peek(r);
  bool       good = ++r->depth <= DEEPEST;
  if (good && c == '{')
    good = read_object(r, told);
  else if (good && c == '[')
    good = read_list(r);
  else if (good && c == '"') {
    good = read_word(r, r->word, sizeof r->word);
    if (good && told) r->take(r->context, r->key, VF_JSON_WORD, r->word);
  } else
    good = good && c && read_bare(r, told);
  r->depth--;
  return good;
}

bool vf_json_scalars(const char *text, size_t length, VfJsonTake take, void *context)
{
  Reader     r    = {.at = text, .end = text + length, .take = take, .context = context};
  const bool good = peek(&r) == '{' && read_value(&r, true);
  return good && peek(&r) == '\0';
}
