/* Structural relaxation against the integrals it stands for: the stretched exponential after a jump, Moynihan's shift with the rate. */
#include "physics/constants.h"
#include "physics/glass_relaxation.h"
#include "tests/unit/close.h"
#include <stdbool.h>

enum { TERMS = VF_RELAXATION_TERMS, LANES = VF_RELAXATION_LANES };

/* ZIF-62: 440 s at 595 K, H = 57.8 ln10 R 595 K. */
static VfRelaxation zif62(double beta)
{
  VfRelaxation r = {.H = 658.4e3, .x = 0.6, .beta = beta, .T_ref = 595.0, .tau_ref = 440.0};
  assert_int_equal(vf_relaxation_prony(&r), VF_OK);
  return r;
}

static void start(double T, double partial[TERMS])
{
  for (int k = 0; k < TERMS; k++) partial[k] = T;
}

static double advance(const VfRelaxation *r, double T0, double T1, double dt, double partial[TERMS])
{
  assert_int_equal(vf_relaxation_advance(r, T0, T1, dt, partial), VF_OK);
  return vf_relaxation_fictive(r, partial);
}

static void reference_of_laws(void **state)
{
  (void)state;
  const VfViscosity myega    = {.law = vf_viscosity_find("myega"), .p = {-2.93, 57.8, 595.0}},
                    constant = {.law = vf_viscosity_find("constant"), .p = {1e5}};
  const VfViscosity     vft  = {.law = vf_viscosity_find("vft"), .p = {-4.0, 3200.0, 395.0}};
  VfRelaxationReference out;
  assert_int_equal(vf_relaxation_reference(&myega, 1e12, 600.0, &out), VF_OK);
  assert_close(out.T, 595.0, 1e-8);
  assert_close(out.H, 57.8 * log(10.0) * VF_GAS_CONSTANT * 595.0, 1e-6);
  assert_int_equal(vf_relaxation_reference(&vft, 1e12, 600.0, &out), VF_OK);
  assert_close(out.T, 395.0 + 3200.0 / 16.0, 1e-8);
  assert_close(out.H, VF_GAS_CONSTANT * log(10.0) * 3200.0 * out.T * out.T / (200.0 * 200.0), 1e-6);
  assert_int_equal(vf_relaxation_reference(&constant, 1e12, 600.0, &out), VF_OK);
  assert_close(out.T, 600.0, 0.0);
  assert_near(out.H, 0.0, 0.0);
}

static void prony_sums(void **state)
{
  (void)state;
  const double betas[] = {0.4, 0.44, 0.5, 0.6, 0.7, 0.76, 0.9, 1.0};
  for (int b = 0; b < 8; b++) {
    const VfRelaxation r   = zif62(betas[b]);
    double             sum = 0.0, worst = 0.0;
    for (int k = 0; k < TERMS; k++) {
      assert_true(r.weight[k] >= 0.0 && r.time[k] > 0.0);
      sum += r.weight[k];
    }
    assert_close(sum, 1.0, 1e-14);
    for (double lg = -9.0; lg < 5.0; lg += 0.01) {
      const double xi = pow(10.0, lg);
      double       M  = 0.0;
      for (int k = 0; k < TERMS; k++) M += r.weight[k] * exp(-xi / r.time[k]);
      worst = fmax(worst, fabs(M - exp(-pow(xi, betas[b]))));
    }
    assert_true(worst < (betas[b] < 1.0 ? 2.5e-3 : 1e-12));
  }
}

static double tau_of_T(const void *Tf, double T)
{
  const VfRelaxation r = {.H = 658.4e3, .x = 0.6, .beta = 0.6, .T_ref = 595.0, .tau_ref = 440.0};
  VfRelaxationTime   out;
  assert_int_equal(vf_relaxation_time(&r, 1, &T, Tf, &out), VF_OK);
  return out.tau;
}

static double tau_of_Tf(const void *T, double Tf)
{
  return tau_of_T(&Tf, *(const double *)T);
}

