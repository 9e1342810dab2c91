/* Feeds the reader of sweeps with anything.  What it accepts is tried, kept as text and read again: the two must be the same sweep. */
#include "inputs/sweep_read.h"
#include "inputs/sweep_register.h"
#include "tests/fuzz/fuzz_units.h"
#include <stdlib.h>
#include <string.h>

static void fail(const VfMessages *messages, const char *text)
{
  vf_messages_print(messages, VF_MESSAGE_ERROR, "", stderr);
  fprintf(stderr, "%s", text);
  abort();
}

static void check_kept(const VfSweep *sweep)
{
  char      *text = vf_sweep_text(sweep), why[512] = "";
  VfSweep   *back;
  VfMessages messages = {0};
  if (!text) abort();
  if (vf_sweep_read_memory(units, text, strlen(text), "kept.yaml", &back, &messages)) fail(&messages, text);
  vf_sweep_differs(sweep, back, why, sizeof why);
  if (why[0]) fail(&messages, why);
  vf_messages_clear(&messages);
  vf_sweep_free(&back);
  free(text);
}

static void check_register(const VfSweep *sweep)
{
  VfSweepRegister members;
  char           *text = NULL, why[512], nothing[1] = "";
  size_t          n    = 0;
  FILE           *file = open_memstream(&text, &n);
  if (!file || !vf_sweep_register_read(sweep, nothing, &members, why, sizeof why) || !vf_sweep_register_extend(sweep, &members))
    abort();
  vf_sweep_register_put(file, sweep, &members);
  fclose(file);
  vf_sweep_register_free(&members);
  if (!vf_sweep_register_read(sweep, text, &members, why, sizeof why) || members.n != sweep->n_members) {
    fprintf(stderr, "%s\n%s", why, text);
    abort();
  }
  vf_sweep_register_free(&members);
  free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  VfSweep   *sweep;
  VfMessages messages = {0};
  const int  code     = vf_sweep_read_memory(units, (const char *)data, size, "fuzz.yaml", &sweep, &messages);
  if ((code == 0) != (sweep != NULL) || (code == 0) != (messages.n_errors == 0)) abort();
  if (code == 0 && sweep->n_members <= 200) {
    (void)vf_sweep_try(sweep, &messages);
    check_kept(sweep);
    check_register(sweep);
  }
  for (int i = 0; i < messages.n; i++)
    if (strchr(messages.items[i].text, '\n')) abort();
  vf_messages_clear(&messages);
  vf_sweep_free(&sweep);
  return 0;
}
