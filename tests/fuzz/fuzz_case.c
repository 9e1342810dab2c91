/* Feeds the case reader with anything.  What it accepts is written and read again: the two must be the same case. */
#include "inputs/read_case.h"
#include "tests/fuzz/fuzz_units.h"
#include <stdlib.h>
#include <string.h>

static void check_round_trip(const VfCase *kase)
{
  char      *text = NULL;
  size_t     n    = 0;
  VfCase    *back;
  VfSources *sources;
  VfMessages messages = {0};
  FILE      *out      = open_memstream(&text, &n);
  if (!out || vf_case_write(kase, NULL, out) != 0) abort();
  fclose(out);
  if (vf_case_read_memory(units, text, n, "written.yaml", kase->part, &back, &sources, &messages) != 0 ||
      vf_case_hash(kase) != vf_case_hash(back)) {
    vf_messages_print(&messages, VF_MESSAGE_ERROR, "", stderr);
    fprintf(stderr, "%s", text);
    abort();
  }
  vf_messages_clear(&messages);
  vf_case_free(&back);
  vf_sources_free(&sources);
  free(text);
}

static void try_part(const char *data, size_t size, VfCasePart part)
{
  VfCase    *kase;
  VfSources *sources;
  VfMessages messages = {0};
  const int  code     = vf_case_read_memory(units, data, size, "fuzz.yaml", part, &kase, &sources, &messages);
  if (code == 0) check_round_trip(kase);
  if ((code == 0) != (kase != NULL) || (code == 0) != (messages.n_errors == 0)) abort();
  for (int i = 0; i < messages.n; i++)
    if (strchr(messages.items[i].text, '\n')) abort();
  vf_messages_clear(&messages);
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  try_part((const char *)data, size, VF_PART_RUN);
  try_part((const char *)data, size, VF_PART_TRANSPORT);
  return 0;
}
