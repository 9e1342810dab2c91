#include "postproc/fields.h"
#include "postproc/cell_value.h"
#include "postproc/checksum.h"
#include "postproc/hdf5_file.h"
#include "postproc/text_file.h"
#include "postproc/xdmf.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { METADATA_BYTES = 1 << 16 }; /* generous room for the groups and headers of one step */

typedef struct {
  char      data_path[VF_PATH_LENGTH], xdmf_path[VF_PATH_LENGTH];
  char      title[256];
  bool      restarted; /* an existing file is to be continued: looked at with the first event */
  double    restart_time;
  int       n_frames, capacity;
  VfFrame  *frames;
  int       n_checksums; /* arrays whose values of the last frame are known; 0 at first and after a restart */
  uint64_t *checksums;   /* (n_checksums) of this rank's values */
} Fields;

static PetscErrorCode frames_add(Fields *s, VfFrame frame)
{
  PetscFunctionBeginUser;
  if (s->n_frames == s->capacity) {
    s->capacity = s->capacity ? 2 * s->capacity : 64;
    PetscCall(PetscRealloc(sizeof(VfFrame) * (size_t)s->capacity, &s->frames));
  }
  s->frames[s->n_frames++] = frame;
  PetscFunctionReturn(0);
}

/* ---- what is written ---------------------------------------------------------------------------------------------- */

/* The arrays of a step: every shown field, u and v as one velocity.  arrays, sources (view->n_fields). */
static int list_arrays(const VfView *view, VfXdmfArray arrays[], const VfField *sources[])
{
  int n = 0;

  for (int k = 0; k < view->n_fields; k++) {
    const VfField *f = &view->fields[k];
    if (!f->shown || !strcmp(f->name, "v")) continue;
    arrays[n]    = (VfXdmfArray){f->name, f->unit, f->long_name, 1};
    sources[n++] = f;
    if (!strcmp(f->name, "u")) arrays[n - 1] = (VfXdmfArray){"velocity", f->unit, "film velocity", 3};
  }
  return n;
}

/* Rows of this rank, from 0. */
typedef struct {
  int first, end;
} Rows;

/* Copies one component of rows of an array into values (rows, xm, stride); f == NULL: zero. */
static void pack(const VfGrid *g, const VfField *f, Rows rows, int stride, int component, double values[])
{
  for (int j = rows.first; j < rows.end; j++) {
    for (int i = 0; i < g->xm; i++) {
      values[(size_t)((j - rows.first) * g->xm + i) * (size_t)stride + (size_t)component] =
          f ? vf_cell_value(g, f, g->xs + i, g->ys + j) : 0.0;
    }
  }
}

/* One value a cell that stays the same over the run. */
static void write_static(VfHdf5 *file, const VfGrid *g, const char *name, const char *long_name, hid_t memory, hid_t stored,
                         const void *values)
{
  const hid_t dataset = vf_hdf5_write_cells(file, file->file, name, g, 1, memory, stored, values);

  if (dataset < 0) return;
  vf_hdf5_write_text(file, dataset, "units", "1");
  vf_hdf5_write_text(file, dataset, "long_name", long_name);
  H5Dclose(dataset);
}

/* Where the bath is. */
static PetscErrorCode write_bath(VfHdf5 *file, const VfGrid *g)
{
  const int      n = g->xm * g->ym;
  unsigned char *mask;
  double        *share;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(n, &mask, n, &share));
  for (int k = 0; k < n; k++) {
    const size_t q = vf_index(g, g->xs + k % g->xm, g->ys + k / g->xm);

    mask[k]  = g->inside[q];
    share[k] = g->fraction[q];
  }
  write_static(file, g, "mask", "1: bath, at least in part, 0: beyond the wall", H5T_NATIVE_UCHAR, H5T_STD_U8LE, mask);
  write_static(file, g, "bath", "share of the cell that is bath", H5T_NATIVE_DOUBLE, H5T_IEEE_F64LE, share);
  PetscCall(PetscFree2(mask, share));
  PetscFunctionReturn(0);
}

static PetscErrorCode write_header(VfHdf5 *file, const Fields *s, const VfGrid *g)
{

  PetscFunctionBeginUser;
  vf_hdf5_write_text(file, file->file, "program", "vitrifloat " VF_VERSION);
  vf_hdf5_write_text(file, file->file, "title", s->title);
  vf_hdf5_write_text(file, file->file, "geometry", g->axisymmetric ? "axisymmetric" : "planar");
  vf_hdf5_write_text(file, file->file, "symmetry", g->copies == 4 ? "quarter" : "none");
  vf_hdf5_write_double(file, file->file, "x0_m", g->x0);
  vf_hdf5_write_double(file, file->file, "y0_m", g->y0);
  vf_hdf5_write_double(file, file->file, "dx_m", g->dx);
  vf_hdf5_write_double(file, file->file, "dy_m", g->dy);
  PetscCall(write_bath(file, g));
  PetscFunctionReturn(0);
}

