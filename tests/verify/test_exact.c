/* The exact solutions against the differential equations they solve, and their limits against each other. */
#include "tests/unit/close.h"
#include "tests/verify/exact.h"

static const VfExactFilm disc = {.shape = VF_EXACT_DISC, .S = 0.2, .rho_g = 0.0, .eta = 1e5, .h0 = 300e-6, .extent = 3e-3};

static double h_of_t(const void *film, double t)
{
  return vf_exact_thickness(film, t);
}

/* dh/dt = -(S + rho g' h^2/2)/(k eta) for either sign of S, with and without weight, disc and strip. */
static void thinning_solves_its_equation(void **state)
{
  (void)state;
  const double S[] = {0.2, 1e-4, 0.0, -1e-4, -2e-3}, weight[] = {0.0, 1e3, 1e4};
  for (int i = 0; i < 5; i++) {
    for (int j = 0; j < 3; j++) {
      for (int k = 3; k <= 4; k++) {
        const VfExactFilm f = {.shape = (VfExactShape)k, .S = S[i], .rho_g = weight[j], .eta = 1e3, .h0 = 1e-3, .extent = 4e-3};
        const double      t = 2.0, h = vf_exact_thickness(&f, t);
        assert_true(h > 0.0);
        assert_near(vf_difference(h_of_t, &f, t, 1e-2), -(S[i] + 0.5 * weight[j] * h * h) / (k * 1e3), 1e-13);
        if (S[i] + weight[j] > 0.0) assert_close(vf_exact_time(&f, h), t, 1e-7);
      }
    }
  }
}

static void disc_by_hand(void **state)
{
  (void)state;
  assert_close(vf_exact_thickness(&disc, 300.0), 100e-6, 1e-12); /* 0.2/(3e5) = 0.667 um/s */
  assert_close(vf_exact_time(&disc, 100e-6), 300.0, 1e-12);
  assert_close(vf_exact_extent(&disc, 100e-6), 3e-3 * sqrt(3.0), 1e-14);
  assert_true(isnan(vf_exact_thickness(&disc, 1e4)));
  VfExactFilm strip = disc;
  strip.shape       = VF_EXACT_STRIP;
  assert_close(vf_exact_thickness(&strip, 400.0), 100e-6, 1e-12);
  assert_close(vf_exact_extent(&strip, 100e-6), 9e-3, 1e-14);
}

static void rest_at_langmuir(void **state)
{
  (void)state;
  const double rho_g = 1400.0 * 9.81 * (1.0 - 1400.0 / 5820.0), b = sqrt(2.0 * 2e-3 / rho_g);
  VfExactFilm  f = {.shape = VF_EXACT_DISC, .S = -2e-3, .rho_g = rho_g, .eta = 1e3, .h0 = 1e-3, .extent = 4e-3};
  assert_close(vf_exact_thickness(&f, 1e6), b, 1e-13);
  f.h0 = 0.2e-3; /* from below: the film gathers */
  assert_close(vf_exact_thickness(&f, 1e6), b, 1e-13);
  assert_true(vf_exact_thickness(&f, 10.0) > 0.2e-3);
  f.h0 = b;
  assert_close(vf_exact_thickness(&f, 123.0), b, 1e-14);
  assert_true(isinf(vf_exact_time(&f, 0.5 * b)));
}

/* Small weight goes over into none. */
static void weightless_limit(void **state)
{
  (void)state;
  VfExactFilm  f    = disc;
  const double bare = vf_exact_thickness(&disc, 200.0);
  f.rho_g           = 1e-3;
  assert_close(vf_exact_thickness(&f, 200.0), bare, 1e-9);
  f.S = -f.S; /* retracts */
  assert_close(vf_exact_thickness(&f, 200.0), 600e-6 - bare, 1e-8);
}

static double falling(void *context, double t)
{
  (void)context;
  return 1e5 * exp(-t / 100.0);
}

static double steady(void *context, double t)
{
  (void)t;
  return *(double *)context;
}

static void viscosity_in_time(void **state)
{
  (void)state;
  /* integral of dt/eta = 1e-3 (exp(t/100) - 1) */
  assert_close(vf_exact_thickness_of_eta(&disc, falling, NULL, 20, 120.0), 300e-6 - 0.2 / 3.0 * 1e-3 * expm1(1.2), 1e-12);
  double      eta = 1e5;
  VfExactFilm f   = disc;
  f.rho_g         = 1e4;
  assert_close(vf_exact_thickness_of_eta(&f, steady, &eta, 3, 120.0), vf_exact_thickness(&f, 120.0), 1e-13);
}

