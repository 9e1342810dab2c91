/* Structure of the cells of a row, a few side by side: what stays, what is liquid, what relaxes. */
#include "mesh/halo.h"
#include "solver/glass.h"
#include <math.h>

/* Cells of a row side by side. */
enum { TERMS = VF_RELAXATION_TERMS, LANES = VF_RELAXATION_LANES };

/* What happens to n cells from q on over dt. */
typedef struct {
  size_t        q;
  int           n;
  const double *T0, *T1, *X; /* fields */
  double        dt;
  bool          skips_cold; /* what is too cold to move keeps its structure */
} Group;

/* The extremes of what may relax. */
typedef struct {
  double T_low, T_high, change, lag, Tf_low, Tf_high;
  int    some;      /* one that relaxes, -1: none */
  bool   from_even; /* all terms of all of them are their Tf */
} Extremes;

static VfStructureFate fate_of(const VfGlassLaws *laws, const VfState *s, const Group *p, size_t q)
{
  if (p->skips_cold && p->T1[q] < laws->relaxation.T_ref && p->X[q] < 1.0) return VF_STRUCTURE_KEEPS;
  if (!(s->c[q] > 0.0 && p->X[q] < 1.0)) return VF_STRUCTURE_LIQUID;
  /* nothing to relax to, however short the step */
  return s->structure[0][q] == 0 && p->T0[q] == p->T1[q] && s->Tf[q] == p->T1[q] ? VF_STRUCTURE_LIQUID : VF_STRUCTURE_RELAXES;
}

static Extremes extremes_of(const VfState *s, const Group *p, const VfStructureFate fate[])
{
  Extremes e = {INFINITY, 0.0, 0.0, 0.0, INFINITY, 0.0, -1, true};

  for (int l = 0; l < p->n; l++) {
    const size_t q = p->q + (size_t)l;

    if (fate[l] != VF_STRUCTURE_RELAXES) continue;
    e.T_low     = fmin(e.T_low, fmin(p->T0[q], p->T1[q]));
    e.T_high    = fmax(e.T_high, fmax(p->T0[q], p->T1[q]));
    e.change    = fmax(e.change, fabs(p->T1[q] - p->T0[q]));
    e.lag       = fmax(e.lag, fabs(s->Tf[q] - p->T0[q]));
    e.Tf_low    = fmin(e.Tf_low, s->Tf[q]);
    e.Tf_high   = fmax(e.Tf_high, s->Tf[q]);
    e.some      = l;
    e.from_even = e.from_even && s->structure[0][q] == 0;
  }
  return e;
}

/* Terms of the cells that relax; the other lanes go along with one of them. */
static void load_terms(const VfState *s, const Group *p, const VfStructureFate fate[], int some, double T0[LANES], double T1[LANES],
                       double partial[TERMS][LANES])
{
  for (int l = 0; l < LANES; l++) {
    const size_t q    = p->q + (size_t)(l < p->n && fate[l] == VF_STRUCTURE_RELAXES ? l : some);
    const bool   even = s->structure[0][q] == 0;

    T0[l] = p->T0[q];
    T1[l] = p->T1[q];
    for (int k = 0; k < TERMS; k++) partial[k][l] = even ? s->Tf[q] : vf_fixed_value(s->structure[k][q]);
  }
}

/* Gives all that relax one fate. */
static void share_fate(VfStructureFate one, int n, VfStructureFate fate[])
{
  for (int l = 0; l < n; l++) fate[l] = fate[l] == VF_STRUCTURE_RELAXES ? one : fate[l];
}

/* Structure of a group after dt: fates, and of cells that relax the terms in `partial`; fictive temperatures in Tf.  What the extremes tell
   of all is what each would find by itself: nothing depends on which cells make up a group. */
static PetscErrorCode relax_group(const VfGlassLaws *laws, const VfState *s, const Group *p, VfStructureFate fate[LANES],
                                  double partial[TERMS][LANES], double Tf[LANES])
{
  const VfRelaxation *r = &laws->relaxation;
  double              T0[LANES], T1[LANES], found[LANES];

  PetscFunctionBeginUser;
  for (int l = 0; l < LANES; l++) fate[l] = l < p->n ? fate_of(laws, s, p, p->q + (size_t)l) : VF_STRUCTURE_KEEPS;
  const Extremes e = extremes_of(s, p, fate);

  if (e.some >= 0 && e.from_even && vf_relaxation_follows(r, e.T_low, e.change, p->dt, e.Tf_low, e.lag))
    share_fate(VF_STRUCTURE_LIQUID, p->n, fate);
  else if (e.some >= 0 && vf_relaxation_frozen(r, e.T_high, p->dt, e.Tf_high))
    share_fate(VF_STRUCTURE_KEEPS, p->n, fate);
  else if (e.some >= 0) {
    for (int l = 0; l < p->n; l++) {
      const size_t q = p->q + (size_t)l;

      if (fate[l] == VF_STRUCTURE_RELAXES && vf_relaxation_frozen(r, fmax(p->T0[q], p->T1[q]), p->dt, s->Tf[q]))
        fate[l] = VF_STRUCTURE_KEEPS;
    }
    load_terms(s, p, fate, e.some, T0, T1, partial);
    PetscCheck(!vf_relaxation_advance_lanes(r, T0, T1, p->dt, partial, fate), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
               "structural relaxation fails between %g and %g K", e.T_low, e.T_high);
    vf_relaxation_fictive_lanes(r, partial, found);
  }
  for (int l = 0; l < p->n; l++) {
    const size_t q = p->q + (size_t)l;

    Tf[l] = fate[l] == VF_STRUCTURE_LIQUID ? p->T1[q] : fate[l] == VF_STRUCTURE_RELAXES ? found[l] : s->Tf[q];
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfGlassExpect(const VfGrid *g, const VfGlassLaws *laws, const VfState *s, const double *T0, const double *T1,
                             const double *X, double dt, double *Tf)
{
  double          partial[TERMS][LANES], found[LANES];
  VfStructureFate fate[LANES];

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = 0; i < g->xm; i += LANES) {
      const Group p = {vf_index(g, g->xs + i, j), PetscMin(LANES, g->xm - i), T0, T1, X, dt, true};

      PetscCall(relax_group(laws, s, &p, fate, partial, found));
      PetscCall(PetscArraycpy(Tf + p.q, found, p.n));
    }
  }
  PetscCall(VfGridHalo(g, 1, &Tf));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGlassAdvanceRow(const VfGrid *g, const VfGlassLaws *laws, const double *T0, double dt, VfState *s, size_t q0)
{
  double          partial[TERMS][LANES], found[LANES];
  VfStructureFate fate[LANES];

  PetscFunctionBeginUser;
  for (int i = 0; i < g->xm; i += LANES) {
    const Group p = {q0 + (size_t)i, PetscMin(LANES, g->xm - i), T0, s->T, s->X, dt, false};

    PetscCall(relax_group(laws, s, &p, fate, partial, found));
    PetscCall(PetscArraycpy(s->Tf + p.q, found, p.n));
    for (int l = 0; l < p.n; l++) {
      if (fate[l] == VF_STRUCTURE_LIQUID) s->structure[0][p.q + (size_t)l] = 0;
      if (fate[l] != VF_STRUCTURE_RELAXES) continue;
      for (int k = 0; k < TERMS; k++) s->structure[k][p.q + (size_t)l] = vf_fixed_from(partial[k][l]);
    }
  }
  PetscFunctionReturn(0);
}
