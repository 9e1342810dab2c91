#include "physics/transport/sorption.h"
#include "physics/constants.h"
#include <math.h>

VfIsotherm vf_sorption_at(const VfSorption *s, double T)
{
  const double inverse = (1.0 / T - 1.0 / s->reference) / VF_GAS_CONSTANT;

  return (VfIsotherm){.henry    = s->henry * exp(-s->henry_enthalpy * inverse),
                      .capacity = s->capacity,
                      .affinity = s->affinity * exp(-s->affinity_energy * inverse),
                      .mobile   = s->mobile,
                      .blocks   = s->blocks};
}

double vf_sorption_diffusivity(const VfSorption *s, double T)
{
  return s->diffusivity * exp(-s->diffusivity_energy * (1.0 / T - 1.0 / s->reference) / VF_GAS_CONSTANT);
}

/* What all gases together leave free. */
typedef struct {
  double sites; /* 1/(1 + sum b p) */
  double room;  /* 1 - sum of f times occupancy */
} Free;

static Free left_free(int n, const VfIsotherm isotherm[], const double p[])
{
  double crowd = 1.0, blocked = 0.0;

  for (int i = 0; i < n; i++) {
    crowd += isotherm[i].affinity * p[i];
    blocked += isotherm[i].blocks * isotherm[i].affinity * p[i];
  }
  return (Free){.sites = 1.0 / crowd, .room = 1.0 - blocked / crowd};
}

static void load(int n, const VfIsotherm isotherm[], const double p[], int mobile, double c[])
{
  const Free left = left_free(n, isotherm, p);

  for (int i = 0; i < n; i++) {
    const double sites = (mobile ? isotherm[i].mobile : 1.0) * isotherm[i].capacity * isotherm[i].affinity;
    c[i]               = (isotherm[i].henry * left.room + sites * left.sites) * p[i];
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
  const Free left = left_free(n, isotherm, p);

  for (int i = 0; i < n; i++) {
    const double sites = (mobile ? isotherm[i].mobile : 1.0) * isotherm[i].capacity * isotherm[i].affinity * left.sites;
    for (int j = 0; j < n; j++) {
      const double own    = i == j ? isotherm[i].henry * left.room + sites : 0.0;
      const double rooms  = isotherm[j].affinity * left.sites * (isotherm[j].blocks - (1.0 - left.room)); /* -d(room)/dp_j */
      jacobian[i * n + j] = own - p[i] * (sites * isotherm[j].affinity * left.sites + isotherm[i].henry * rooms);
    }
  }
}

double vf_sorption_permeability(const VfIsotherm *s, double D, double p, double p2)
{
  /* the difference of the two loadings over p - p2, written so that p = p2 is no special case */
  const double room = (1.0 + s->affinity * p) * (1.0 + s->affinity * p2);

  return D * (s->henry + s->mobile * s->capacity * s->affinity / room);
}
