#include "solver/gas/gas_rig.h"
#include "physics/transport/rig_equations.h"
#include "solver/gas/gas_bench.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double lags_a_measurement = 12.0;

int vf_rig_count(const VfCase *kase)
{
  const VfTransportSpec *t = &kase->transport;

  if (t->rig.kind == VF_RIG_NONE || t->programme.n) return 0;
  return t->temperatures.n * (t->rig.kind == VF_RIG_WICKE_KALLENBACH && t->rig.mixture.n > 0 ? 1 : t->gases.n);
}

/* Which gases, at which temperature. */
static void choose(const VfTransportSpec *t, int index, VfRigRecord *r)
{
  const bool mixture = t->rig.kind == VF_RIG_WICKE_KALLENBACH && t->rig.mixture.n > 0;

  *r        = (VfRigRecord){.lag = (double)NAN, .diffusivity = (double)NAN};
  r->T      = t->temperatures.value[mixture ? index : index / t->gases.n];
  r->n      = 1;
  r->gas[0] = index % t->gases.n;
  if (!mixture) return;
  r->n = t->rig.mixture.n;
  for (int i = 0; i < r->n; i++)
    for (int k = 0; k < t->gases.n; k++)
      if (!strcmp(t->gases.name[k], t->rig.mixture.name[i])) r->gas[i] = k;
}

/* The sides of the rig, and their pressures at the start. */
static void set_sides(const VfTransportSpec *t, const VfRigRecord *r, VfGasTransient *m, double z0[])
{
  const double flow = VF_ATMOSPHERE / (VF_GAS_CONSTANT * VF_FLOW_TEMPERATURE); /* [mol/m3] of stated flows */
  const int    n    = m->n;

  memset(z0, 0, sizeof(double) * (size_t)(2 * n));
  if (t->rig.kind == VF_RIG_CONSTANT_VOLUME) {
    m->side[VF_FEED]     = (VfGasSide){.kind = VF_SIDE_GIVEN, .given = {t->feed_pressure}};
    m->side[VF_PERMEATE] = (VfGasSide){.kind = VF_SIDE_CLOSED, .T = r->T, .volume = t->rig.volume};
    z0[0]                = t->feed_pressure;
    return;
  }
  m->side[VF_FEED]     = (VfGasSide){.kind = VF_SIDE_FLOWING, .T = r->T, .pressure = t->feed_pressure};
  m->side[VF_PERMEATE] = (VfGasSide){.kind = VF_SIDE_FLOWING, .T = r->T, .pressure = t->rig.sweep_pressure};
  for (int i = 0; i < r->n; i++) {
    m->side[VF_FEED].inflow[i] = flow * t->rig.feed_flow;
    z0[i]                      = t->feed_pressure / r->n;
  }
  m->side[VF_PERMEATE].inflow[n - 1] = flow * t->rig.sweep_flow;
  z0[2 * n - 1]                      = t->rig.sweep_pressure;
}

/* ---- reading the signal ------------------------------------------------------------------------------------------- */

/* Straight line through the last third of the record. */
static void read_line(const VfRigRecord *r, double *slope, double *zero)
{
  const int from = 2 * r->samples / 3;
  double    t = 0.0, p = 0.0, tt = 0.0, tp = 0.0;

  for (int k = from; k < r->samples; k++) {
    t += r->time[k] / (r->samples - from);
    p += r->pressure[k][0] / (r->samples - from);
  }
  for (int k = from; k < r->samples; k++) {
    tt += (r->time[k] - t) * (r->time[k] - t);
    tp += (r->time[k] - t) * (r->pressure[k][0] - p);
  }
  *slope = tp / tt;
  *zero  = t - p / *slope;
}

static void read_constant_volume(const VfGasMap *map, const VfTransportSpec *t, double area, VfRigRecord *r)
{
  double slope;

  read_line(r, &slope, &r->lag);
  r->permeance[0] = vf_rig_constant_volume(t->rig.volume, t->feed_pressure, r->T, area, slope);
  r->diffusivity  = map->thickness_mean * map->thickness_mean / (6.0 * r->lag);
}

