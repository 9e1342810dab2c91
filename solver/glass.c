#include "solver/glass.h"
#include "inputs/case_laws.h"
#include "physics/constants.h"
#include <math.h>

/* Viscosity at which a liquid is said to become a glass [Pa s]: where the relaxation time is tied to the law. */
#define GLASS_VISCOSITY 1e12

/* Temperature [K] at which k(T) is 1e-22 1/s; 0 where there is none. */
static double coldest(const VfDecomposition *d)
{
  const double inverse = d->E > 0.0 && d->k_ref > 0.0 ? 1.0 / d->T_ref + VF_GAS_CONSTANT / d->E * log(d->k_ref / 1e-22) : 0.0;

  return inverse > 0.0 ? 1.0 / inverse : 0.0;
}

PetscErrorCode VfGlassLawsCreate(const VfCase *k, VfGlassLaws *laws)
{
  const VfGlassSpec    *spec = &k->glass;
  VfRelaxationReference at;

  PetscFunctionBeginUser;
  PetscCheck(!vf_relaxation_reference(&k->melt.viscosity, GLASS_VISCOSITY, k->melt.glass_transition, &at), PETSC_COMM_SELF,
             PETSC_ERR_ARG_OUTOFRANGE, "the viscosity law has no value at the glass transition, %g K", k->melt.glass_transition);
  VfViscosityValue viscosity;
  const double G = spec->shear_modulus.set ? spec->shear_modulus.value : spec->youngs_modulus / (2.0 * (1.0 + spec->poisson_ratio));

  PetscCheck(!vf_viscosity_eval(&k->melt.viscosity, 1, &at.T, &viscosity), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "the viscosity law fails at %g K", at.T);
  *laws = (VfGlassLaws){
      .relaxation    = {.H       = spec->activation_enthalpy.set ? spec->activation_enthalpy.value : PetscMax(at.H, 0.0),
                        .x       = spec->nonlinearity,
                        .beta    = spec->stretching,
                        .T_ref   = at.T,
                        .tau_ref = viscosity.eta / G},
      .decomposition = vf_case_decomposition(k),
      .Tg            = k->melt.glass_transition,
  };
  laws->cold = coldest(&laws->decomposition);
  PetscCheck(!vf_relaxation_prony(&laws->relaxation), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "no Prony sum for beta = %g",
             laws->relaxation.beta);
  PetscFunctionReturn(0);
}

void vf_glass_reset(VfState *s, size_t q)
{
  s->structure[0][q] = 0;
  s->Tf[q]           = s->T[q];
}

bool vf_glass_rests(const VfGlassLaws *laws, double T0, double T1, double dt, double Tf)
{
  const double     over = 5.0, least = 0.02; /* [K] */
  const double     hot = fmax(T0, T1);
  VfRelaxationTime time;

  if (hot >= laws->relaxation.T_ref || vf_relaxation_time(&laws->relaxation, 1, &hot, &Tf, &time)) return false;
  return fabs(Tf - fmin(T0, T1)) * dt * over < least * time.tau * fabs(T1 - T0);
}

typedef struct {
  double T0, T1, dt; /* [K], [s] */
} Heating;

/* What decomposes in a cell; cells alike in temperature and melt, which often follow one another, share the exponentials. */
static PetscErrorCode decompose(const VfGlassLaws *laws, Heating p, VfState *s, size_t q, Heating *last, double *share)
{
  PetscFunctionBeginUser;
  if (p.T0 != last->T0 || p.T1 != last->T1 || p.dt != last->dt) {
    PetscCheck(!vf_decomposition_share(&laws->decomposition, p.dt, p.T0, p.T1, share), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
               "decomposition fails at %g K", p.T1);
    *last = p;
  }
  s->decomposition[q] += (1.0 - s->decomposition[q]) * *share;
  PetscFunctionReturn(0);
}

/* Does a row from q0 on keep its temperature, in equilibrium with it?  Then its structure stays, and one share decomposes of all of it. */
static bool row_rests(const VfGrid *g, const double *T0, const VfState *s, size_t q0)
{
  const double   *T = s->T + q0, *Tf = s->Tf + q0, *X = s->X + q0, *before = T0 + q0;
  const uint32_t *memory = s->structure[0] + q0;
  int             other  = 0;

  for (int i = 0; i < g->xm; i++)
    other |= (before[i] != T[0]) | (T[i] != T[0]) | (Tf[i] != T[0]) | (X[i] != X[0]) | (memory[i] > 0);
  return !other;
}

static PetscErrorCode advance_resting_row(const VfGrid *g, const VfGlassLaws *laws, double dt, VfState *s, size_t q0)
{
  const double T = s->T[q0], X = s->X[q0];
  double       share = 0.0;

  PetscFunctionBeginUser;
  for (int i = 0; i < g->xm && T > laws->Tg; i++) s->cooling_rate[q0 + (size_t)i] = 0.0;
  if (!(X < 1.0) || T < laws->cold) PetscFunctionReturn(0);
  PetscCheck(!vf_decomposition_share(&laws->decomposition, dt * (1.0 - X), T, T, &share), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "decomposition fails at %g K", T);
  for (int i = 0; i < g->xm; i++) {
    const size_t q = q0 + (size_t)i;

    s->decomposition[q] += s->c[q] > 0.0 ? (1.0 - s->decomposition[q]) * share : 0.0;
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfGlassAdvance(const VfGrid *g, const VfGlassLaws *laws, const double *T0, double dt, VfState *s)
{
  Heating last  = {0.0, 0.0, -1.0};
  double  share = 0.0;

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    if (row_rests(g, T0, s, vf_index(g, g->xs, j))) {
      PetscCall(advance_resting_row(g, laws, dt, s, vf_index(g, g->xs, j)));
      continue;
    }
    PetscCall(VfGlassAdvanceRow(g, laws, T0, dt, s, vf_index(g, g->xs, j)));
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (T0[q] > laws->Tg && s->T[q] <= laws->Tg)
        s->cooling_rate[q] = (T0[q] - s->T[q]) / dt;
      else if (s->T[q] > laws->Tg)
        s->cooling_rate[q] = 0.0; /* a glass heated again will be another one */
      if (!(s->c[q] > 0.0 && s->X[q] < 1.0) || (T0[q] < laws->cold && s->T[q] < laws->cold)) continue;
      PetscCall(decompose(laws, (Heating){T0[q], s->T[q], dt * (1.0 - s->X[q])}, s, q, &last, &share));
    }
  }
  PetscFunctionReturn(0);
}
