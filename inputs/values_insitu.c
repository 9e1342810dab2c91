/* Values of the section insitu. */
#include "inputs/values.h"
#include <string.h>

static bool is_python(const char *name)
{
  const size_t n = strlen(name);
  return n > 3 && strcmp(name + n - 3, ".py") == 0;
}

bool vf_script_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, char *target)
{
  char nearest[64];
  if (is_python(text)) return vf_file_path_read(context, where, text, key, target);
  if (vf_choice_find(key->choices, text, strlen(text)) >= 0) return vf_text_store(target, key->size, text);
  vf_choice_nearest(key->choices, text, nearest, sizeof nearest);
  vf_complain(context, where, "is no pipeline (%.60s); %s, or a file NAME.py is right%s%s%s", text, key->choices,
              nearest[0] ? ": did you mean " : "", nearest, nearest[0] ? "?" : "");
  return false;
}

bool vf_every_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, VfEvery *every)
{
  const bool  plain = text[0] && !text[strspn(text, "0123456789")];
  const VfKey steps = {.path = key->path, .kind = VF_KIND_COUNT, .low = 1.0, .high = 1e9, .offset = offsetof(VfEvery, steps)};
  const VfKey time  = {.path   = key->path,
                       .kind   = VF_KIND_NUMBER,
                       .unit   = "s",
                       .low    = key->low,
                       .high   = key->high,
                       .offset = offsetof(VfEvery, time)};
  *every            = (VfEvery){0};
  return vf_value_read_text(context, where, text, plain ? &steps : &time, every);
}
