#include "inputs/sources.h"
#include "inputs/text.h"
#include <stdlib.h>
#include <string.h>

const VfSource *vf_sources_find(const VfSources *sources, const char *key)
{
  for (int i = 0; i < sources->n; i++)
    if (strcmp(sources->items[i].key, key) == 0) return &sources->items[i];
  return NULL;
}

static void source_free(VfSource *source)
{
  free(source->key);
  free(source->value);
  free(source->unit);
  free(source->source);
}

VfSource *vf_sources_add(VfSources *sources, const char *key, const char *value, const char *unit, const char *source, bool assumed)
{
  VfSource *items = realloc(sources->items, (size_t)(sources->n + 1) * sizeof *items);
  if (!items) return NULL;
  sources->items = items;
  VfSource item  = {.key     = vf_text_copy(key, strlen(key)),
                    .value   = vf_text_copy(value, strlen(value)),
                    .unit    = vf_text_copy(unit, strlen(unit)),
                    .source  = vf_text_copy(source, strlen(source)),
                    .assumed = assumed,
                    .scale   = 1.0};
  if (!item.key || !item.value || !item.unit || !item.source) {
    source_free(&item);
    return NULL;
  }
  items[sources->n] = item;
  return &items[sources->n++];
}

void vf_sources_free(VfSources **sources)
{
  if (!*sources) return;
  for (int i = 0; i < (*sources)->n; i++) source_free(&(*sources)->items[i]);
  free((*sources)->items);
  free(*sources);
  *sources = NULL;
}
