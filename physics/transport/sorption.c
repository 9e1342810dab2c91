#include "physics/transport/sorption.h"
#include "physics/constants.h"
#include <math.h>

VfIsotherm vf_sorption_at(const VfSorption *s, double T)
{
  const double inverse = (1.0 / T - 1.0 / s->reference) / VF_GAS_CONSTANT;

  return (VfIsotherm){.henry    = s->henry * exp(-s->henry_enthalpy * inverse),
                      .capacity = s->capacity,
                      .affinity = s->affinity * exp(-s->affinity_energy * inverse),
                      .mobile   = s->mobile};
}

static double crowding(int n, const VfIsotherm isotherm[], const double p[])
{
  double sum = 1.0;

  for (int i = 0; i < n; i++) sum += isotherm[i].affinity * p[i];
  return sum;
}

static void load(int n, const VfIsotherm isotherm[], const double p[], int mobile, double c[])
{
  const double room = 1.0 / crowding(n, isotherm, p);

  for (int i = 0; i < n; i++) {
    const double sites = (mobile ? isotherm[i].mobile : 1.0) * isotherm[i].capacity * isotherm[i].affinity;
    c[i]               = (isotherm[i].henry + sites * room) * p[i];
  }
}

void vf_sorption_load(int n, const VfIsotherm isotherm[], const double p[], double c[])
{
  load(n, isotherm, p, 0, c);
}

void vf_sorption_mobile(int n, const VfIsotherm isotherm[], const double p[], double c[])
{
  load(n, isotherm, p, 1, c);
}

void vf_sorption_slopes(int n, const VfIsotherm isotherm[], const double p[], int mobile, double jacobian[])
{
  const double room = 1.0 / crowding(n, isotherm, p);

  for (int i = 0; i < n; i++) {
    const double sites = (mobile ? isotherm[i].mobile : 1.0) * isotherm[i].capacity * isotherm[i].affinity * room;
    for (int j = 0; j < n; j++) {
      const double own    = i == j ? isotherm[i].henry + sites : 0.0;
      jacobian[i * n + j] = own - sites * p[i] * isotherm[j].affinity * room;
    }
  }
}

double vf_sorption_permeability(const VfIsotherm *s, double D, double p, double p2)
{
  /* the difference of the two loadings over p - p2, written so that p = p2 is no special case */
  const double room = (1.0 + s->affinity * p) * (1.0 + s->affinity * p2);

  return D * (s->henry + s->mobile * s->capacity * s->affinity / room);
}