/* An array of n components is packed in n bands of rows, so that a value a cell is room enough. */
static Rows band_of(const VfGrid *g, int bands, int band)
{
  return (Rows){band * g->ym / bands, (band + 1) * g->ym / bands};
}

/* @return number of values */
static size_t pack_band(const VfView *view, const VfXdmfArray *a, const VfField *source, Rows rows, double values[])
{
  pack(view->grid, source, rows, a->components, 0, values);
  if (a->components > 1) {
    pack(view->grid, vf_view_field(view, "v"), rows, 3, 1, values);
    pack(view->grid, NULL, rows, 3, 2, values);
  }
  return (size_t)(rows.end - rows.first) * (size_t)(view->grid->xm * a->components);
}

/* Room for the largest band. */
static size_t band_values(const VfGrid *g)
{
  return (size_t)PetscMax(g->ym, 3 * (g->ym / 3 + 1)) * (size_t)g->xm;
}

/* An array whose values are those of the last frame, on all ranks, becomes another name of the data that are there: while a film is
   solid only its temperature takes up room.  linked: whether that was done. */
static PetscErrorCode link_array(Fields *s, hid_t group, const VfView *view, const VfXdmfArray *a, int k, const VfField *source,
                                 double values[], bool *linked)
{
  const VfGrid *g     = view->grid;
  const bool    known = k < s->n_checksums && s->n_frames && s->frames[s->n_frames - 1].step != view->step;
  char          frame[VF_FRAME_NAME_LENGTH], path[VF_FRAME_NAME_LENGTH + 64];
  uint64_t      sum = 0, place = 0;
  int           same;

  PetscFunctionBeginUser;
  for (int b = 0; b < a->components; b++) {
    const size_t n = pack_band(view, a, source, band_of(g, a->components, b), values);

    for (size_t q = 0; q < n; q++) sum += vf_checksum_term(values[q], place++);
  }
  same            = known && sum == s->checksums[k];
  s->checksums[k] = sum;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &same, 1, MPI_INT, MPI_LAND, g->comm));
  *linked = false;
  if (!same || group < 0) PetscFunctionReturn(0);
  vf_frame_name(s->frames[s->n_frames - 1].step, frame);
  PetscCall(PetscSNPrintf(path, sizeof path, "/%s/%s", frame, a->name));
  *linked = H5Lcreate_hard(group, path, group, a->name, H5P_DEFAULT, H5P_DEFAULT) >= 0;
  PetscFunctionReturn(0);
}

static void write_array(VfHdf5 *file, hid_t group, const VfView *view, const VfXdmfArray *a, const VfField *source, double values[])
{
  const VfGrid *g       = view->grid;
  const hid_t   dataset = vf_hdf5_create_cells(file, group, a->name, g, a->components, H5T_IEEE_F64LE);

  for (int b = 0; b < a->components; b++) {
    const Rows rows = band_of(g, a->components, b);

    if (a->components > 1) (void)pack_band(view, a, source, rows, values); /* one component is there already */
    vf_hdf5_write_rows(file, dataset, g, a->components, rows.first, rows.end, H5T_NATIVE_DOUBLE, values);
  }
  if (dataset < 0) return; /* noted in file */
  vf_hdf5_write_text(file, dataset, "units", a->unit);
  vf_hdf5_write_text(file, dataset, "long_name", a->long_name);
  H5Dclose(dataset);
}

/* Adds the group of this step to the open file. */
static PetscErrorCode write_step(Fields *s, VfHdf5 *file, const VfView *view, int n, const VfXdmfArray arrays[],
                                 const VfField *const sources[])
{
  char    name[VF_FRAME_NAME_LENGTH];
  double *values;
  hid_t   group;

  PetscFunctionBeginUser;
  vf_frame_name(view->step, name);
  if (H5Lexists(file->file, name, H5P_DEFAULT) > 0) H5Ldelete(file->file, name, H5P_DEFAULT);
  group = vf_hdf5_group_create(file, file->file, name);
  vf_hdf5_write_double(file, group, "time", view->time);
  vf_hdf5_write_text(file, group, "time_units", "s");
  vf_hdf5_write_integer(file, group, "step", view->step);
  PetscCall(PetscMalloc1(band_values(view->grid), &values));
  if (!s->checksums) PetscCall(PetscCalloc1(n, &s->checksums));
  for (int k = 0; k < n; k++) {
    bool linked = false;

    PetscCall(link_array(s, group, view, &arrays[k], k, sources[k], values, &linked));
    if (!linked) write_array(file, group, view, &arrays[k], sources[k], values);
  }
  s->n_checksums = n;
  PetscCall(PetscFree(values));
  if (group >= 0) H5Gclose(group);
  PetscFunctionReturn(0);
}

