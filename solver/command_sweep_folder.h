/* The folder of a sweep, opened: its members and how each of them stands. */
#ifndef VF_SOLVER_COMMAND_SWEEP_FOLDER_H
#define VF_SOLVER_COMMAND_SWEEP_FOLDER_H

#include "inputs/sweep_register.h"

typedef struct {
  const char     *path;
  VfUnits        *units;
  VfSweep        *sweep;
  VfSweepRegister members;
} VfSweepFolder;

/** Reads sweep.yaml and members.csv of a folder that holds a sweep; complains on standard error.
    @return success; close with vf_sweep_folder_close() also without */
bool vf_sweep_folder_open(const char *path, VfSweepFolder *folder);

/** Whether a folder holds a sweep. */
bool vf_sweep_folder_there(const char *path);

/** Writes sweep.yaml, sweep.json and members.csv, making the folder where it is not there.
    @param message one line on failure.  @return success */
bool vf_sweep_folder_write(const VfSweepFolder *folder, char message[], size_t size);

void vf_sweep_folder_close(VfSweepFolder *folder);

/** Locks a file of the folder, made where it is not there, until it is closed or the process ends.
    @return the open file; -1 when another process holds it; -2 when it cannot be opened */
int vf_lock(const char *path);

#endif
