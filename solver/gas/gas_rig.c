#include "solver/gas/gas_rig.h"
#include "inputs/case_laws.h"
#include "physics/transport/gas_table.h"
#include "physics/transport/pinhole.h"
#include "physics/transport/units.h"
#include "solver/gas/gas_classes.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static const double class_width        = 1e-3;  /* [1] thickness within a class of columns */
static const double study_constant     = 0.278; /* [cmHg cm3/(cm3(STP) K)] as the study has it: 0.07 % below 76/273.15 */
static const double lags_a_measurement = 12.0;

int vf_rig_count(const VfCase *kase)
{
  const VfTransportSpec *t = &kase->transport;

  if (t->rig.kind == VF_RIG_NONE) return 0;
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

/* What is measured: the classes of columns with their gases, and the holes. */
typedef struct {
  VfGasClasses   classes;
  VfGasColumn   *column;
  VfGasTransient transient;
  double         area;    /* [m2] of film and holes */
  double         slowest; /* [s] time lag l^2/(6 D) of the slowest gas fed, at mean thickness */
} Bench;

/* Laws of gas number i of a measurement in all columns. */
static VfStatus fill_gas(const VfGasMap *map, const VfCase *kase, const VfPenetrant *gas, double T, int i, bool fed, Bench *b)
{
  const VfGlassModel model   = vf_case_glass_model(kase);
  const VfSorption  *law     = vf_case_sorption(kase, gas->name);
  const bool         carried = strcmp(gas->name, kase->transport.site_gas) == 0;
  VfGasTable         table;
  const VfStatus status = vf_gas_table_make(&model, map->zni, gas, carried, law, T, map->density_low, map->density_high, &table);

  if (status) return status;
  const double       middle = 0.5 * (map->density_low + map->density_high);
  const VfGasInGlass mean   = vf_gas_table_at(&table, middle);
  b->transient.isotherm[i]  = mean.isotherm;
  for (int c = 0; c < b->classes.n; c++) {
    const VfGasInGlass here = vf_gas_table_at(&table, b->classes.density[c]);
    /* one isotherm for all columns: that of mean density; each column's permeability is kept */
    b->column[c].diffusivity[i] = law ? here.diffusivity : here.permeability / mean.isotherm.henry;
  }
  if (fed) b->slowest = fmax(b->slowest, map->thickness_mean * map->thickness_mean / (6.0 * mean.diffusivity));
  return VF_OK;
}

/* Flow through all holes, for a pressure of 1 Pa across at the mean pressure p_mean. */
static VfStatus fill_leak(const VfGasMap *map, const VfTransportSpec *t, const VfPenetrant *gas, double T, double p_mean,
                          double *leak)
{
  VfPinhole hole;
  VfStatus  status = VF_OK;

  *leak = 0.0;
  for (int k = 0; k < map->n_holes && !status; k++) {
    status = vf_pinhole(gas, sqrt(map->hole_area[k] / VF_PI), map->thickness_mean, T, p_mean, &hole);
    if (!status) *leak += map->hole_count[k] * (hole.molecular + hole.viscous);
  }
  if (!status && t->pinhole_density > 0.0) {
    status = vf_pinhole(gas, t->pinhole_radius, map->thickness_mean, T, p_mean, &hole);
    if (!status) *leak += t->pinhole_density * map->film_area * (hole.molecular + hole.viscous);
  }
  return status;
}

static PetscErrorCode bench_create(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], const VfRigRecord *r,
                                   Bench *b, VfStatus *status)
{
  const VfTransportSpec *t     = &kase->transport;
  const bool             sweep = t->rig.kind == VF_RIG_WICKE_KALLENBACH;

  PetscFunctionBeginUser;
  *b = (Bench){.area = map->film_area};
  for (int k = 0; k < map->n_holes; k++) b->area += map->hole_area[k] * map->hole_count[k];
  PetscCall(VfGasClassesCreate(map, class_width, &b->classes));
  PetscCall(PetscCalloc1(b->classes.n, &b->column));
  for (int c = 0; c < b->classes.n; c++) b->column[c] = (VfGasColumn){.h = b->classes.h[c], .area = b->classes.area[c]};
  b->transient = (VfGasTransient){
      .comm = map->comm, .n = r->n + sweep, .columns = b->classes.n, .column = b->column, .tolerance = t->rig.tolerance};
  *status = VF_OK;
  for (int i = 0; i < b->transient.n && !*status; i++) {
    const VfPenetrant *gas    = &gases[i < r->n ? r->gas[i] : t->gases.n];
    const double       p_mean = sweep ? 0.5 * (t->feed_pressure + t->rig.sweep_pressure) : 0.5 * t->feed_pressure;

    *status = fill_gas(map, kase, gas, r->T, i, i < r->n, b);
    if (!*status) *status = fill_leak(map, t, gas, r->T, p_mean, &b->transient.leak[i]);
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode bench_destroy(Bench *b)
{
  PetscFunctionBeginUser;
  PetscCall(VfGasClassesDestroy(&b->classes));
  PetscCall(PetscFree(b->column));
  PetscFunctionReturn(0);
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
  const double GPU =
      1e6 * (1e6 * t->rig.volume) / (t->feed_pressure / VF_CMHG * r->T * study_constant * (1e4 * area)) * slope / VF_CMHG;
  r->permeance[0] = GPU * VF_GPU;
  r->diffusivity  = map->thickness_mean * map->thickness_mean / (6.0 * r->lag);
}

static void read_sweep(const VfTransportSpec *t, const VfGasTransient *m, double area, VfRigRecord *r)
{
  const double flow = t->rig.sweep_flow * VF_ATMOSPHERE / (VF_GAS_CONSTANT * VF_FLOW_TEMPERATURE);
  double       sum  = 0.0;

  for (int i = 0; i < r->n; i++) {
    r->fraction[i] = m->z[m->n + i] / t->rig.sweep_pressure;
    sum += r->fraction[i];
  }
  for (int i = 0; i < r->n; i++) {
    const double N  = flow * r->fraction[i] / (1.0 - sum);
    r->permeance[i] = N / (area * (t->feed_pressure / r->n - m->z[m->n + i]));
  }
  r->sweep_lost = m->flow[m->n - 1] / flow;
}

/* ---- a measurement ------------------------------------------------------------------------------------------------ */

static PetscErrorCode record(VfGasTransient *m, double end, VfRigRecord *r, bool *failed)
{
  PetscFunctionBeginUser;
  *failed = false;
  for (int k = 0; k < VF_RIG_SAMPLES && !*failed; k++) {
    PetscCall(VfGasTransientGo(m, end * (k + 1) / VF_RIG_SAMPLES, failed));
    r->time[k] = m->time;
    for (int i = 0; i < m->n; i++) r->pressure[k][i] = m->z[m->n + i];
    r->samples = k + 1;
  }
  r->steps = m->steps;
  PetscFunctionReturn(0);
}

PetscErrorCode VfRigMeasure(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], int index, VfRigRecord *r,
                            char message[], size_t size)
{
  const VfTransportSpec *t                         = &kase->transport;
  const double           evacuated[VF_MIXTURE_MAX] = {0};
  double                 z0[2 * VF_MIXTURE_MAX];
  VfStatus               status;
  Bench                  bench;
  bool                   failed = false;

  PetscFunctionBeginUser;
  message[0] = '\0';
  choose(t, index, r);
  PetscCall(bench_create(map, kase, gases, r, &bench, &status));
  if (status)
    snprintf(message, size, "the permeability of %s at %g K cannot be evaluated: pores too narrow, or parameters out of all bounds",
             gases[r->gas[0]].name, r->T);
  else {
    set_sides(t, r, &bench.transient, z0);
    PetscCall(VfGasTransientCreate(&bench.transient, (int)t->rig.cells, evacuated, z0));
    PetscCall(record(&bench.transient, t->rig.time.set ? t->rig.time.value : lags_a_measurement * bench.slowest, r, &failed));
    if (failed)
      snprintf(message, size, "the measurement of %s at %g K does not get on at %g s", gases[r->gas[0]].name, r->T,
               bench.transient.time);
    else if (t->rig.kind == VF_RIG_CONSTANT_VOLUME)
      read_constant_volume(map, t, bench.area, r);
    else
      read_sweep(t, &bench.transient, bench.area, r);
    PetscCall(VfGasTransientDestroy(&bench.transient));
  }
  PetscCall(bench_destroy(&bench));
  PetscFunctionReturn(0);
}