/* ---- restart ------------------------------------------------------------------------------------------------------ */

typedef struct {
  Fields *fields;
  int     n_late, error;
  long   *late; /* steps after the restart time */
} Scan;

static herr_t scan_link(hid_t where, const char *name, const H5L_info_t *info, void *context)
{
  Scan   *scan = context;
  VfFrame frame;
  int64_t step;
  hid_t   group;
  bool    read;

  (void)info;
  if (strncmp(name, "step_", 5)) return 0;
  group = H5Gopen2(where, name, H5P_DEFAULT);
  read  = group >= 0 && vf_hdf5_read_double(group, "time", &frame.time) && vf_hdf5_read_integer(group, "step", &step);
  if (group >= 0) H5Gclose(group);
  frame.step = read ? (long)step : strtol(name + 5, NULL, 10);
  if (read && frame.time <= scan->fields->restart_time) {
    scan->error |= frames_add(scan->fields, frame) != 0;
  } else { /* later, or never finished */
    scan->error |= PetscRealloc(sizeof(long) * (size_t)(scan->n_late + 1), &scan->late) != 0;
    if (!scan->error) scan->late[scan->n_late++] = frame.step;
  }
  return scan->error ? -1 : 0;
}

static int compare_frames(const void *a, const void *b)
{
  const long p = ((const VfFrame *)a)->step, q = ((const VfFrame *)b)->step;
  return (p > q) - (p < q);
}

/* Drops the steps after the restart time and lists the others. */
static PetscErrorCode truncate_file(Fields *s, VfHdf5 *file)
{
  Scan scan = {.fields = s};
  char name[VF_FRAME_NAME_LENGTH];

  PetscFunctionBeginUser;
  if (H5Literate(file->file, H5_INDEX_NAME, H5_ITER_INC, NULL, scan_link, &scan) < 0) vf_hdf5_fail(file, "read");
  for (int k = 0; k < scan.n_late; k++) {
    vf_frame_name(scan.late[k], name);
    if (H5Ldelete(file->file, name, H5P_DEFAULT) < 0) vf_hdf5_fail(file, "shorten");
  }
  PetscCall(PetscFree(scan.late));
  if (s->n_frames) qsort(s->frames, (size_t)s->n_frames, sizeof(VfFrame), compare_frames);
  PetscFunctionReturn(0);
}

/* Is the mask of the open file one of this grid? */
static bool same_grid(const VfHdf5 *file, const VfGrid *g)
{
  const hid_t mask    = H5Dopen2(file->file, "mask", H5P_DEFAULT);
  const hid_t space   = mask < 0 ? H5I_INVALID_HID : H5Dget_space(mask);
  hsize_t     size[2] = {0, 0};
  bool        same    = space >= 0 && H5Sget_simple_extent_ndims(space) == 2 && H5Sget_simple_extent_dims(space, size, NULL) == 2;

  same = same && size[0] == (hsize_t)g->ny && size[1] == (hsize_t)g->nx;
  if (space >= 0) H5Sclose(space);
  if (mask >= 0) H5Dclose(mask);
  return same;
}

/* Looks at a file from before the restart.  One that cannot be continued is kept under another name. */
static PetscErrorCode continue_file(Fields *s, const VfGrid *g)
{
  int    exists = 0;
  bool   failed;
  VfHdf5 file;
  char   aside[VF_PATH_LENGTH + 16] = "";

  PetscFunctionBeginUser;
  if (g->rank == 0) exists = access(s->data_path, F_OK) == 0;
  PetscCallMPI(MPI_Bcast(&exists, 1, MPI_INT, 0, g->comm));
  if (!exists) PetscFunctionReturn(0);
  PetscCall(VfHdf5Open(g->comm, s->data_path, VF_HDF5_APPEND, METADATA_BYTES, &file));
  if (file.file >= 0 && same_grid(&file, g))
    PetscCall(truncate_file(s, &file));
  else if (file.file >= 0)
    vf_hdf5_fail(&file, "continue");
  PetscCall(VfHdf5Close(&file, &failed));
  if (!failed) PetscFunctionReturn(0);
  s->n_frames = 0;
  if (g->rank == 0) vf_file_set_aside(s->data_path, aside, sizeof aside);
  PetscCall(PetscFPrintf(g->comm, PETSC_STDERR, "vitrifloat: %s; it is kept as %s, a new file is begun\n", file.message, aside));
  PetscFunctionReturn(0);
}

/* ---- the monitor -------------------------------------------------------------------------------------------------- */

/* Bytes a step may need: a step that does not fit is left out before HDF5 touches the file. */
static size_t step_bytes(const VfGrid *g, int n, const VfXdmfArray arrays[])
{
  size_t values = 2; /* mask and bath, in the first step */

  for (int k = 0; k < n; k++) values += (size_t)arrays[k].components;
  return sizeof(double) * values * (size_t)g->nx * (size_t)g->ny + METADATA_BYTES;
}

