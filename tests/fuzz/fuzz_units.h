/* The part that fuzzers of texts with units share; each is a program of its own. */
#ifndef VF_FUZZ_UNITS_H
#define VF_FUZZ_UNITS_H

#include "inputs/quantity.h"
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The unit database takes a tenth of a second to load: once is enough.  The fuzzer's interface leaves no other place for it. */
static VfUnits *units;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
  (void)argc;
  (void)argv;
  units = vf_units_create();
  return units ? 0 : 1;
}

#endif
