#include "solver/lubrication.h"
#include "inputs/image.h"
#include "solver/lubrication_confine.h"
#include "solver/lubrication_energy.h"
#include "solver/lubrication_error.h"
#include "solver/lubrication_film.h"
#include "solver/row_sums.h"
#include <math.h>

enum { MOST_CYCLES = 16, FEW_CYCLES = 2, FIRST_SWEEPS = 1 };

/* Newton's iteration ends when all corrections to come, if they go on to shrink as the last one did, add up to less than this part of the
   tolerance of the step.  Of the first it is not known how they shrink: this much at most where cycles work as they should. */
#define CORRECTIONS_LEFT 0.04
#define FIRST_SHRINKS 0.2

/* A correction takes away no more than this part of a cell's thickness. */
#define MOST_TAKEN 0.7

/* A film that leaves no more than this part of the bath bare needs no precursor. */
#define COVERED_ALL 1e-12

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

/* Weights of the potential: the square of those of the contact slope. */
static PetscErrorCode read_pattern(VfLubrication *l)
{
  const VfInterface        *interface = &l->kase->interface;
  const VfGrid             *g         = l->grid;
  const VfLubricationLevel *level     = VfLubricationMgFinest(l->mg);
  VfImage                   image;
  char                      why[VF_IMAGE_WHY_LENGTH];

  PetscFunctionBeginUser;
  if (!interface->pattern[0] || interface->potential.law != VF_POTENTIAL_POWER) PetscFunctionReturn(0);
  PetscCheck(vf_image_read(interface->pattern, &image, why), PETSC_COMM_SELF, PETSC_ERR_FILE_READ, "%s: %s", interface->pattern,
             why);
  PetscCall(PetscMalloc1(level->n, &l->f.pattern));
  for (size_t k = 0; k < level->n; k++) l->f.pattern[k] = 1.0;
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const double width = g->nx * g->dx * (g->copies > 1 ? 2.0 : 1.0), height = g->ny * g->dy * (g->copies > 1 ? 2.0 : 1.0);
      const double grey  = vf_image_at(&image, vf_x(g, g->xs + i) / width, vf_y(g, g->ys + j) / height);
      const double slope = 1.0 + (interface->pattern_slope - 1.0) * grey;

      l->f.pattern[vf_patch_index(level->p, i, j)] = slope * slope;
    }
  }
  vf_image_free(&image);
  PetscFunctionReturn(0);
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
  for (size_t k = 0; k < level->n; k++)
    l->f.h[k] = l->f.now[k] = 1.0; /* cells beyond the bath: any thickness that the potential takes */
  PetscCall(PetscCalloc1(level->p.xm, &l->dphi));
  PetscCall(PetscCalloc1(level->p.xm, &l->d2phi));
  PetscCall(VfSpansCreate(level->p.xm, level->p.ym, &l->stirs));
  PetscCall(VfSpansCreate(level->p.xm, level->p.ym, &l->touched));
  PetscCall(read_pattern(l));
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
  PetscCall(PetscFree((*l)->f.pattern));
  PetscCall(PetscFree((*l)->dphi));
  PetscCall(PetscFree((*l)->d2phi));
  PetscCall(VfSpansDestroy(&(*l)->stirs));
  PetscCall(VfSpansDestroy(&(*l)->touched));
  PetscCall(VfLubricationMgDestroy(&(*l)->mg));
  PetscCall(PetscFree(*l));
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationWet(const VfLubrication *l, VfState *s)
{
  const VfGrid *g       = l->grid;
  const double  least   = l->potential.law == VF_POTENTIAL_POWER ? l->potential.h0 : 0.0;
  double        sums[3] = {0.0, 0.0, 0.0}, rho = 0.0; /* area, volume, bare area */

  PetscFunctionBeginUser;
  for (size_t q = 0; q < g->n_local; q++) rho = fmax(rho, s->rho[q]);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &rho, 1, MPI_DOUBLE, MPI_MAX, g->comm));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      sums[0] += vf_bath_area(g, i, j);
      sums[1] += vf_cell_weight(g, i) * s->m[vf_index(g, i, j)] / rho;
      sums[2] += fmax(vf_bath_area(g, i, j) - vf_cell_weight(g, i) * s->c[vf_index(g, i, j)], 0.0);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 3, MPI_DOUBLE, MPI_SUM, g->comm));
  if (!(sums[2] > COVERED_ALL * sums[0])) PetscFunctionReturn(0);
  PetscCheck(least * sums[0] < sums[1], g->comm, PETSC_ERR_ARG_OUTOFRANGE,
             "the precursor alone, %g m over the bath, takes more than the mass of the melt", least);
  for (size_t q = 0; q < g->n_local; q++) {
    s->m[q] = rho * least * g->fraction[q] + (1.0 - least * sums[0] / sums[1]) * s->m[q];
    s->c[q] = g->fraction[q];
  }
  PetscFunctionReturn(0);
}

