#include "solver/lubrication.h"
#include "solver/lubrication_film.h"
#include <math.h>

enum { MOST_CYCLES = 16 };

/* Newton's iteration ends when a correction is below this part of the tolerance of the step: the next one would be a tenth of it.
   Where corrections shrink slower than that, the sum of those to come has to be below it too. */
#define CORRECTION_PART 0.2

/* A correction takes away no more than this part of a cell's thickness. */
#define MOST_TAKEN 0.7

bool vf_lubrication_wanted(const VfCase *k)
{
  if (k->film_flow == VF_FLOW_AUTOMATIC)
    return k->bath.solid && k->mesh.geometry == VF_PLANAR && k->interface.potential.law == VF_POTENTIAL_POWER;
  return k->film_flow == VF_FLOW_LUBRICATION;
}

static void lists(VfLubricationFields *f, double **list[9])
{
  double **const all[9] = {&f->h, &f->p, &f->now, &f->star, &f->predicted, &f->rho, &f->fluidity, &f->Gamma, &f->rg};

  for (int k = 0; k < 9; k++) list[k] = all[k];
}

PetscErrorCode VfLubricationCreate(const VfGrid *grid, const VfCase *kase, VfLubrication **out)
{
  VfLubrication *l;
  double       **fields[9];

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&l));
  l->grid      = grid;
  l->kase      = kase;
  l->potential = kase->interface.potential;
  PetscCall(VfLubricationMgCreate(grid, &l->mg));
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  lists(&l->f, fields);
  for (int k = 0; k < 9; k++) PetscCall(PetscCalloc1(level->n, fields[k]));
  for (size_t k = 0; k < level->n; k++) l->f.h[k] = 1.0; /* cells beyond the bath: any thickness that the potential takes */
  PetscCall(PetscCalloc1(grid->xm, &l->values));
  *out = l;
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationDestroy(VfLubrication **l)
{
  double **fields[9];

  PetscFunctionBeginUser;
  if (!*l) PetscFunctionReturn(0);
  lists(&(*l)->f, fields);
  for (int k = 0; k < 9; k++) PetscCall(PetscFree(*fields[k]));
  PetscCall(PetscFree((*l)->values));
  PetscCall(VfLubricationMgDestroy(&(*l)->mg));
  PetscCall(PetscFree(*l));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationWet(const VfLubrication *l, VfState *s)
{
  const VfGrid *g       = l->grid;
  const double  least   = l->potential.law == VF_POTENTIAL_POWER ? l->potential.h0 : 0.0;
  double        sums[2] = {0.0, 0.0}, rho = 0.0; /* area, volume */

  PetscFunctionBeginUser;
  for (size_t q = 0; q < g->n_local; q++) rho = fmax(rho, s->rho[q]);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &rho, 1, MPI_DOUBLE, MPI_MAX, g->comm));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      sums[0] += vf_bath_area(g, i, j);
      sums[1] += vf_cell_weight(g, i) * s->m[vf_index(g, i, j)] / rho;
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscCheck(least * sums[0] < sums[1], g->comm, PETSC_ERR_ARG_OUTOFRANGE,
             "the precursor alone, %g m over the bath, takes more than the mass of the melt", least);
  for (size_t q = 0; q < g->n_local; q++) {
    s->m[q] = rho * least * g->fraction[q] + (1.0 - least * sums[0] / sums[1]) * s->m[q];
    s->c[q] = g->fraction[q];
  }
  PetscFunctionReturn(0);
}

/* Adds the corrections; root mean square of the thickness and of what was added to it, weighted by area, into sums. */
static void correct(VfLubrication *l, double sums[2])
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  sums[0] = sums[1] = 0.0;
  for (int j = -1; j <= l->grid->ym; j++) {
    for (int i = -1; i <= l->grid->xm; i++) {
      const size_t k = vf_patch_index(level->p, i, j);
      const double e = fmax(level->e[k], -MOST_TAKEN * l->f.h[k]);

      l->f.h[k] += e;
      l->f.p[k] += level->g[k];
      if (i < 0 || j < 0 || i >= l->grid->xm || j >= l->grid->ym) continue;
      sums[0] += level->a[k] * l->f.h[k] * l->f.h[k];
      sums[1] += level->a[k] * e * e;
    }
  }
}

