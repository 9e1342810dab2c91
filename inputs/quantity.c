#include "inputs/quantity.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <udunits2.h>

enum { UNIT_LENGTH = 64, MAX_EXPONENT = 12 };

struct VfUnits {
  ut_system *system;
};

VfUnits *vf_units_create(void)
{
  ut_set_error_message_handler(ut_ignore);
  VfUnits *units = malloc(sizeof *units);
  if (!units) return NULL;
  units->system = ut_read_xml(NULL);
  if (!units->system) {
    free(units);
    return NULL;
  }
  return units;
}

void vf_units_destroy(VfUnits **units)
{
  if (!*units) return;
  ut_free_system((*units)->system);
  free(*units);
  *units = NULL;
}

/* Length of a decimal number at the start of the text; 0 if there is none.  strtod alone would take hexadecimals, nan and inf. */
static size_t number_length(const char *text)
{
  size_t i = 0, digits = 0;
  if (text[i] == '+' || text[i] == '-') i++;
  for (; isdigit((unsigned char)text[i]); i++) digits++;
  if (text[i] == '.') i++;
  for (; isdigit((unsigned char)text[i]); i++) digits++;
  if (!digits) return 0;
  if (text[i] == 'e' || text[i] == 'E') {
    size_t j = i + 1;
    if (text[j] == '+' || text[j] == '-') j++;
    if (isdigit((unsigned char)text[j])) {
      while (isdigit((unsigned char)text[j])) j++;
      i = j;
    }
  }
  return i;
}

static bool is_not_finite_word(const char *text)
{
  const char *words[] = {"nan", "inf", "infinity"};
  while (*text == '+' || *text == '-' || *text == '.') text++;
  for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
    size_t i = 0;
    while (words[w][i] && tolower((unsigned char)text[i]) == words[w][i]) i++;
    if (!words[w][i] && !isalpha((unsigned char)text[i])) return true;
  }
  return false;
}

/* Rewrites the few non-ASCII signs people use in ASCII; refuses others.  @return false also when it gets too long. */
static bool unit_to_ascii(const char *text, char out[UNIT_LENGTH])
{
  static const struct {
    const char *sign, *ascii;
  } signs[] = {{"\xC2\xB0", "deg"}, {"\xC2\xB5", "u"}, {"\xCE\xBC", "u"},  {"\xC2\xB2", "2"},
               {"\xC2\xB3", "3"},   {"\xC2\xB7", "."}, {"\xCE\xA9", "ohm"}};
  size_t n  = 0;
  while (*text) {
    char        single[2] = {*text, '\0'};
    const char *ascii     = (unsigned char)*text < 0x80 ? single : NULL;
    size_t      length    = 1;
    for (size_t s = 0; !ascii && s < sizeof signs / sizeof *signs; s++)
      if (strncmp(text, signs[s].sign, 2) == 0) {
        ascii  = signs[s].ascii;
        length = 2;
      }
    if (!ascii || n + strlen(ascii) >= UNIT_LENGTH) return false;
    memcpy(out + n, ascii, strlen(ascii));
    n += strlen(ascii);
    text += length;
  }
  out[n] = '\0';
  return true;
}

/* Skips an exponent: ^-2, ^2, **2, 2 or -2 right after a name.  NULL when it is malformed or large. */
static const char *skip_exponent(const char *c)
{
  bool needed = false;
  if (*c == '^') {
    c++;
    needed = true;
  } else if (c[0] == '*' && c[1] == '*') {
    c += 2;
    needed = true;
  }
  const char *start = c;
  if (*c == '-' || *c == '+') {
    c++;
    needed = true;
  }
  if (!isdigit((unsigned char)*c)) return needed ? NULL : start;
  char      *end;
  const long power = strtol(c, &end, 10);
  return power <= MAX_EXPONENT ? end : NULL;
}

static bool is_reserved(const char *name, size_t n)
{
  static const char *const words[] = {"since", "after", "from", "ref", "re", "log", "ln", "lg", "per"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strlen(words[i]) == n && strncasecmp(words[i], name, n) == 0) return true;
  return false;
}

