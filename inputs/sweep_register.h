/* The register of a sweep: which member has which values.  Numbers never change; what a sweep is extended by is appended. */
#ifndef VF_INPUTS_SWEEP_REGISTER_H
#define VF_INPUTS_SWEEP_REGISTER_H

#include "inputs/sweep.h"
#include <stddef.h>
#include <stdio.h>

typedef struct {
  long  n;    /* members */
  long *rows; /* (n x groups of the sweep) */
} VfSweepRegister;

/** Finds the members of a members.csv among the sweep's.
    @param text (changed) of the file; "" for none yet
    @param why one line when it is the register of another sweep
    @return success; free with vf_sweep_register_free() */
bool vf_sweep_register_read(const VfSweep *sweep, char *text, VfSweepRegister *members, char why[], size_t size);

/** Appends the combinations that have no number yet, in the order of vf_sweep_rows().  @return whether there was memory. */
bool vf_sweep_register_extend(const VfSweep *sweep, VfSweepRegister *members);

/** Writes members.csv. */
void vf_sweep_register_put(FILE *file, const VfSweep *sweep, const VfSweepRegister *members);

/** Frees the register, and leaves it empty. */
void vf_sweep_register_free(VfSweepRegister *members);

/** What a new sweep has otherwise than the one it is to extend, in one line; "" when it extends it: same base case, same axes,
    every value of before still there. */
void vf_sweep_differs(const VfSweep *old, const VfSweep *sweep, char why[], size_t size);

#endif
