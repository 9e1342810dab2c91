/* What in situ shows and when: its grid, ghosts and arrays on any number of ranks, and the states that are due. */
#include "postproc/insitu_data.h"
#include "postproc/insitu_monitor.h"
#include "tests/unit/postproc/fake_run.h"
#include <string.h>

static void check_due(void **state)
{
  const VfEvery steps = {.steps = 10}, times = {.time = 0.1};
  int           shown = 0;

  (void)state;
  assert_true(vf_insitu_is_due(&steps, 0, 0.0, 0.0));
  assert_true(vf_insitu_is_due(&steps, 20, 3.0, 0.1));
  assert_false(vf_insitu_is_due(&steps, 21, 3.0, 0.1));
  assert_true(vf_insitu_is_due(&times, 0, 0.0, 0.0));
  assert_true(vf_insitu_is_due(&times, 5, 0.3, 0.05)); /* at a multiple, but for rounding */
  assert_false(vf_insitu_is_due(&times, 6, 0.35, 0.05));
  assert_true(vf_insitu_is_due(&times, 7, 1.75, 1.4)); /* past several: once */
  for (int k = 1; k <= 1000; k++) shown += vf_insitu_is_due(&times, k, 0.001 * k, 0.001);
  assert_int_equal(shown, 10);
  shown = 0;
  for (int k = 1; k <= 1000; k++) shown += vf_insitu_is_due(&times, k, 0.003 * k, 0.003);
  assert_int_equal(shown, 30);
}

/* Every cell of the whole grid is own on one rank; ghosts of others are marked and hold what their owner has. */
static void check_cells(const FakeRun *run, const VfInsituData *data)
{
  const VfGrid        *g    = run->grid;
  const VfInsituArray *h    = NULL;
  long                 own  = 0;
  const VfInsituGrid  *grid = &data->grid;

  for (int k = 0; k < data->n; k++) {
    if (!strcmp(data->arrays[k].name, "h")) h = &data->arrays[k];
  }
  assert_non_null(h);
  assert_ptr_equal(h->values, vf_view_field(&run->view, "h")->data); /* no copy */
  for (int j = 0; j < grid->cells[1]; j++) {
    for (int i = 0; i < grid->cells[0]; i++) {
      const int           at_x = grid->first[0] + i, at_y = grid->first[1] + j;
      const size_t        q     = (size_t)(j * grid->cells[0] + i);
      const bool          exist = at_x >= 0 && at_x < g->nx && at_y >= 0 && at_y < g->ny;
      const unsigned char mark  = grid->ghost[q];

      own += mark == 0;
      assert_int_equal(q, vf_index(g, at_x, at_y));
      if (!exist) assert_int_equal(mark, VF_INSITU_HIDDEN);
      if (mark == 0) assert_true(exist);
      if (mark == 0) assert_near(0.5 * (grid->x[i] + grid->x[i + 1]), vf_x(g, at_x), 1e-12);
      if (mark == 0 && !g->axisymmetric) assert_near(0.5 * (grid->y[j] + grid->y[j + 1]), vf_y(g, at_y), 1e-12);
    }
  }
  MPI_Allreduce(MPI_IN_PLACE, &own, 1, MPI_LONG, MPI_SUM, g->comm);
  assert_int_equal(own, (long)g->nx * g->ny);
}

static void check_shape(FakeShape shape)
{
  FakeRun      run;
  VfInsituData data;

  assert_int_equal(FakeRunCreate(shape.axisymmetric ? PETSC_COMM_SELF : PETSC_COMM_WORLD, shape, &run), 0);
  assert_int_equal(FakeRunFilm(&run, 50e-6, 5e-3, 1.0, 3), 0);
  assert_int_equal(VfInsituDataCreate(run.grid, &data), 0);
  assert_int_equal(VfInsituDataFill(&run.view, &data), 0);
  assert_int_equal(VfInsituDataFill(&run.view, &data), 0); /* again: the same arrays, nothing lost */
  check_cells(&run, &data);
  assert_int_equal(VfInsituDataDestroy(&data), 0);
  assert_int_equal(FakeRunDestroy(&run), 0);
}

static void check_grids(void **state)
{
  (void)state;
  check_shape((FakeShape){.nx = 33, .ny = 26, .disc = true, .copies = 1});
  check_shape((FakeShape){.nx = 32, .ny = 24, .copies = 4});
  check_shape((FakeShape){.nx = 40, .ny = 1, .axisymmetric = true, .copies = 1});
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_due), cmocka_unit_test(check_grids)};
  return FAKE_MAIN(argc, argv, tests);
}
