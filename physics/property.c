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

void vf_property_row(const VfProperty *p, int n, const double T[], double out[])
{
  const double c0 = p->c0, c1 = p->c1, T_ref = p->T_ref;

  switch (p->law) {
  case VF_PROPERTY_CONSTANT:
    for (int i = 0; i < n; i++) out[i] = c0;
    break;
  case VF_PROPERTY_LINEAR:
    for (int i = 0; i < n; i++) out[i] = c0 + c1 * (T[i] - T_ref);
    break;
  case VF_PROPERTY_ARRHENIUS:
    for (int i = 0; i < n; i++) out[i] = vf_property_value(p, T[i]).value;
    break;
  }
}
