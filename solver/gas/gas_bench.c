#include "solver/gas/gas_bench.h"
#include "inputs/case_laws.h"
#include "physics/transport/gas_table.h"
#include "physics/transport/pinhole.h"
#include <math.h>
#include <string.h>

enum { SUPPORT_NODES = 12 };

static const double class_width = 1e-3; /* [1] thickness within a class of columns */

PetscErrorCode VfGasBenchCreate(const VfGasMap *map, const VfCase *kase, int n, const VfPenetrant *const gas[], VfGasBench *b)
{
  const VfTransportSpec *t     = &kase->transport;
  const double           whole = 1.0 - t->pinhole_density * VF_PI * t->pinhole_radius * t->pinhole_radius;

  PetscFunctionBeginUser;
  *b = (VfGasBench){.map = map, .kase = kase, .n = n, .area = map->film_area};
  memcpy(b->gas, gas, sizeof(*gas) * (size_t)n);
  for (int k = 0; k < map->n_holes; k++) b->area += map->hole_area[k] * map->hole_count[k];
  PetscCall(VfGasClassesCreate(map, class_width, &b->classes));
  PetscCall(PetscCalloc1(b->classes.n, &b->column));
  for (int c = 0; c < b->classes.n; c++) b->column[c] = (VfGasColumn){.h = b->classes.h[c], .area = whole * b->classes.area[c]};
  b->transient =
      (VfGasTransient){.comm = map->comm, .n = n, .columns = b->classes.n, .column = b->column, .tolerance = t->rig.tolerance};
  if (t->support_thickness.set)
    b->transient.grid.support = (VfGasSupport){.nodes = SUPPORT_NODES, .length = t->support_thickness.value};
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasBenchDestroy(VfGasBench *b)
{
  PetscFunctionBeginUser;
  PetscCall(VfGasClassesDestroy(&b->classes));
  PetscCall(PetscFree(b->column));
  PetscFunctionReturn(0);
}

/* Gas number i in the glass of all columns. */
static VfStatus set_glass(VfGasBench *b, double T, int i)
{
  const VfGlassModel model   = vf_case_glass_model(b->kase);
  const VfGasMap    *map     = b->map;
  const VfSorption  *law     = vf_case_sorption(b->kase, b->gas[i]->name);
  const bool         carried = strcmp(b->gas[i]->name, b->kase->transport.site_gas) == 0;
  VfGasTable         table;
  const VfStatus     status =
      vf_gas_table_make(&model, map->zni, b->gas[i], carried, law, T, map->density_low, map->density_high, &table);

  if (status) return status;
  const VfGasInGlass mean  = vf_gas_table_at(&table, 0.5 * (map->density_low + map->density_high));
  b->transient.isotherm[i] = mean.isotherm;
  b->mean[i]               = mean.diffusivity;
  for (int c = 0; c < b->classes.n; c++) {
    const VfGasInGlass here = vf_gas_table_at(&table, b->classes.density[c]);
    /* one isotherm for all columns: that of mean density; each column's permeability is kept */
    b->column[c].diffusivity[i] = law ? here.diffusivity : here.permeability / mean.isotherm.henry;
  }
  return VF_OK;
}

/* Gas number i in the support, and through all holes and what of the support is behind them. */
static VfStatus set_holes(VfGasBench *b, double T, double p_mean, int i)
{
  const VfTransportSpec *t       = &b->kase->transport;
  const VfGasMap        *map     = b->map;
  VfGasSupport          *support = &b->transient.grid.support;
  double                 behind = INFINITY, one, *leak = &b->transient.leak[i];
  VfStatus               status = VF_OK;

  if (support->nodes) {
    status =
        vf_porous_permeability(b->gas[i], 0.5 * t->support_pore_diameter, t->support_open, T, p_mean, &support->permeability[i]);
    support->pores = t->support_porosity / (VF_GAS_CONSTANT * T);
    behind         = support->permeability[i] / support->length;
  }
  *leak = 0.0;
  for (int k = 0; k < map->n_holes && !status; k++) {
    status = vf_hole_conductance(b->gas[i], map->hole_area[k], map->thickness_mean, T, p_mean, behind, &one);
    *leak += status ? 0.0 : map->hole_count[k] * one;
  }
  if (status || !(t->pinhole_density > 0.0)) return status;
  status =
      vf_hole_conductance(b->gas[i], VF_PI * t->pinhole_radius * t->pinhole_radius, map->thickness_mean, T, p_mean, behind, &one);
  *leak += status ? 0.0 : t->pinhole_density * map->film_area * one;
  return status;
}

VfStatus vf_gas_bench_set(VfGasBench *b, double T, double p_mean, int *wrong)
{
  VfStatus status = VF_OK;

  for (int i = 0; i < b->n && !status; i++) {
    status = set_glass(b, T, i);
    if (!status) status = set_holes(b, T, p_mean, i);
    *wrong = i;
  }
  return status;
}

double vf_gas_push(double feed, double sweep)
{
  return 0.5 * (feed + sweep) * fmax(0.0, feed - sweep) / feed;
}

bool vf_gas_bench_has_holes(const VfGasBench *b)
{
  return b->map->n_holes > 0 || b->kase->transport.pinhole_density > 0.0 || b->transient.grid.support.nodes > 0;
}

double vf_gas_bench_lag(const VfGasBench *b, int i)
{
  const VfIsotherm   *s       = &b->transient.isotherm[i];
  const VfGasSupport *support = &b->transient.grid.support;
  const double        h = b->map->thickness_mean, film = h * h / b->mean[i];

  if (!support->nodes) return film / 6.0;
  const double ra     = h / (b->mean[i] * (s->henry + s->mobile * s->capacity * s->affinity));
  const double rb     = support->length / support->permeability[i];
  const double behind = support->length * support->length * support->pores / support->permeability[i];
  return (film * (ra / 6.0 + rb / 2.0) + behind * (rb / 6.0 + ra / 2.0)) / (ra + rb);
}
