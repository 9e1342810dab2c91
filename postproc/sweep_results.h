/* The table of a sweep: what each member was given and what it came to, read from its register, journal and folders. */
#ifndef VF_POSTPROC_SWEEP_RESULTS_H
#define VF_POSTPROC_SWEEP_RESULTS_H

#include "postproc/sweep_journal.h"

/* One column: "melt.mass [kg]" of the register, or a key of the summaries. */
typedef struct {
  char  *heading; /* as in results.csv */
  char  *key, *unit;
  bool   number;
  char **text; /* (members) NULL where there is none; owned */
} VfResultColumn;

typedef struct {
  long            n;
  VfMemberState  *state;       /* (n) */
  int            *exit_status; /* (n) */
  char          **reason;      /* (n) "" for none */
  long            count[VF_MEMBER_STATES];
  int             n_given, n_found; /* columns of the register, then of the summaries */
  int             capacity;
  VfResultColumn *columns; /* what the calculation itself took, which depends on the machine and on interruptions, stands last */
} VfSweepResults;

/** Reads what there is.  @param message one line on failure.  @return success; free with vf_sweep_results_free(). */
bool vf_sweep_results_read(const char *sweep, VfSweepResults *results, char message[], size_t size);

/** Writes results.csv, failed.csv and results.h5, each whole or not at all.  @param message one line on failure.  @return success */
bool vf_sweep_results_write(const char *sweep, const VfSweepResults *results, char message[], size_t size);

/** The same as HDF5 (sweep_results_hdf5.c): a dataset a column, with attributes key and units. */
bool vf_sweep_results_hdf5(const char *path, const VfSweepResults *results, char message[], size_t size);

void vf_sweep_results_free(VfSweepResults *results);

#endif
