#include "postproc/hdf5_file.h"
#include "postproc/text_file.h"
#include <string.h>

/* ---- errors ------------------------------------------------------------------------------------------------------- */

/* Called for the innermost entry first: keep it, drop the rest. */
static herr_t keep_innermost(unsigned n, const H5E_error2_t *entry, void *context)
{
  char *reason = context;

  if (n == 0 && entry->desc) PetscStrncpy(reason, entry->desc, 256);
  return 0;
}

void vf_hdf5_fail(VfHdf5 *f, const char *what)
{
  char reason[256] = "";

  if (!f->message[0]) {
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_innermost, reason);
    snprintf(f->message, sizeof f->message, "cannot %s %.200s%s%s", what, f->path, reason[0] ? ": " : "", reason);
  }
  H5Eclear2(H5E_DEFAULT);
}

/* ---- files -------------------------------------------------------------------------------------------------------- */

static hid_t open_mode(const char *path, VfHdf5Mode mode, hid_t access)
{
  if (mode == VF_HDF5_CREATE) return H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, access);
  return H5Fopen(path, mode == VF_HDF5_APPEND ? H5F_ACC_RDWR : H5F_ACC_RDONLY, access);
}

/* Rank 0 reserves room for what will be written; the verdict is everyone's. */
static PetscErrorCode reserve_room(VfHdf5 *f, size_t bytes, bool *failed)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(f->comm, &rank));
  if (rank == 0) (void)vf_disk_reserve(f->path, bytes, f->message, sizeof f->message);
  PetscCall(VfReportAgree(f->comm, f->message, sizeof f->message, failed));
  PetscFunctionReturn(0);
}

/* Through MPI on several ranks.  One rank writes the same file by plain calls, in a tenth of the time; it takes no locks either, so that
   others may read meanwhile. */
static herr_t set_driver(const VfHdf5 *f, hid_t access)
{
  int size;

  if (MPI_Comm_size(f->comm, &size)) return -1;
  if (size == 1) return H5Pset_fapl_sec2(access) < 0 ? -1 : H5Pset_file_locking(access, 0, 1);
  return H5Pset_fapl_mpio(access, f->comm, MPI_INFO_NULL) < 0 ? -1 : H5Pset_dxpl_mpio(f->collective, H5FD_MPIO_COLLECTIVE);
}

static void open_on_all(VfHdf5 *f, VfHdf5Mode mode)
{
  const hid_t access = H5Pcreate(H5P_FILE_ACCESS);

  f->collective = H5Pcreate(H5P_DATASET_XFER);
  if (set_driver(f, access) < 0 || H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) < 0) vf_hdf5_fail(f, "prepare");
  f->file = open_mode(f->path, mode, access);
  if (f->file < 0) vf_hdf5_fail(f, mode == VF_HDF5_CREATE ? "create" : "open");
  H5Pclose(access);
}

