/* Exact solutions that the solver is held against.  Pure C, SI, linked by tests only.  Functions return NaN outside their domain.

   A floating film of uniform thickness h, viscosity eta, edge tension S and weight rho g' (reduced on a liquid) thins as
       dh/dt = -(S + rho g' h^2/2)/(k eta),   k = 3 disc, 4 strip (plane strain)
   because the stress is isotropic (disc) or uniaxial (strip) and uniform: force balance at the edge gives the whole motion. */
#ifndef VF_TESTS_VERIFY_EXACT_H
#define VF_TESTS_VERIFY_EXACT_H

typedef enum { VF_EXACT_DISC = 3, VF_EXACT_STRIP = 4 } VfExactShape; /* the Trouton factor k */

typedef struct {
  VfExactShape shape;
  double       S;      /* [N/m] */
  double       rho_g;  /* [Pa/m] rho g' >= 0 */
  double       eta;    /* [Pa s] */
  double       h0;     /* [m] thickness at t = 0 */
  double       extent; /* [m] radius of the disc, half width of the strip, at t = 0 */
} VfExactFilm;

typedef double (*VfExactViscosity)(void *context, double t); /* eta(t) [Pa s] */

/** Thickness [m] at time t [s], closed form. */
double vf_exact_thickness(const VfExactFilm *film, double t);

/** Thickness [m] at time t when the viscosity varies in time: film->eta is not used.  The clock runs as the integral of dt/eta,
    taken by Gauss-Legendre quadrature over `pieces` pieces (error below 1e-12 when eta is smooth on each). */
double vf_exact_thickness_of_eta(const VfExactFilm *film, VfExactViscosity eta, void *context, int pieces, double t);

/** Time [s] at which the film is h [m] thick; INFINITY when it never is. */
double vf_exact_time(const VfExactFilm *film, double h);

/** Radius or half width [m] of the film when it is h [m] thick (volume is constant). */
double vf_exact_extent(const VfExactFilm *film, double h);

/** Velocity gradient a [1/s], (u, v) = a (x, y), of a uniform film of any outline with S_eff = S + rho g' h^2/2 on all its edges. */
double vf_exact_affine_rate(double S_eff, double eta, double h);

/** Radius [m] of a hole in a film held far away, S_eff < 0 opens it, at time t (Debregeas, Martin & Brochard-Wyart,
    Phys. Rev. Lett. 75, 3886 (1995), doi:10.1103/PhysRevLett.75.3886, with both faces' tension replaced by -S_eff). */
double vf_exact_hole_held(double R0, double S_eff, double eta, double h, double t);

/** Radius [m] of a hole in a free film that thinned from h0 to h: it moves with the film. */
double vf_exact_hole_free(double R0, double h0, double h);

typedef struct {
  double h, eta;    /* [m], [Pa s] */
  double rho_g;     /* [Pa/m] */
  double stiffness; /* [N/m] Gamma */
  double d2phi;     /* [Pa/m] phi''(h) */
  double friction;  /* [Pa s/m] beta; INFINITY is not meant: no slip is 3 eta/h */
} VfExactWave;

/** Growth rate [1/s] of a small wave of wavenumber k [1/m] on a flat film (negative: decays). */
double vf_exact_growth(const VfExactWave *wave, double k);

/** Column temperature [K]: heat capacity over exchange coefficient gives tau [s], surroundings at T_env [K]. */
double vf_exact_lumped(double T0, double T_env, double tau, double t);

/** The same with surroundings that ramp from T0 at `rate` [K/s], column at T0 at t = 0. */
double vf_exact_lumped_ramp(double T0, double rate, double tau, double t);

/** The same with surroundings that go from T_env0 to T_env exponentially with their own time constant tau_env [s]. */
double vf_exact_lumped_two(double T0, double T_env0, double T_env, double tau, double tau_env, double t);

/** Amplitude of a cosine mode of temperature left at time t: diffusivity [m2/s], wavenumber k [1/m]. */
double vf_exact_mode_decay(double diffusivity, double k, double t);

/** Radius [m] of a no-slip gravity current of volume V [m3] on a plane (Huppert, J. Fluid Mech. 121, 43 (1982),
    doi:10.1017/S0022112082001797). */
double vf_exact_current_radius(double rho_g, double volume, double eta, double t);

/** Its thickness [m] at radius r. */
double vf_exact_current_thickness(double rho_g, double volume, double eta, double t, double r);

#endif
