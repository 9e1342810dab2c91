/* Step lengths and the programme. */
#include "solver/controller.h"
#include "solver/schedule.h"
#include "tests/unit/close.h"

static VfCase kase(void)
{
  return (VfCase){.time = {.end = (double)INFINITY, .tolerance = 1e-5, .max_step = (double)INFINITY},
                  .melt = {.melting_width = 2.0}};
}

/* A step on the rung at or below what is wanted: at most a 32nd shorter. */
#define assert_rung(measured, wanted)                                                                                              \
  do {                                                                                                                             \
    const double rung_m = (measured), rung_w = (wanted);                                                                           \
    int          octave;                                                                                                           \
    if (!(rung_m <= rung_w * (1.0 + 1e-8) && rung_m > rung_w * (1.0 - 1.0 / 32.0)))                                                \
      fail_msg("%s = %.15g, wanted at or just below %.15g", #measured, rung_m, rung_w);                                            \
    assert_true(fmod(64.0 * frexp(rung_m, &octave), 1.0) == 0.0);                                                                  \
  } while (0)

/* What differs in the last digits alone asks for the same step. */
static void rungs(void **state)
{
  const VfCase k = kase();

  (void)state;
  for (int n = 1; n < 1000; n++) {
    const double cfl = 0.1 + 1e-3 * n, near = cfl * (1.0 + (n % 2 ? 1e-12 : -1e-12));
    assert_true(vf_controller_next(&k, 2.0, 2e3, &(VfStepChange){.cfl = cfl, .to_melting = 1e9}).dt ==
                vf_controller_next(&k, 2.0, 2e3, &(VfStepChange){.cfl = near, .to_melting = 1e9}).dt);
  }
}

static void next_step_and_its_reason(void **state)
{
  const struct {
    VfStepChange change;
    double       dt;
    VfDtReason   reason;
  } rows[] = {
      {{.to_melting = 1e9}, 4.0, VF_DT_GROWTH},
      {{.error = 0.8e-5, .to_melting = 1e9}, 2.0, VF_DT_ACCURACY},
      {{.error = 6.4e-5, .to_melting = 1e9}, 1.0, VF_DT_ACCURACY},
      {{.cfl = 0.9, .room = VF_ROOM_NARROW, .to_melting = 1e9}, 2.0 * 0.6 / 0.9, VF_DT_CFL},
      {{.cfl = 0.9, .room = VF_ROOM_RINGS, .to_melting = 1e9}, 2.0 * 0.85 / 0.9, VF_DT_CFL},
      {{.cfl = 1.9, .to_melting = 1e9}, 2.0 * 1.8 / 1.9, VF_DT_CFL},
      {{.contact = 1.6, .to_melting = 1e9}, 1.0, VF_DT_CONTACT},
      {{.dT = 10.0, .to_melting = 1e9}, 4.0, VF_DT_GROWTH}, /* at rest */
      {{.dT = 40.0, .to_melting = 1e9}, 1.0, VF_DT_TEMPERATURE},
      {{.dT = 10.0, .dT_alive = 20.0, .to_melting = 1e9}, 1.0, VF_DT_TEMPERATURE},
      {{.dT = 1.0, .heat_error = 0.128, .to_melting = 1e9}, 1.0, VF_DT_TEMPERATURE},
      {{.dT = 4.0, .to_melting = 0.0}, 0.5, VF_DT_MELTING}, /* half a width at a time */
      {{.dX = 0.1, .to_melting = 1e9}, 1.0, VF_DT_MELTING},
      {{.stiff_rate = 5.0, .to_melting = 1e9}, 0.2, VF_DT_STABILITY},
  };
  VfCase k = kase();

  (void)state;
  for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++) {
    const VfDt next = vf_controller_next(&k, 2.0, 2.0, &rows[r].change);
    assert_rung(next.dt, rows[r].dt);
    assert_string_equal(vf_dt_reason_name(next.reason), vf_dt_reason_name(rows[r].reason));
  }
  k.time.max_step = 0.7;
  assert_rung(vf_controller_next(&k, 2.0, 2.0, &rows[0].change).dt, 0.7);
  for (int r = 0; r < VF_DT_REASONS; r++) assert_true(vf_dt_reason_name((VfDtReason)r)[0] != '\0');
}

