#include "solver/force_rings.h"
#include "solver/front.h"
#include "solver/transport.h"
#include <math.h>

/* The film as the faces see it. */
typedef struct {
  const VfGrid       *g;
  const VfFilmLaws   *laws;
  const VfState      *film;
  const double       *h;
  const VfFilmForces *f;
} Rings;

/* Face between the rings at positions west and east. */
typedef struct {
  size_t west, east;
  double r;
  bool   film; /* both rings hold film */
} Face;

static Face face_at(const Rings *s, int i)
{
  const size_t q = vf_index(s->g, i, 0);

  return (Face){q - 1, q, s->g->x0 + i * s->g->dx, s->film->w[q - 1] > 0.0 && s->film->w[q] > 0.0};
}

/* Covered share of a thin strip at the high (side 1) or low (side 0) end of ring i. */
static double share(const Rings *s, int i, int side)
{
  const double c = s->film->c[vf_index(s->g, i, 0)];

  if (!vf_front_is_partial(c)) return c > 0.5 ? 1.0 : 0.0;
  const double n = vf_front_normal(s->g, s->film->c, i, 0).nx;

  return fabs(n) > 0.0 ? ((n > 0.0) != (side == 1) ? 1.0 : 0.0) : c;
}

/* Slope of the thickness in ring i as transport takes it, per ring. */
static double slope(const Rings *s, int i)
{
  const size_t  q = vf_index(s->g, i, 0);
  const double *c = s->film->c, *h = s->film->h;
  const bool    smooth = i > 0 && i < s->g->nx - 1 && c[q - 1] > 0.5 && c[q] > 0.5 && c[q + 1] > 0.5;

  return smooth ? vf_transport_limited(h[q] - h[q - 1], h[q + 1] - h[q]) : 0.0;
}

/* Covered share of face i and what flows through it by unit of displacement. */
static void carry(const Rings *s, int i, double u, double *covered, double *carried)
{
  const Face   face = face_at(s, i);
  const double west = u > 0.0 ? 1.0 : u < 0.0 ? 0.0 : 0.5, east = 1.0 - west;
  const double shares[2] = {west * share(s, i - 1, 1), east * share(s, i, 0)};

  *covered = shares[0] + shares[1];
  *carried = shares[0] * (s->film->h[face.west] + 0.5 * slope(s, i - 1)) + shares[1] * (s->film->h[face.east] - 0.5 * slope(s, i));
}

/* phi of the ring at q with the tensions of the ring at `like`: what differs with temperature is a stress, not an energy. */
static PetscErrorCode potential_like(const Rings *s, size_t q, size_t like, double *phi)
{
  VfPotential      potential = s->laws->kase->interface.potential;
  VfPotentialValue value;
  VfSpreadingValue spreading;
  double           gamma_m;

  PetscFunctionBeginUser;
  *phi = s->f->ring.phi[q];
  if (potential.law != VF_POTENTIAL_EXPONENTIAL || s->film->T[q] == s->film->T[like]) PetscFunctionReturn(0);
  PetscCheck(!vf_film_tensions(s->laws, s->film->T[like], &gamma_m, &spreading), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "no surface tension at T = %g K", s->film->T[like]);
  potential.S = spreading.S;
  if (!vf_potential_eval(&potential, 1, &s->h[q], &value)) *phi = value.phi;
  PetscFunctionReturn(0);
}

/* -h* (p' - p) less the difference of Sigma, for weight and potential: what the stress lacks of the derivative of the energy, of second
   order in the ring's width.  covered: share a of the face, carried: a h*. */
static PetscErrorCode correction(const Rings *s, Face face, double covered, double carried, double *out)
{
  const double *weight = s->f->ring.weight, *dphi = s->f->ring.dphi;
  const double  west = s->h[face.west], east = s->h[face.east], apart = carried - 0.5 * covered * (west + east);
  const double  mean = 0.5 * (dphi[face.west] + dphi[face.east]);
  double        phi;

  PetscFunctionBeginUser;
  PetscCall(potential_like(s, face.west, face.east, &phi));
  *out = -0.5 * (weight[face.west] + weight[face.east]) * (east - west) * apart;
  *out -= covered * (s->f->ring.phi[face.east] - phi - mean * (east - west)) + apart * (dphi[face.east] - dphi[face.west]);
  PetscFunctionReturn(0);
}

/* Gamma (h' - h)^2/dr r/2 of face i, for a face that is covered all along, and its derivative by h'. */
static double bend(const Rings *s, int i, double *derivative)
{
  const Face face = face_at(s, i);

  *derivative = 0.0;
  if (!face.film) return 0.0;
  const double jump = s->h[face.east] - s->h[face.west];

  *derivative = 0.5 * (s->f->Gamma[face.west] + s->f->Gamma[face.east]) * face.r / s->g->dx * jump;
  return 0.5 * *derivative * jump;
}

/* Pressure and tension of ring i by the energy of the slope at its two faces; its own part where it is covered less than its neighbour. */
static void capillary(const Rings *s, int i, double *pressure, double *tension)
{
  const size_t  q = vf_index(s->g, i, 0);
  const double *w = s->film->w, volume = vf_x(s->g, i) * s->g->dx;
  double        low, high;

  *pressure = *tension = 0.0;
  if (!vf_on_grid(s->g, i, 0) || !(w[q] > 0.0)) return;
  const double energy_low = bend(s, i, &low), energy_high = bend(s, i + 1, &high);

  *pressure = (fmin(w[q - 1], w[q]) * low - fmin(w[q], w[q + 1]) * high) / (w[q] * volume);
  *tension  = -s->h[q] * *pressure;
  if (w[q] < w[q - 1]) *tension += energy_low / volume;
  if (w[q] < w[q + 1]) *tension += energy_high / volume;
}

PetscErrorCode VfForceRings(const VfGrid *g, const VfFilmLaws *laws, const VfState *film, const double *h, const double *u,
                            VfFilmForces *f)
{
  const Rings s = {g, laws, film, h, f};
  double      p = 0.0, tension = 0.0, p_west, tension_west;

  PetscFunctionBeginUser;
  f->ring.force[vf_index(g, 0, 0)] = f->ring.carried[vf_index(g, 0, 0)] = 0.0;
  capillary(&s, 0, &p_west, &tension_west);
  for (int i = 1; i < g->nx; i++, p_west = p, tension_west = tension) {
    const Face face    = face_at(&s, i);
    double     covered = 0.0, carried = 0.0, lacking = 0.0;

    if (face.film) {
      carry(&s, i, u[face.east], &covered, &carried);
      PetscCall(correction(&s, face, covered, carried, &lacking));
    }
    capillary(&s, i, &p, &tension);
    f->ring.carried[face.east] = carried;
    f->ring.force[face.east]   = f->tension[face.east] - f->tension[face.west] + lacking - carried * (p - p_west) -
                               (covered - film->w[face.east]) * tension + (covered - film->w[face.west]) * tension_west;
  }
  PetscFunctionReturn(0);
}
