#include "inputs/sweep.h"
#include <stdlib.h>

void vf_sweep_group_clear(VfSweepGroup *group)
{
  for (long i = 0; i < group->n_rows * group->n_columns; i++) {
    if (group->yaml) free(group->yaml[i]);
    if (group->cell) free(group->cell[i]);
  }
  for (int c = 0; c < group->n_columns && group->columns; c++) {
    free(group->columns[c].key);
    free(group->columns[c].unit);
  }
  free(group->columns);
  free(group->yaml);
  free(group->cell);
  free(group->line);
  *group = (VfSweepGroup){0};
}

void vf_sweep_sample_clear(VfSweepSample *sample)
{
  for (int i = 0; i < sample->n_matrices; i++) free(sample->matrices[i]);
  for (int i = 0; i < sample->n_uncertain && sample->uncertain; i++) {
    free(sample->uncertain[i].distribution);
    free(sample->uncertain[i].source);
  }
  free(sample->method);
  free(sample->matrices);
  free(sample->uncertain);
  *sample = (VfSweepSample){0};
}
