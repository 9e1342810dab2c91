#include "postproc/checkpoint.h"
#include "postproc/checksum.h"
#include "postproc/hdf5_file.h"
#include "postproc/text_file.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FORMAT_VERSION = 3, METADATA_BYTES = 1 << 16 };

static const char format_name[] = "vitrifloat checkpoint";

void vf_checkpoint_path(const char *given, char path[], size_t size)
{
  struct stat info;
  const bool  directory = stat(given, &info) == 0 && S_ISDIR(info.st_mode);

  snprintf(path, size, "%s%s", given, directory ? "/checkpoint.h5" : "");
}

/* ---- checksums ---------------------------------------------------------------------------------------------------- */

static PetscErrorCode field_checksum(const VfGrid *g, const double values[], uint64_t *sum)
{
  uint64_t own = 0;

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      own += vf_checksum_term(values[j * g->xm + i], (uint64_t)(g->ys + j) * (uint64_t)g->nx + (uint64_t)(g->xs + i));
    }
  }
  PetscCallMPI(MPI_Allreduce(&own, sum, 1, MPI_UINT64_T, MPI_SUM, g->comm));
  PetscFunctionReturn(0);
}

static uint64_t scalars_checksum(int n, const VfScalar scalars[])
{
  uint64_t sum = 0;
  for (int k = 0; k < n; k++) sum += vf_checksum_term(*scalars[k].value, (uint64_t)k);
  return sum;
}

/* ---- writing ------------------------------------------------------------------------------------------------------ */

static void write_header(VfHdf5 *file, const VfView *view, uint64_t case_hash)
{
  const hid_t root = file->file;

  vf_hdf5_write_text(file, root, "format", format_name);
  vf_hdf5_write_integer(file, root, "format_version", FORMAT_VERSION);
  vf_hdf5_write_text(file, root, "program", "vitrifloat " VF_VERSION);
  vf_hdf5_write_unsigned(file, root, "case_hash", case_hash);
  vf_hdf5_write_integer(file, root, "nx", view->grid->nx);
  vf_hdf5_write_integer(file, root, "ny", view->grid->ny);
  vf_hdf5_write_integer(file, root, "step", view->step);
  vf_hdf5_write_double(file, root, "time", view->time);
}

/* Between a field and the values of own cells, row after row. */
static void values_of(const VfField *f, const VfGrid *g, double values[])
{
  for (int j = 0; j < g->ym; j++) {
    const size_t q   = vf_index(g, g->xs, g->ys + j);
    double      *row = values + j * g->xm;

    if (!f->fixed) memcpy(row, f->data + q, sizeof(double) * (size_t)g->xm);
    for (int i = 0; f->fixed && i < g->xm; i++) row[i] = vf_fixed_value(f->fixed[q + (size_t)i]);
  }
}

static void set_values(const VfField *f, const VfGrid *g, const double values[])
{
  for (int j = 0; j < g->ym; j++) {
    const size_t  q   = vf_index(g, g->xs, g->ys + j);
    const double *row = values + j * g->xm;

    if (!f->fixed) memcpy(f->data + q, row, sizeof(double) * (size_t)g->xm);
    for (int i = 0; f->fixed && i < g->xm; i++) f->fixed[q + (size_t)i] = vf_fixed_from(row[i]);
  }
}

static PetscErrorCode write_field(VfHdf5 *file, hid_t where, const VfGrid *g, const VfField *f, double values[])
{
  uint64_t sum;
  hid_t    dataset;

  PetscFunctionBeginUser;
  values_of(f, g, values);
  PetscCall(field_checksum(g, values, &sum));
  dataset = vf_hdf5_write_cells(file, where, f->name, g, 1, H5T_NATIVE_DOUBLE, H5T_IEEE_F64LE, values);
  if (dataset < 0) PetscFunctionReturn(0); /* noted in file */
  vf_hdf5_write_text(file, dataset, "units", f->unit);
  vf_hdf5_write_text(file, dataset, "long_name", f->long_name);
  vf_hdf5_write_unsigned(file, dataset, "checksum", sum);
  H5Dclose(dataset);
  PetscFunctionReturn(0);
}

static PetscErrorCode write_state(VfHdf5 *file, const VfView *view)
{
  double *values;
  hid_t   group;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1((size_t)(view->grid->xm * view->grid->ym), &values));
  group = vf_hdf5_group_create(file, file->file, "fields");
  for (int k = 0; k < view->n_fields; k++) {
    if (view->fields[k].saved) PetscCall(write_field(file, group, view->grid, &view->fields[k], values));
  }
  if (group >= 0) H5Gclose(group);
  PetscCall(PetscFree(values));
  group = vf_hdf5_group_create(file, file->file, "scalars");
  for (int k = 0; k < view->n_scalars; k++) vf_hdf5_write_double(file, group, view->scalars[k].name, *view->scalars[k].value);
  vf_hdf5_write_unsigned(file, group, "checksum", scalars_checksum(view->n_scalars, view->scalars));
  if (group >= 0) H5Gclose(group);
  PetscFunctionReturn(0);
}

