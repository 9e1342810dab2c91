#include "solver/flotation.h"
#include <math.h>

/* Far below what any level is known to: the solve is cheap, and levels are compared between runs on different ranks.
   -flotation_ksp_rtol and -flotation_ksp_max_it replace these. */
#define TOLERANCE 1e-12
#define ITERATIONS 500

PetscErrorCode VfFlotationCreate(const VfGrid *grid, const VfFilmLaws *laws, VfState *scratch, VfHeat *heat, VfFlotation **out)
{
  VfFlotation *f;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&f));
  *out    = f;
  f->grid = grid;
  f->laws = laws;
  if (laws->kase->bath.solid || !(laws->kase->gravity > 0.0)) PetscFunctionReturn(0);
  f->diffusion  = heat->diffusion;
  f->y          = heat->delta;
  f->b          = heat->b;
  f->lambda     = heat->capacity;
  f->phi        = heat->source;
  f->compliance = scratch->Tf;
  f->open_x     = scratch->u;
  f->open_y     = scratch->v;
  f->wall       = scratch->T;
  f->limits     = (VfDiffusionLimits){TOLERANCE, ITERATIONS, 0.0};
  PetscCall(PetscOptionsGetReal(NULL, "flotation_", "-ksp_rtol", &f->limits.rtol, NULL));
  PetscCall(PetscOptionsGetInt(NULL, "flotation_", "-ksp_max_it", &f->limits.most, NULL));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFlotationDestroy(VfFlotation **f)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(*f));
  PetscFunctionReturn(0);
}

/* The fields are others' between two calls: nothing in them is to be relied on. */
static PetscErrorCode clear(VfFlotation *f)
{
  double *fields[] = {f->diffusion->d, f->diffusion->ax, f->diffusion->ay, f->y,      f->b,   f->lambda,
                      f->phi,          f->compliance,    f->open_x,        f->open_y, f->wall};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(PetscArrayzero(fields[k], f->grid->n_local));
  PetscCall(VfFlotationWall(f->grid, &f->laws->kase->bath, f));
  PetscFunctionReturn(0);
}

/* lambda, phi and compliance of a cell.  usable: its surfaces are under tension. */
static PetscErrorCode set_cell(VfFlotation *f, const VfState *s, size_t q, bool *usable)
{
  VfPotential      potential = f->laws->kase->interface.potential;
  VfPotentialValue p         = {0};
  VfSpreadingValue spreading;
  double           gamma_m;

  PetscFunctionBeginUser;
  PetscCheck(!vf_film_tensions(f->laws, s->T[q], &gamma_m, &spreading), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "no surface tension at T = %g K", s->T[q]);
  potential.S = spreading.S;
  if (potential.law != VF_POTENTIAL_NONE && s->h[q] > 0.0) vf_potential_eval(&potential, 1, &s->h[q], &p);
  const double film    = gamma_m + fmax(spreading.gamma_mb, 0.0); /* a given S > gamma_b - gamma_m leaves the interface none */
  const double covered = vf_flotation_covered(f->grid, s, q);
  const double bare    = vf_property_at(&f->laws->kase->bath.surface_tension, s->T[q]);

  f->lambda[q]     = gamma_m / film;
  f->phi[q]        = p.phi;
  f->compliance[q] = covered / (film + p.phi) + (1.0 - covered) / bare;
  if (s->c[q] > 0.0 && !(film + p.phi > 0.0)) *usable = false;
  PetscFunctionReturn(0);
}

/* Weight of the bath [N/m3], at its mean temperature: columns of different density would stream, not stand. */
static PetscErrorCode set_weight(VfFlotation *f, const VfState *s)
{
  const VfGrid *g       = f->grid;
  double        sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      if (!vf_inside(g, i, j)) continue;
      sums[0] += vf_bath_area(g, i, j);
      sums[1] += vf_bath_area(g, i, j) * s->T[vf_index(g, i, j)];
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, g->comm));
  f->weight = f->laws->kase->gravity * vf_property_at(&f->laws->kase->bath.density, sums[1] / sums[0]);
  PetscFunctionReturn(0);
}

/* Conductance of the face between q and its neighbour n on the low side; open: what the wall leaves of it. */
static double conductance(const VfFlotation *f, size_t n, size_t q, double open, double spacing)
{
  if (!f->grid->inside[n] || !f->grid->inside[q]) return 0.0;
  return 2.0 * open / ((f->compliance[n] + f->compliance[q]) * spacing * spacing);
}

/* lambda phi dh/dx over dx on the same face [Pa], between two cells of film: nothing unless it is so thin that phi acts. */
static double thin_flux(const VfFlotation *f, const VfState *s, size_t n, size_t q, double open, double spacing)
{
  const double covered = open * fmin(vf_flotation_covered(f->grid, s, n), vf_flotation_covered(f->grid, s, q));

  if (!(covered > 0.0)) return 0.0;
  return 0.5 * covered * (f->lambda[n] * f->phi[n] + f->lambda[q] * f->phi[q]) * (s->h[q] - s->h[n]) / (spacing * spacing);
}

static double divergence_of_thin(const VfFlotation *f, const VfState *s, size_t q, double west, double east)
{
  const VfGrid *g  = f->grid;
  const size_t  ld = (size_t)g->ld;
  double sum = east * thin_flux(f, s, q, q + 1, f->open_x[q + 1], g->dx) - west * thin_flux(f, s, q - 1, q, f->open_x[q], g->dx);

  if (g->ny > 1) sum += thin_flux(f, s, q, q + ld, f->open_y[q + ld], g->dy) - thin_flux(f, s, q - ld, q, f->open_y[q], g->dy);
  return sum;
}

