#include "inputs/sweep_sample.h"
#include "inputs/sweep_points.h"
#include "inputs/sweep_reading.h"
#include "inputs/sweep_uncertain.h"
#include <stdlib.h>
#include <string.h>

enum { SOBOL, LATIN };

/* The section as it stands. */
typedef struct {
  unsigned      method, indices;
  unsigned long count, seed;
} Section;

/* clang-format off */
static const VfKey section_keys[] = {
    {.path = "method", .kind = VF_KIND_CHOICE, .choices = "sobol|latin hypercube", .offset = offsetof(Section, method),
     .doc = "Sobol's sequence, which can be extended, or a Latin hypercube (default sobol)"},
    {.path = "count", .kind = VF_KIND_COUNT, .low = 1, .high = VF_SWEEP_MOST_MEMBERS, .offset = offsetof(Section, count), .required = true,
     .doc = "rows of the sample; of Sobol's best a power of two"},
    {.path = "seed", .kind = VF_KIND_COUNT, .low = 0, .high = 4294967295.0, .offset = offsetof(Section, seed),
     .doc = "another seed, another sample (default 0)"},
    {.path = "indices", .kind = VF_KIND_CHOICE, .choices = "false|true", .offset = offsetof(Section, indices),
     .doc = "true: Saltelli's design for Sobol' indices, count (d + 2) members for d uncertain values (default false)"},
    {.path = "over", .kind = VF_KIND_ENTRIES, .required = true,
     .doc = "library: all uncertain values of library and defaults that the case uses; or a list of keys, sections, and {key, normal|uniform|"
            "log_uniform|decades|choose}"},
};
/* clang-format on */

const VfKey *vf_sweep_sample_keys(int *n)
{
  *n = (int)(sizeof section_keys / sizeof *section_keys);
  return section_keys;
}

const char *vf_sweep_sample_fixed(const VfSweepSample *sample)
{
  return strcmp(sample->method, "sobol") == 0 ? NULL
                                              : "a Latin hypercube is drawn for its count and cannot be extended; method sobol can";
}

/* Columns of the cube that is drawn: with indices that of A and B side by side. */
static int cube_columns(const Section *section, int d)
{
  return section->indices ? 2 * d : d;
}

static bool size_is_right(const VfContext *context, VfWhere where, const Section *section, int d)
{
  const int  most    = VF_SWEEP_MOST_COLUMNS - 2;
  const long members = (long)section->count * (section->indices ? d + 2 : 1);
  if (d > most)
    vf_complain(context, where, "has %d uncertain values; at most %d are right", d, most);
  else if (members > VF_SWEEP_MOST_MEMBERS)
    vf_complain(context, where, "makes too many members (%ld); at most %d are right", members, (int)VF_SWEEP_MOST_MEMBERS);
  else
    return true;
  return false;
}

static void fill_cell(VfSweepGroup *group, long row, int column, char *yaml, char *cell)
{
  group->yaml[row * group->n_columns + column] = yaml;
  group->cell[row * group->n_columns + column] = cell;
}

/* One member: point A of the sample, with the numbers of B where `from` says so. */
static void fill_row(const Section *section, const VfUncertains *list, long i, int matrix, const double point[],
                     VfSweepGroup *group)
{
  const int  d = list->n, first = section->indices ? 2 : 1;
  const long row = section->indices ? i * (d + 2) + matrix : i;
  for (int c = 0; c < first; c++) group->line[row * group->n_columns + c] = group->first_line;
  fill_cell(group, row, 0, vf_text_format("%s", ""), vf_text_format("%ld", i));
  if (section->indices)
    fill_cell(group, row, 1, vf_text_format("%s", ""),
              matrix < 2 ? vf_text_format("%s", matrix ? "B" : "A") : vf_text_format("AB%d", matrix - 1));
  for (int j = 0; j < d; j++) {
    char      *yaml, *cell;
    const bool b = matrix == 1 || matrix == j + 2;
    vf_uncertain_texts(&list->items[j], point[b ? d + j : j], &yaml, &cell);
    fill_cell(group, row, first + j, yaml, cell);
    group->line[row * group->n_columns + first + j] = list->items[j].line;
  }
}