/* Bytes the file may need, metadata included. */
static size_t file_bytes(const VfView *view)
{
  size_t bytes = METADATA_BYTES;

  for (int k = 0; k < view->n_fields; k++) {
    if (view->fields[k].saved) bytes += sizeof(double) * (size_t)view->grid->nx * (size_t)view->grid->ny + METADATA_BYTES / 16;
  }
  return bytes;
}

/* Writes everything into `temporary` and closes it. */
static PetscErrorCode write_file(const char *temporary, const VfView *view, uint64_t case_hash, char message[], bool *failed)
{
  VfHdf5 file;

  PetscFunctionBeginUser;
  PetscCall(VfHdf5Open(view->grid->comm, temporary, VF_HDF5_CREATE, file_bytes(view), &file));
  if (file.file >= 0) {
    write_header(&file, view, case_hash);
    PetscCall(write_state(&file, view));
    vf_hdf5_write_integer(&file, file.file, "complete", 1);
    if (H5Fflush(file.file, H5F_SCOPE_GLOBAL) < 0) vf_hdf5_fail(&file, "write"); /* syncs every rank's part */
  }
  PetscCall(VfHdf5Close(&file, failed));
  PetscCall(PetscStrncpy(message, file.message, VF_REPORT_LENGTH));
  PetscFunctionReturn(0);
}

PetscErrorCode VfCheckpointWrite(const char *path, const VfView *view, uint64_t case_hash, VfDurability durability)
{
  char          temporary[VF_PATH_LENGTH], message[VF_REPORT_LENGTH];
  const VfGrid *g = view->grid;
  bool          failed;

  PetscFunctionBeginUser;
  PetscCall(PetscSNPrintf(temporary, sizeof temporary, "%s.tmp", path));
  PetscCall(write_file(temporary, view, case_hash, message, &failed));
  if (!failed) {
    if (g->rank == 0) (void)vf_file_commit(temporary, path, durability, message, sizeof message);
    PetscCall(VfReportAgree(g->comm, message, sizeof message, &failed));
  }
  if (failed) {
    if (g->rank == 0) unlink(temporary);
    PetscCall(VfReportPrint(g->comm, message));
    PetscFunctionReturn(PETSC_ERR_FILE_WRITE);
  }
  PetscFunctionReturn(0);
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

/* Says why the file is refused; the first reason counts. */
static void refuse(VfHdf5 *file, const char *reason)
{
  if (!file->message[0]) snprintf(file->message, sizeof file->message, "checkpoint %.300s %s", file->path, reason);
}

/* Opens a checkpoint and checks that it is one, and whole. */
static PetscErrorCode open_checked(MPI_Comm comm, const char *path, VfHdf5 *file)
{
  char    format[64], reason[128];
  int64_t version = 0, complete = 0;
  int     error = 0, rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && access(path, R_OK)) error = errno;
  PetscCallMPI(MPI_Bcast(&error, 1, MPI_INT, 0, comm));
  if (error) {
    *file = (VfHdf5){.comm = comm, .file = H5I_INVALID_HID, .collective = H5I_INVALID_HID, .path = path};
    H5Eget_auto2(H5E_DEFAULT, &file->print, &file->print_data);
    snprintf(reason, sizeof reason, "cannot be read: %s", strerror(error));
    refuse(file, reason);
    PetscFunctionReturn(0);
  }
  PetscCall(VfHdf5Open(comm, path, VF_HDF5_READ, 0, file));
  if (file->file < 0) {
    file->message[0] = '\0';
    refuse(file, "is truncated, damaged or not a checkpoint at all (HDF5 cannot open it)");
    PetscFunctionReturn(0);
  }
  if (!vf_hdf5_read_text(file->file, "format", format, sizeof format) || strcmp(format, format_name)) {
    refuse(file, "is an HDF5 file but not a checkpoint of this program");
  } else if (!vf_hdf5_read_integer(file->file, "format_version", &version) || version != FORMAT_VERSION) {
    snprintf(reason, sizeof reason, "has format version %ld; this program reads version %d", (long)version, FORMAT_VERSION);
    refuse(file, reason);
  } else if (!vf_hdf5_read_integer(file->file, "complete", &complete) || complete != 1) {
    refuse(file, "is not complete: its writing was cut short");
  }
  PetscFunctionReturn(0);
}

