/* Coefficients and forces of the momentum balance; equations in film.h, momentum.h and docs/theory.md. */
#include "solver/contact.h"
#include "solver/film.h"
#include "solver/wedge.h"
#include <math.h>

enum { N_FIELDS = 9, N_RINGS = 5 };

static void lists(VfFilmForces *f, double **fields[N_FIELDS], double **rings[N_RINGS])
{
  double **const all[N_FIELDS]     = {&f->A, &f->G, &f->Bu, &f->Bv, &f->fu, &f->fv, &f->Gamma, &f->stiff, &f->tension};
  double **const of_rings[N_RINGS] = {&f->ring.phi, &f->ring.dphi, &f->ring.weight, &f->ring.carried, &f->ring.force};

  for (int k = 0; k < N_FIELDS; k++) fields[k] = all[k];
  for (int k = 0; k < N_RINGS; k++) rings[k] = of_rings[k];
}

PetscErrorCode VfFilmForcesCreate(const VfGrid *grid, VfFilmForces *f)
{
  double **fields[N_FIELDS], **rings[N_RINGS];

  PetscFunctionBeginUser;
  *f = (VfFilmForces){0};
  lists(f, fields, rings);
  for (int k = 0; k < (grid->axisymmetric ? N_FIELDS : 6); k++) PetscCall(VfFieldCreate(grid, fields[k]));
  for (int k = 0; k < N_RINGS && grid->axisymmetric; k++) PetscCall(VfFieldCreate(grid, rings[k]));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFilmForcesKeepStiff(const VfGrid *grid, VfFilmForces *f)
{
  PetscFunctionBeginUser;
  if (f->stiff) PetscFunctionReturn(0);
  PetscCall(VfFieldCreate(grid, &f->Gamma));
  PetscCall(VfFieldCreate(grid, &f->stiff));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFilmForcesDestroy(VfFilmForces *f)
{
  double **fields[N_FIELDS], **rings[N_RINGS];

  PetscFunctionBeginUser;
  lists(f, fields, rings);
  for (int k = 0; k < N_FIELDS; k++) PetscCall(PetscFree(*fields[k]));
  for (int k = 0; k < N_RINGS; k++) PetscCall(PetscFree(*rings[k]));
  PetscFunctionReturn(0);
}

/* Quantities of one row of cells and of their lower left corners, on the way to the forces: no more than three rows are needed at once. */
typedef struct {
  double *beta;      /* [Pa s/m] friction */
  double *tension;   /* [N/m] isotropic part of the driving stress */
  double *grip;      /* [1] how firmly a wall holds the film, see contact.h */
  double *Gamma;     /* [N/m] stiffness of thickness undulations */
  double *kxx, *kyy; /* [N/m] capillary stress */
  double *kxy;       /* [N/m] the same on corners */
} Strip;

enum { STRIPS = 3, STRIP_ARRAYS = 7 };

/* A balance in the making. */
typedef struct {
  const VfGrid     *g;
  const VfFilmLaws *laws;
  const VfState    *s;
  const double     *h;         /* [m] thickness that drives */
  double            reference; /* [N/m] */
  VfFilmForces     *f;
  double           *store; /* of the strips */
} Balance;

/* The strip of row j; its cells are numbered as in fields, from the left ghosts on. */
static Strip strip_of(const Balance *b, int j)
{
  const size_t ld   = (size_t)b->g->ld;
  double      *next = b->store + (size_t)((j - b->g->ys + STRIPS) % STRIPS) * STRIP_ARRAYS * ld;

  return (Strip){next, next + ld, next + 2 * ld, next + 3 * ld, next + 4 * ld, next + 5 * ld, next + 6 * ld};
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

/* Normal components of K = Gamma [(h lap h + |grad h|^2/2) I - grad h (x) grad h], weighted; l: place in the strip. */
static void capillary_cell(const VfGrid *g, Sheet sheet, size_t q, Strip row, int l)
{
  const double weight = sheet.w[q] * row.Gamma[l], h = sheet.h[q];
  const size_t ld = (size_t)g->ld;
  const double gw = gradient(sheet, q - 1, q, g->dx), ge = gradient(sheet, q, q + 1, g->dx);
  const double gs = g->ny > 1 ? gradient(sheet, q - ld, q, g->dy) : 0.0, gn = g->ny > 1 ? gradient(sheet, q, q + ld, g->dy) : 0.0;
  const double laplacian = (ge - gw) / g->dx + (g->ny > 1 ? (gn - gs) / g->dy : 0.0);
  const double gx2 = 0.5 * (gw * gw + ge * ge), gy2 = 0.5 * (gs * gs + gn * gn);

  row.kxx[l] = weight * (h * laplacian + 0.5 * (gy2 - gx2));
  row.kyy[l] = weight * (h * laplacian + 0.5 * (gx2 - gy2));
}

/* What the wedge at an edge on a solid adds to the friction of cell (i, j) [Pa s/m]. */
static double edge_friction(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, double S, int i, int j)
{
  const size_t q = vf_index(g, i, j);

  if (!laws->kase->bath.solid) return 0.0;
  const double gamma_m = vf_property_at(&laws->kase->melt.surface_tension, s->T[q]);

  return vf_wedge_friction(laws->kase, S, gamma_m, s->h[q], s->eta[q]) * vf_wedge_edge(g, s->c, i, j);
}

static void ring_cell(const Tensions *t, double tension, VfFilmForces *f, size_t q)
{
  f->tension[q]     = tension;
  f->ring.phi[q]    = t->potential.phi;
  f->ring.dphi[q]   = t->potential.dphi;
  f->ring.weight[q] = t->weight;
}

static PetscErrorCode balance_cell(const Balance *b, int i, int j, Strip row)
{
  const VfGrid     *g    = b->g;
  const VfFilmLaws *laws = b->laws;
  const VfState    *s    = b->s;
  VfFilmForces     *f    = b->f;
  const size_t      q    = vf_index(g, i, j);
  const int         l    = i - g->xs + VF_HALO;
  const double      size = bath_size(&laws->kase->bath);
  Tensions          t;

  PetscFunctionBeginUser;
  f->A[q] = row.beta[l] = row.tension[l] = row.Gamma[l] = row.grip[l] = row.kxx[l] = row.kyy[l] = 0.0;
  if (f->stiff) f->Gamma[q] = f->stiff[q] = 0.0;
  if (!vf_on_grid(g, i, j)) PetscFunctionReturn(0);
  PetscCall(tensions_of(laws, b->reference, s->T[q], b->h[q], s->rho[q], &t));
  const double S = t.bare - t.film;

  row.grip[l]    = vf_contact_grip(g, s->c, i, j);
  t.bare         = row.grip[l] * t.film + (1.0 - row.grip[l]) * t.bare; /* beyond a film in contact there is wall, not bath */
  row.tension[l] = s->w[q] * t.film + (1.0 - s->w[q]) * t.bare;
  if (g->axisymmetric) ring_cell(&t, row.tension[l], f, q);
  if (!(s->w[q] > 0.0)) PetscFunctionReturn(0);
  f->A[q]     = s->w[q] * s->eta[q] * s->h[q];
  row.beta[l] = s->w[q] * vf_film_friction(laws->kase, s->T[q], s->h[q], s->eta[q]);
  row.beta[l] += edge_friction(g, laws, s, S, i, j);
  row.beta[l]  = fmax(row.beta[l], FRICTION_FLOOR * f->A[q] / (size * size));
  row.Gamma[l] = t.Gamma;
  if (f->stiff) {
    f->Gamma[q] = t.Gamma;
    f->stiff[q] = t.weight + t.potential.d2phi;
  }
  if (!g->axisymmetric) capillary_cell(g, (Sheet){b->h, s->w}, q, row, l);
  PetscFunctionReturn(0);
}

/* Corner (i, j): shear stiffness, and the shear of K with the gradients of the four faces that meet there. */
static void balance_corner(const Balance *b, int i, int j, Strip row)
{
  const VfGrid  *g = b->g;
  const VfState *s = b->s;
  VfFilmForces  *f = b->f;
  const size_t   q = vf_index(g, i, j), w = q - 1, south = q - (size_t)g->ld, sw = south - 1;
  const int      l = i - g->xs + VF_HALO;

  f->G[q] = row.kxy[l] = 0.0;
  if (!vf_on_grid(g, i, j) || !vf_on_grid(g, i - 1, j - 1)) return; /* walls: free slip */
  f->G[q]             = 0.25 * (f->A[q] + f->A[w] + f->A[south] + f->A[sw]);
  const Sheet  sheet  = {b->h, s->w};
  const double weight = fmin(fmin(s->w[q], s->w[w]), fmin(s->w[south], s->w[sw]));

  if (!(weight > 0.0)) return;
  const double gx = 0.5 * (gradient(sheet, w, q, g->dx) + gradient(sheet, sw, south, g->dx));
  const double gy = 0.5 * (gradient(sheet, south, q, g->dy) + gradient(sheet, sw, w, g->dy));

  row.kxy[l] = -weight * row.Gamma[l] * gx * gy;
}

/* Friction of a wall that cuts through cells, on the face between q and n: many times the stiffness of a cell. */
#define WALL_FRICTION 1e4

static double wall_friction(const Balance *b, size_t q, double grip_q, size_t n, double grip_n, double spacing)
{
  if (!vf_contact_beyond(b->g, q, n)) return 0.0;
  return WALL_FRICTION * fmax(grip_q * b->f->A[q], grip_n * b->f->A[n]) / (spacing * spacing);
}

/* Share of the force on the face between q and n that a wall leaves to the film: beyond a film in contact nothing pulls. */
static double pull(const VfGrid *g, size_t q, double grip_q, size_t n, double grip_n)
{
  return vf_contact_beyond(g, q, n) ? 1.0 - fmax(grip_q, grip_n) : 1.0;
}

/* Friction and force on the left and bottom face of cell (i, j), from its row and those below and above.  Faces between bare cells get
   none: tension gradients of bare bath move the bath, not the film, and a face held by a corner's shear alone could not bear them. */
static void balance_faces(const Balance *b, int i, int j, Strip below, Strip row, Strip above)
{
  const VfGrid *g = b->g;
  const double *w = b->s->w;
  VfFilmForces *f = b->f;
  const size_t  q = vf_index(g, i, j), south = q - (size_t)g->ld;
  const int     l = i - g->xs + VF_HALO;

  f->Bu[q] = 0.5 * (row.beta[l] + row.beta[l - 1]) + wall_friction(b, q, row.grip[l], q - 1, row.grip[l - 1], g->dx);
  f->Bv[q] = g->ny > 1 ? 0.5 * (row.beta[l] + below.beta[l]) + wall_friction(b, q, row.grip[l], south, below.grip[l], g->dy) : 0.0;
  f->fu[q] = f->fv[q] = 0.0;
  if (w[q] > 0.0 || w[q - 1] > 0.0) f->fu[q] = (row.tension[l] + row.kxx[l] - row.tension[l - 1] - row.kxx[l - 1]) / g->dx;
  if (g->ny == 1) return;
  f->fu[q] = (f->fu[q] + (above.kxy[l] - row.kxy[l]) / g->dy) * pull(g, q, row.grip[l], q - 1, row.grip[l - 1]);
  if (w[q] > 0.0 || w[south] > 0.0)
    f->fv[q] = (row.tension[l] + row.kyy[l] - below.tension[l] - below.kyy[l]) / g->dy + (row.kxy[l + 1] - row.kxy[l]) / g->dx;
  f->fv[q] *= pull(g, q, row.grip[l], south, below.grip[l]);
}

/* Row after row: cells, corners when the row below is there, faces when those above are. */
static PetscErrorCode balance_rows(const Balance *b)
{
  const VfGrid *g = b->g;

  PetscFunctionBeginUser;
  for (int j = g->ys - 1; j < g->ys + g->ym + 1; j++) {
    const Strip row = strip_of(b, j);

    for (int i = g->xs - 1; i < g->xs + g->xm + 1; i++) PetscCall(balance_cell(b, i, j, row));
    if (j < g->ys) continue;
    for (int i = g->xs; i < g->xs + g->xm + 1 && g->ny > 1; i++) balance_corner(b, i, j, row);
    if (j == g->ys) continue;
    const Strip last = strip_of(b, j - 1), before = strip_of(b, j - 2);

    for (int i = g->xs; i < g->xs + g->xm; i++) balance_faces(b, i, j - 1, before, last, row);
  }
  PetscFunctionReturn(0);
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
  Balance       b        = {g, laws, s, h_drive, reference, f, NULL};
  double *const fields[] = {f->A, f->G, f->Bu, f->Bv, f->fu, f->fv};

  /* others may have worked in them; beyond walls nothing is written, and zero is meant */
  for (size_t k = 0; k < sizeof(fields) / sizeof(fields[0]); k++) PetscCall(PetscArrayzero(fields[k], g->n_local));
  PetscCall(PetscCalloc1(STRIPS * STRIP_ARRAYS * (size_t)g->ld, &b.store));
  PetscCall(balance_rows(&b));
  PetscCall(PetscFree(b.store));
  PetscFunctionReturn(0);
}
