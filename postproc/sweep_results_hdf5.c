/* The table of a sweep as HDF5.  One process writes it. */
#include "postproc/sweep_results.h"
#include "postproc/text_file.h"
#include <hdf5.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  hid_t file, space, words, created; /* `created`: properties without times, so that equal tables make equal files */
  bool  failed;
} Book;

static void attribute(Book *book, hid_t dataset, const char *name, const char *text)
{
  const hid_t space = H5Screate(H5S_SCALAR), type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, strlen(text) + 1);
  H5Tset_cset(type, H5T_CSET_UTF8);
  const hid_t a = H5Acreate2(dataset, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
  if (a < 0 || H5Awrite(a, type, text) < 0) book->failed = true;
  if (a >= 0) H5Aclose(a);
  H5Tclose(type);
  H5Sclose(space);
}

static void dataset(Book *book, const char *key, const char *unit, hid_t stored, hid_t memory, const void *values)
{
  const hid_t d = H5Dcreate2(book->file, key, stored, book->space, H5P_DEFAULT, book->created, H5P_DEFAULT);
  if (d < 0 || H5Dwrite(d, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0) book->failed = true;
  if (d < 0) return;
  attribute(book, d, "key", key);
  attribute(book, d, "units", unit);
  H5Dclose(d);
}

static void put_column(Book *book, const VfSweepResults *r, const VfResultColumn *column)
{
  double      *numbers = malloc((size_t)(r->n + 1) * sizeof *numbers);
  const char **words   = malloc((size_t)(r->n + 1) * sizeof *words);
  for (long m = 0; m < r->n && numbers && words; m++) {
    words[m]   = column->text[m] ? column->text[m] : "";
    numbers[m] = column->text[m] ? strtod(column->text[m], NULL) : (double)NAN;
  }
  if (!numbers || !words)
    book->failed = true;
  else if (column->number)
    dataset(book, column->key, column->unit, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, numbers);
  else
    dataset(book, column->key, column->unit, book->words, book->words, words);
  free(numbers);
  free(words);
}

static void put_states(Book *book, const VfSweepResults *r)
{
  const char **words  = malloc((size_t)(r->n + 1) * sizeof *words);
  long        *number = malloc((size_t)(r->n + 1) * sizeof *number);
  for (long m = 0; m < r->n && words && number; m++) {
    words[m]  = vf_member_state_name(r->state[m]);
    number[m] = m;
  }
  if (words && number) {
    dataset(book, "member", "", H5T_STD_I64LE, H5T_NATIVE_LONG, number);
    dataset(book, "status", "", book->words, book->words, words);
    for (long m = 0; m < r->n; m++) words[m] = r->reason[m] ? r->reason[m] : "";
    dataset(book, "reason", "", book->words, book->words, words);
  } else
    book->failed = true;
  free(words);
  free(number);
}

bool vf_sweep_results_hdf5(const char *path, const VfSweepResults *results, char message[], size_t size)
{
  char          temporary[VF_PATH_LENGTH + 80];
  const hsize_t n  = (hsize_t)results->n;
  Book        book = {.words = H5Tcopy(H5T_C_S1), .space = H5Screate_simple(1, &n, NULL), .created = H5Pcreate(H5P_DATASET_CREATE)};
  H5E_auto2_t print;
  void       *print_data;
  snprintf(temporary, sizeof temporary, "%s.tmp", path);
  H5Eget_auto2(H5E_DEFAULT, &print, &print_data);
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  H5Tset_size(book.words, H5T_VARIABLE);
  H5Tset_cset(book.words, H5T_CSET_UTF8);
  H5Pset_obj_track_times(book.created, false);
  book.file   = H5Fcreate(temporary, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  book.failed = book.file < 0;
  if (!book.failed) put_states(&book, results);
  for (int c = 0; c < results->n_given + results->n_found && !book.failed; c++) put_column(&book, results, &results->columns[c]);
  if (book.file >= 0 && H5Fclose(book.file) < 0) book.failed = true;
  H5Tclose(book.words);
  H5Sclose(book.space);
  H5Pclose(book.created);
  H5Eset_auto2(H5E_DEFAULT, print, print_data);
  if (!book.failed) return vf_file_commit(temporary, path, VF_SAFE_FROM_POWER_CUT, message, size);
  snprintf(message, size, "cannot write %.400s", path);
  unlink(temporary);
  return false;
}
