/* A scalar material property as a function of temperature, with its provenance.
   Laws:  constant   y = c0
          linear     y = c0 + c1 (T - T_ref)
          arrhenius  y = c0 exp(c1 / (R T))                      c1 in J/mol */
#ifndef VF_PHYSICS_PROPERTY_H
#define VF_PHYSICS_PROPERTY_H

#include "physics/constants.h"
#include "physics/status.h"
#include <math.h>

typedef enum { VF_PROPERTY_CONSTANT = 0, VF_PROPERTY_LINEAR, VF_PROPERTY_ARRHENIUS } VfPropertyLaw;

typedef struct {
  VfPropertyLaw law;
  double        c0, c1, T_ref; /* SI unit of the property; T_ref [K] */
  double        T_min, T_max;  /* [K] range the source states; outside it the value is extrapolated */
} VfProperty;

typedef struct {
  double value; /* SI */
  double d_dT;  /* derivative, SI per K */
} VfPropertyValue;

/** Value and derivative at one temperature T [K] > 0, unchecked: for loops over cells. */
static inline VfPropertyValue vf_property_value(const VfProperty *p, double T)
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

/** Evaluates a property at n temperatures.  @param T [K] (n), T > 0.  @param out (n).
    @return VF_ERR_DOMAIN when a temperature is not positive and finite. */
VfStatus vf_property_eval(const VfProperty *property, int n, const double T[], VfPropertyValue out[]);

/** Values at n temperatures T [K] > 0, unchecked: vectorised, for rows of cells.  @param out (n) may be T. */
void vf_property_row(const VfProperty *property, int n, const double T[], double out[]);

/** Value at one temperature; NaN outside the domain. */
static inline double vf_property_at(const VfProperty *property, double T)
{
  return T > 0.0 && T < INFINITY ? vf_property_value(property, T).value : NAN;
}

/** A constant property with the given SI value. */
VfProperty vf_property_constant(double value);

#endif
