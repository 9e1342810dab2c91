#include "solver/run.h"
#include "solver/schedule.h"
#include "solver/signals.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Shorter steps than this are a failure, not a refinement. */
#define DT_SMALLEST 1e-9
#define DT_FIRST 1.0

/* Does any monitor want to see levels at this event? */
static PetscErrorCode levels_wanted(const VfRun *run, VfEvent event, const VfView *view, bool *yes)
{
  PetscFunctionBeginUser;
  *yes = event == VF_EVENT_OUTPUT || event == VF_EVENT_END;
  for (int m = 0; m < run->n_monitors && !*yes; m++) {
    if (run->monitors[m].wants) PetscCall(run->monitors[m].wants(run->monitors[m].context, event, view, yes));
  }
  PetscFunctionReturn(0);
}

/* What is shown but not needed to go on: levels, and ghosts of fields that only their own cells act on. */
static PetscErrorCode find_levels(VfRun *run)
{
  VfState *const q        = &run->stepper->state;
  double *const  fields[] = {q->zb, q->zt, q->cooling_rate};

  PetscFunctionBeginUser;
  if (run->floated == q->step) PetscFunctionReturn(0);
  PetscCall(VfFlotationUpdate(run->flotation, q, &run->flatness));
  PetscCall(VfGridHalo(run->stepper->grid, 3, fields));
  run->floated = q->step;
  PetscFunctionReturn(0);
}

/* The view is made anew for every event: nothing of it is kept by anybody. */
static PetscErrorCode notify(VfRun *run, VfEvent event, double dt, VfDtReason reason, VfOutcome outcome)
{
  VfStepper     *s = run->stepper;
  VfField        fields[VF_STATE_FIELDS];
  VfScalar       scalars[VF_STATE_SCALARS];
  PetscErrorCode first = 0;
  bool           shows;

  PetscFunctionBeginUser;
  const int n_fields = vf_state_tables(&s->state, fields, scalars);
  VfView    view     = {.kase                  = s->kase,
                        .grid                  = s->grid,
                        .time                  = s->state.time,
                        .dt                    = dt,
                        .time_end              = vf_schedule_end(s->kase, &s->state),
                        .step                  = (long)s->state.step,
                        .dt_reason             = vf_dt_reason_name(reason),
                        .segment               = (int)s->state.segment,
                        .T_wall                = s->T_wall,
                        .spreading_coefficient = s->summary.S,
                        .n_fields              = n_fields,
                        .fields                = fields,
                        .n_scalars             = VF_STATE_SCALARS,
                        .scalars               = scalars,
                        .statistics            = &s->statistics,
                        .flatness              = NULL};

  PetscCall(levels_wanted(run, event, &view, &shows));
  if (shows) PetscCall(find_levels(run));
  if (shows) view.flatness = &run->flatness;

  for (int m = 0; m < run->n_monitors; m++) {
    const PetscErrorCode code = run->monitors[m].call(run->monitors[m].context, event, &view, outcome);

    if (code && !first) first = code; /* the others still get their chance to save what they hold */
  }
  PetscFunctionReturn(first);
}

/* Has a signal come, or the wall-clock limit passed, on any rank? */
static PetscErrorCode interrupted(const VfRun *run, double started, VfRunResult *result, bool *yes)
{
  int    flags[2] = {vf_signals_caught(), 0};
  double now;

  PetscFunctionBeginUser;
  PetscCall(PetscTime(&now));
  flags[1] = now - started > run->stepper->kase->output.wall_limit;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, flags, 2, MPI_INT, MPI_MAX, run->stepper->grid->comm));
  *yes = flags[0] || flags[1];
  if (flags[0])
    snprintf(result->message, sizeof(result->message), "interrupted by signal %d (%s)", flags[0], strsignal(flags[0]));
  else if (flags[1])
    snprintf(result->message, sizeof(result->message), "the wall-clock limit is reached");
  if (*yes) result->outcome = VF_RUN_INTERRUPTED;
  PetscFunctionReturn(0);
}

static double next_output(const VfCase *kase, double time)
{
  const double every = kase->output.every;

  return every > 0.0 ? every * (floor(time / every * (1.0 + 1e-12)) + 1.0) : INFINITY;
}

/* The step to try: the controller's, cut at the next event. */
static PetscErrorCode plan(VfStepper *s, VfDt *planned, double *arrival)
{
  const VfState   *q          = &s->state;
  const double     events[3]  = {next_output(s->kase, q->time), vf_schedule_segment_end(s->kase, q), s->kase->time.end};
  const VfDtReason reasons[3] = {VF_DT_OUTPUT, VF_DT_SEGMENT_END, VF_DT_END};
  VfDt             dt         = {q->dt_next, (VfDtReason)q->dt_reason};
  double           most;

  PetscFunctionBeginUser;
  if (!(dt.dt > 0.0)) dt = (VfDt){fmin(DT_FIRST, s->kase->time.max_step), VF_DT_FIRST};
  most = dt.dt;
  PetscCall(VfStepperFirst(s, &most));
  if (most < dt.dt) dt = (VfDt){fmax(most, DT_SMALLEST), VF_DT_FIRST};
  *arrival = INFINITY;
  for (int k = 0; k < 3; k++) {
    const VfDt cut = vf_controller_arrive(dt, q->time, events[k], reasons[k]);

    if (cut.dt == events[k] - q->time && cut.dt <= dt.dt)
      *arrival = events[k];
    else if (cut.dt < dt.dt)
      *arrival = INFINITY; /* halved on the way to a later event: it no longer arrives at the earlier one */
    dt = cut;
  }
  *planned = dt;
  PetscFunctionReturn(0);
}