static void relaxation_time(void **state)
{
  (void)state;
  const VfRelaxation r   = zif62(0.6);
  const double       T[] = {595.0, 610.0, 580.0}, Tf[] = {595.0, 600.0, 597.0};
  VfRelaxationTime   out[3];
  assert_int_equal(vf_relaxation_time(&r, 3, T, Tf, out), VF_OK);
  assert_close(out[0].tau, 440.0, 1e-12);
  /* 440 exp{ 658400/8.314463 [ 0.6/610 + 0.4/600 - 1/595 ] } */
  assert_close(out[1].tau, 440.0 * exp(79187.31 * (0.6 / 610.0 + 0.4 / 600.0 - 1.0 / 595.0)), 1e-6);
  for (int i = 0; i < 3; i++) {
    assert_close(out[i].dtau_dT, vf_difference(tau_of_T, &Tf[i], T[i], 0.05), 1e-6);
    assert_close(out[i].dtau_dTf, vf_difference(tau_of_Tf, &T[i], Tf[i], 0.05), 1e-6);
  }
}

/* A small jump: tau hardly changes, and the response is the stretched exponential itself. */
static void small_jump(void **state)
{
  (void)state;
  const double betas[] = {0.44, 0.6, 0.76, 1.0}, times[] = {1e-2, 0.1, 0.3, 1.0, 3.0, 10.0};
  for (int b = 0; b < 4; b++) {
    const VfRelaxation r = zif62(betas[b]);
    double             partial[TERMS], t = 0.0;
    start(595.01, partial);
    for (int i = 0; i < 6; i++) {
      const double Tf = advance(&r, 595.0, 595.0, 440.0 * (times[i] - t), partial);
      t               = times[i];
      assert_near((Tf - 595.0) / 0.01, exp(-pow(t, betas[b])), 3.5e-3); /* Prony sum 2.5e-3, and tau 1e-3 off for 0.01 K */
    }
  }
}

/* Response to a jump at reduced time xi: of the Prony sum, or the stretched exponential it stands for. */
static double response(const VfRelaxation *r, bool stretched, double xi)
{
  double M = 0.0;
  for (int k = 0; k < TERMS; k++) M += r->weight[k] * exp(-xi / r->time[k]);
  return stretched ? exp(-pow(xi, r->beta)) : M;
}

/* Time at which a jump J to T has reached xi:  dt = tau(T, T + J M(xi)) d(xi), integrated in ln(xi) by the midpoint rule. */
static double jump_integral(const VfRelaxation *r, bool stretched, double T, double J, double xi_end)
{
  const int    n    = 20000;
  const double low  = log(1e-8);
  double       time = 0.0;
  for (int i = 0; i < n; i++) {
    const double     step = (log(xi_end) - low) / n, xi = exp(low + (i + 0.5) * step), Tf = T + J * response(r, stretched, xi);
    VfRelaxationTime out;
    assert_int_equal(vf_relaxation_time(r, 1, &T, &Tf, &out), VF_OK);
    time += out.tau * xi * step;
  }
  return time;
}

/* Jumps of 10 K up and down: the integrator to 1e-3 of the jump, the Prony sum to 1e-2. */
static void large_jump(void **state)
{
  (void)state;
  const VfRelaxation r     = zif62(0.6);
  const double       xis[] = {1e-3, 0.03, 0.3, 1.0, 3.0}, jumps[] = {10.0, -10.0}, limits[] = {1e-3, 1e-2};
  for (int stretched = 0; stretched < 2; stretched++) {
    for (int j = 0; j < 2; j++) {
      double partial[TERMS], t = 0.0;
      start(595.0 + jumps[j], partial);
      for (int i = 0; i < 5; i++) {
        const double until = jump_integral(&r, stretched, 595.0, jumps[j], xis[i]),
                     Tf    = advance(&r, 595.0, 595.0, until - t, partial);
        t                  = until;
        assert_near((Tf - 595.0) / jumps[j], response(&r, stretched, xis[i]), limits[stretched]);
      }
    }
  }
}

/* Fictive temperature after cooling from 680 to 400 K at q [K/s] in steps of dT [K]. */
static double cooled(const VfRelaxation *r, double q, double dT)
{
  double partial[TERMS], Tf = 680.0;
  start(680.0, partial);
  for (double T = 680.0; T > 400.0; T -= dT) Tf = advance(r, T, T - dT, dT / q, partial);
  return Tf;
}