static void check_case(VfHdf5 *file, const VfGrid *g, uint64_t case_hash)
{
  uint64_t hash;
  int64_t  nx, ny;
  char     reason[160];

  if (!vf_hdf5_read_integer(file->file, "nx", &nx) || !vf_hdf5_read_integer(file->file, "ny", &ny) ||
      !vf_hdf5_read_unsigned(file->file, "case_hash", &hash)) {
    refuse(file, "is damaged: its header lacks grid or case");
  } else if (nx != g->nx || ny != g->ny) {
    snprintf(reason, sizeof reason, "holds %ld x %ld cells, the case has %d x %d", (long)nx, (long)ny, g->nx, g->ny);
    refuse(file, reason);
  } else if (hash != case_hash) {
    refuse(file, "belongs to another case: physics, materials, programme or mesh differ from the case given");
  }
}

static PetscErrorCode read_field(VfHdf5 *file, hid_t where, const VfGrid *g, const VfField *f, double values[])
{
  char     reason[128];
  uint64_t stored = 0, sum;
  bool     exists = where >= 0 && H5Lexists(where, f->name, H5P_DEFAULT) > 0, whole;

  PetscFunctionBeginUser;
  if (!exists) {
    snprintf(reason, sizeof reason, "has no field '%s'", f->name);
    refuse(file, reason);
    PetscFunctionReturn(0);
  }
  vf_hdf5_read_cells(file, where, f->name, g, values);
  PetscCall(field_checksum(g, values, &sum)); /* collective: also after a failed read */
  {
    const hid_t dataset = H5Dopen2(where, f->name, H5P_DEFAULT);
    whole               = dataset >= 0 && vf_hdf5_read_unsigned(dataset, "checksum", &stored) && stored == sum;
    if (dataset >= 0) H5Dclose(dataset);
  }
  if (!whole) {
    snprintf(reason, sizeof reason, "is damaged: field '%s' does not match its checksum", f->name);
    refuse(file, reason);
  }
  set_values(f, g, values);
  PetscFunctionReturn(0);
}

static void read_scalars(VfHdf5 *file, int n, const VfScalar scalars[])
{
  const hid_t group  = H5Gopen2(file->file, "scalars", H5P_DEFAULT);
  uint64_t    stored = 0;
  char        reason[128];

  for (int k = 0; k < n; k++) {
    if (group >= 0 && vf_hdf5_read_double(group, scalars[k].name, scalars[k].value)) continue;
    snprintf(reason, sizeof reason, "has no value '%s'", scalars[k].name);
    refuse(file, reason);
  }
  if (!file->message[0] && (!vf_hdf5_read_unsigned(group, "checksum", &stored) || stored != scalars_checksum(n, scalars)))
    refuse(file, "is damaged: its scalars do not match their checksum");
  if (group >= 0) H5Gclose(group);
}

static PetscErrorCode read_state(VfHdf5 *file, const VfGrid *g, int n_fields, const VfField fields[], int n_scalars,
                                 const VfScalar scalars[])
{
  double     *values;
  const hid_t group = H5Gopen2(file->file, "fields", H5P_DEFAULT);

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1((size_t)(g->xm * g->ym), &values));
  for (int k = 0; k < n_fields; k++) {
    if (fields[k].saved) PetscCall(read_field(file, group, g, &fields[k], values));
  }
  PetscCall(PetscFree(values));
  if (group >= 0) H5Gclose(group);
  read_scalars(file, n_scalars, scalars);
  PetscFunctionReturn(0);
}

/* Closes the file; the outcome as a code and a message. */
static PetscErrorCode close_checked(VfHdf5 *file, char message[], size_t size)
{
  bool failed;

  PetscFunctionBeginUser;
  PetscCall(VfHdf5Close(file, &failed));
  PetscCall(PetscStrncpy(message, file->message, size));
  PetscFunctionReturn(failed ? PETSC_ERR_FILE_READ : 0);
}

PetscErrorCode VfCheckpointRead(const char *path, const VfGrid *g, int n_fields, const VfField fields[], int n_scalars,
                                const VfScalar scalars[], uint64_t case_hash, char message[], size_t size)
{
  VfHdf5 file;

  PetscFunctionBeginUser;
  PetscCall(open_checked(g->comm, path, &file));
  if (!file.message[0]) check_case(&file, g, case_hash); /* metadata: the same verdict on all ranks */
  if (!file.message[0]) PetscCall(read_state(&file, g, n_fields, fields, n_scalars, scalars));
  PetscFunctionReturn(close_checked(&file, message, size));
}

PetscErrorCode VfCheckpointPeek(MPI_Comm comm, const char *path, double *time, long *step, char message[], size_t size)
{
  VfHdf5  file;
  int64_t stored = 0;

  PetscFunctionBeginUser;
  PetscCall(open_checked(comm, path, &file));
  if (!file.message[0] && (!vf_hdf5_read_double(file.file, "time", time) || !vf_hdf5_read_integer(file.file, "step", &stored)))
    refuse(&file, "is damaged: its header lacks time or step");
  *step = (long)stored;
  PetscFunctionReturn(close_checked(&file, message, size));
}
