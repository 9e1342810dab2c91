/* The force on rings is minus the derivative of the energy by the displacement that transport carries out, face by face, either way:
   inside a film, where its slope is limited, and at an edge.  The energy is summed here anew. */
#include "solver/force_rings.h"
#include "solver/transport.h"
#include "tests/unit/close.h"

enum { RINGS = 24 };

static const double GRAVITY = 9.81, RHO = 1500.0, SURFACE = 0.05, SPREADING = 0.003, DR = 2e-5;

typedef struct {
  VfCase       kase;
  VfGrid      *g;
  VfFilmLaws   laws;
  VfFilmForces forces;
  VfState      film;
} Film;

static bool everywhere(const void *context, double x, double y)
{
  (void)context;
  return fabs(x) + fabs(y) < 1.0;
}

static VfCase solid_case(VfPotentialLaw law)
{
  VfCase k = {0};

  k.gravity                         = GRAVITY;
  k.bath.solid                      = true;
  k.bath.radius                     = RINGS * DR;
  k.bath.surface_tension            = vf_property_constant(0.7);
  k.melt.surface_tension            = vf_property_constant(SURFACE);
  k.interface.spreading_coefficient = (VfOptional){true, SPREADING};
  k.interface.potential             = (VfPotential){.law = law, .B = 5e3, .h0 = 2e-6, .m = 3, .n = 9, .hs = 2e-6, .S = SPREADING};
  return k;
}

/* Film up to ring `last`, of which `share` is covered, on the side of the axis; or from there on outwards. */
static void film_create(Film *f, VfPotentialLaw law, int last, double share, bool outwards)
{
  const VfGridSpec spec = {.nx = RINGS, .ny = 1, .dx = DR, .dy = 1.0, .axisymmetric = true, .copies = 1};

  f->kase = solid_case(law);
  assert_int_equal(VfGridCreate(PETSC_COMM_SELF, &spec, everywhere, NULL, &f->g), 0);
  vf_film_laws(&f->kase, &f->laws);
  assert_int_equal(VfStateCreate(f->g, false, &f->film), 0);
  assert_int_equal(VfFilmForcesCreate(f->g, &f->forces), 0);
  for (int i = 0; i < RINGS; i++) {
    const size_t q = vf_index(f->g, i, 0);
    const int    d = outwards ? last - i : i - last;

    f->film.T[q]   = 700.0;
    f->film.eta[q] = 1.0;
    f->film.rho[q] = RHO;
    f->film.c[q] = f->film.w[q] = d < 0 ? 1.0 : d == 0 ? share : 0.0;
    f->film.h[q]                = f->film.c[q] > 0.0 ? 1e-5 * (1.0 + 0.4 * sin(0.9 * i) + 0.2 * cos(2.3 * i)) : 0.0;
    f->film.m[q]                = RHO * f->film.c[q] * f->film.h[q];
  }
}

static void film_destroy(Film *f)
{
  assert_int_equal(VfFilmForcesDestroy(&f->forces), 0);
  assert_int_equal(VfStateDestroy(&f->film), 0);
  assert_int_equal(VfGridDestroy(&f->g), 0);
}

/* Energy of covered fractions c and masses m, over 2 pi. */
static double energy(const Film *f, const double *c, const double *m)
{
  VfPotentialValue p;
  double           sum = 0.0;

  for (int i = 0; i < RINGS; i++) {
    const size_t q = vf_index(f->g, i, 0);

    if (!(c[q] > 0.0)) continue;
    const double h = m[q] / (RHO * c[q]);

    assert_int_equal(vf_potential_eval(&f->kase.interface.potential, 1, &h, &p), 0);
    sum += (i + 0.5) * DR * DR * c[q] * (p.phi + 0.5 * RHO * GRAVITY * h * h - SPREADING);
    if (i == 0 || !(c[q - 1] > 0.0)) continue;
    const double jump = h - m[q - 1] / (RHO * c[q - 1]);

    sum += i * DR / DR * 0.5 * SURFACE * fmin(c[q], c[q - 1]) * jump * jump;
  }
  return sum;
}

