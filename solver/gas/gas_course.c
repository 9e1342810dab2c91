#include "solver/gas/gas_course.h"
#include <math.h>
#include <string.h>

/* [mol/m3] of flows as they are stated */
static double stated(void)
{
  return VF_ATMOSPHERE / (VF_GAS_CONSTANT * VF_FLOW_TEMPERATURE);
}

void vf_gas_course_start(VfGasCourse *c, VfGasBench *bench)
{
  const VfTransportSpec *t = &bench->kase->transport;

  *c = (VfGasCourse){.bench = bench, .spec = t, .T_volume = t->temperatures.value[0], .T_set = (double)NAN, .p_set = (double)NAN};
  c->to.T          = t->temperatures.value[0];
  c->to.feed_flow  = stated() * t->rig.feed_flow;
  c->to.sweep_flow = stated() * t->rig.sweep_flow;
  c->from = c->now = c->to;
}

/* Partial pressures in the order of the bench's gases. */
static void fill(const VfGasBench *b, const VfGasMixture *mixture, double p[])
{
  memset(p, 0, sizeof(double) * VF_MIXTURE_MAX);
  for (int i = 0; i < b->n; i++)
    for (int k = 0; k < mixture->n; k++)
      if (!strcmp(b->gas[i]->name, mixture->gas[k])) p[i] = mixture->pressure[k];
}

void vf_gas_course_next(VfGasCourse *c, const VfGasSegment *s)
{
  c->begin += c->length;
  c->from = c->to;
  if (s->feed.n) fill(c->bench, &s->feed, c->to.feed);
  if (s->permeate.n) fill(c->bench, &s->permeate, c->to.permeate);
  if (s->feed_flow.set) c->to.feed_flow = stated() * s->feed_flow.value;
  if (s->sweep_flow.set) c->to.sweep_flow = stated() * s->sweep_flow.value;
  if (s->change == VF_CHANGE_AT_ONCE) {
    const double T = c->from.T;
    c->from        = c->to;
    c->from.T      = T;
  }
  if (s->heats) c->to.T = s->target;
  c->length = s->has_rate ? fabs(c->to.T - c->from.T) / s->rate : s->time;
}

static double total(int n, const double p[])
{
  double sum = 0.0;

  for (int i = 0; i < n; i++) sum += p[i];
  return sum;
}

/* [Pa] What pushes gas through holes and support as a whole, an amount of feed: the mean pressure; where the other side is under the
   pressure of a sweep, only as far as the feed's exceeds that. */
static double push(const VfGasCourse *c)
{
  const int    n     = c->bench->n;
  const bool   sweep = c->spec->rig.kind == VF_RIG_WICKE_KALLENBACH;
  const double feed = total(n, c->now.feed), back = sweep ? c->spec->rig.sweep_pressure : total(n, c->now.permeate);

  return sweep ? vf_gas_push(feed, back) : 0.5 * (feed + back);
}

static void set_sides(VfGasCourse *c, VfGasTransient *t)
{
  const int    n    = c->bench->n;
  VfGasSide   *feed = &t->side[VF_FEED], *back = &t->side[VF_PERMEATE];
  const double P = total(n, c->now.feed);

  if (c->spec->rig.kind == VF_RIG_WICKE_KALLENBACH) {
    *feed = (VfGasSide){.kind = VF_SIDE_FLOWING, .T = c->now.T, .pressure = P};
    *back = (VfGasSide){.kind = VF_SIDE_FLOWING, .T = c->now.T, .pressure = c->spec->rig.sweep_pressure};
    for (int i = 0; i < n; i++) feed->inflow[i] = c->now.feed_flow * c->now.feed[i] / P;
    back->inflow[n - 1] = c->now.sweep_flow;
    return;
  }
  *feed = (VfGasSide){.kind = VF_SIDE_GIVEN};
  *back = c->spec->rig.kind == VF_RIG_CONSTANT_VOLUME
              ? (VfGasSide){.kind = VF_SIDE_CLOSED, .T = c->T_volume, .volume = c->spec->rig.volume}
              : (VfGasSide){.kind = VF_SIDE_GIVEN};
  memcpy(feed->given, c->now.feed, sizeof feed->given);
  memcpy(back->given, c->now.permeate, sizeof back->given);
}

static double between(double from, double to, double share)
{
  return from + share * (to - from);
}

PetscErrorCode VfGasCourseSet(VfGasTransient *t, double time, void *course)
{
  VfGasCourse *c     = course;
  const double share = fmin(1.0, fmax(0.0, (time - c->begin) / c->length));

  PetscFunctionBeginUser;
  c->now.T          = between(c->from.T, c->to.T, share);
  c->now.feed_flow  = between(c->from.feed_flow, c->to.feed_flow, share);
  c->now.sweep_flow = between(c->from.sweep_flow, c->to.sweep_flow, share);
  for (int i = 0; i < c->bench->n; i++) {
    c->now.feed[i]     = between(c->from.feed[i], c->to.feed[i], share);
    c->now.permeate[i] = between(c->from.permeate[i], c->to.permeate[i], share);
  }
  set_sides(c, t);
  const double p = vf_gas_bench_has_holes(c->bench) ? push(c) : 0.0;
  if (c->now.T == c->T_set && p == c->p_set) PetscFunctionReturn(0);
  if (vf_gas_bench_set(c->bench, c->now.T, p, &c->wrong)) c->failed = true;
  c->T_set = c->now.T;
  c->p_set = p;
  PetscFunctionReturn(0);
}

void vf_gas_course_pressures(const VfGasCourse *c, double z[])
{
  const int n = c->bench->n;

  memcpy(z, c->now.feed, sizeof(double) * (size_t)n);
  memcpy(z + n, c->now.permeate, sizeof(double) * (size_t)n);
  if (c->spec->rig.kind == VF_RIG_WICKE_KALLENBACH) z[2 * n - 1] = c->spec->rig.sweep_pressure;
}
