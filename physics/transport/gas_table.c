#include "physics/transport/gas_table.h"
#include "physics/constants.h"
#include <math.h>
#include <stddef.h>

VfStatus vf_gas_table_make(const VfGlassModel *model, double zni, const VfPenetrant *gas, int carried, const VfSorption *sorption,
                           double T, double low, double high, VfGasTable *table)
{
  if (!(low > 0.0 && high >= low && high < INFINITY)) return VF_ERR_DOMAIN;
  table->n            = high - low > 1e-12 * low ? VF_GAS_TABLE_POINTS : 1;
  table->has_isotherm = sorption != NULL;
  for (int k = 0; k < table->n; k++) {
    /* points of the second kind: both ends are among them */
    const double       place = table->n > 1 ? -cos(VF_PI * k / (table->n - 1)) : 0.0;
    const VfGlassPlace here  = {.density = 0.5 * (low + high) + 0.5 * (high - low) * place, .zni = zni};
    VfGasInGlass       value;
    const VfStatus     status = vf_gas_in_glass(model, &here, gas, carried, sorption, T, &value);

    if (status) return status;
    table->density[k]          = here.density;
    table->weight[k]           = (k % 2 ? -1.0 : 1.0) * (k == 0 || k == table->n - 1 ? 0.5 : 1.0);
    table->log_permeability[k] = log(value.permeability);
    table->log_diffusivity[k]  = log(value.diffusivity);
    table->isotherm            = value.isotherm;
  }
  return VF_OK;
}

VfGasInGlass vf_gas_table_at(const VfGasTable *table, double density)
{
  double permeability = table->log_permeability[0], diffusivity = table->log_diffusivity[0];

  if (table->n > 1) {
    double sum = 0.0, p = 0.0, d = 0.0;
    for (int k = 0; k < table->n; k++) {
      const double gap = density - table->density[k];
      if (fabs(gap) <= 1e-13 * table->density[k]) { /* at a point the form is 0/0, and the value known */
        sum = 1.0, p = table->log_permeability[k], d = table->log_diffusivity[k];
        break;
      }
      const double share = table->weight[k] / gap;
      sum += share;
      p += share * table->log_permeability[k];
      d += share * table->log_diffusivity[k];
    }
    permeability = p / sum;
    diffusivity  = d / sum;
  }
  VfGasInGlass value = {.permeability = exp(permeability), .diffusivity = exp(diffusivity), .isotherm = table->isotherm};
  if (!table->has_isotherm) value.isotherm = (VfIsotherm){.henry = value.permeability / value.diffusivity, .mobile = 1.0};
  return value;
}