static void steps_taken_again(void **state)
{
  const VfCase k = kase();

  (void)state;
  assert_true(
      vf_controller_retry(
          &k, 2.0, &(VfStepChange){.error = 3.9e-5, .cfl = 1.99, .dT = 79.0, .dT_alive = 19.0, .dX = 0.19, .stiff_rate = 0.89})
          .dt == 0.0);
  assert_true(vf_controller_retry(&k, 2.0, &(VfStepChange){.cfl = 0.89, .room = VF_ROOM_NARROW}).dt == 0.0);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.error = 6.4e-5}).dt, 1.0);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.error = 1e-6, .energy_rises = true}).dt, 1.0);
  assert_true(vf_controller_retry(&k, 2.0, &(VfStepChange){.error = 1e-8, .energy_rises = true}).dt == 0.0); /* not worth it */
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.cfl = 3.6}).dt, 1.0);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.cfl = 1.2, .room = VF_ROOM_NARROW}).dt, 1.0);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.cfl = 1.7, .room = VF_ROOM_RINGS}).dt, 1.0);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.dT = 200.0}).dt, 0.2);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.dT = 50.0, .dT_alive = 50.0}).dt, 0.4);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.stiff_rate = 4.0}).dt, 0.25);
  assert_rung(vf_controller_retry(&k, 2.0, &(VfStepChange){.cfl = 1e6}).dt, 0.1); /* not less than a twentieth at once */
}

static void arrival(void **state)
{
  const VfDt dt = {3.0, VF_DT_CFL};

  (void)state;
  assert_close(vf_controller_arrive(dt, 10.0, 20.0, VF_DT_OUTPUT).dt, 3.0, 1e-15);
  assert_close(vf_controller_arrive(dt, 10.0, 14.0, VF_DT_OUTPUT).dt, 2.0, 1e-15); /* no sliver */
  assert_true(vf_controller_arrive(dt, 10.0, 12.5, VF_DT_OUTPUT).dt == 2.5);
  assert_int_equal(vf_controller_arrive(dt, 10.0, 12.5, VF_DT_OUTPUT).reason, VF_DT_OUTPUT);
  assert_int_equal(vf_controller_arrive(dt, 10.0, (double)INFINITY, VF_DT_OUTPUT).reason, VF_DT_CFL);
}

static void programme(void **state)
{
  VfSegment segments[] = {{.kind = VF_SEGMENT_HEAT, .target = 700.0, .has_rate = true, .rate = 2.0},
                          {.kind = VF_SEGMENT_HOLD, .has_time = true, .time = 30.0},
                          {.kind = VF_SEGMENT_QUENCH, .target = 300.0}};
  VfCase    k          = kase();
  VfState   s          = {.segment_T = 500.0};

  (void)state;
  k.programme = (VfProgramme){3, segments, 500.0};
  assert_close(vf_schedule_segment_end(&k, &s), 100.0, 1e-15);
  assert_close(vf_schedule_wall(&k, &s, 25.0), 550.0, 1e-14);
  assert_true(isinf(vf_schedule_end(&k, &s)));
  s.time = 99.0;
  assert_false(vf_schedule_done(&k, &s, 650.0));
  s.time = 100.0;
  assert_true(vf_schedule_done(&k, &s, 650.0));
  vf_schedule_next(&k, &s);
  assert_close(vf_schedule_wall(&k, &s, 110.0), 700.0, 1e-15);
  assert_close(vf_schedule_segment_end(&k, &s), 130.0, 1e-15);
  s.time = 130.0;
  vf_schedule_next(&k, &s); /* the quench ends by the film's temperature */
  assert_true(isinf(vf_schedule_segment_end(&k, &s)));
  s.time = 1e6;
  assert_false(vf_schedule_done(&k, &s, 305.1));
  assert_true(vf_schedule_done(&k, &s, 305.0));
  vf_schedule_next(&k, &s);
  assert_true(vf_schedule_segment(&k, &s) == NULL && vf_schedule_done(&k, &s, 400.0));
  assert_close(vf_schedule_wall(&k, &s, 2e6), 300.0, 1e-15);
  segments[2].has_time = true;
  segments[2].time     = 20.0;
  assert_close(vf_schedule_end(&k, &(VfState){.segment_T = 500.0}), 150.0, 1e-15);
  k.time.end = 42.0;
  assert_close(vf_schedule_end(&k, &(VfState){.segment_T = 500.0}), 42.0, 1e-15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(rungs), cmocka_unit_test(next_step_and_its_reason),
                                     cmocka_unit_test(steps_taken_again), cmocka_unit_test(arrival), cmocka_unit_test(programme)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}