PetscErrorCode VfHdf5Open(MPI_Comm comm, const char *path, VfHdf5Mode mode, size_t bytes, VfHdf5 *f)
{
  bool failed = false;

  PetscFunctionBeginUser;
  *f = (VfHdf5){.comm = comm, .file = H5I_INVALID_HID, .collective = H5I_INVALID_HID, .path = path};
  H5Eget_auto2(H5E_DEFAULT, &f->print, &f->print_data);
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  if (mode != VF_HDF5_READ) PetscCall(reserve_room(f, bytes, &failed));
  if (failed) PetscFunctionReturn(0);
  open_on_all(f, mode);
  PetscCall(VfReportAgree(comm, f->message, sizeof f->message, &failed));
  if (!failed && mode == VF_HDF5_CREATE) PetscCall(reserve_room(f, bytes, &failed)); /* emptying the file gave the room back */
  if (failed && f->file >= 0) {
    H5Fclose(f->file);
    f->file = H5I_INVALID_HID;
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfHdf5Close(VfHdf5 *f, bool *failed)
{
  PetscFunctionBeginUser;
  if (f->file >= 0 && H5Fclose(f->file) < 0) vf_hdf5_fail(f, "write");
  if (f->collective >= 0) H5Pclose(f->collective);
  f->file = f->collective = H5I_INVALID_HID;
  H5Eset_auto2(H5E_DEFAULT, f->print, f->print_data);
  PetscCall(VfReportAgree(f->comm, f->message, sizeof f->message, failed));
  PetscFunctionReturn(0);
}

hid_t vf_hdf5_group_create(VfHdf5 *f, hid_t where, const char *name)
{
  const hid_t group = H5Gcreate2(where, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  if (group < 0) vf_hdf5_fail(f, "write");
  return group;
}

/* ---- attributes --------------------------------------------------------------------------------------------------- */

static void write_attribute(VfHdf5 *f, hid_t object, const char *name, hid_t stored, hid_t memory, const void *value)
{
  const hid_t space     = H5Screate(H5S_SCALAR);
  const hid_t attribute = H5Acreate2(object, name, stored, space, H5P_DEFAULT, H5P_DEFAULT);

  if (attribute < 0 || H5Awrite(attribute, memory, value) < 0) vf_hdf5_fail(f, "write");
  if (attribute >= 0) H5Aclose(attribute);
  H5Sclose(space);
}

/* Does not count as a failure of the file: what a missing attribute means is the reader's to say. */
static bool read_attribute(hid_t object, const char *name, hid_t memory, void *value)
{
  const hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
  const bool  read      = attribute >= 0 && H5Aread(attribute, memory, value) >= 0;

  if (attribute >= 0) H5Aclose(attribute);
  H5Eclear2(H5E_DEFAULT);
  return read;
}

static hid_t text_type(void)
{
  const hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, H5T_VARIABLE); /* what h5py reads as str */
  H5Tset_cset(type, H5T_CSET_UTF8);
  return type;
}

void vf_hdf5_write_text(VfHdf5 *f, hid_t object, const char *name, const char *text)
{
  const hid_t type = text_type();
  write_attribute(f, object, name, type, type, &text);
  H5Tclose(type);
}

void vf_hdf5_write_double(VfHdf5 *f, hid_t object, const char *name, double value)
{
  write_attribute(f, object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void vf_hdf5_write_integer(VfHdf5 *f, hid_t object, const char *name, int64_t value)
{
  write_attribute(f, object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void vf_hdf5_write_unsigned(VfHdf5 *f, hid_t object, const char *name, uint64_t value)
{
  write_attribute(f, object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

bool vf_hdf5_read_text(hid_t object, const char *name, char text[], size_t size)
{
  const hid_t type  = text_type();
  char       *value = NULL;
  const bool  read  = read_attribute(object, name, type, &value) && value;

  if (read) snprintf(text, size, "%s", value);
  if (value) H5free_memory(value);
  H5Tclose(type);
  return read;
}

bool vf_hdf5_read_double(hid_t object, const char *name, double *value)
{
  return read_attribute(object, name, H5T_NATIVE_DOUBLE, value);
}

bool vf_hdf5_read_integer(hid_t object, const char *name, int64_t *value)
{
  return read_attribute(object, name, H5T_NATIVE_INT64, value);
}

bool vf_hdf5_read_unsigned(hid_t object, const char *name, uint64_t *value)
{
  return read_attribute(object, name, H5T_NATIVE_UINT64, value);
}

/* ---- cell data ---------------------------------------------------------------------------------------------------- */

/* Selects rows first .. end - 1 of this rank's cells in a (ny, nx, components) space and makes the space of their values in memory. */
static herr_t select_rows(const VfGrid *g, int components, int first, int end, hid_t space, hid_t *memory)
{
  const hsize_t start[3] = {(hsize_t)(g->ys + first), (hsize_t)g->xs, 0};
  const hsize_t count[3] = {(hsize_t)(end - first), (hsize_t)g->xm, (hsize_t)components};

  *memory = H5Screate_simple(components > 1 ? 3 : 2, count, NULL);
  if (first < end) return H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL);
  return H5Sselect_none(*memory) < 0 ? -1 : H5Sselect_none(space);
}

hid_t vf_hdf5_create_cells(VfHdf5 *f, hid_t where, const char *name, const VfGrid *g, int components, hid_t stored)
{
  const hsize_t size[3] = {(hsize_t)g->ny, (hsize_t)g->nx, (hsize_t)components};
  const hid_t   space   = H5Screate_simple(components > 1 ? 3 : 2, size, NULL);
  const hid_t   create  = H5Pcreate(H5P_DATASET_CREATE);
  hid_t         dataset;

  H5Pset_fill_time(create, H5D_FILL_TIME_NEVER); /* every value is about to be written */
  dataset = H5Dcreate2(where, name, stored, space, H5P_DEFAULT, create, H5P_DEFAULT);
  if (dataset < 0) vf_hdf5_fail(f, "write");
  H5Pclose(create);
  H5Sclose(space);
  return dataset;
}

void vf_hdf5_write_rows(VfHdf5 *f, hid_t dataset, const VfGrid *g, int components, int first, int end, hid_t memory,
                        const void *values)
{
  const hid_t space = dataset < 0 ? H5I_INVALID_HID : H5Dget_space(dataset);
  hid_t       own   = H5I_INVALID_HID;

  if (space < 0 || select_rows(g, components, first, end, space, &own) < 0 ||
      H5Dwrite(dataset, memory, own, space, f->collective, values) < 0)
    vf_hdf5_fail(f, "write");
  if (own >= 0) H5Sclose(own);
  if (space >= 0) H5Sclose(space);
}

hid_t vf_hdf5_write_cells(VfHdf5 *f, hid_t where, const char *name, const VfGrid *g, int components, hid_t memory, hid_t stored,
                          const void *values)
{
  const hid_t dataset = vf_hdf5_create_cells(f, where, name, g, components, stored);

  vf_hdf5_write_rows(f, dataset, g, components, 0, g->ym, memory, values);
  return dataset;
}

void vf_hdf5_read_cells(VfHdf5 *f, hid_t where, const char *name, const VfGrid *g, double values[])
{
  const hid_t dataset = H5Dopen2(where, name, H5P_DEFAULT);
  const hid_t space   = dataset < 0 ? H5I_INVALID_HID : H5Dget_space(dataset);
  hid_t       own     = H5I_INVALID_HID;
  hsize_t     size[3] = {0};

  if (space < 0 || H5Sget_simple_extent_ndims(space) != 2 || H5Sget_simple_extent_dims(space, size, NULL) != 2 ||
      size[0] != (hsize_t)g->ny || size[1] != (hsize_t)g->nx || select_rows(g, 1, 0, g->ym, space, &own) < 0 ||
      H5Dread(dataset, H5T_NATIVE_DOUBLE, own, space, f->collective, values) < 0)
    vf_hdf5_fail(f, "read");
  if (own >= 0) H5Sclose(own);
  if (space >= 0) H5Sclose(space);
  if (dataset >= 0) H5Dclose(dataset);
}
