/* Capillary force of a smooth film: div K = h Gamma grad(lap h), second order, the products of gradients in K included. */
#include "solver/film.h"
#include "tests/unit/solver/square.h"

static double thickness(double x, double y)
{
  return 1.0 + 0.2 * sin(2.0 * x) * cos(3.0 * y);
}

/* grad of lap h = -13 (h - 1) */
static void slope_of_laplacian(double x, double y, double *along_x, double *along_y)
{
  *along_x = -5.2 * cos(2.0 * x) * cos(3.0 * y);
  *along_y = 7.8 * sin(2.0 * x) * sin(3.0 * y);
}

static VfCase film_case(void)
{
  VfCase k = {0};

  k.bath.surface_tension            = vf_property_constant(0.7);
  k.bath.density                    = vf_property_constant(5000.0);
  k.bath.friction                   = (VfOptional){true, 1.0};
  k.bath.radius                     = 1.0;
  k.melt.surface_tension            = vf_property_constant(0.45);
  k.interface.spreading_coefficient = (VfOptional){true, 0.2};
  k.interface.potential.law         = VF_POTENTIAL_NONE;
  return k;
}

/* Largest error of the force away from the walls, against its largest value. */
static double force_error(int n)
{
  const VfCase k     = film_case();
  const double Gamma = 0.45 * 0.05 / (0.45 + 0.05); /* gamma_mb = 0.7 - 0.45 - 0.2 */
  VfGrid      *g     = square_grid(n, 1.0);
  VfFilmLaws   laws;
  VfFilmForces f;
  VfState      s;
  double       worst = 0.0;

  vf_film_laws(&k, &laws);
  assert_int_equal(VfStateCreate(g, false, &s), 0);
  assert_int_equal(VfFilmForcesCreate(g, &f), 0);
  for (int j = g->ys - VF_HALO; j < g->ys + g->ym + VF_HALO; j++) {
    for (int i = g->xs - VF_HALO; i < g->xs + g->xm + VF_HALO; i++) {
      const size_t q = vf_index(g, i, j);

      if (!vf_inside(g, i, j)) continue;
      s.h[q] = thickness(vf_x(g, i), vf_y(g, j));
      s.c[q] = s.w[q] = s.eta[q] = s.rho[q] = 1.0;
      s.T[q]                                = 700.0;
    }
  }
  assert_int_equal(VfFilmBalance(g, &laws, &s, s.h, &f), 0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const double x = vf_x(g, i), y = vf_y(g, j), xf = x - 0.5 * g->dx, yf = y - 0.5 * g->dy;
      double       gx, gy, unused;

      if (fabs(x) > 0.7 || fabs(y) > 0.7) continue;
      slope_of_laplacian(xf, y, &gx, &unused);
      slope_of_laplacian(x, yf, &unused, &gy);
      worst = fmax(worst, fabs(f.fu[vf_index(g, i, j)] - Gamma * thickness(xf, y) * gx));
      worst = fmax(worst, fabs(f.fv[vf_index(g, i, j)] - Gamma * thickness(x, yf) * gy));
    }
  }
  assert_int_equal(MPI_Allreduce(MPI_IN_PLACE, &worst, 1, MPI_DOUBLE, MPI_MAX, PETSC_COMM_WORLD), 0);
  assert_int_equal(VfFilmForcesDestroy(&f), 0);
  assert_int_equal(VfStateDestroy(&s), 0);
  assert_int_equal(VfGridDestroy(&g), 0);
  return worst / (Gamma * 7.8);
}

static void capillary_force_is_second_order(void **state)
{
  (void)state;
  const double coarse = force_error(32), fine = force_error(64), order = log2(coarse / fine);

  print_message("error %.2e, %.2e, order %.2f\n", coarse, fine, order);
  assert_true(fine < 2e-3);
  assert_true(order > 1.9 && order < 2.1);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(capillary_force_is_second_order)};

  return SQUARE_MAIN(argc, argv, tests);
}
