/* Checkpoints: bitwise across rank counts; anything but the right, whole file is refused; a failed write leaves the old one. */
#include "postproc/checkpoint.h"
#include "postproc/text_file.h"
#include "tests/unit/postproc/fake_run.h"
#include <hdf5.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const FakeShape shape = {37, 29, false, true, 1};
static const uint64_t  hash  = UINT64_C(0xfedcba9876543210);

static void clear(FakeRun *run)
{
  for (int k = 0; k < FAKE_FIELDS; k++) memset(run->fields[k].data, 0, sizeof(double) * run->grid->n_local);
  for (int k = 0; k < FAKE_SCALARS; k++) run->values[k] = 0.0;
}

static PetscErrorCode read_into(const char *path, FakeRun *run, uint64_t case_hash, char message[], size_t size)
{
  return VfCheckpointRead(path, run->grid, FAKE_FIELDS, run->fields, FAKE_SCALARS, run->scalars, case_hash, message, size);
}

/* Owned cells of every saved field, and the scalars, are bit for bit those of a film at time t. */
static void assert_state(FakeRun *run, double t)
{
  FakeRun want;

  assert_int_equal(FakeRunCreate(run->grid->comm, shape, &want), 0);
  assert_int_equal(FakeRunFilm(&want, 5e-5, 6e-3, t, 4), 0);
  for (int k = 0; k < FAKE_FIELDS; k++) {
    if (!run->fields[k].saved) continue;
    for (int j = run->grid->ys; j < run->grid->ys + run->grid->ym; j++) {
      const size_t start = vf_index(run->grid, run->grid->xs, j);
      assert_memory_equal(run->fields[k].data + start, want.fields[k].data + start, sizeof(double) * (size_t)run->grid->xm);
    }
  }
  assert_memory_equal(run->values, want.values, sizeof run->values);
  assert_int_equal(FakeRunDestroy(&want), 0);
}

