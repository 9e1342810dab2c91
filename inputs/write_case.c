/* Writing a case, and its hash. */
#include "inputs/file.h"
#include "inputs/read_case.h"
#include "inputs/schema.h"
#include "inputs/values.h"
#include <stdlib.h>
#include <string.h>

enum { ALL_DIGITS = 17 }; /* enough for any double to read back bitwise */

static void append_comment(VfText *text, const VfSources *sources, const char *key)
{
  const VfSource *source = sources ? vf_sources_find(sources, key) : NULL;
  if (!source) return;
  vf_text_append(text, "  # %s", source->assumed ? "ASSUMED: " : "");
  for (const char *c = source->source; *c; c++) vf_text_append(text, "%c", (unsigned char)*c < 0x20 || *c == 0x7f ? ' ' : *c);
}

/* Begins a section when the key is its first; returns the last part of the path. */
static const char *open_section(VfText *text, const char *path, char section[64])
{
  const char  *dot = strchr(path, '.');
  const size_t n   = dot ? (size_t)(dot - path) : 0;
  if (!dot)
    section[0] = '\0';
  else if (strlen(section) != n || strncmp(section, path, n) != 0) {
    memcpy(section, path, n);
    section[n] = '\0';
    vf_text_append(text, "%s:\n", section);
  }
  return dot ? dot + 1 : path;
}

static void append_case(VfText *text, const VfCase *kase, const VfSources *sources)
{
  int          n;
  const VfKey *keys        = vf_schema(&n);
  char         section[64] = "";
  for (int i = 0; i < n; i++) {
    if (!vf_schema_applies(&keys[i], kase) || !vf_value_is_set(&keys[i], kase)) continue;
    const char *name = open_section(text, keys[i].path, section);
    vf_text_append(text, "%s%s: ", section[0] ? "  " : "", name);
    vf_value_append(text, &keys[i], kase, ALL_DIGITS, true);
    append_comment(text, sources, keys[i].path);
    vf_text_append(text, "\n");
  }
}

int vf_case_write(const VfCase *kase, const VfSources *sources, FILE *out)
{
  VfText text = {0};
  append_case(&text, kase, sources);
  const bool good = !text.failed && text.data && fwrite(text.data, 1, text.n, out) == text.n && fflush(out) == 0;
  free(text.data);
  return good ? 0 : -1;
}

/* FNV-1a, 64 bits (Fowler, Noll, Vo). */
static uint64_t hash_bytes(uint64_t hash, const char *data, size_t n)
{
  for (size_t i = 0; i < n; i++) hash = (hash ^ (unsigned char)data[i]) * 0x100000001b3ull;
  return hash;
}

/* What does not change the physics: how long, how often, and what things are called. */
static bool is_physics(const VfKey *key)
{
  static const char *const others[] = {"title", "time.end", "time.max_step"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(key->path, others[i]) == 0) return false;
  return key->kind != VF_KIND_MATERIAL && !vf_schema_in_section(key, "output") && !vf_schema_in_section(key, "insitu") &&
         !vf_schema_in_section(key, "transport") && !vf_schema_in_section(key, "fit");
}

uint64_t vf_case_hash(const VfCase *kase)
{
  int          n;
  const VfKey *keys = vf_schema(&n);
  uint64_t     hash = 0xcbf29ce484222325ull;
  for (int i = 0; i < n; i++) {
    if (!is_physics(&keys[i]) || !vf_schema_applies(&keys[i], kase) || !vf_value_is_set(&keys[i], kase)) continue;
    hash          = hash_bytes(hash, keys[i].path, strlen(keys[i].path) + 1);
    char  *data   = NULL;
    size_t length = 0;
    /* A file counts by what is in it: a case may move to another folder between a run and its restart. */
    if (keys[i].kind == VF_KIND_FILE && !vf_file_read((const char *)kase + keys[i].offset, (size_t)1 << 30, &data, &length))
      hash = hash_bytes(hash, data, length);
    else {
      VfText text = {0};
      vf_value_append(&text, &keys[i], kase, ALL_DIGITS, true);
      if (text.data) hash = hash_bytes(hash, text.data, text.n);
      free(text.data);
    }
    free(data);
  }
  /* bath.kind has no key of its own */
  return hash_bytes(hash, kase->bath.solid ? "solid" : "liquid", 5);
}