/* Change of energy by unit of r x displacement when the face moves by x. */
static double slope_of_energy(Film *f, int face, double x)
{
  double       *u, *v, *m, *c, *s, *d;
  double *const fields[] = {f->film.m, f->film.c};
  double      **copies[] = {&m, &c};

  assert_int_equal(VfFieldCreate(f->g, &u), 0);
  assert_int_equal(VfFieldCreate(f->g, &v), 0);
  assert_int_equal(VfFieldCreate(f->g, &s), 0);
  assert_int_equal(VfFieldCreate(f->g, &d), 0);
  for (int k = 0; k < 2; k++) {
    assert_int_equal(VfFieldCreate(f->g, copies[k]), 0);
    assert_int_equal(PetscArraycpy(*copies[k], fields[k], f->g->n_local), 0);
  }
  u[vf_index(f->g, face, 0)] = x;
  const double before        = energy(f, c, m);

  assert_int_equal(VfTransportAdvance(f->g, u, v, 1.0, true, (VfTransported){m, c, {s, d}}), 0);
  const double slope = (energy(f, c, m) - before) / (face * DR * x);

  double *all[] = {u, v, m, c, s, d};
  for (int k = 0; k < 6; k++) assert_int_equal(PetscFree(all[k]), 0);
  return slope;
}

/* Largest difference of force and slope over all faces, over the largest force; the film moves outwards (sign 1) or inwards. */
static double mismatch(Film *f, double sign)
{
  double *u, worst = 0.0, most = 0.0;

  assert_int_equal(VfFieldCreate(f->g, &u), 0);
  for (size_t q = 0; q < f->g->n_local; q++) u[q] = sign;
  assert_int_equal(VfFilmBalance(f->g, &f->laws, &f->film, f->film.h, &f->forces), 0);
  assert_int_equal(VfForceRings(f->g, &f->laws, &f->film, f->film.h, u, &f->forces), 0);
  for (int i = 1; i < RINGS; i++) {
    const double force = f->forces.ring.force[vf_index(f->g, i, 0)];

    worst = fmax(worst, fabs(force + slope_of_energy(f, i, sign * 1e-7 * DR)));
    most  = fmax(most, fabs(force));
  }
  assert_int_equal(PetscFree(u), 0);
  return worst / most;
}

static void compare(VfPotentialLaw law, int last, double share, bool outwards)
{
  for (int sign = -1; sign <= 1; sign += 2) {
    Film f;

    film_create(&f, law, last, share, outwards);
    const double apart = mismatch(&f, sign);

    print_message("potential %d, edge in ring %d, %.2f covered, flow %+d: apart by %.1e\n", law, last, share, sign, apart);
    assert_true(apart < 1e-5);
    film_destroy(&f);
  }
}

static void force_is_slope_of_energy_inside(void **state)
{
  (void)state;
  compare(VF_POTENTIAL_NONE, RINGS, 1.0, false);
  compare(VF_POTENTIAL_EXPONENTIAL, RINGS, 1.0, false);
  compare(VF_POTENTIAL_POWER, RINGS, 1.0, false);
}

static void force_is_slope_of_energy_at_an_edge(void **state)
{
  (void)state;
  compare(VF_POTENTIAL_NONE, 15, 0.37, false);
  compare(VF_POTENTIAL_POWER, 15, 0.8, false);
  compare(VF_POTENTIAL_POWER, 8, 0.37, true);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(force_is_slope_of_energy_inside),
                                     cmocka_unit_test(force_is_slope_of_energy_at_an_edge)};

  if (PetscInitialize(&argc, &argv, NULL, NULL)) return 1;
  const int failed = cmocka_run_group_tests(tests, NULL, NULL);

  return PetscFinalize() || failed;
}