/* Activation enthalpy from two rates.  The law is invariant when 1/T, not T, falls linearly, so that it is q/Tf^2 that counts. */
static double enthalpy(double q1, double Tf1, double q2, double Tf2)
{
  return -VF_GAS_CONSTANT * log(q2 * Tf1 * Tf1 / (q1 * Tf2 * Tf2)) / (1.0 / Tf2 - 1.0 / Tf1);
}

/* Moynihan's shift, d ln(q/Tf^2)/d(1/Tf) = -H/R whatever x and beta; without Tf^2 it is 2 R Tf/H = 1.5 % more. */
static void shift_with_rate(void **state)
{
  (void)state;
  const double betas[] = {0.44, 0.6, 1.0}, q[] = {1.0 / 60.0, 10.0 / 60.0, 100.0 / 60.0};
  for (int b = 0; b < 3; b++) {
    const VfRelaxation r = zif62(betas[b]);
    double             Tf[3];
    for (int i = 0; i < 3; i++) Tf[i] = cooled(&r, q[i], 4.0);
    for (int i = 0; i < 2; i++) {
      assert_close(enthalpy(q[i], Tf[i], q[i + 1], Tf[i + 1]), r.H, 2e-3);
      assert_close(-VF_GAS_CONSTANT * log(10.0) / (1.0 / Tf[i + 1] - 1.0 / Tf[i]), r.H, 0.02);
    }
  }
}

/* Steps of any length give the same glass; steps that are not cut converge with the second order. */
static void steps(void **state)
{
  (void)state;
  const VfRelaxation r       = zif62(0.6);
  const double       fine    = cooled(&r, 1.0, 0.02);
  const double       error[] = {fabs(cooled(&r, 1.0, 0.5) - fine), fabs(cooled(&r, 1.0, 0.25) - fine)};
  assert_true(log(error[0] / error[1]) / log(2.0) > 1.8);
  const double lengths[] = {280.0, 140.0, 28.0, 7.0, 5.0, 2.0};
  for (int i = 0; i < 6; i++) assert_near(cooled(&r, 1.0, lengths[i]), fine, 0.02);
}

/* Where relaxation is fast Tf lags T by q tau sum(w l); in the limit it is T. */
static void liquid(void **state)
{
  (void)state;
  const VfRelaxation r = zif62(0.6);
  double             partial[TERMS], mean = 0.0;
  start(300.0, partial);
  for (int k = 0; k < TERMS; k++) partial[k] = 700.0;
  assert_near(advance(&r, 723.0, 723.0, 1.0, partial), 723.0, 1e-12);
  for (int k = 0; k < TERMS; k++) mean += r.weight[k] * r.time[k];
  assert_near(advance(&r, 660.0, 655.0, 5.0, partial), 655.0 + mean * tau_of_Tf(&(double){655.0}, 655.0), 2e-3);
  assert_near(advance(&r, 600.0, 600.0, 1e9, partial), 600.0, 1e-9);
  const double frozen = advance(&r, 600.0, 300.0, 300.0, partial); /* 1 K/s */
  assert_true(frozen < 600.0 && frozen > 590.0);
  assert_near(advance(&r, 300.0, 300.0, 1e9, partial), frozen, 1e-9);
}