static void write_at(MPI_Comm comm, const char *path, double t)
{
  FakeRun run;

  assert_int_equal(FakeRunCreate(comm, shape, &run), 0);
  assert_int_equal(FakeRunFilm(&run, 5e-5, 6e-3, t, 4), 0);
  assert_int_equal(VfCheckpointWrite(path, &run.view, hash, VF_SAFE_FROM_POWER_CUT), 0);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static void assert_reads(MPI_Comm comm, const char *path, double t)
{
  FakeRun run;
  char    message[512];

  assert_int_equal(FakeRunCreate(comm, shape, &run), 0);
  clear(&run);
  assert_int_equal(read_into(path, &run, hash, message, sizeof message), 0);
  assert_string_equal(message, "");
  assert_state(&run, t);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

/* Written by the first 1, 2, ... ranks, read by the first 1, 2, ... ranks. */
static void round_trip(void **state)
{
  int  rank, size;
  char path[256];

  (void)state;
  fake_path("round.h5", path, sizeof path);
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  MPI_Comm_size(PETSC_COMM_WORLD, &size);
  for (int writers = 1; writers <= size; writers++) {
    for (int readers = 1; readers <= size; readers++) {
      MPI_Comm comm;
      MPI_Comm_split(PETSC_COMM_WORLD, rank < writers, rank, &comm);
      if (rank < writers) write_at(comm, path, 3.0 * writers);
      MPI_Comm_free(&comm);
      MPI_Barrier(PETSC_COMM_WORLD);
      MPI_Comm_split(PETSC_COMM_WORLD, rank < readers, rank, &comm);
      if (rank < readers) assert_reads(comm, path, 3.0 * writers);
      MPI_Comm_free(&comm);
      MPI_Barrier(PETSC_COMM_WORLD);
    }
  }
}

static void peek(void **state)
{
  char   path[256], message[512];
  double time;
  long   step;

  (void)state;
  fake_path("peek.h5", path, sizeof path);
  write_at(PETSC_COMM_WORLD, path, 2.5);
  assert_int_equal(VfCheckpointPeek(PETSC_COMM_WORLD, path, &time, &step, message, sizeof message), 0);
  assert_close(time, 2.5, 0.0);
  assert_int_equal(step, 4);
}

/* Asserts a refusal whose reason holds `reason`. */
static void assert_refused(const char *path, FakeShape s, uint64_t case_hash, const char *reason)
{
  FakeRun run;
  char    message[512] = "";

  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, s, &run), 0);
  assert_int_not_equal(read_into(path, &run, case_hash, message, sizeof message), 0);
  if (!strstr(message, reason)) fail_msg("wanted \"%s\" in \"%s\"", reason, message);
  assert_null(strchr(message, '\n'));
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static void wrong_files(void **state)
{
  int       rank;
  char      path[256], text[256];
  FakeShape other = shape;

  (void)state;
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  fake_path("wrong.h5", path, sizeof path);
  fake_path("text.h5", text, sizeof text);
  write_at(PETSC_COMM_WORLD, path, 1.0);
  other.nx++;
  assert_refused(path, other, hash, "holds 37 x 29 cells, the case has 38 x 29");
  assert_refused(path, shape, hash + 1, "another case");
  assert_refused("no-such-file.h5", shape, hash, "No such file");
  if (rank == 0) {
    FILE *f = fopen(text, "w");
    fputs("this is not HDF5\n", f);
    fclose(f);
  }
  MPI_Barrier(PETSC_COMM_WORLD);
  assert_refused(text, shape, hash, "truncated, damaged or not a checkpoint");
  if (rank == 0) H5Fclose(H5Fcreate(text, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  MPI_Barrier(PETSC_COMM_WORLD);
  assert_refused(text, shape, hash, "not a checkpoint of this program");
}

static void write_bytes(const char *path, const char *bytes, size_t n)
{
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  assert_int_equal(fclose(f), 0);
}

/* Every prefix of a checkpoint is refused; so is a changed byte in the data. */
static void truncated_and_damaged(void **state)
{
  int    rank;
  char   path[256], cut[256], *bytes = NULL;
  size_t length = 0;

  (void)state;
  MPI_Comm_rank(PETSC_COMM_WORLD, &rank);
  fake_path("whole.h5", path, sizeof path);
  fake_path("cut.h5", cut, sizeof cut);
  write_at(PETSC_COMM_WORLD, path, 1.0);
  if (rank == 0) bytes = vf_text_file_read(path, &length);
  MPI_Bcast(&length, sizeof length, MPI_BYTE, 0, PETSC_COMM_WORLD);
  assert_true(length > 10000);
  for (int k = 0; k < 40; k++) {
    const size_t keep = k < 39 ? length * (size_t)k / 39 : length - 1;
    if (rank == 0) write_bytes(cut, bytes, keep);
    MPI_Barrier(PETSC_COMM_WORLD);
    assert_refused(cut, shape, hash, "truncated, damaged or not a checkpoint");
  }
  if (rank == 0) {
    const double mark  = 1.0 + 700.0 + fake_random(8, 20, 14); /* a temperature, somewhere in the data */
    char        *place = NULL;
    for (size_t k = 0; k + sizeof mark <= length && !place; k++) {
      if (!memcmp(bytes + k, &mark, sizeof mark)) place = bytes + k;
    }
    assert_non_null(place);
    *place = (char)(*place ^ 1);
    write_bytes(cut, bytes, length);
  }
  MPI_Barrier(PETSC_COMM_WORLD);
  assert_refused(cut, shape, hash, "field 'T' does not match its checksum");
  free(bytes);
}

/* Writing fails half way (file size limit, as on a full disk): an error, no debris, and the older checkpoint still reads. */
static void full_disk(void **state)
{
  char          path[256], temporary[300];
  struct rlimit old, small;
  FakeRun       run;

  (void)state;
  fake_path("full.h5", path, sizeof path);
  snprintf(temporary, sizeof temporary, "%s.tmp", path);
  write_at(PETSC_COMM_WORLD, path, 7.0);
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shape, &run), 0);
  assert_int_equal(FakeRunFilm(&run, 5e-5, 6e-3, 8.0, 9), 0);
  signal(SIGXFSZ, SIG_IGN);
  getrlimit(RLIMIT_FSIZE, &old);
  for (rlim_t limit = 0; limit <= 40000; limit += 8000) {
    small          = old;
    small.rlim_cur = limit;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_int_not_equal(VfCheckpointWrite(path, &run.view, hash, VF_SAFE_FROM_POWER_CUT), 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    MPI_Barrier(PETSC_COMM_WORLD);
    assert_int_not_equal(access(temporary, F_OK), 0);
    assert_reads(PETSC_COMM_WORLD, path, 7.0);
  }
  assert_int_equal(VfCheckpointWrite(path, &run.view, hash, VF_SAFE_FROM_POWER_CUT), 0);
  assert_reads(PETSC_COMM_WORLD, path, 8.0);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static void given_directory_or_file(void **state)
{
  char path[256];

  (void)state;
  vf_checkpoint_path(".", path, sizeof path);
  assert_string_equal(path, "./checkpoint.h5");
  vf_checkpoint_path("some/file.h5", path, sizeof path);
  assert_string_equal(path, "some/file.h5");
}

static uint32_t fixed_at(int i, int j)
{
  return (uint32_t)((double)UINT32_MAX * fake_random(11, i, j));
}

/* A field of whole numbers comes back as it was. */
static void fixed_fields(void **state)
{
  FakeRun run;
  char    path[256], message[512];

  (void)state;
  fake_path("fixed.h5", path, sizeof path);
  assert_int_equal(FakeRunCreate(PETSC_COMM_WORLD, shape, &run), 0);
  assert_int_equal(FakeRunFilm(&run, 5e-5, 6e-3, 1.0, 4), 0);
  const VfGrid *g = run.grid;
  VfField      *f = &run.fields[FAKE_T];

  assert_int_equal(PetscFree(f->data), 0);
  assert_int_equal(PetscCalloc1(g->n_local, &f->fixed), 0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) f->fixed[vf_index(g, i, j)] = fixed_at(i, j);
  }
  assert_int_equal(VfCheckpointWrite(path, &run.view, hash, VF_SAFE_FROM_POWER_CUT), 0);
  memset(f->fixed, 0, sizeof(uint32_t) * g->n_local);
  assert_int_equal(read_into(path, &run, hash, message, sizeof message), 0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) assert_int_equal(f->fixed[vf_index(g, i, j)], fixed_at(i, j));
  }
  assert_int_equal(PetscFree(f->fixed), 0);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static void fixed_numbers(void **state)
{
  (void)state;
  for (double T = 0.3; T < 4095.0; T += 17.77) assert_near(vf_fixed_value(vf_fixed_from(T)), T, 0.5 * VF_FIXED_UNIT);
  assert_int_equal(vf_fixed_from(-1.0), 0);
  assert_int_equal(vf_fixed_from(4096.0), UINT32_MAX);
  assert_int_equal(vf_fixed_from(1e9), UINT32_MAX);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(round_trip),   cmocka_unit_test(peek),
      cmocka_unit_test(wrong_files),  cmocka_unit_test(truncated_and_damaged),
      cmocka_unit_test(full_disk),    cmocka_unit_test(given_directory_or_file),
      cmocka_unit_test(fixed_fields), cmocka_unit_test(fixed_numbers),
  };
  return FAKE_MAIN(argc, argv, tests);
}
