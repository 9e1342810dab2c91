/* Reading sweep files; shared by the files that do it. */
#ifndef VF_INPUTS_SWEEP_READING_H
#define VF_INPUTS_SWEEP_READING_H

#include "inputs/sweep.h"
#include "inputs/values.h"

enum { VF_SWEEP_MOST_MEMBERS = 1000000, VF_SWEEP_MOST_COLUMNS = 64, VF_SWEEP_MOST_VALUES = 126 };

/** What a key of a case may hold ("melt.mass", "process[2].hold", "melt.viscosity.branch", or a section, "bath"), with offset 0.
    Kind VF_KIND_ENTRIES: a value of which the tables say nothing more.  @return false when it is no key. */
bool vf_sweep_key_find(const char *path, VfKey *key);

/** Whether values of the key are numbers that tables can show in SI. */
bool vf_sweep_key_is_number(const VfKey *key);

/** A number as cells have it: 15 digits, so that 1 mg and 1000 ug, which conversion may leave a last bit apart, are the same member;
    the caller frees it. */
char *vf_sweep_number(double value);

/** Reads one item of `axes:`, with its values.  @return whether it could be used; complains otherwise. */
bool vf_sweep_axis_read(const VfContext *context, VfWhere where, VfNode *node, VfSweepGroup *group);

/** Gives the group room for its rows.  @return whether there was memory. */
bool vf_sweep_group_create(VfSweepGroup *group, int n_columns, long n_rows);

/** Tables of the keys of a sweep file, for the reference page. */
const VfKey *vf_sweep_keys(int *n);
const VfKey *vf_sweep_axis_keys(int *n);
const VfKey *vf_sweep_run_keys(int *n);
const VfKey *vf_sweep_slurm_keys(int *n);

#endif
