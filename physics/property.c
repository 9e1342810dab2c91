#include "physics/property.h"

VfStatus vf_property_eval(const VfProperty *property, int n, const double T[], VfPropertyValue out[])
{
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN; /* also catches NaN */
    out[i] = vf_property_value(property, T[i]);
  }
  return VF_OK;
}

VfProperty vf_property_constant(double value)
{
  return (VfProperty){.law = VF_PROPERTY_CONSTANT, .c0 = value, .c1 = 0.0, .T_ref = 0.0, .T_min = 0.0, .T_max = INFINITY};
}
