#include "solver/command_sweep_folder.h"
#include "inputs/read_case.h"
#include "inputs/sweep_read.h"
#include "inputs/sweep_reading.h"
#include "postproc/json.h"
#include "postproc/text_file.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 };

int vf_lock(const char *path)
{
  const int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);

  if (fd < 0) return -2;
  if (!flock(fd, LOCK_EX | LOCK_NB)) return fd;
  close(fd);
  return errno == EWOULDBLOCK ? -1 : -2;
}

bool vf_sweep_folder_there(const char *path)
{
  char file[PATH_SIZE];

  snprintf(file, sizeof(file), "%s/sweep.yaml", path);
  return access(file, F_OK) == 0;
}

static bool register_read(VfSweepFolder *folder)
{
  char   file[PATH_SIZE], why[512] = "it is not there";
  size_t length = 0;

  snprintf(file, sizeof(file), "%s/members.csv", folder->path);
  char      *text = vf_text_file_read(file, &length);
  const bool good = text && vf_sweep_register_read(folder->sweep, text, &folder->members, why, sizeof(why));

  free(text);
  if (!good) fprintf(stderr, "vitrifloat: %s cannot be used: %s\n", file, why);
  return good;
}

bool vf_sweep_folder_open(const char *path, VfSweepFolder *folder)
{
  char       file[PATH_SIZE];
  VfMessages messages = {0};

  *folder = (VfSweepFolder){.path = path, .units = vf_units_create()};
  snprintf(file, sizeof(file), "%s/sweep.yaml", path);
  if (!folder->units) {
    fprintf(stderr, "vitrifloat: UDUNITS-2 finds no database; UDUNITS2_XML_PATH can name its udunits2.xml\n");
    return false;
  }
  const int code = vf_sweep_read(folder->units, file, &folder->sweep, &messages);

  vf_messages_print(&messages, VF_MESSAGE_ERROR, "", stderr);
  vf_messages_clear(&messages);
  return code == 0 && register_read(folder);
}

void vf_sweep_folder_close(VfSweepFolder *folder)
{
  vf_sweep_register_free(&folder->members);
  vf_sweep_free(&folder->sweep);
  vf_units_destroy(&folder->units);
}

/* ---- writing ------------------------------------------------------------------------------------------------------------- */

/* A number as a number, anything else as a text. */
static void put_cell(VfJson *json, const VfSweepColumn *column, const char *cell)
{
  char        *end;
  const double number = strtod(cell, &end);
  char        *text   = column->named || !cell[0] || *end || !isfinite(number) ? NULL : vf_sweep_number(number);

  if (text)
    vf_json_bare(json, NULL, text);
  else
    vf_json_text(json, NULL, cell);
  free(text);
}

static void put_cells(VfJson *json, const VfSweepGroup *group)
{
  vf_json_open(json, "values", '[');
  for (long r = 0; r < group->n_rows; r++) {
    vf_json_open(json, NULL, '[');
    for (int c = 0; c < group->n_columns; c++) put_cell(json, &group->columns[c], group->cell[r * group->n_columns + c]);
    vf_json_close(json, ']');
  }
  vf_json_close(json, ']');
}

static void put_axis(VfJson *json, const VfSweepGroup *group)
{
  vf_json_open(json, NULL, '{');
  vf_json_open(json, "columns", '[');
  for (int c = 0; c < group->n_columns; c++) vf_json_text(json, NULL, group->columns[c].key);
  vf_json_close(json, ']');
  vf_json_open(json, "units", '[');
  for (int c = 0; c < group->n_columns; c++) vf_json_text(json, NULL, group->columns[c].unit);
  vf_json_close(json, ']');
  put_cells(json, group);
  vf_json_bare(json, "log", group->logarithmic ? "true" : "false");
  vf_json_close(json, '}');
}

static void put_sample_column(VfJson *json, const VfSweepColumn *column, const VfSweepUncertain *behind)
{
  vf_json_open(json, NULL, '{');
  vf_json_text(json, "key", column->key);
  vf_json_text(json, "unit", column->unit);
  vf_json_text(json, "distribution", behind->distribution ? behind->distribution : "");
  vf_json_text(json, "source", behind->source ? behind->source : "");
  vf_json_bare(json, "assumed", behind->assumed ? "true" : "false");
  vf_json_close(json, '}');
}

static void put_sample(VfJson *json, const VfSweep *sweep)
{
  const VfSweepSample *sample = &sweep->sample;
  const VfSweepGroup  *group  = &sweep->groups[sweep->n_groups - 1];

  vf_json_open(json, "sample", '{');
  vf_json_text(json, "method", sample->method ? sample->method : "");
  vf_json_integer(json, "count", sample->count);
  vf_json_integer(json, "seed", (long)sample->seed);
  vf_json_bare(json, "indices", sample->indices ? "true" : "false");
  vf_json_open(json, "matrices", '[');
  for (int i = 0; i < sample->n_matrices; i++) vf_json_text(json, NULL, sample->matrices[i]);
  vf_json_close(json, ']');
  vf_json_open(json, "columns", '[');
  for (int c = 0; c < group->n_columns && c < sample->n_uncertain; c++)
    if (group->columns[c].sets) put_sample_column(json, &group->columns[c], &sample->uncertain[c]);
  vf_json_close(json, ']');
  vf_json_close(json, '}');
}

static void put_json(FILE *file, const void *what)
{
  const VfSweepFolder *folder = what;
  const VfSweep       *sweep  = folder->sweep;
  VfJson               json   = {.file = file};

  vf_json_open(&json, NULL, '{');
  vf_json_text(&json, "title", sweep->title);
  vf_json_integer(&json, "members", folder->members.n);
  vf_json_open(&json, "axes", '[');
  for (int g = 0; g < sweep->n_groups - sweep->sampled; g++) put_axis(&json, &sweep->groups[g]);
  vf_json_close(&json, ']');
  if (sweep->sampled)
    put_sample(&json, sweep);
  else
    vf_json_bare(&json, "sample", "null");
  vf_json_close(&json, '}');
}

static void put_members(FILE *file, const void *what)
{
  const VfSweepFolder *folder = what;

  vf_sweep_register_put(file, folder->sweep, &folder->members);
}

static void put_sweep(FILE *file, const void *what)
{
  char *text = vf_sweep_text(((const VfSweepFolder *)what)->sweep);

  if (text) fputs(text, file);
  free(text);
}

static bool make_folder(const char *path, char message[], size_t size)
{
  if (!mkdir(path, 0777) || errno == EEXIST) return true;
  snprintf(message, size, "cannot make the directory %.400s: %s", path, strerror(errno));
  return false;
}

bool vf_sweep_folder_write(const VfSweepFolder *folder, char message[], size_t size)
{
  char members[PATH_SIZE];

  /* sweep.yaml last: a folder that has it has the others */
  snprintf(members, sizeof(members), "%s/members", folder->path);
  return make_folder(folder->path, message, size) && make_folder(members, message, size) &&
         vf_text_file_write(folder->path, "members.csv", false, put_members, folder, message, size) &&
         vf_text_file_write(folder->path, "sweep.json", false, put_json, folder, message, size) &&
         vf_text_file_write(folder->path, "sweep.yaml", false, put_sweep, folder, message, size);
}