static bool draw(const Section *section, const VfUncertains *list, VfSweepGroup *group)
{
  const int  columns = cube_columns(section, list->n), matrices = section->indices ? list->n + 2 : 1;
  const long n    = (long)section->count;
  double    *u    = malloc((size_t)n * (size_t)columns * sizeof *u);
  const bool good = u && (section->method == SOBOL ? vf_points_sobol : vf_points_latin)(n, columns, section->seed, u);
  for (long i = 0; i < n && good; i++)
    for (int m = 0; m < matrices; m++) fill_row(section, list, i, m, &u[i * columns], group);
  free(u);
  return good;
}

static void name_columns(const Section *section, const VfUncertains *list, VfSweepGroup *group, VfSweepSample *sample)
{
  const int first = section->indices ? 2 : 1;
  for (int c = 0; c < first; c++)
    group->columns[c] =
        (VfSweepColumn){.key = vf_text_format("%s", c ? "sample.matrix" : "sample.row"), .unit = vf_text_format("%s", "")};
  for (int j = 0; j < list->n; j++) {
    VfUncertain *item         = &list->items[j];
    group->columns[first + j] = (VfSweepColumn){.key = item->key, .unit = item->unit, .sets = true};
    sample->uncertain[first + j] =
        (VfSweepUncertain){.distribution = item->distribution, .source = item->source, .assumed = item->assumed};
    item->key = item->unit = item->distribution = item->source = NULL; /* theirs now */
  }
}

static bool describe(const Section *section, int d, VfSweepSample *sample)
{
  *sample           = (VfSweepSample){.method      = vf_text_format("%s", section->method == SOBOL ? "sobol" : "latin hypercube"),
                                      .count       = (long)section->count,
                                      .seed        = section->seed,
                                      .indices     = section->indices,
                                      .n_uncertain = d + (section->indices ? 2 : 1)};
  sample->uncertain = calloc((size_t)sample->n_uncertain, sizeof *sample->uncertain);
  if (section->indices) sample->matrices = calloc((size_t)d + 2, sizeof *sample->matrices);
  for (int m = 0; sample->matrices && m < d + 2; m++)
    sample->matrices[sample->n_matrices++] = m < 2 ? vf_text_format("%s", m ? "B" : "A") : vf_text_format("AB%d", m - 1);
  return sample->method && sample->uncertain && (sample->matrices || !section->indices);
}

bool vf_sweep_sample_read(const VfContext *context, VfWhere where, VfNode *node, const VfSweep *sweep, VfSweepGroup *group,
                          VfSweepSample *sample)
{
  int          n;
  unsigned     given;
  Section      section = {.method = SOBOL};
  VfUncertains list    = {.n = 0};
  const VfKey *keys    = vf_sweep_sample_keys(&n);
  *group               = (VfSweepGroup){.first_line = where.line};
  *sample              = (VfSweepSample){.method = NULL};
  if (!vf_fields_read(context, where, node, keys, n, &section, &given)) return false;
  void  *cursor = NULL;
  VfPair over   = {.key = NULL};
  while (vf_map_next(node, &cursor, &over) && !(over.key && strcmp(over.key, "over") == 0)) continue;
  const VfWhere at   = {.key = "sample.over", .line = over.line};
  bool          good = vf_uncertain_read(context, at, over.value, sweep, &list) && size_is_right(context, at, &section, list.n);
  if (good) {
    const long rows = (long)section.count * (section.indices ? list.n + 2 : 1);
    good = describe(&section, list.n, sample) && vf_sweep_group_create(group, list.n + (section.indices ? 2 : 1), rows) &&
           draw(&section, &list, group);
    group->first_line = where.line;
    if (good) name_columns(&section, &list, group, sample);
    if (!good) vf_complain(context, where, "is too large for the memory; a smaller count is right");
  }
  vf_uncertain_clear(&list);
  if (!good) vf_sweep_group_clear(group);
  return good;
}
