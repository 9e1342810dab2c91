/* Viscosity laws of the melt by name: constant, arrhenius, vft, myega (registry in viscosity_registry.c). */
#ifndef VF_PHYSICS_VISCOSITY_H
#define VF_PHYSICS_VISCOSITY_H

#include "physics/status.h"
#include <stddef.h>

enum { VF_VISCOSITY_MAX_PARAMETERS = 4 };

typedef struct {
  double eta;     /* [Pa s] */
  double deta_dT; /* [Pa s/K] */
} VfViscosityValue;

typedef struct {
  const char *name; /* key in a case file, e.g. "fragility" */
  const char *unit; /* UDUNITS spelling, "1" when dimensionless */
  const char *doc;
  double      low, high; /* accepted range, SI */
} VfViscosityParameter;

typedef struct {
  const char          *name; /* "constant", "arrhenius", "vft", "myega" */
  const char          *doc;  /* equation and citation, one line */
  int                  n_parameters;
  VfViscosityParameter parameters[VF_VISCOSITY_MAX_PARAMETERS];
  VfStatus (*eval)(const double p[], int n, const double T[], VfViscosityValue out[]); /* p in SI, order of parameters */
} VfViscosityLaw;

typedef struct {
  const VfViscosityLaw *law;
  double                p[VF_VISCOSITY_MAX_PARAMETERS]; /* SI */
  double                scale;                          /* [1] times what the law gives; 0: the law as it is */
} VfViscosity;

/** NULL-ended list of all laws. */
const VfViscosityLaw *const *vf_viscosity_laws(void);

/** The law of that name, or NULL. */
const VfViscosityLaw *vf_viscosity_find(const char *name);

/** Viscosity at n temperatures.  @param T [K] (n).  @param out (n), capped at 1e30 Pa s so that cold glass stays finite. */
VfStatus vf_viscosity_eval(const VfViscosity *viscosity, int n, const double T[], VfViscosityValue out[]);

#endif
