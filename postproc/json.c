#include "postproc/json.h"
#include <math.h>

void vf_json_quoted(FILE *f, const char *text)
{
  fputc('"', f);
  for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
    if (*p == '"' || *p == '\\')
      fprintf(f, "\\%c", *p);
    else if (*p < 0x20)
      fprintf(f, "\\u%04x", *p);
    else
      fputc(*p, f);
  }
  fputc('"', f);
}

/* What stands before a value: comma, new line, key. */
static void begin(VfJson *json, const char *key)
{
  if (json->depth > 0) fprintf(json->file, "%s\n%*s", json->again ? "," : "", 2 * json->depth, "");
  if (key) {
    vf_json_quoted(json->file, key);
    fputs(": ", json->file);
  }
  json->again = true;
}

void vf_json_open(VfJson *json, const char *key, char bracket)
{
  begin(json, key);
  fputc(bracket, json->file);
  json->depth++;
  json->again = false;
}

void vf_json_close(VfJson *json, char bracket)
{
  json->depth--;
  if (json->again) fprintf(json->file, "\n%*s", 2 * json->depth, "");
  fputc(bracket, json->file);
  if (json->depth == 0) fputc('\n', json->file);
  json->again = true;
}

void vf_json_number(VfJson *json, const char *key, double value)
{
  begin(json, key);
  fprintf(json->file, isfinite(value) ? "%.15g" : "null", value);
}

void vf_json_integer(VfJson *json, const char *key, long value)
{
  begin(json, key);
  fprintf(json->file, "%ld", value);
}

void vf_json_text(VfJson *json, const char *key, const char *text)
{
  begin(json, key);
  vf_json_quoted(json->file, text);
}

void vf_json_bare(VfJson *json, const char *key, const char *text)
{
  begin(json, key);
  fputs(text, json->file);
}
