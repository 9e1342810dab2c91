#include "postproc/read_fields.h"
#include "postproc/hdf5_file.h"
#include "postproc/xdmf.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The group with the latest time. */
typedef struct {
  char   name[VF_FRAME_NAME_LENGTH];
  double time;
} Last;

static herr_t look_at(hid_t where, const char *name, const H5L_info_t *info, void *context)
{
  Last  *last = context;
  double time;

  (void)info;
  if (strncmp(name, "step_", 5)) return 0;
  const hid_t group = H5Gopen2(where, name, H5P_DEFAULT);
  if (group >= 0 && vf_hdf5_read_double(group, "time", &time) && time > last->time) {
    last->time = time;
    snprintf(last->name, sizeof last->name, "%s", name);
  }
  if (group >= 0) H5Gclose(group);
  return 0;
}

PetscErrorCode VfFieldsReadLast(const char *path, const VfGrid *g, int n, const char *const names[], double *const values[],
                                double *time, bool *failed, char message[], size_t size)
{
  VfHdf5 file;
  Last   last  = {.time = -INFINITY};
  hid_t  group = H5I_INVALID_HID;

  PetscFunctionBeginUser;
  PetscCall(VfHdf5Open(g->comm, path, VF_HDF5_READ, 0, &file));
  if (file.file >= 0) {
    if (H5Literate(file.file, H5_INDEX_NAME, H5_ITER_INC, NULL, look_at, &last) < 0 || !last.name[0])
      vf_hdf5_fail(&file, "find an output in");
    else
      group = H5Gopen2(file.file, last.name, H5P_DEFAULT);
    for (int k = 0; k < n && group >= 0; k++) vf_hdf5_read_cells(&file, group, names[k], g, values[k]);
    if (group >= 0) H5Gclose(group);
  }
  PetscCall(VfHdf5Close(&file, failed));
  snprintf(message, size, "%s", *failed ? file.message : "");
  *time = last.time;
  PetscFunctionReturn(0);
}
