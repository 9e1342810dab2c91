/* One gas in glass of any density of a range, for maps with very many columns: the logarithms of permeability and diffusivity as
   polynomials through Chebyshev points of the density (barycentric form: J.-P. Berrut & L. N. Trefethen, SIAM Rev. 46, 501 (2004),
   doi:10.1137/S0036144502417715).  The laws are smooth in the pore's size: with 13 points a range of 5 % of the density is good to
   1e-8; unit.membrane_gas holds it to the laws themselves. */
#ifndef VF_PHYSICS_TRANSPORT_GAS_TABLE_H
#define VF_PHYSICS_TRANSPORT_GAS_TABLE_H

#include "physics/transport/glass_gas.h"

enum { VF_GAS_TABLE_POINTS = 13 };

typedef struct {
  int        n; /* 1: the range is a point */
  double     density[VF_GAS_TABLE_POINTS], weight[VF_GAS_TABLE_POINTS];
  double     log_permeability[VF_GAS_TABLE_POINTS], log_diffusivity[VF_GAS_TABLE_POINTS];
  int        has_isotherm; /* else Henry's law with permeability over diffusivity */
  VfIsotherm isotherm;
} VfGasTable;

/** Fills the table for densities from low to high [kg/m3] and one zni fraction; other arguments and errors as vf_gas_in_glass(). */
VfStatus vf_gas_table_make(const VfGlassModel *model, double zni, const VfPenetrant *gas, int carried, const VfSorption *sorption,
                           double T, double low, double high, VfGasTable *table);

/** The gas at a density [kg/m3] of the range. */
VfGasInGlass vf_gas_table_at(const VfGasTable *table, double density);

#endif