static const char *skip_blanks(const char *c)
{
  while (*c == ' ') c++;
  return c;
}

/* Skips one factor: a name with its exponent, or the figure 1 (as in 1/s), or opening brackets before either. */
static const char *skip_factor(const char *c, int *depth)
{
  while (*c == '(') {
    ++*depth;
    c = skip_blanks(c + 1);
  }
  if (*c == '1' && !isdigit((unsigned char)c[1]) && c[1] != '.') return c + 1;
  const char *start = c;
  while (isalpha((unsigned char)*c) || *c == '_' || *c == '%' || *c == '\'') c++;
  if (c == start || is_reserved(start, (size_t)(c - start))) return NULL;
  return skip_exponent(c);
}

/* Whether the text has the shape  factor { separator factor }  with balanced brackets.  ut_parse() of libudunits2 2.2.28 loses the
   name it has just read when it meets a syntax error, so only texts without syntax errors are passed on to it; they also have no
   scale factors, time origins or logarithms, none of which belongs in a case. */
static bool unit_has_shape(const char *c)
{
  int depth = 0;
  c         = skip_factor(skip_blanks(c), &depth);
  while (c) {
    const bool blank = *c == ' ';
    c                = skip_blanks(c);
    while (*c == ')' && depth > 0) {
      depth--;
      c = skip_exponent(c + 1);
      if (!c) return false;
      c = skip_blanks(c);
    }
    if (!*c) return depth == 0;
    const bool sign = *c == '/' || *c == '*' || *c == '.';
    if (!sign && !blank && *c != '(') return false;
    c = skip_factor(skip_blanks(c + sign), &depth);
  }
  return false;
}

static ut_unit *unit_parse(const VfUnits *units, const char *text)
{
  char ascii[UNIT_LENGTH];
  if (!unit_to_ascii(text, ascii) || !unit_has_shape(ascii)) return NULL;
  return ut_parse(units->system, ascii, UT_ASCII);
}

/* Converts a number between two units that can be compared.  Equal units leave it bitwise alone. */
static VfQuantityStatus unit_convert(ut_unit *from, ut_unit *to, bool absolute, double number, double *value)
{
  if (!ut_are_convertible(from, to)) return VF_QUANTITY_WRONG_DIMENSION;
  cv_converter *converter = ut_get_converter(from, to);
  if (!converter) return VF_QUANTITY_WRONG_DIMENSION;
  const double zero      = cv_convert_double(converter, 0.0);
  const double converted = ut_compare(from, to) == 0 ? number : cv_convert_double(converter, number);
  cv_free(converter);
  /* UDUNITS takes reciprocals for convertible (s and Hz): zero then has no finite image. */
  if (!isfinite(zero)) return VF_QUANTITY_WRONG_DIMENSION;
  if (zero != 0.0 && !absolute) return VF_QUANTITY_OFFSET;
  if (!isfinite(converted)) return VF_QUANTITY_NOT_FINITE;
  *value = converted;
  return VF_QUANTITY_OK;
}

VfQuantityStatus vf_quantity_read(const VfUnits *units, const char *text, const char *si_unit, bool absolute, double *value)
{
  text                = skip_blanks(text);
  const size_t length = number_length(text);
  if (!length) return is_not_finite_word(text) ? VF_QUANTITY_NOT_FINITE : VF_QUANTITY_NOT_NUMBER;
  const double number = strtod(text, NULL);
  if (!isfinite(number)) return VF_QUANTITY_NOT_FINITE;
  const char *unit = skip_blanks(text + length);
  if (!*unit) {
    if (strcmp(si_unit, "1") != 0) return VF_QUANTITY_NO_UNIT;
    *value = number;
    return VF_QUANTITY_OK;
  }
  ut_unit         *from   = unit_parse(units, unit);
  ut_unit         *to     = ut_parse(units->system, si_unit, UT_ASCII);
  VfQuantityStatus status = from && to ? unit_convert(from, to, absolute, number, value) : VF_QUANTITY_UNKNOWN_UNIT;
  ut_free(from);
  ut_free(to);
  return status;
}
