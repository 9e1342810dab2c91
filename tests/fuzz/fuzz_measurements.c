/* Feeds the reader of measurements with anything; what it accepts has numbers that a fit can use. */
#include "inputs/measurements.h"
#include "tests/fuzz/fuzz_units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  VfCase        *kase     = calloc(1, sizeof *kase);
  char          *text     = malloc(size + 1);
  VfMessages     messages = {0};
  VfMeasurements all;
  if (!kase || !text) abort();
  memcpy(text, data, size);
  text[size]     = '\0';
  const int code = vf_measurements_read_memory(units, text, size, "fuzz.csv", kase, &all, &messages);
  if ((code == 0) != (messages.n_errors == 0) || (code == 0) != (all.items != NULL)) abort();
  for (int i = 0; i < messages.n; i++)
    if (strchr(messages.items[i].text, '\n')) abort();
  for (int i = 0; i < all.n; i++)
    if (!isfinite(all.items[i].value) || !(all.items[i].sigma > 0.0) || !isfinite(all.items[i].T)) abort();
  vf_messages_clear(&messages);
  vf_measurements_free(&all);
  free(text);
  free(kase);
  return 0;
}
