/* Coefficients and forces of the momentum balance; equations in film.h, momentum.h and docs/theory.md. */
#include "solver/contact.h"
#include "solver/film.h"
#include "solver/wedge.h"
#include <math.h>

PetscErrorCode VfFilmForcesCreate(const VfGrid *grid, VfFilmForces *f)
{
  double **fields[] = {&f->A,       &f->G,     &f->Bu,    &f->Bv,   &f->fu,  &f->fv,  &f->beta,
                       &f->tension, &f->Gamma, &f->stiff, &f->grip, &f->kxx, &f->kyy, &f->kxy};
  double **rings[]  = {&f->ring.phi, &f->ring.dphi, &f->ring.weight, &f->ring.carried, &f->ring.force};

  PetscFunctionBeginUser;
  f->ring = (VfRingTerms){0};
  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(VfFieldCreate(grid, fields[k]));
  for (size_t k = 0; k < sizeof(rings) / sizeof(rings[0]) && grid->axisymmetric; k++) PetscCall(VfFieldCreate(grid, rings[k]));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFilmForcesDestroy(VfFilmForces *f)
{
  double **fields[] = {&f->A,       &f->G,     &f->Bu,    &f->Bv,   &f->fu,  &f->fv,  &f->beta,
                       &f->tension, &f->Gamma, &f->stiff, &f->grip, &f->kxx, &f->kyy, &f->kxy};
  double **rings[]  = {&f->ring.phi, &f->ring.dphi, &f->ring.weight, &f->ring.carried, &f->ring.force};

  PetscFunctionBeginUser;
  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(PetscFree(*fields[k]));
  for (size_t k = 0; k < sizeof(rings) / sizeof(rings[0]); k++) PetscCall(PetscFree(*rings[k]));
  PetscFunctionReturn(0);
}

typedef struct {
  double           film, bare; /* [N/m] tension of a covered and of a bare patch, above the same reference */
  double           Gamma;      /* [N/m] stiffness of thickness undulations */
  double           weight;     /* [Pa/m] rho g' */
  VfPotentialValue potential;
} Tensions;

/* The reference is gamma_m + gamma_mb at T_ref: what is left inside the film is small, so that sums keep their digits. */
static PetscErrorCode tensions_of(const VfFilmLaws *laws, double reference, double T, double h, double rho, Tensions *out)
{
  const VfCase    *k = laws->kase;
  VfSpreadingValue s;
  VfPotential      potential = k->interface.potential;
  VfPotentialValue p         = {0};
  double           gamma_m;

  PetscFunctionBeginUser;
  PetscCheck(!vf_film_tensions(laws, T, &gamma_m, &s), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE, "no surface tension at T = %g K",
             T);
  potential.S = s.S;
  if (potential.law != VF_POTENTIAL_NONE && h > 0.0) vf_potential_eval(&potential, 1, &h, &p);
  const double marangoni = gamma_m + s.gamma_mb - reference;
  const double g         = vf_film_gravity(k, T, rho);

  out->film      = p.phi - h * p.dphi - 0.5 * rho * g * h * h + marangoni;
  out->bare      = vf_film_bare_tension(laws, s.S) + marangoni;
  out->Gamma     = vf_film_stiffness(k, gamma_m, s.gamma_mb);
  out->weight    = rho * g;
  out->potential = p;
  PetscFunctionReturn(0);
}

/* Least friction of a cell, against its extensional stiffness over the bath: a floating film that is nearly rigid has no other hold,
   and its free motions would drown in round-off.  The motion it resists changes by less than this factor. */
#define FRICTION_FLOOR 1e-8

static double bath_size(const VfBath *b)
{
  return b->shape == VF_BATH_DISC ? 2.0 * b->radius : fmax(b->width, b->height);
}

/* A thickness and the cells of the film that bear stress: across its edge there is no gradient. */
typedef struct {
  const double *h, *w;
} Sheet;

static double gradient(Sheet s, size_t low, size_t high, double spacing)
{
  return s.w[low] > 0.0 && s.w[high] > 0.0 ? (s.h[high] - s.h[low]) / spacing : 0.0;
}

/* Normal components of K = Gamma [(h lap h + |grad h|^2/2) I - grad h (x) grad h], weighted. */
static void capillary_cell(const VfGrid *g, Sheet sheet, VfFilmForces *f, size_t q)
{
  const double weight = sheet.w[q] * f->Gamma[q], h = sheet.h[q];
  const size_t ld = (size_t)g->ld;
  const double gw = gradient(sheet, q - 1, q, g->dx), ge = gradient(sheet, q, q + 1, g->dx);
  const double gs = g->ny > 1 ? gradient(sheet, q - ld, q, g->dy) : 0.0, gn = g->ny > 1 ? gradient(sheet, q, q + ld, g->dy) : 0.0;
  const double laplacian = (ge - gw) / g->dx + (g->ny > 1 ? (gn - gs) / g->dy : 0.0);
  const double gx2 = 0.5 * (gw * gw + ge * ge), gy2 = 0.5 * (gs * gs + gn * gn);

  f->kxx[q] = weight * (h * laplacian + 0.5 * (gy2 - gx2));
  f->kyy[q] = weight * (h * laplacian + 0.5 * (gx2 - gy2));
}

/* What the wedge at an edge on a solid adds to the friction of cell (i, j) [Pa s/m]. */
static double edge_friction(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, double S, int i, int j)
{
  const size_t q = vf_index(g, i, j);

  if (!laws->kase->bath.solid) return 0.0;
  const double gamma_m = vf_property_at(&laws->kase->melt.surface_tension, s->T[q]);

  return vf_wedge_friction(laws->kase, S, gamma_m, s->h[q], s->eta[q]) * vf_wedge_edge(g, s->c, i, j);
}

static void ring_cell(const Tensions *t, VfFilmForces *f, size_t q)
{
  f->ring.phi[q]    = t->potential.phi;
  f->ring.dphi[q]   = t->potential.dphi;
  f->ring.weight[q] = t->weight;
}

static PetscErrorCode balance_cell(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, const double *h, double reference,
                                   VfFilmForces *f, int i, int j)
{
  const size_t q    = vf_index(g, i, j);
  const double size = bath_size(&laws->kase->bath);
  Tensions     t;

  PetscFunctionBeginUser;
  f->A[q] = f->beta[q] = f->tension[q] = f->Gamma[q] = f->stiff[q] = f->grip[q] = f->kxx[q] = f->kyy[q] = 0.0;
  if (!vf_on_grid(g, i, j)) PetscFunctionReturn(0);
  PetscCall(tensions_of(laws, reference, s->T[q], h[q], s->rho[q], &t));
  const double S = t.bare - t.film;

  f->grip[q]    = vf_contact_grip(g, s->c, i, j);
  t.bare        = f->grip[q] * t.film + (1.0 - f->grip[q]) * t.bare; /* beyond a film in contact there is wall, not bath */
  f->tension[q] = s->w[q] * t.film + (1.0 - s->w[q]) * t.bare;
  if (!(s->w[q] > 0.0)) PetscFunctionReturn(0);
  f->A[q]    = s->w[q] * s->eta[q] * s->h[q];
  f->beta[q] = s->w[q] * vf_film_friction(laws->kase, s->T[q], s->h[q], s->eta[q]);
  f->beta[q] += edge_friction(g, laws, s, S, i, j);
  f->beta[q]  = fmax(f->beta[q], FRICTION_FLOOR * f->A[q] / (size * size));
  f->Gamma[q] = t.Gamma;
  f->stiff[q] = t.weight + t.potential.d2phi;
  if (g->axisymmetric)
    ring_cell(&t, f, q);
  else
    capillary_cell(g, (Sheet){h, s->w}, f, q);
  PetscFunctionReturn(0);
}

/* Corner (i, j): shear stiffness, and the shear of K with the gradients of the four faces that meet there. */
static void balance_corner(const VfGrid *g, const VfState *s, const double *h, VfFilmForces *f, int i, int j)
{
  const size_t q = vf_index(g, i, j), w = q - 1, south = q - (size_t)g->ld, sw = south - 1;

  f->G[q] = f->kxy[q] = 0.0;
  if (!vf_on_grid(g, i, j) || !vf_on_grid(g, i - 1, j - 1)) return; /* walls: free slip */
  f->G[q]             = 0.25 * (f->A[q] + f->A[w] + f->A[south] + f->A[sw]);
  const Sheet  sheet  = {h, s->w};
  const double weight = fmin(fmin(s->w[q], s->w[w]), fmin(s->w[south], s->w[sw]));

  if (!(weight > 0.0)) return;
  const double gx = 0.5 * (gradient(sheet, w, q, g->dx) + gradient(sheet, sw, south, g->dx));
  const double gy = 0.5 * (gradient(sheet, south, q, g->dy) + gradient(sheet, sw, w, g->dy));

  f->kxy[q] = -weight * f->Gamma[q] * gx * gy;
}

/* Friction of a wall that cuts through cells, on the face between q and n: many times the stiffness of a cell. */
#define WALL_FRICTION 1e4

static double wall_friction(const VfGrid *g, const VfFilmForces *f, size_t q, size_t n, double spacing)
{
  if (!vf_contact_beyond(g, q, n)) return 0.0;
  return WALL_FRICTION * fmax(f->grip[q] * f->A[q], f->grip[n] * f->A[n]) / (spacing * spacing);
}

/* Share of the force on the face between q and n that a wall leaves to the film: beyond a film in contact nothing pulls. */
static double pull(const VfGrid *g, const VfFilmForces *f, size_t q, size_t n)
{
  return vf_contact_beyond(g, q, n) ? 1.0 - fmax(f->grip[q], f->grip[n]) : 1.0;
}

/* Friction and force on the left and bottom face of cell (i, j).  Faces between bare cells get none: tension gradients of bare bath
   move the bath, not the film, and a face held by a corner's shear alone could not bear them. */
static void balance_faces(const VfGrid *g, const VfState *s, VfFilmForces *f, int i, int j)
{
  const size_t q = vf_index(g, i, j), ld = (size_t)g->ld;

  f->Bu[q] = 0.5 * (f->beta[q] + f->beta[q - 1]) + wall_friction(g, f, q, q - 1, g->dx);
  f->Bv[q] = g->ny > 1 ? 0.5 * (f->beta[q] + f->beta[q - ld]) + wall_friction(g, f, q, q - ld, g->dy) : 0.0;
  f->fu[q] = f->fv[q] = 0.0;
  if (s->w[q] > 0.0 || s->w[q - 1] > 0.0) f->fu[q] = (f->tension[q] + f->kxx[q] - f->tension[q - 1] - f->kxx[q - 1]) / g->dx;
  if (g->ny == 1) return;
  f->fu[q] = (f->fu[q] + (f->kxy[q + ld] - f->kxy[q]) / g->dy) * pull(g, f, q, q - 1);
  if (s->w[q] > 0.0 || s->w[q - ld] > 0.0)
    f->fv[q] = (f->tension[q] + f->kyy[q] - f->tension[q - ld] - f->kyy[q - ld]) / g->dy + (f->kxy[q + 1] - f->kxy[q]) / g->dx;
  f->fv[q] *= pull(g, f, q, q - ld);
}

PetscErrorCode VfFilmBalance(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, const double *h_drive, VfFilmForces *f)
{
  const double T_ref = s->T[vf_index(g, g->xs, g->ys)]; /* any temperature of the bath does: a constant tension exerts no force */
  VfSpreadingValue v;
  double           gamma_m, reference;

  PetscFunctionBeginUser;
  PetscCheck(!vf_film_tensions(laws, T_ref > 0.0 ? T_ref : 300.0, &gamma_m, &v), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "no surface tension");
  reference = gamma_m + v.gamma_mb;
  PetscCallMPI(MPI_Bcast(&reference, 1, MPI_DOUBLE, 0, g->comm));
  for (int j = g->ys - 1; j < g->ys + g->ym + 1; j++) {
    for (int i = g->xs - 1; i < g->xs + g->xm + 1; i++) PetscCall(balance_cell(g, laws, s, h_drive, reference, f, i, j));
  }
  for (int j = g->ys; j < g->ys + g->ym + 1 && g->ny > 1; j++) {
    for (int i = g->xs; i < g->xs + g->xm + 1; i++) balance_corner(g, s, h_drive, f, i, j);
  }
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) balance_faces(g, s, f, i, j);
  }
  PetscFunctionReturn(0);
}
