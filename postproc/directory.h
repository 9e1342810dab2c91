/* The directory of a run: made, or made ready, so that nothing a user has is ever overwritten.

   not there                      it is made, with its parents
   there, without our file names  it is used as it is (a log file of the user's may stand in it)
   holds an earlier run of ours   that run's files are moved into DIRECTORY/previous-N, N = 1, 2, ...; other files stay
   holds one of our file names that this program did not put there (a case.yaml of the user's)   refused
   restart in its own directory   nothing is moved; the files are continued

   What this program put there is known by the marker file .vitrifloat. */
#ifndef VF_POSTPROC_DIRECTORY_H
#define VF_POSTPROC_DIRECTORY_H

#include <petscsys.h>
#include <stdbool.h>

/** Makes the directory ready.  Collective; rank 0 does the work.
    @param restart_here the run restarts from a checkpoint in this directory
    @param message one line: the reason of a refusal, or where an earlier run was moved to, or ""; the same on all ranks
    @return PETSC_ERR_FILE_OPEN on refusal, without a stack trace (test the code, do not PetscCall it) */
PetscErrorCode VfRunDirectoryCreate(MPI_Comm comm, const char *directory, bool restart_here, char message[], size_t size);

/** Deletes the files of an unfinished run whose directory is the program's own, a member of a sweep that begins anew. */
void vf_run_directory_clear(const char *directory);

#endif
