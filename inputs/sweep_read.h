/* Sweep files: reading with every error at once, the cases of members, and trying them out. */
#ifndef VF_INPUTS_SWEEP_READ_H
#define VF_INPUTS_SWEEP_READ_H

#include "inputs/sweep.h"

/** Reads a sweep, its base case and its sample.  @param units kept for the members.
    @param out  the sweep, NULL on error; free with vf_sweep_free().
    @param messages every error and warning, "FILE:LINE: key: what is wrong; what is right".
    @return 0, or 2 when the input is wrong. */
int vf_sweep_read(const VfUnits *units, const char *path, VfSweep **out, VfMessages *messages);

/** The same from memory.  @param name stands for FILE; relative paths start at its folder. */
int vf_sweep_read_memory(const VfUnits *units, const char *text, size_t n, const char *name, VfSweep **out, VfMessages *messages);

/** Frees a sweep; sets the pointer to NULL. */
void vf_sweep_free(VfSweep **sweep);

/** Looks at each value of each axis (of more than 200, at 200 of them) alone on the base case, and at the first and the last member, as
    `vitrifloat check` would.
    @return 0, or 2 when one is wrong. */
int vf_sweep_try(const VfSweep *sweep, VfMessages *messages);

/** The first half of it: values alone. */
int vf_sweep_try_values(const VfSweep *sweep, VfMessages *messages);

/** Rows of the groups that make a combination: number `index` of all, the last group fastest.  @param rows (n_groups), -1: base. */
void vf_sweep_rows(const VfSweep *sweep, long index, long rows[]);

/** The case of a member.  @param rows (n_groups) one row of each group, or -1 to leave the base case as it is there.
    @param messages of the member, told with lines of the sweep file.
    @return 0, or 2 when it is wrong. */
int vf_sweep_member_read(const VfSweep *sweep, const long rows[], VfCase **out, VfSources **src, VfMessages *messages);

/** The sweep as used: the base case stands in it, and `folder:` says where paths start.  @return text, which the caller frees. */
char *vf_sweep_text(const VfSweep *sweep);

#endif
