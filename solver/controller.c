#include "solver/controller.h"
#include <math.h>

#define RETRY_LEAST 0.05 /* a retry is not shorter than this part of the step */
#define GROWTH 2.0
#define GROWTH_THIRD 1.5 /* the formula of third order is stable up to 1.534 */
#define SAFETY 0.8
#define CONTACT_LIMIT 1.5 /* an overfilled gap leaves a bump as high as the excess */
#define DT_AIM 10.0       /* K a step of what moves or relaxes, whose own errors are known too */
#define DT_LIMIT 20.0
#define DT_REST_AIM 20.0 /* K a step of what does neither: all that follows is the heat balance, */
#define HEAT_ERROR 0.02  /* whose own error [K] is known */
#define DX_AIM 0.05      /* crystal fraction a step */
#define STIFF_AIM 1.0    /* explicit terms: rate x dt, the midpoint rule is stable below 2 */
#define STIFF_LIMIT 1.8
#define IMPLICIT_MOST 1e4    /* implicit terms: rate x dt, beyond which the balance is too ill-conditioned */
#define IMPLICIT_ENTERED 2.0 /* film.stiff automatic: implicit where steps could be this many times those of the explicit limit, */
#define IMPLICIT_LEFT 1.5    /* and as long as they still are this many times as long */
#define ERROR_LIMIT 4.0      /* times the tolerance: a step beyond is taken again */
#define ENERGY_LEAST 0.01    /* times the tolerance: an error below is not worth another step, even if the energy rises */

/* Cells that an edge crosses in a step, and that it may. */
static const struct {
  double aim, limit;
} cells[] = {
    [VF_ROOM_AHEAD]  = {1.8, 2.0},   /* the velocity is continued far enough for two */
    [VF_ROOM_RINGS]  = {0.85, 0.97}, /* the remap is exact to 1, and the force is that of one remap */
    [VF_ROOM_NARROW] = {0.6, 0.9},   /* nothing is met unseen, nor room overfilled */
};

const char *vf_dt_reason_name(VfDtReason reason)
{
  static const char *const names[VF_DT_REASONS] = {"first step", "growth",      "accuracy", "energy",    "cfl",
                                                   "contact",    "temperature", "melting",  "stability", "max step",
                                                   "output",     "segment end", "end"};

  return names[reason];
}

static void limit(VfDt *dt, double candidate, VfDtReason reason)
{
  if (candidate < dt->dt) *dt = (VfDt){candidate, reason};
}

/* By what to multiply a step of this error for one within the tolerance. */
static double by_error(const VfCase *kase, double error, int order)
{
  const double ratio = SAFETY * kase->time.tolerance / error;

  return order == 3 ? sqrt(sqrt(ratio)) : cbrt(ratio);
}

/* What limits the next step whether stiff terms are explicit or implicit. */
static void limit_by_changes(const VfCase *kase, double dt, double error, const VfStepChange *c, VfDt *next)
{
  if (error > 0.0) limit(next, dt * by_error(kase, error, c->order), VF_DT_ACCURACY);
  if (c->cfl > 0.0) limit(next, dt * cells[c->room].aim / c->cfl, VF_DT_CFL);
  if (c->contact > 0.0) limit(next, dt * SAFETY / c->contact, VF_DT_CONTACT);
  if (c->dT > 0.0) {
    const double width = kase->melt.melting_width, near = c->to_melting > 0.0 ? fmax(c->to_melting, 0.5 * width) : 0.5 * width;

    limit(next, dt * DT_REST_AIM / c->dT, VF_DT_TEMPERATURE);
    limit(next, dt * near / c->dT, VF_DT_MELTING);
  }
  if (c->dT_alive > 0.0) limit(next, dt * DT_AIM / c->dT_alive, VF_DT_TEMPERATURE);
  if (c->heat_error > 0.0) limit(next, dt * cbrt(SAFETY * HEAT_ERROR / c->heat_error), VF_DT_TEMPERATURE);
  if (c->dX > 0.0) limit(next, dt * DX_AIM / c->dX, VF_DT_MELTING);
  limit(next, kase->time.max_step, VF_DT_MAX_STEP);
}

