#include "solver/gas/gas_steady.h"
#include "inputs/case_laws.h"
#include "physics/transport/pinhole.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Feed, permeate, support and pinholes for one gas. */
static VfStatus make_test(const VfTransportSpec *t, const VfPenetrant *gas, double T, double length, VfGasTest *test)
{
  *test = (VfGasTest){.T = T, .feed = t->feed_pressure, .permeate = t->permeate_pressure, .support = INFINITY};
  if (t->support_thickness.set) {
    double         permeability;
    const VfStatus status = vf_porous_permeability(gas, 0.5 * t->support_pore_diameter, t->support_open, T,
                                                   0.5 * (test->feed + test->permeate), &permeability);
    if (status) return status;
    test->support = permeability / t->support_thickness.value;
  }
  return vf_gas_test_pinholes(gas, t->pinhole_density, t->pinhole_radius, length, test);
}

static VfStatus make_table(const VfGasMap *map, const VfCase *kase, const VfPenetrant *gas, double T, VfGasTable *table)
{
  const VfGlassModel model   = vf_case_glass_model(kase);
  const bool         carried = strcmp(gas->name, kase->transport.site_gas) == 0;

  return vf_gas_table_make(&model, map->zni, gas, carried, vf_case_sorption(kase, gas->name), T, map->density_low,
                           map->density_high, table);
}

/* All of the membrane for one gas. */
static PetscErrorCode evaluate(const VfGasMap *map, const VfPenetrant *gas, const VfGasTest *test, const VfGasTable *table,
                               VfGasResult *out, VfStatus *status)
{
  VfMembraneSums sums = {0};

  PetscFunctionBeginUser;
  vf_membrane_add_film(table, test, map->n, map->h, map->area, map->density, &sums);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &sums, VF_MEMBRANE_SUMS, MPI_DOUBLE, MPI_SUM, map->comm));
  *status = VF_OK;
  for (int k = 0; k < map->n_holes && !*status; k++)
    *status = vf_membrane_add_hole(gas, test, map->hole_area[k], map->hole_count[k], map->thickness_mean, &sums);
  if (!*status) *status = vf_membrane_finish(table, test, &sums, &out->membrane);
  if (!*status) out->glass = vf_gas_table_at(table, sums.mass / sums.volume);
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasSteadyEvaluate(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], VfGasResult out[],
                                   char message[], size_t size)
{
  const VfTransportSpec *t = &kase->transport;

  PetscFunctionBeginUser;
  message[0] = '\0';
  for (int i = 0; i < t->temperatures.n; i++) {
    for (int k = 0; k < t->gases.n; k++) {
      const double T = t->temperatures.value[i];
      VfGasTest    test;
      VfGasTable   table;
      VfStatus     status = make_test(t, &gases[k], T, map->thickness_mean, &test);

      if (!status) status = make_table(map, kase, &gases[k], T, &table);
      if (!status) PetscCall(evaluate(map, &gases[k], &test, &table, &out[i * t->gases.n + k], &status));
      if (!status) continue;
      snprintf(message, size,
               "the permeability of %s at %g K cannot be evaluated: pores too narrow, or parameters out of all bounds",
               gases[k].name, T);
      PetscFunctionReturn(0);
    }
  }
  PetscFunctionReturn(0);
}