/* The system without p, per area of a whole cell; on rings times the radius. */
static void set_system(VfFlotation *f, const VfState *s)
{
  const VfGrid *g     = f->grid;
  const double  slope = 1.0 / tan(f->laws->kase->bath.contact_angle), gravity = f->laws->kase->gravity;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q  = vf_index(g, i, j);
      const double at = g->axisymmetric ? vf_x(g, i) : 1.0, half = g->axisymmetric ? 0.5 * g->dx : 0.0;

      f->b[q] = f->diffusion->d[q] = f->diffusion->ax[q] = f->diffusion->ay[q] = 0.0;
      if (!g->inside[q]) continue;
      f->diffusion->d[q]  = at * g->fraction[q] * f->weight;
      f->diffusion->ax[q] = (at - half) * conductance(f, q - 1, q, f->open_x[q], g->dx);
      if (g->ny > 1) f->diffusion->ay[q] = conductance(f, q - (size_t)g->ld, q, f->open_y[q], g->dy);
      const double lift = f->weight * f->lambda[q] * g->fraction[q] * vf_flotation_covered(g, s, q) * s->h[q];

      f->b[q] = at * (lift - gravity * s->m[q] + slope * f->wall[q] / f->compliance[q]) -
                divergence_of_thin(f, s, q, at - half, at + half);
    }
  }
}

/* Takes the mean of zb off y.  A uniform pressure lifts all of the bath alike, so this is what p does: the solve went without it. */
static PetscErrorCode hold_volume(VfFlotation *f, const VfState *s)
{
  const VfGrid *g       = f->grid;
  double        sums[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      if (!g->inside[q]) continue;
      sums[0] += vf_bath_area(g, i, j);
      sums[1] += vf_bath_area(g, i, j) * (f->y[q] - f->lambda[q] * vf_flotation_covered(g, s, q) * s->h[q]);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, g->comm));
  f->pressure -= f->weight * sums[1] / sums[0];
  for (size_t q = 0; q < g->n_local; q++) f->y[q] -= g->inside[q] ? sums[1] / sums[0] : 0.0;
  PetscFunctionReturn(0);
}

/* Cell means of both levels: where nothing floats the bath is flat, where they were not found they are not numbers. */
static void set_levels(const VfFlotation *f, VfState *s, bool solved)
{
  const VfGrid *g       = f->grid;
  const double  instead = f->diffusion ? (double)NAN : 0.0;

  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);

      s->zb[q] = s->zt[q] = 0.0;
      if (!g->inside[q]) continue;
      const double thickness = vf_flotation_covered(g, s, q) * s->h[q];

      s->zb[q] = solved ? f->y[q] - f->lambda[q] * thickness : instead;
      s->zt[q] = s->zb[q] + thickness;
    }
  }
}

static PetscErrorCode solve(VfFlotation *f, const VfState *s, bool *solved)
{
  const VfGrid *g       = f->grid;
  bool          usable  = true;
  const long    counted = f->diffusion->iterations; /* heat's; whether levels are shown must not be seen in them */

  VfDiffusionLimits before = f->limits;

  PetscFunctionBeginUser;
  PetscCall(clear(f));
  for (int j = g->ys - 1; j < g->ys + g->ym + 1; j++) {
    for (int i = g->xs - 1; i < g->xs + g->xm + 1; i++) {
      if (vf_inside(g, i, j)) PetscCall(set_cell(f, s, vf_index(g, i, j), &usable));
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &usable, 1, MPI_C_BOOL, MPI_LAND, g->comm));
  *solved = false;
  if (!usable) PetscFunctionReturn(0);
  PetscCall(set_weight(f, s));
  set_system(f, s);
  PetscCall(VfDiffusionSetLimits(f->diffusion, f->limits, &before));
  PetscCall(VfDiffusionSolve(f->diffusion, f->b, f->y, solved)); /* from zero: no memory of earlier calls */
  PetscCall(VfDiffusionSetLimits(f->diffusion, before, NULL));
  f->diffusion->iterations = counted;
  if (!*solved) PetscFunctionReturn(0);
  f->pressure = 0.0;
  PetscCall(hold_volume(f, s));
  PetscCall(hold_volume(f, s)); /* what rounding left of the first, larger mean */
  PetscCall(VfGridHalo(g, 1, &f->y));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFlotationUpdate(VfFlotation *f, VfState *s, VfFlatness *flatness)
{
  const double nan_   = (double)NAN;
  bool         solved = false;

  PetscFunctionBeginUser;
  *flatness = (VfFlatness){nan_, nan_, nan_, nan_, nan_, nan_, nan_, nan_, nan_, nan_};
  if (f->diffusion) PetscCall(solve(f, s, &solved));
  set_levels(f, s, solved);
  if (f->diffusion && !solved)
    PetscCall(PetscFPrintf(f->grid->comm, PETSC_STDERR,
                           "warning: the levels of film and bath (zb, zt) were not found at t = %g s\n", s->time));
  if (solved) PetscCall(VfFlotationMeasure(f, s, flatness));
  PetscFunctionReturn(0);
}
