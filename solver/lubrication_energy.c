#include "solver/lubrication_energy.h"
#include "solver/row_sums.h"

#define ROUND_OFF 1e-9 /* of the sizes of what is added up */

enum { STRETCH = 64 };

/* Cells of a row, and two sums over what they add to the energy: the changes, and their sizes. */
typedef struct {
  size_t k0;
  int    n;
  double change[STRETCH];
  double sums[2];
} Stretch;

static bool moves(const VfLubrication *l, const Stretch *c)
{
  bool found = false;

  for (size_t k = c->k0; k < c->k0 + (size_t)c->n; k++) found |= l->f.h[k] < l->f.now[k] || l->f.h[k] > l->f.now[k];
  return found;
}

static void add_changes(Stretch *c)
{
  c->sums[0] += vf_row_sum(c->n, c->change);
  c->sums[1] += vf_row_size(c->n, c->change);
}

static void add_potential(const VfLubrication *l, const VfLubricationLevel *level, Stretch *c)
{
  const double *d = level->d + c->k0, *pattern = l->f.pattern ? l->f.pattern + c->k0 : NULL;
  double        now[STRETCH], then[STRETCH];

  if (vf_potential_energies(&l->potential, c->n, l->f.h + c->k0, now)) return; /* beyond its law: the step has failed anyway */
  if (vf_potential_energies(&l->potential, c->n, l->f.now + c->k0, then)) return;
  for (int i = 0; i < c->n; i++) c->change[i] = d[i] * (now[i] - then[i]);
  for (int i = 0; pattern && i < c->n; i++) c->change[i] *= pattern[i];
  add_changes(c);
}

/* h^2 of the film's weight: the new less the old. */
static void add_weight(const VfLubrication *l, const VfLubricationLevel *level, Stretch *c)
{
  const double *restrict h = l->f.h + c->k0, *restrict then = l->f.now + c->k0, *restrict d = level->d + c->k0,
                         *restrict rg = l->f.rg + c->k0;

  for (int i = 0; i < c->n; i++) c->change[i] = 0.5 * d[i] * rg[i] * (h[i] - then[i]) * (h[i] + then[i]);
  add_changes(c);
}

/* Squares of the slopes between cells and their neighbours at -step. */
static void add_slopes(const VfLubrication *l, Stretch *c, size_t step, const double *faces)
{
  const double *restrict h = l->f.h + c->k0, *restrict then = l->f.now + c->k0, *restrict hn = h - step,
                         *restrict thenn = then - step, *restrict face = faces + c->k0;

  for (int i = 0; i < c->n; i++) {
    const double slope = h[i] - hn[i], before = then[i] - thenn[i];

    c->change[i] = 0.5 * face[i] * (slope - before) * (slope + before);
  }
  add_changes(c);
}

PetscErrorCode VfLubricationEnergyRises(VfLubrication *l, bool *rises)
{
  const VfLubricationLevel *level    = VfLubricationMgFinest(l->mg);
  double *const             shapes[] = {l->f.h, l->f.now};
  Stretch                   c        = {0};

  PetscFunctionBeginUser;
  PetscCall(VfLubricationLevelHalo(level, 2, shapes));
  for (int j = 0; j < l->grid->ym; j++) {
    for (int first = 0; first < l->grid->xm; first += STRETCH) {
      c.k0 = vf_patch_index(level->p, first, j);
      c.n  = PetscMin(STRETCH, l->grid->xm - first);
      if (l->potential.law != VF_POTENTIAL_NONE && moves(l, &c)) add_potential(l, level, &c);
      add_weight(l, level, &c);
      add_slopes(l, &c, 1, level->kx);
      add_slopes(l, &c, (size_t)level->p.ld, level->ky);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, c.sums, 2, MPI_DOUBLE, MPI_SUM, l->grid->comm));
  *rises = c.sums[0] > ROUND_OFF * c.sums[1];
  PetscFunctionReturn(0);
}
