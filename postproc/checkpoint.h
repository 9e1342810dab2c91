/* checkpoint.h5: the state a run restarts from, written by all ranks into CHECKPOINT.tmp, forced to disk (members of sweeps do
   without), then renamed over the old one: at any moment there is one whole checkpoint, whatever happens to the run, the disk or the
   machine.

   Layout (format version 1): /fields/NAME (ny, nx) float64 for every saved field, bitwise, independent of the number of ranks;
   /scalars: one float64 attribute each; root attributes: format, format_version, case_hash, nx, ny, step, time, complete.
   Every dataset and the scalars carry a checksum: the sum modulo 2^64, over all values, of a hash of the value's bits and its
   position; the order of the sum does not matter, so neither does the number of ranks. */
#ifndef VF_POSTPROC_CHECKPOINT_H
#define VF_POSTPROC_CHECKPOINT_H

#include "postproc/text_file.h"
#include "solver/view.h"
#include <stdint.h>

/** Writes the saved fields and scalars of a view.  Collective.  On failure one line is printed on standard error, the old file
    stays, and PETSC_ERR_FILE_WRITE is returned without a stack trace (test the code, do not PetscCall it). */
PetscErrorCode VfCheckpointWrite(const char *path, const VfView *view, uint64_t case_hash, VfDurability durability);

/** Reads a checkpoint into the saved ones of the given fields (owned cells only: the caller updates ghosts) and into the scalars.
    Collective.  Refused: a missing, truncated or damaged file, another format, another case, another grid, a missing field.
    @param message one line on refusal, "" otherwise; the same on all ranks
    @return PETSC_ERR_FILE_READ on refusal, without a stack trace (test the code, do not PetscCall it); then fields and scalars
            are not to be used */
PetscErrorCode VfCheckpointRead(const char *path, const VfGrid *grid, int n_fields, const VfField fields[], int n_scalars,
                                const VfScalar scalars[], uint64_t case_hash, char message[], size_t size);

/** Simulated time [s] and step of a checkpoint.  Collective; messages and codes as VfCheckpointRead. */
PetscErrorCode VfCheckpointPeek(MPI_Comm comm, const char *path, double *time, long *step, char message[], size_t size);

/** The checkpoint meant by a user's --restart DIR|FILE: DIR/checkpoint.h5 for a directory. */
void vf_checkpoint_path(const char *given, char path[], size_t size);

/** Makes a monitor that writes DIRECTORY/checkpoint.h5 every `every` seconds of wall-clock time (rank 0's clock) and at END. */
PetscErrorCode VfCheckpointMonitorCreate(const char *directory, double every, uint64_t case_hash, VfDurability durability,
                                         VfMonitor *monitor);

#endif