static void read_sweep(const VfTransportSpec *t, const VfGasTransient *m, double area, VfRigRecord *r)
{
  const double flow = t->rig.sweep_flow * VF_ATMOSPHERE / (VF_GAS_CONSTANT * VF_FLOW_TEMPERATURE);
  double       feed[VF_MIXTURE_MAX];

  for (int i = 0; i < r->n; i++) {
    r->fraction[i] = m->z[m->n + i] / t->rig.sweep_pressure;
    feed[i]        = t->feed_pressure / r->n;
  }
  vf_rig_sweep(r->n, r->fraction, flow, area, feed, &m->z[m->n], r->permeance);
  r->sweep_lost = m->flow[m->n - 1] / flow;
}

/* ---- a measurement ------------------------------------------------------------------------------------------------ */

static PetscErrorCode record(VfGasTransient *m, double end, VfRigRecord *r, bool *failed)
{
  PetscFunctionBeginUser;
  *failed = false;
  for (int k = 0; k < VF_RIG_SAMPLES && !*failed && !r->signal; k++) {
    PetscCall(VfGasTransientGo(m, end * (k + 1) / VF_RIG_SAMPLES, failed));
    r->signal  = m->signal;
    r->time[k] = m->time;
    for (int i = 0; i < m->n; i++) r->pressure[k][i] = m->z[m->n + i];
    r->samples = k + 1;
  }
  r->steps = m->steps;
  PetscFunctionReturn(0);
}

/* Length of a measurement [s]: as given, else twelve time lags of the slowest gas fed. */
static double length(const VfTransportSpec *t, const VfRigRecord *r, const VfGasBench *b)
{
  double slowest = 0.0;

  if (t->rig.time.set) return t->rig.time.value;
  for (int i = 0; i < r->n; i++) slowest = fmax(slowest, vf_gas_bench_lag(b, i));
  return lags_a_measurement * slowest;
}

PetscErrorCode VfRigMeasure(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], int index, VfRigRecord *r,
                            char message[], size_t size)
{
  const VfTransportSpec *t                         = &kase->transport;
  const double           evacuated[VF_MIXTURE_MAX] = {0};
  const VfPenetrant     *mixture[VF_MIXTURE_MAX];
  double                 z0[2 * VF_MIXTURE_MAX];
  VfGasBench             bench;
  bool                   failed = false;
  int                    wrong  = 0;

  PetscFunctionBeginUser;
  message[0] = '\0';
  choose(t, index, r);
  const bool   sweep  = t->rig.kind == VF_RIG_WICKE_KALLENBACH;
  const double p_mean = sweep ? vf_gas_push(t->feed_pressure, t->rig.sweep_pressure) : 0.5 * t->feed_pressure;
  for (int i = 0; i < r->n + sweep; i++) mixture[i] = &gases[i < r->n ? r->gas[i] : t->gases.n];
  PetscCall(VfGasBenchCreate(map, kase, r->n + sweep, mixture, &bench));
  if (vf_gas_bench_set(&bench, r->T, p_mean, &wrong))
    snprintf(message, size, "the permeability of %s at %g K cannot be evaluated: pores too narrow, or parameters out of all bounds",
             mixture[wrong]->name, r->T);
  else {
    set_sides(t, r, &bench.transient, z0);
    PetscCall(VfGasTransientCreate(&bench.transient, (int)t->rig.cells, evacuated, z0));
    PetscCall(record(&bench.transient, length(t, r, &bench), r, &failed));
    if (failed)
      snprintf(message, size, "the measurement of %s at %g K does not get on at %g s", gases[r->gas[0]].name, r->T,
               bench.transient.time);
    else if (!r->signal && !sweep)
      read_constant_volume(map, t, bench.area, r);
    else if (!r->signal)
      read_sweep(t, &bench.transient, bench.area, r);
    PetscCall(VfGasTransientDestroy(&bench.transient));
  }
  PetscCall(VfGasBenchDestroy(&bench));
  PetscFunctionReturn(0);
}
