/* HDF5 files written and read by all ranks together (collective MPI-IO).

   Errors are sticky: an operation that fails notes its reason and the file's later operations go on, so that all ranks make the
   same collective calls; VfHdf5Close agrees on the outcome and tells it.  HDF5's own error stack is not printed. */
#ifndef VF_POSTPROC_HDF5_FILE_H
#define VF_POSTPROC_HDF5_FILE_H

#include "mesh/grid.h"
#include "postproc/report.h"
#include <hdf5.h>
#include <stdint.h>

typedef struct {
  MPI_Comm    comm;
  hid_t       file;
  hid_t       collective; /* transfer property list */
  H5E_auto2_t print;      /* how the program reports HDF5 errors, restored at close */
  void       *print_data;
  const char *path;
  char        message[VF_REPORT_LENGTH]; /* first failure, "" for none; the same on all ranks after VfHdf5Close */
} VfHdf5;

typedef enum { VF_HDF5_CREATE, VF_HDF5_APPEND, VF_HDF5_READ } VfHdf5Mode;

/** Opens (or creates, emptying) a file on all ranks.  Collective.  A file that cannot be opened is a failure noted in `file`
    (already agreed on by all ranks); file->file is then invalid.
    @param path  kept until close
    @param bytes when writing: room to reserve on the disk, enough for all that is to be written */
PetscErrorCode VfHdf5Open(MPI_Comm comm, const char *path, VfHdf5Mode mode, size_t bytes, VfHdf5 *file);

/** Closes the file and agrees on the outcome.  Collective.  @param failed did anything since open go wrong on any rank? */
PetscErrorCode VfHdf5Close(VfHdf5 *file, bool *failed);

/** Notes a failure (the first one counts) with the innermost reason HDF5 gives. */
void vf_hdf5_fail(VfHdf5 *file, const char *what);

/* The following are called by all ranks with the same names and (attributes) values. */
hid_t vf_hdf5_group_create(VfHdf5 *file, hid_t where, const char *name);
void  vf_hdf5_write_text(VfHdf5 *file, hid_t object, const char *name, const char *text);
void  vf_hdf5_write_double(VfHdf5 *file, hid_t object, const char *name, double value);
void  vf_hdf5_write_integer(VfHdf5 *file, hid_t object, const char *name, int64_t value);
void  vf_hdf5_write_unsigned(VfHdf5 *file, hid_t object, const char *name, uint64_t value);
bool  vf_hdf5_read_text(hid_t object, const char *name, char text[], size_t size);
bool  vf_hdf5_read_double(hid_t object, const char *name, double *value);
bool  vf_hdf5_read_integer(hid_t object, const char *name, int64_t *value);
bool  vf_hdf5_read_unsigned(hid_t object, const char *name, uint64_t *value);

/** Makes a dataset (ny, nx), or (ny, nx, components) when components > 1, every value of which is about to be written.
    @param stored type in the file.  @return the open dataset (attributes may follow; close with H5Dclose), or < 0 */
hid_t vf_hdf5_create_cells(VfHdf5 *file, hid_t where, const char *name, const VfGrid *grid, int components, hid_t stored);

/** Writes rows first .. end - 1 of this rank's part of it (from 0 .. ym), which may be none, from (end - first, xm, components) values.
    @param memory H5T_NATIVE_DOUBLE or another type of the buffer */
void vf_hdf5_write_rows(VfHdf5 *file, hid_t dataset, const VfGrid *grid, int components, int first, int end, hid_t memory,
                        const void *values);

/** Both at once, from this rank's (ym, xm, components) values. */
hid_t vf_hdf5_write_cells(VfHdf5 *file, hid_t where, const char *name, const VfGrid *grid, int components, hid_t memory,
                          hid_t stored, const void *values);

/** Reads this rank's part of a dataset (ny, nx) of doubles.  @param values (ym, xm). */
void vf_hdf5_read_cells(VfHdf5 *file, hid_t where, const char *name, const VfGrid *grid, double values[]);

#endif