/* Adds the corrections to n cells from k on. */
static void correct_cells(VfLubrication *l, VfLubricationLevel *level, size_t k, int n)
{
  double *restrict h = l->f.h + k, *restrict p = l->f.p + k, *restrict e = level->e + k;
  const double *restrict g = level->g + k;

  for (int i = 0; i < n; i++) {
    const double most = -MOST_TAKEN * h[i];

    e[i] = e[i] > most ? e[i] : most;
    h[i] += e[i];
    p[i] += g[i];
  }
}

/* Adds the corrections, to ghosts too; sums of the squares of the thickness and of what was added to it, weighted by area. */
static void correct(VfLubrication *l, double sums[2])
{
  VfLubricationLevel *level = VfLubricationMgFinest(l->mg);
  const int           xm = l->grid->xm, ym = l->grid->ym;

  sums[0] = sums[1] = 0.0;
  correct_cells(l, level, vf_patch_index(level->p, -1, -1), xm + 2);
  correct_cells(l, level, vf_patch_index(level->p, -1, ym), xm + 2);
  for (int j = 0; j < ym; j++) {
    const int    low = level->spans.low[j], n = level->spans.high[j] - low;
    const size_t k0 = vf_patch_index(level->p, 0, j), k = k0 + (size_t)low;

    correct_cells(l, level, k0 - 1, 1);
    correct_cells(l, level, k, n);
    correct_cells(l, level, k0 + (size_t)xm, 1);
    sums[0] += vf_row_norm(xm, level->a + k0, l->f.h + k0);
    sums[1] += vf_row_norm(n, level->a + k, level->e + k);
  }
}

static PetscErrorCode iterate(VfLubrication *l, bool same, bool *converged)
{
  const VfLubricationLevel *level = VfLubricationMgFinest(l->mg);

  PetscFunctionBeginUser;
  *converged    = false;
  double before = INFINITY; /* size of the last correction */
  PetscCall(VfLubricationStart(l));
  for (int cycle = 0; cycle < MOST_CYCLES && !*converged; cycle++) {
    double sums[4];

    if (cycle > 0) vf_spans_widen(&level->spans, 2, 1, &l->touched); /* no other residual has changed */
    sums[2] = vf_lubrication_residual(l, cycle > 0 ? &l->touched : NULL);
    PetscCall(VfLubricationConfine(l));
    PetscCall(cycle == 0 ? VfLubricationMgSetUp(l->mg, same) : VfLubricationMgSetStiffness(l->mg));
    PetscCall(VfLubricationMgCycle(l->mg, cycle < FEW_CYCLES ? FIRST_SWEEPS : VF_LUBRICATION_SWEEPS));
    l->cycles++;
    correct(l, sums);
    sums[3] = l->evaluated + vf_lubrication_mg_evaluated(l->mg);
    PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 4, MPI_DOUBLE, MPI_SUM, l->grid->comm));
    l->work = sums[3] / ((double)l->grid->nx * l->grid->ny);
    if (sums[2] > 0.0 || !isfinite(sums[1])) break;
    const double size = sqrt(sums[1] / sums[0]), shrinks = isfinite(before) ? size / before : FIRST_SHRINKS;

    *converged = shrinks < 1.0 && size * shrinks / (1.0 - shrinks) <= CORRECTIONS_LEFT * l->kase->time.tolerance;
    before     = size;
  }
  PetscFunctionReturn(0);
}

/* Fluxes add up to nothing, so the formula keeps the mass; what the unfinished iteration leaves of it is spread over the cells by how much
   they moved: flat precursor stays flat. */
static PetscErrorCode keep_mass(VfLubrication *l)
{
  const VfLubricationLevel *level   = VfLubricationMgFinest(l->mg);
  double                    sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = 0; j < l->grid->ym; j++) {
    const size_t k0 = vf_patch_index(level->p, 0, j);

    sums[0] += vf_row_distance(l->grid->xm, level->a + k0, l->f.h + k0, l->f.now + k0);
    sums[1] += vf_row_difference(l->grid->xm, level->a + k0, l->f.star + k0, l->f.h + k0);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, l->grid->comm));
  const double share = sums[0] > 0.0 ? sums[1] / sums[0] : 0.0;

  for (int j = 0; j < l->grid->ym; j++) {
    const size_t k0            = vf_patch_index(level->p, 0, j);
    double *restrict h         = l->f.h + k0;
    const double *restrict now = l->f.now + k0;

    for (int i = 0; i < l->grid->xm; i++) h[i] += share * fabs(h[i] - now[i]);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfLubricationTry(VfLubrication *l, const VfState *s, const VfState *mid, bool same, double S, double dt,
                                double *error, bool *converged)
{
  PetscFunctionBeginUser;
  l->potential.S = S;
  l->steps++;
  PetscCall(VfLubricationLoad(l, s, mid, dt, same));
  PetscCall(VfLubricationFaces(l, same));
  PetscCall(iterate(l, same, converged));
  *error   = INFINITY;
  l->rises = false;
  if (!*converged) PetscFunctionReturn(0);
  PetscCall(keep_mass(l));
  PetscCall(VfLubricationError(l, dt, error));
  PetscCall(VfLubricationEnergyRises(l, &l->rises));
  PetscFunctionReturn(0);
}