static void affine_rate_is_the_disc_rate(void **state)
{
  (void)state;
  /* dh/dt = -2 a h */
  assert_close(-2.0 * vf_exact_affine_rate(0.2, 1e5, 200e-6) * 200e-6, -0.2 / 3e5, 1e-14);
}

static void holes(void **state)
{
  (void)state;
  /* e-folding 2 eta h/(-S): 10 um, 2.9e4 Pa s, 0.45 N/m in the literature's free film with two faces: eta e/gamma = 0.64 s */
  assert_close(vf_exact_hole_held(1e-4, -2.0 * 0.45, 2.9e4, 10e-6, 2.9e4 * 10e-6 / 0.45), 1e-4 * exp(1.0), 1e-12);
  assert_true(vf_exact_hole_held(1e-4, 0.1, 1e5, 1e-5, 1.0) < 1e-4);
  assert_close(vf_exact_hole_free(1e-3, 1e-4, 4e-4), 0.5e-3, 1e-14);
}

static void waves(void **state)
{
  (void)state;
  const double h = 1e-5, eta = 1e5, k = 1e3;
  VfExactWave  w = {.h = h, .eta = eta, .rho_g = 1e4, .stiffness = 0.3, .d2phi = 0.0, .friction = 3.0 * eta / h};
  /* no slip, long wave: the thin-film rate h^3 k^2 (rho g + gamma k^2)/(3 eta) */
  assert_close(vf_exact_growth(&w, k), -h * h * h * k * k * (1e4 + 0.3 * k * k) / (3.0 * eta), 2e-4);
  w.friction = 0.0; /* free film: h (rho g + Gamma k^2)/(4 eta) */
  assert_close(vf_exact_growth(&w, k), -h * (1e4 + 0.3 * k * k) / (4.0 * eta), 1e-14);
  w.d2phi = -1e7;
  assert_true(vf_exact_growth(&w, k) > 0.0);
}

static double two(const void *context, double t)
{
  (void)context;
  return vf_exact_lumped_two(700.0, 650.0, 300.0, 40.0, 15.0, t);
}

static double ramp(const void *context, double t)
{
  (void)context;
  return vf_exact_lumped_ramp(300.0, 0.2, 40.0, t);
}

static void heat(void **state)
{
  (void)state;
  for (int i = 1; i < 10; i++) {
    const double t = 7.0 * i;
    assert_close(vf_difference(two, NULL, t, 0.05), (300.0 + 350.0 * exp(-t / 15.0) - two(NULL, t)) / 40.0, 1e-8);
    assert_close(vf_difference(ramp, NULL, t, 0.05), (300.0 + 0.2 * t - ramp(NULL, t)) / 40.0, 1e-8);
  }
  assert_close(two(NULL, 0.0), 700.0, 1e-15);
  /* equal time constants, and surroundings that are at once at their end */
  assert_close(vf_exact_lumped_two(700, 650, 300, 40, 40, 30), vf_exact_lumped_two(700, 650, 300, 40, 40.00001, 30), 1e-7);
  assert_close(vf_exact_lumped_two(700, 650, 300, 40, 1e-9, 30), vf_exact_lumped(700, 300, 40, 30), 1e-9);
  assert_close(vf_exact_mode_decay(1e-5, 100.0, 10.0), exp(-1.0), 1e-14);
}

static void huppert(void **state)
{
  (void)state;
  const double R = vf_exact_current_radius(1e4, 1e-8, 10.0, 100.0);
  assert_close(R, 0.894 * pow(1e4 * 1e-24 * 100.0 / 30.0, 0.125), 1e-3);
  double volume = 0.0; /* the profile holds the volume */
  for (int i = 0; i < 20000; i++) {
    const double r = (i + 0.5) * R / 20000.0;
    volume += 2.0 * 3.14159265358979 * r * R / 20000.0 * vf_exact_current_thickness(1e4, 1e-8, 10.0, 100.0, r);
  }
  assert_close(volume, 1e-8, 1e-5);
  assert_true(vf_exact_current_thickness(1e4, 1e-8, 10.0, 100.0, 1.01 * R) == 0.0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(thinning_solves_its_equation),
                                     cmocka_unit_test(disc_by_hand),
                                     cmocka_unit_test(rest_at_langmuir),
                                     cmocka_unit_test(weightless_limit),
                                     cmocka_unit_test(viscosity_in_time),
                                     cmocka_unit_test(affine_rate_is_the_disc_rate),
                                     cmocka_unit_test(holes),
                                     cmocka_unit_test(waves),
                                     cmocka_unit_test(heat),
                                     cmocka_unit_test(huppert)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