/* What becomes of a glass depends on none beside it, to the last bit. */
static void side_by_side(void **state)
{
  const VfRelaxation r      = zif62(0.6);
  const double       dt     = 2.0;
  double          T0[LANES] = {723.0, 660.0, 640.0, 625.0, 610.0, 580.0, 560.0, 300.0}, T1[LANES], partial[TERMS][LANES], Tf[LANES];
  VfStructureFate fate[LANES];
  bool            seen[3] = {false, false, false};

  (void)state;
  for (int l = 0; l < LANES; l++) {
    T1[l]   = T0[l] - 8.0 + 0.5 * l;
    fate[l] = VF_STRUCTURE_RELAXES;
    for (int k = 0; k < TERMS; k++) partial[k][l] = fmax(T0[l], 600.0) + 0.1 * k;
  }
  fate[3] = VF_STRUCTURE_KEEPS;
  assert_int_equal(vf_relaxation_advance_lanes(&r, T0, T1, dt, partial, fate), VF_OK);
  vf_relaxation_fictive_lanes(&r, partial, Tf);
  for (int l = 0; l < LANES; l++) {
    double alone[TERMS];

    for (int k = 0; k < TERMS; k++) alone[k] = fmax(T0[l], 600.0) + 0.1 * k;
    seen[fate[l]] = true;
    if (l != 3) assert_int_equal(vf_relaxation_advance(&r, T0[l], T1[l], dt, alone), VF_OK);
    for (int k = 0; k < TERMS; k++) assert_true(alone[k] == partial[k][l]);
    assert_true(Tf[l] == vf_relaxation_fictive(&r, alone));
  }
  assert_true(seen[VF_STRUCTURE_KEEPS] && seen[VF_STRUCTURE_LIQUID] && seen[VF_STRUCTURE_RELAXES]);
}

/* A liquid in equilibrium stays so in steps much shorter than its relaxation, as long as it lags by less than 1e-4 K; not a glass. */
static void short_steps(void **state)
{
  const VfRelaxation r = zif62(0.6);
  double             partial[TERMS];

  (void)state;
  start(700.0, partial);
  assert_true(advance(&r, 700.0, 700.0 + 1e-5, 1e-4, partial) == 700.0 + 1e-5);
  assert_true(vf_relaxation_follows(&r, 700.0, 1e-5, 1e-4, 700.0, 0.0) &&
              !vf_relaxation_follows(&r, 700.0, 1e-5, 1e-4, 700.0, 1e-3));
  assert_false(vf_relaxation_follows(&r, 600.0, 1e-5, 1e-3, 600.0, 0.0));
  start(600.0, partial);
  assert_near(advance(&r, 600.0, 601.0, 1e-3, partial), 600.0, 1e-3);
  assert_true(vf_relaxation_frozen(&r, 450.0, 1.0, 600.0) && !vf_relaxation_frozen(&r, 600.0, 1.0, 600.0));
}

static void domain(void **state)
{
  (void)state;
  VfRelaxation     r     = zif62(0.6);
  const double     bad[] = {0.0, -1.0, NAN, INFINITY}, T = 600.0;
  double           partial[TERMS];
  VfRelaxationTime out;
  for (int i = 0; i < 4; i++) {
    start(600.0, partial);
    assert_int_equal(vf_relaxation_time(&r, 1, &bad[i], &T, &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_relaxation_time(&r, 1, &T, &bad[i], &out), VF_ERR_DOMAIN);
    assert_int_equal(vf_relaxation_advance(&r, bad[i], T, 1.0, partial), VF_ERR_DOMAIN);
    assert_int_equal(vf_relaxation_advance(&r, T, bad[i], 1.0, partial), VF_ERR_DOMAIN);
    partial[3] = bad[i];
    assert_int_equal(vf_relaxation_advance(&r, T, T, 1.0, partial), VF_ERR_DOMAIN);
  }
  start(600.0, partial);
  assert_int_equal(vf_relaxation_advance(&r, T, T, -1.0, partial), VF_ERR_DOMAIN);
  r.beta = 0.3;
  assert_int_equal(vf_relaxation_prony(&r), VF_ERR_ARGUMENT);
  r.H = -1.0;
  assert_int_equal(vf_relaxation_time(&r, 1, &T, &T, &out), VF_ERR_ARGUMENT);
  assert_int_equal(vf_relaxation_advance(&r, T, T, 1.0, partial), VF_ERR_ARGUMENT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(reference_of_laws),
                                     cmocka_unit_test(prony_sums),
                                     cmocka_unit_test(relaxation_time),
                                     cmocka_unit_test(small_jump),
                                     cmocka_unit_test(large_jump),
                                     cmocka_unit_test(shift_with_rate),
                                     cmocka_unit_test(steps),
                                     cmocka_unit_test(liquid),
                                     cmocka_unit_test(side_by_side),
                                     cmocka_unit_test(short_steps),
                                     cmocka_unit_test(domain)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
