/* The `sample:` section of a sweep: uncertain values drawn together, as a group of rows like an axis. */
#ifndef VF_INPUTS_SWEEP_SAMPLE_H
#define VF_INPUTS_SWEEP_SAMPLE_H

#include "inputs/sweep.h"
#include "inputs/values.h"

/** Reads and draws a sample.
    Columns: sample.row, with indices sample.matrix, then one an uncertain value.  With indices the rows are Saltelli's (Saltelli et al. 2010,
    doi:10.1016/j.cpc.2009.09.018): for each row of the sample A, B, and AB1 ... ABd, which are A but for one value from B.
    A larger count of the same Sobol sample begins with the same rows.
    @param sweep its base case, sources and axes are read already.
    @param group filled; free with vf_sweep_group_clear().  @param sample filled; free with vf_sweep_sample_clear().
    @return false when the section is wrong, which has been complained of. */
bool vf_sweep_sample_read(const VfContext *context, VfWhere where, VfNode *section, const VfSweep *sweep, VfSweepGroup *group,
                          VfSweepSample *sample);

/** Why a sample cannot be made larger with its rows kept; NULL when it can. */
const char *vf_sweep_sample_fixed(const VfSweepSample *sample);

/** The keys of the section. */
const VfKey *vf_sweep_sample_keys(int *n);

#endif