/* Lists the frames in the .xmf: only the last one is new, or (again) all. */
static PetscErrorCode write_xdmf(const Fields *s, const VfGrid *g, bool all, int n, const VfXdmfArray arrays[], char message[],
                                 bool *failed)
{
  const VfXdmf x = {.grid = g, .data = "fields.h5", .n_frames = s->n_frames, .frames = s->frames, .n_arrays = n, .arrays = arrays};

  PetscFunctionBeginUser;
  message[0] = '\0';
  if (g->rank == 0) (void)(all ? vf_xdmf_write : vf_xdmf_append)(s->xdmf_path, &x, message, VF_REPORT_LENGTH);
  PetscCall(VfReportAgree(g->comm, message, VF_REPORT_LENGTH, failed));
  PetscFunctionReturn(0);
}

static PetscErrorCode output(Fields *s, const VfView *view, int n, const VfXdmfArray arrays[], const VfField *const sources[],
                             char message[], bool *failed)
{
  const VfHdf5Mode mode  = s->n_frames ? VF_HDF5_APPEND : VF_HDF5_CREATE;
  const size_t     bytes = step_bytes(view->grid, n, arrays);
  VfHdf5           file;

  PetscFunctionBeginUser;
  PetscCall(VfHdf5Open(view->grid->comm, s->data_path, mode, bytes, &file));
  if (file.file >= 0) {
    if (!s->n_frames) PetscCall(write_header(&file, s, view->grid));
    PetscCall(write_step(s, &file, view, n, arrays, sources));
  }
  PetscCall(VfHdf5Close(&file, failed));
  PetscCall(PetscStrncpy(message, file.message, VF_REPORT_LENGTH));
  if (*failed) PetscFunctionReturn(0);
  if (s->n_frames && s->frames[s->n_frames - 1].step == view->step)
    PetscFunctionReturn(0); /* the same step again: listed already */
  PetscCall(frames_add(s, (VfFrame){view->step, view->time}));
  PetscCall(write_xdmf(s, view->grid, s->n_frames == 1, n, arrays, message, failed));
  PetscFunctionReturn(0);
}

/* The first event after a restart: continues the file and lists what is left of it. */
static PetscErrorCode resume(Fields *s, const VfView *view, int n, const VfXdmfArray arrays[], char message[], bool *failed)
{
  PetscFunctionBeginUser;
  s->restarted = false;
  PetscCall(continue_file(s, view->grid));
  if (s->n_frames) PetscCall(write_xdmf(s, view->grid, true, n, arrays, message, failed));
  PetscFunctionReturn(0);
}

static PetscErrorCode fields_call(void *context, VfEvent event, const VfView *view, VfOutcome outcome)
{
  Fields         *s = context;
  VfXdmfArray    *arrays;
  const VfField **sources;
  char            message[VF_REPORT_LENGTH] = "";
  int             n;
  bool            failed = false;

  PetscFunctionBeginUser;
  (void)outcome;
  PetscCall(PetscMalloc2(view->n_fields, &arrays, view->n_fields, &sources));
  n = list_arrays(view, arrays, sources);
  if (s->restarted) PetscCall(resume(s, view, n, arrays, message, &failed));
  if (event == VF_EVENT_OUTPUT && !failed) PetscCall(output(s, view, n, arrays, sources, message, &failed));
  PetscCall(PetscFree2(arrays, sources));
  if (failed) {
    PetscCall(VfReportPrint(view->grid->comm, message));
    PetscFunctionReturn(PETSC_ERR_FILE_WRITE); /* told already: no stack trace */
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode fields_destroy(void **context)
{
  Fields *s = *context;

  PetscFunctionBeginUser;
  PetscCall(PetscFree(s->frames));
  PetscCall(PetscFree(s->checksums));
  PetscCall(PetscFree(s));
  *context = NULL;
  PetscFunctionReturn(0);
}

PetscErrorCode VfFieldsMonitorCreate(const char *directory, const char *case_title, bool restarted, double restart_time,
                                     VfMonitor *monitor)
{
  Fields *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  PetscCall(PetscSNPrintf(s->data_path, sizeof s->data_path, "%s/fields.h5", directory));
  PetscCall(PetscSNPrintf(s->xdmf_path, sizeof s->xdmf_path, "%s/fields.xmf", directory));
  PetscCall(PetscStrncpy(s->title, case_title, sizeof s->title));
  s->restarted    = restarted;
  s->restart_time = restart_time;
  *monitor        = (VfMonitor){.name = "fields", .context = s, .call = fields_call, .destroy = fields_destroy};
  PetscFunctionReturn(0);
}