static PetscErrorCode iterate(VfLubrication *l, bool *converged)
{
  VfLubricationLevel *level      = VfLubricationMgFinest(l->mg);
  double *const       unknowns[] = {l->f.h, l->f.p};

  PetscFunctionBeginUser;
  *converged    = false;
  double before = INFINITY; /* size of the last correction */
  PetscCall(PetscArraycpy(l->f.h, l->f.predicted, level->n));
  for (size_t k = 0; k < level->n; k++) l->f.h[k] = l->f.h[k] > 0.0 ? l->f.h[k] : 1.0;
  vf_lubrication_pressure(l);
  PetscCall(VfLubricationLevelHalo(level, 2, unknowns));
  for (int cycle = 0; cycle < MOST_CYCLES && !*converged; cycle++) {
    double sums[3];

    sums[2] = vf_lubrication_residual(l);
    PetscCall(VfLubricationMgSetUp(l->mg));
    PetscCall(VfLubricationMgCycle(l->mg));
    l->cycles++;
    correct(l, sums);
    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 3, MPI_DOUBLE, MPI_SUM, l->grid->comm));
    if (sums[2] > 0.0 || !isfinite(sums[1])) break;
    const double size = sqrt(sums[1] / sums[0]), shrinks = isfinite(before) ? size / before : 0.0;

    *converged =
        size * fmax(1.0, shrinks < 1.0 ? shrinks / (1.0 - shrinks) : INFINITY) <= CORRECTION_PART * l->kase->time.tolerance;
    before = size;
  }
  PetscFunctionReturn(0);
}

/* Fluxes add up to nothing, so the formula keeps the mass; what the unfinished iteration leaves of it is spread evenly. */
static PetscErrorCode keep_mass(VfLubrication *l)
{
  const VfLubricationLevel *level   = VfLubricationMgFinest(l->mg);
  double                    sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = 0; j < l->grid->ym; j++) {
    for (int i = 0; i < l->grid->xm; i++) {
      const size_t k = vf_patch_index(level->p, i, j);

      sums[0] += level->a[k];
      sums[1] += level->a[k] * (l->f.star[k] - l->f.h[k]);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, l->grid->comm));
  for (size_t k = 0; k < level->n; k++) l->f.h[k] += sums[1] / sums[0];
  PetscFunctionReturn(0);
}

/* Root mean square of a difference of the owned cells over that of the thickness, weighted by area. */
static PetscErrorCode relative_size(const VfLubrication *l, const double *from, const double *to, double *size)
{
  const VfLubricationLevel *level   = VfLubricationMgFinest(l->mg);
  double                    sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = 0; j < l->grid->ym; j++) {
    for (int i = 0; i < l->grid->xm; i++) {
      const size_t k = vf_patch_index(level->p, i, j);
      const double d = to[k] - (from ? from[k] : 0.0);

      sums[0] += level->a[k] * l->f.h[k] * l->f.h[k];
      sums[1] += level->a[k] * d * d;
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, l->grid->comm));
  *size = sqrt(sums[1] / sums[0]);
  PetscFunctionReturn(0);
}

/* The first step, backward Euler, is wrong by half its length times the change of the rate,  (h - h_now - dt f(h_now))/2.  Of a wave
   that decays many times over within the step that says far too much, and the operator of the step, inverted by a V-cycle, takes it
   down to the wave itself (Hairer and Wanner 1996, Solving ODEs II, IV.8).  What the step changes is no measure: a wave of small
   height may grow many times over within a step that hardly changes the film. */
static PetscErrorCode first_error(VfLubrication *l, double *error)
{
  VfLubricationLevel *level      = VfLubricationMgFinest(l->mg);
  double *const       unknowns[] = {l->f.h, l->f.p};
  double             *result     = l->f.predicted; /* done with */

  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(result, l->f.h, level->n));
  for (int start = 1; start >= 0; start--) {
    for (size_t k = 0; k < level->n; k++) {
      if (level->d[k] > 0.0) l->f.h[k] = start ? l->f.now[k] : result[k];
    }
    PetscCall(VfLubricationLevelHalo(level, 1, unknowns));
    vf_lubrication_pressure(l);
    PetscCall(VfLubricationLevelHalo(level, 2, unknowns));
    if (!start) break;
    (void)vf_lubrication_residual(l); /* b1 = a dt f(h_now) */
    for (size_t k = 0; k < level->n; k++) {
      level->b1[k] = 0.5 * (level->a[k] * (result[k] - l->f.now[k]) - level->b1[k]);
      level->b2[k] = 0.0;
    }
    PetscCall(VfLubricationMgSetUp(l->mg));
    PetscCall(VfLubricationMgCycle(l->mg));
    l->cycles++;
  }
  PetscCall(relative_size(l, NULL, level->e, error));
  PetscFunctionReturn(0);
}

/* With h''' the third derivative, predictor and formula are wrong by  dt^2 (dt + b)/6 h'''  and  -dt^2 (dt + b)^2/(6 (2 dt + b)) h''',
   b the step before; so the share of the formula in their difference is known. */