/* Does it pay to take the stiff terms implicitly from here on?  Left for shorter steps than it was entered for, so that a run does not
   go to and fro. */
static bool goes_implicit(const VfCase *kase, double dt, const VfStepChange *c)
{
  VfDt longest = {INFINITY, VF_DT_FIRST};

  if (kase->film_stiff != VF_STIFF_AUTOMATIC) return kase->film_stiff == VF_STIFF_IMPLICIT;
  limit_by_changes(kase, dt, c->error_implicit, c, &longest);
  return longest.dt * c->stiff_rate > (c->implicit ? IMPLICIT_LEFT : IMPLICIT_ENTERED);
}

/* Steps stand on rungs, 32 an octave, the next lower one: what changes in the last digits, as with the number of ranks, then changes no step,
   and is not enlarged by all the steps to come. */
static VfDt on_rung(VfDt dt)
{
  int          octave;
  const double part = frexp(dt.dt, &octave);

  if (dt.dt > 0.0 && dt.dt < INFINITY) dt.dt = ldexp(floor(64.0 * part * (1.0 + 1e-9)) / 64.0, octave);
  return dt;
}

VfDt vf_controller_next(const VfCase *kase, double dt, double planned, const VfStepChange *c)
{
  const bool implicit = c->stiff_rate > 0.0 && goes_implicit(kase, dt, c);
  VfDt       next     = {(c->order == 3 ? GROWTH_THIRD : GROWTH) * planned, VF_DT_GROWTH};

  limit_by_changes(kase, dt, implicit ? c->error_implicit : c->error, c, &next);
  if (c->stiff_rate > 0.0) limit(&next, (implicit ? IMPLICIT_MOST : STIFF_AIM) / c->stiff_rate, VF_DT_STABILITY);
  return on_rung(next);
}

VfDt vf_controller_retry(const VfCase *kase, double dt, const VfStepChange *c)
{
  const double aim = c->implicit ? IMPLICIT_MOST : STIFF_AIM;
  const struct {
    bool       too_long;
    double     factor;
    VfDtReason reason;
  } checks[] = {
      {c->error > ERROR_LIMIT * kase->time.tolerance, by_error(kase, c->error, c->order), VF_DT_ACCURACY},
      {c->energy_rises && c->error > ENERGY_LEAST * kase->time.tolerance, 0.5, VF_DT_ENERGY},
      {c->cfl > cells[c->room].limit, cells[c->room].aim / c->cfl, VF_DT_CFL},
      {c->contact > CONTACT_LIMIT, SAFETY / c->contact, VF_DT_CONTACT},
      {c->stiff_rate * dt > STIFF_LIMIT * aim, aim / (c->stiff_rate * dt), VF_DT_STABILITY},
      {c->dT > 4.0 * DT_REST_AIM, DT_REST_AIM / c->dT, VF_DT_TEMPERATURE},
      {c->dT_alive > DT_LIMIT, DT_AIM / c->dT_alive, VF_DT_TEMPERATURE},
      {c->heat_error > ERROR_LIMIT * HEAT_ERROR, cbrt(SAFETY * HEAT_ERROR / c->heat_error), VF_DT_TEMPERATURE},
      {c->dX > 4.0 * DX_AIM, DX_AIM / c->dX, VF_DT_MELTING},
  };
  VfDt retry = {dt, VF_DT_FIRST};

  for (size_t k = 0; k < sizeof(checks) / sizeof(checks[0]); k++) {
    if (checks[k].too_long) limit(&retry, dt * fmax(checks[k].factor, RETRY_LEAST), checks[k].reason);
  }
  return retry.dt < dt ? on_rung(retry) : (VfDt){0.0, VF_DT_FIRST};
}

VfDt vf_controller_arrive(VfDt dt, double time, double t_event, VfDtReason reason)
{
  const double left = t_event - time;

  if (left <= dt.dt * (1.0 + 1e-12)) return (VfDt){left, reason};
  if (left < 2.0 * dt.dt) return (VfDt){0.5 * left, reason};
  return dt;
}
