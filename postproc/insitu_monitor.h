/* Pictures and extracts while the run goes on, by scripts of ParaView's (insitu.h; docs/insitu.md).

   Nothing that a script does stops or changes the run: it sees the fields where they lie but is given no way to write to them from
   Python's side, exceptions end in one warning, and what its libraries change in the process is put back (process_state.h).  A script
   that failed is not called again. */
#ifndef VF_POSTPROC_INSITU_MONITOR_H
#define VF_POSTPROC_INSITU_MONITOR_H

#include "postproc/report.h"
#include "solver/view.h"

/* What became of it, for summary.json. */
typedef struct {
  char   script[VF_PATH_LENGTH];
  long   calls;
  double seconds;                     /* in the script and its libraries, rank 0 */
  char   failed[VF_REPORT_LENGTH];    /* why it was given up; "" when it was not */
  char   complaint[VF_REPORT_LENGTH]; /* the first error it reported and went on; "" when there was none */
} VfInsituRecord;

/** Can the case have its pictures: is the backend here, does the script's display open?  Collective.
    @param message (VF_REPORT_LENGTH) one line when not, the same on all ranks
    @param good    true when it can, and when the case asks for none */
PetscErrorCode VfInsituCheck(MPI_Comm comm, const VfCase *kase, char message[], bool *good);

/** Makes the monitor of a case with a section insitu; its results go to DIRECTORY/insitu.
    @param record lives as long as the monitor */
PetscErrorCode VfInsituMonitorCreate(const char *directory, const VfCase *kase, const VfInsituRecord **record, VfMonitor *monitor);

/** Is a state shown that a step of length dt [s] led to?  By steps: every so many; by time: the first at or after each multiple.
    The first state of a run always is. */
bool vf_insitu_is_due(const VfEvery *every, long step, double time, double dt);

#endif