static PetscErrorCode measure_error(VfLubrication *l, double dt, double before, double *error)
{
  PetscFunctionBeginUser;
  if (!(before > 0.0)) {
    PetscCall(first_error(l, error));
    PetscFunctionReturn(0);
  }
  const double c_predictor = 1.0, c_formula = (dt + before) / (2.0 * dt + before);

  PetscCall(relative_size(l, l->f.predicted, l->f.h, error));
  *error *= c_formula / (c_predictor + c_formula);
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationTry(VfLubrication *l, const VfState *s, const VfState *mid, double S, double dt, double *error,
                                bool *converged)
{
  PetscFunctionBeginUser;
  l->potential.S = S;
  l->steps++;
  PetscCall(VfLubricationLoad(l, s, mid, dt));
  vf_lubrication_faces(l);
  double *const faces[] = {VfLubricationMgFinest(l->mg)->mx, VfLubricationMgFinest(l->mg)->my, VfLubricationMgFinest(l->mg)->kx,
                           VfLubricationMgFinest(l->mg)->ky};

  PetscCall(VfLubricationLevelHalo(VfLubricationMgFinest(l->mg), 4, faces));
  PetscCall(iterate(l, converged));
  *error = INFINITY;
  if (!*converged) PetscFunctionReturn(0);
  PetscCall(keep_mass(l));
  PetscCall(measure_error(l, dt, s->dt_before, error));
  PetscFunctionReturn(0);
}

/* Velocity on the face between cells k and n, towards k, from the flux M grad p. */
static double face_velocity(const VfLubrication *l, double m, size_t k, size_t n, double spacing)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  if (!(m > 0.0)) return 0.0;
  const double scale = l->gamma_dt * 0.5 * (level->d[k] + level->d[n]) * 0.5 * (l->f.rho[k] + l->f.rho[n]) / l->rho_ref;

  return m * spacing / scale * (l->f.p[n] - l->f.p[k]) / (0.5 * (l->f.h[k] + l->f.h[n]));
}

/* What the film carries, moved by the step's velocity: upwind and implicit, so that any step keeps it between its bounds. */
static void carry(const VfGrid *g, const VfState *s, double dt, const double *old, double *q)
{
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t k = vf_index(g, i, j), east = k + 1, north = k + (size_t)g->ld, west = k - 1, south = k - (size_t)g->ld;
      const double in[4] = {fmax(s->u[k], 0.0) * dt / g->dx, fmax(-s->u[east], 0.0) * dt / g->dx, fmax(s->v[k], 0.0) * dt / g->dy,
                            fmax(-s->v[north], 0.0) * dt / g->dy};

      if (!g->inside[k]) continue;
      q[k] = (old[k] + in[0] * old[west] + in[1] * old[east] + in[2] * old[south] + in[3] * old[north]) /
             (1.0 + in[0] + in[1] + in[2] + in[3]);
    }
  }
}

static PetscErrorCode carry_all(const VfGrid *g, double dt, int n, double *const carried[], const VfState *s)
{
  double *old;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(g->n_local, &old));
  for (int f = 0; f < n; f++) {
    PetscCall(PetscArraycpy(old, carried[f], g->n_local));
    carry(g, s, dt, old, carried[f]);
  }
  PetscCall(PetscFree(old));
  if (n) PetscCall(VfGridHalo(g, n, carried));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationAccept(VfLubrication *l, double dt, int n_carried, double *const carried[], VfState *s)
{
  const VfGrid             *g        = l->grid;
  const VfLubricationLevel *level    = VfLubricationMgFinest(l->mg);
  double *const             fields[] = {s->m, s->m_before, s->m_rate, s->u, s->v};

  PetscFunctionBeginUser;
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const size_t q = vf_index(g, g->xs + i, g->ys + j), k = vf_patch_index(level->p, i, j);
      const double areal = l->f.rho[k] * level->d[k];

      if (!(areal > 0.0)) continue;
      s->m_before[q] = s->m[q];
      s->m[q]        = areal * l->f.h[k];
      s->m_rate[q]   = areal * (l->f.h[k] - l->f.star[k]) / l->gamma_dt;
      s->u[q]        = face_velocity(l, level->mx[k], k, k - 1, g->dx);
      s->v[q]        = face_velocity(l, level->my[k], k, k - (size_t)level->p.ld, g->dy);
    }
  }
  s->dt_before = dt;
  PetscCall(VfGridHalo(g, 5, fields));
  PetscCall(carry_all(g, dt, n_carried, carried, s));
  PetscFunctionReturn(0);
}
