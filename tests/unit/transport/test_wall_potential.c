#include "physics/constants.h"
#include "tests/unit/close.h"
#include "tests/unit/transport/gases.h"

/* Everything in units of the wall: lengths in sigma, energies in N_A eps eta_s sigma^2, so that the wall of one molecule an area
   sigma^2 gives vf_wall_energy by summing pair energies over the surface. */
static VfWall wall_of(VfPoreShape shape, double radius)
{
  return (VfWall){.shape = shape, .radius = radius, .sigma = 1.0, .scale = 1.0};
}

static double pair(double square)
{
  const double six = 1.0 / (square * square * square);
  return 4.0 * (six * six - six);
}

/* Composite Simpson of f over [a, b]. */
static double integral(double (*f)(double, const double *), const double *p, double a, double b, int n)
{
  double sum = f(a, p) + f(b, p);
  for (int i = 1; i < n; i++) sum += (i % 2 ? 4.0 : 2.0) * f(a + (b - a) * i / n, p);
  return sum * (b - a) / (3.0 * n);
}

/* p = {R, r}; rings of a sphere by the cosine of their latitude. */
static double ring(double mu, const double *p)
{
  return 2.0 * VF_PI * p[0] * p[0] * pair(p[0] * p[0] + p[1] * p[1] - 2.0 * p[0] * p[1] * mu);
}

/* A line of atoms at distance p[0]: z = rho tan t. */
static double on_line(double t, const double *p)
{
  const double c = cos(t), square = p[0] * p[0] / (c * c);
  return c > 1e-9 ? pair(square) * p[0] / (c * c) : 0.0;
}

static double line(double angle, const double *p)
{
  const double rho = sqrt(p[0] * p[0] + p[1] * p[1] - 2.0 * p[0] * p[1] * cos(angle));
  return p[0] * integral(on_line, &rho, -0.5 * VF_PI, 0.5 * VF_PI, 400);
}

/* A ring of a plane at distance p[0]: radius p[0] tan t. */
static double plane_ring(double t, const double *p)
{
  const double c = cos(t);
  return c > 1e-9 ? 2.0 * VF_PI * pair(p[0] * p[0] / (c * c)) * p[0] * p[0] * tan(t) / (c * c) : 0.0;
}

static double by_quadrature(VfPoreShape shape, double R, double r)
{
  const double p[2] = {R, r}, near = R - r, far = R + r;
  switch (shape) {
  case VF_PORE_SPHERE:
    return integral(ring, p, -1.0, 1.0, 20000);
  case VF_PORE_CYLINDER:
    return 2.0 * integral(line, p, 0.0, VF_PI, 600);
  case VF_PORE_SLIT:
    break;
  }
  return integral(plane_ring, &near, 0.0, 0.5 * VF_PI, 2000) + integral(plane_ring, &far, 0.0, 0.5 * VF_PI, 2000);
}

static void quadrature(void **state)
{
  (void)state;
  const double radii[] = {1.02, 1.3, 2.0, 4.0}, places[] = {0.0, 1e-6, 0.1, 0.35, 0.6};
  for (VfPoreShape shape = VF_PORE_SPHERE; shape <= VF_PORE_SLIT; shape++)
    for (int i = 0; i < 4; i++)
      for (int k = 0; k < 5; k++) {
        const VfWall wall = wall_of(shape, radii[i]);
        assert_close(vf_wall_energy(&wall, places[k] * radii[i]), by_quadrature(shape, radii[i], places[k] * radii[i]), 1e-6);
      }
}

static void limits(void **state)
{
  (void)state;
  const VfWall sphere = wall_of(VF_PORE_SPHERE, 1.4), cylinder = wall_of(VF_PORE_CYLINDER, 1.4);
  /* in the middle of a sphere every atom is as far away */
  assert_close(vf_wall_energy(&sphere, 0.0), 4.0 * VF_PI * 1.4 * 1.4 * pair(1.4 * 1.4), 1e-13);
  assert_true(isinf(vf_wall_energy(&sphere, 1.4)));
  assert_true(vf_wall_energy(&cylinder, 1.39) > 1e6);
  /* a sphere and a cylinder of great radius are a plane near their wall; the sphere is deeper by curvature */
  const double gap = 1.2, plane = 4.0 * VF_PI * (pow(gap, -10) / 5.0 - pow(gap, -4) / 2.0);
  for (VfPoreShape shape = VF_PORE_SPHERE; shape <= VF_PORE_CYLINDER; shape++) {
    const VfWall wide = wall_of(shape, 1e4);
    assert_close(vf_wall_energy(&wide, 1e4 - gap), plane, 5e-4);
  }
}

static void reach(void **state)
{
  (void)state;
  for (VfPoreShape shape = VF_PORE_SPHERE; shape <= VF_PORE_SLIT; shape++) {
    const VfWall wide = wall_of(shape, 2.5), tight = wall_of(shape, 0.6);
    const double r = vf_wall_reach(&wide);
    assert_true(r > 0.0 && r < 2.5);
    assert_near(vf_wall_energy(&wide, r), 0.0, 1e-9);
    assert_true(vf_wall_energy(&wide, r + 1e-6) > 0.0);
    assert_close(vf_wall_reach(&tight), 0.0, 0.0);
  }
}

static void making(void **state)
{
  (void)state;
  VfPore pore = test_pore(VF_PORE_SPHERE);
  VfWall wall;
  assert_int_equal(vf_wall_make(&pore, &nitrogen, &wall), VF_OK);
  assert_close(wall.radius, 4.61e-10, 1e-12);
  assert_close(wall.sigma, 3.599e-10, 1e-12);
  assert_close(wall.scale, sqrt(50.0 * 71.4) * VF_GAS_CONSTANT * 2e19 * 3.599e-10 * 3.599e-10, 1e-12);
  pore.wall_depth = NAN;
  assert_int_equal(vf_wall_make(&pore, &nitrogen, &wall), VF_ERR_ARGUMENT);
  pore = test_pore(VF_PORE_SPHERE), pore.diameter = -1.0;
  assert_int_equal(vf_wall_make(&pore, &nitrogen, &wall), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(quadrature), cmocka_unit_test(limits), cmocka_unit_test(reach),
                                     cmocka_unit_test(making)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
