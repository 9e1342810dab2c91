#include "physics/property.h"
#include "physics/constants.h"
#include <math.h>

static VfPropertyValue property_value(const VfProperty *p, double T)
{
  switch (p->law) {
  case VF_PROPERTY_LINEAR:
    return (VfPropertyValue){.value = p->c0 + p->c1 * (T - p->T_ref), .d_dT = p->c1};
  case VF_PROPERTY_ARRHENIUS: {
    const double value = p->c0 * exp(p->c1 / (VF_GAS_CONSTANT * T));
    return (VfPropertyValue){.value = value, .d_dT = -value * p->c1 / (VF_GAS_CONSTANT * T * T)};
  }
  case VF_PROPERTY_CONSTANT:
    break;
  }
  return (VfPropertyValue){.value = p->c0, .d_dT = 0.0};
}

VfStatus vf_property_eval(const VfProperty *property, int n, const double T[], VfPropertyValue out[])
{
  for (int i = 0; i < n; i++) {
    if (!(T[i] > 0.0 && T[i] < INFINITY)) return VF_ERR_DOMAIN; /* also catches NaN */
    out[i] = property_value(property, T[i]);
  }
  return VF_OK;
}

double vf_property_at(const VfProperty *property, double T)
{
  VfPropertyValue out;
  return vf_property_eval(property, 1, &T, &out) == VF_OK ? out.value : NAN;
}

VfProperty vf_property_constant(double value)
{
  return (VfProperty){.law = VF_PROPERTY_CONSTANT, .c0 = value, .c1 = 0.0, .T_ref = 0.0, .T_min = 0.0, .T_max = INFINITY};
}
