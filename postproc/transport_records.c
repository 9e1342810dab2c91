#include "postproc/transport_records.h"
#include "postproc/hdf5_file.h"
#include "postproc/programme_report.h"
#include "postproc/text_file.h"
#include <stdlib.h>
#include <unistd.h>

static void write_values(VfHdf5 *file, hid_t group, const char *name, const char *unit, int rows, int columns,
                         const double values[])
{
  const hsize_t size[2] = {(hsize_t)rows, (hsize_t)columns};
  const hid_t   space   = H5Screate_simple(columns > 1 ? 2 : 1, size, NULL);
  const hid_t   create  = H5Pcreate(H5P_DATASET_CREATE);

  H5Pset_obj_track_times(create, 0); /* the same record is the same file */
  const hid_t dataset = H5Dcreate2(group, name, H5T_IEEE_F64LE, space, H5P_DEFAULT, create, H5P_DEFAULT);
  if (dataset < 0 || H5Dwrite(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0)
    vf_hdf5_fail(file, "write");
  else
    vf_hdf5_write_text(file, dataset, "units", unit);
  if (dataset >= 0) H5Dclose(dataset);
  H5Pclose(create);
  H5Sclose(space);
}

/* Puts the finished file in its place; a record of before that says something else is kept under another name. */
static bool put_in_place(const char *part, const char *path, char message[], size_t size)
{
  char aside[VF_PATH_LENGTH + 64];

  if (vf_file_same(part, path)) return unlink(part) == 0;
  if (access(path, F_OK) == 0) {
    vf_file_set_aside(path, aside, sizeof aside);
    snprintf(message, size, "the %s of before is kept as %s", path, aside);
  }
  return vf_file_commit(part, path, VF_SAFE_FROM_POWER_CUT, message, size);
}

static void write_record(VfHdf5 *file, const VfTransportReport *r, int k, double pressure[])
{
  const VfRigRecord *record = &r->records[k];
  const bool         sweep  = r->kase->transport.rig.kind == VF_RIG_WICKE_KALLENBACH;
  const int          n      = record->n + sweep;
  char               name[64];

  snprintf(name, sizeof name, "measurement_%03d", k);
  const hid_t group = vf_hdf5_group_create(file, file->file, name);
  if (group < 0) return;
  vf_hdf5_write_double(file, group, "temperature_K", record->T);
  vf_hdf5_write_double(file, group, "time_lag_s", record->lag);
  vf_hdf5_write_double(file, group, "diffusivity_m2_per_s", record->diffusivity);
  for (int i = 0; i < n; i++) {
    snprintf(name, sizeof name, "gas_%d", i);
    vf_hdf5_write_text(file, group, name, i < record->n ? r->gases[record->gas[i]].name : r->kase->transport.rig.sweep_gas);
    snprintf(name, sizeof name, "permeance_%d_mol_per_m2_s_Pa", i);
    if (i < record->n) vf_hdf5_write_double(file, group, name, record->permeance[i]);
    for (int s = 0; s < record->samples; s++) pressure[s * n + i] = record->pressure[s][i];
  }
  write_values(file, group, "time", "s", record->samples, 1, record->time);
  write_values(file, group, "permeate_pressure", "Pa", record->samples, n, pressure);
  H5Gclose(group);
}

/* The programme over time; columns are gases. */
static void write_programme(VfHdf5 *file, const VfTransportReport *r)
{
  const VfProgrammeRecord *p     = r->programme;
  const hid_t              group = vf_hdf5_group_create(file, file->file, "programme");
  const struct {
    const char   *name, *unit;
    const double *values;
  } columns[] = {{"feed_pressure", "Pa", p->feed},
                 {"permeate_pressure", "Pa", p->permeate},
                 {"permeance", "mol m-2 s-1 Pa-1", p->permeance},
                 {"entered", "mol", p->entered},
                 {"left", "mol", p->left},
                 {"held", "mol", p->held}};
  char name[64];

  if (group < 0) return;
  vf_hdf5_write_double(file, group, "balance_error", p->balance);
  for (int i = 0; i < p->n; i++) {
    snprintf(name, sizeof name, "gas_%d", i);
    vf_hdf5_write_text(file, group, name, vf_programme_gas(r, i));
  }
  write_values(file, group, "time", "s", p->samples, 1, p->time);
  write_values(file, group, "temperature", "K", p->samples, 1, p->T);
  for (size_t k = 0; k < sizeof columns / sizeof *columns; k++)
    write_values(file, group, columns[k].name, columns[k].unit, p->samples, p->n, columns[k].values);
  H5Gclose(group);
}

bool vf_transport_records_write(const VfTransportReport *r, const char *directory, char message[], size_t size)
{
  const size_t values   = r->programme ? (size_t)r->programme->samples * (size_t)(2 + 6 * r->programme->n) : 0;
  const size_t bytes    = (size_t)r->n_records * sizeof(VfRigRecord) + values * sizeof(double) + 65536;
  double      *pressure = malloc(sizeof(double) * VF_RIG_SAMPLES * VF_MIXTURE_MAX);
  char         path[VF_PATH_LENGTH + 32], part[VF_PATH_LENGTH + 40];
  bool         failed = true;
  VfHdf5       file;

  snprintf(path, sizeof path, "%s/transport.h5", directory);
  snprintf(part, sizeof part, "%s.tmp", path);
  if (!pressure || VfHdf5Open(MPI_COMM_SELF, part, VF_HDF5_CREATE, bytes, &file)) {
    snprintf(message, size, "cannot write %s", path);
    free(pressure);
    return false;
  }
  if (file.file >= 0) {
    vf_hdf5_write_text(&file, file.file, "program", "vitrifloat " VF_VERSION);
    vf_hdf5_write_text(&file, file.file, "title", r->kase->title);
    for (int k = 0; k < r->n_records; k++) write_record(&file, r, k, pressure);
    if (r->programme) write_programme(&file, r);
  }
  if (VfHdf5Close(&file, &failed) || failed)
    snprintf(message, size, "%s", file.message[0] ? file.message : "cannot write transport.h5");
  else
    failed = !put_in_place(part, path, message, size);
  if (failed) unlink(part);
  free(pressure);
  return !failed;
}