/* One accepted step, however many tries it takes. */
static PetscErrorCode advance(VfRun *run, VfDt *taken, VfRunResult *result)
{
  VfStepper    *s       = run->stepper;
  double        arrival = INFINITY;
  VfDt          dt      = {0.0, VF_DT_FIRST};
  VfStepChange  change;
  VfStepVerdict verdict;
  const char   *message;

  PetscFunctionBeginUser;
  PetscCall(plan(s, &dt, &arrival));
  run->floated         = -1.0; /* a step works in the fields of the levels */
  const double planned = fmax(dt.dt, s->state.dt_next);

  PetscCall(VfStepperTry(s, dt.dt, &change, &verdict, &message));
  while (verdict == VF_STEP_TOO_LONG && dt.dt > DT_SMALLEST) {
    dt      = vf_controller_retry(s->kase, dt.dt, &change);
    arrival = INFINITY;
    s->statistics.rejected_steps++;
    PetscCall(VfStepperTry(s, dt.dt, &change, &verdict, &message));
  }
  *taken = dt;
  if (verdict != VF_STEP_ACCEPTED) {
    PetscCall(VfStepperRefresh(s)); /* the state is shown once more */
    result->outcome = VF_RUN_NUMERICS_FAILED;
    snprintf(result->message, sizeof(result->message), "%s at t = %.6g s, step %ld",
             verdict == VF_STEP_FAILED ? message : "the step became too short", s->state.time, (long)s->state.step);
    PetscFunctionReturn(0);
  }
  const VfDt next = vf_controller_next(s->kase, dt.dt, isfinite(arrival) ? planned : dt.dt, &change);

  s->state.time = isfinite(arrival) ? arrival : s->state.time + dt.dt;
  s->state.step += 1.0;
  s->state.dt_next   = next.dt;
  s->state.dt_reason = next.reason;
  PetscFunctionReturn(0);
}

/* Enters segments that start now; sets the temperature of isothermal ones. */
static PetscErrorCode follow_programme(VfRun *run, bool *ended)
{
  VfStepper *s = run->stepper;
  double     T, X;

  PetscFunctionBeginUser;
  PetscCall(VfHeatHighest(s->grid, &s->state, &T, &X));
  while (vf_schedule_segment(s->kase, &s->state) && vf_schedule_done(s->kase, &s->state, T)) {
    vf_schedule_next(s->kase, &s->state);
    s->state.dt_next = fmin(s->state.dt_next, DT_FIRST);
  }
  const VfSegment *segment = vf_schedule_segment(s->kase, &s->state);

  *ended = !segment || s->state.time >= s->kase->time.end;
  if (segment && segment->kind == VF_SEGMENT_ISOTHERMAL) {
    PetscCall(VfStepperSetIsothermal(s, segment->target));
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfRunGo(VfRun *run, VfRunResult *result)
{
  VfStepper     *s = run->stepper;
  bool           ended, stop = false;
  double         started, output;
  VfDt           dt      = {0.0, VF_DT_FIRST};
  PetscErrorCode written = 0;

  PetscFunctionBeginUser;
  *result                    = (VfRunResult){.outcome = VF_RUN_DONE};
  s->statistics.mass_initial = s->state.mass_initial;
  PetscCall(PetscTime(&started));
  PetscCall(VfFlotationCreate(s->grid, &s->laws, &s->middle, s->heat, &run->flotation));
  run->floated = -1.0;
  PetscCall(follow_programme(run, &ended));
  PetscCall(VfStepperRefresh(s));
  written = notify(run, VF_EVENT_START, 0.0, dt.reason, result->outcome);
  if (!written && !run->restarted) written = notify(run, VF_EVENT_OUTPUT, 0.0, dt.reason, result->outcome);
  while (!ended && !stop && !written) {
    output = next_output(s->kase, s->state.time);
    PetscCall(advance(run, &dt, result));
    if (result->outcome != VF_RUN_DONE) break;
    PetscCall(follow_programme(run, &ended));
    PetscCall(VfStepperRefresh(s));
    /* fields before the checkpoint that STEP may write: a run killed between the two puts them out again when restarted */
    if (s->state.time >= output || ended) written = notify(run, VF_EVENT_OUTPUT, dt.dt, dt.reason, result->outcome);
    if (!written) written = notify(run, VF_EVENT_STEP, dt.dt, dt.reason, result->outcome);
    if (!written && !ended) PetscCall(interrupted(run, started, result, &stop));
  }
  result->saved = !written;
  if (written) {
    result->outcome = VF_RUN_NUMERICS_FAILED;
    snprintf(result->message, sizeof(result->message), "results could not be written");
  }
  written       = notify(run, VF_EVENT_END, dt.dt, dt.reason, result->outcome);
  result->saved = result->saved && !written;
  if (written && result->outcome == VF_RUN_DONE) {
    result->outcome = VF_RUN_NUMERICS_FAILED;
    snprintf(result->message, sizeof(result->message), "results could not be written");
  }
  PetscCall(VfFlotationDestroy(&run->flotation));
  PetscFunctionReturn(0);
}
