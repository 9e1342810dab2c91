#include "physics/programme.h"
#include "tests/unit/close.h"

/* 25 degC to 450 degC at 10 K/min, 5 min hold, quench. */
static const VfSegment heat   = {.kind = VF_SEGMENT_HEAT, .target = 723.15, .has_rate = true, .rate = 10.0 / 60.0};
static const VfSegment hold   = {.kind = VF_SEGMENT_HOLD, .has_time = true, .time = 300.0};
static const VfSegment quench = {.kind = VF_SEGMENT_QUENCH, .target = 293.15, .gas = "N2", .flow = 5e-6};
static const VfSegment steady = {.kind = VF_SEGMENT_ISOTHERMAL, .target = 723.15, .has_time = true, .time = 100.0};

static void durations(void **state)
{
  (void)state;
  assert_close(vf_segment_duration(&heat, 298.15), 42.5 * 60.0, 1e-14);
  assert_close(vf_segment_duration(&hold, 723.15), 300.0, 0.0);
  assert_true(isinf(vf_segment_duration(&quench, 723.15)));
  assert_close(vf_segment_duration(&steady, 298.15), 100.0, 0.0);
  VfSegment timed = {.kind = VF_SEGMENT_QUENCH, .target = 293.15, .has_time = true, .time = 60.0};
  assert_close(vf_segment_duration(&timed, 723.15), 60.0, 0.0);
  timed.kind = VF_SEGMENT_HEAT;
  assert_close(vf_segment_duration(&timed, 723.15), 60.0, 0.0);
}

static void wall(void **state)
{
  (void)state;
  assert_close(vf_segment_wall(&heat, 298.15, 0.0), 298.15, 0.0);
  assert_close(vf_segment_wall(&heat, 298.15, 600.0), 398.15, 1e-14);
  assert_close(vf_segment_wall(&hold, 723.15, 17.0), 723.15, 0.0);
  assert_close(vf_segment_wall(&quench, 723.15, 0.0), 293.15, 0.0);
  assert_close(vf_segment_wall(&steady, 298.15, 0.0), 723.15, 0.0);
}

static void cooling_and_null_ramps(void **state)
{
  (void)state;
  VfSegment down = {.kind = VF_SEGMENT_HEAT, .target = 573.15, .has_rate = true, .rate = 0.5};
  assert_close(vf_segment_duration(&down, 723.15), 300.0, 1e-14);
  assert_close(vf_segment_wall(&down, 723.15, 100.0), 673.15, 1e-14);
  assert_close(vf_segment_duration(&down, 573.15), 0.0, 0.0);
  assert_close(vf_segment_wall(&down, 573.15, 0.0), 573.15, 0.0);
}

/* The end is met exactly, from whatever temperature and rate, and stays past it. */
static void end_is_exact(void **state)
{
  (void)state;
  for (int i = 0; i < 100; i++) {
    const VfSegment s = {.kind = VF_SEGMENT_HEAT, .target = 723.15, .has_rate = true, .rate = 0.01 + 0.0371 * i};
    const double    T = 293.15 + 1.37 * i, end = vf_segment_duration(&s, T);
    assert_true(vf_segment_wall(&s, T, end) == s.target);
    assert_true(vf_segment_wall(&s, T, 2.0 * end) == s.target);
    assert_true(vf_segment_wall_end(&s, T) == s.target);
  }
  assert_true(vf_segment_wall_end(&hold, 700.0) == 700.0);
  assert_true(vf_segment_wall_end(&quench, 700.0) == 293.15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(durations), cmocka_unit_test(wall), cmocka_unit_test(cooling_and_null_ramps),
                                     cmocka_unit_test(end_is_exact)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
