/* What permeation rigs make of their signal, as the studies write it.

   Constant volume (Jin et al. 2025, doi:10.1038/s41467-025-64583-9, eq. 1):
     J [GPU] = 1e6 V/(p_feed T R A) dp/dt,   R = 0.278 cmHg cm3/(cm3(STP) K),   V in cm3, A in cm2, p in cmHg
   Wicke & Kallenbach (the helium study of ZIF-62 membranes on MXene-modified supports, eq. 3):
     N_i = F y_i/(1 - sum y),   P_i = N_i/(A (p_i - p_i'))
   with the fractions y of what leaves, and all sweep gas taken for having stayed on its side. */
#ifndef VF_PHYSICS_TRANSPORT_RIG_EQUATIONS_H
#define VF_PHYSICS_TRANSPORT_RIG_EQUATIONS_H

/** Permeance [mol/(m2 s Pa)] from a rise [Pa/s] in a volume [m3] at T [K] behind an area [m2], feed [Pa]. */
double vf_rig_constant_volume(double volume, double feed, double T, double area, double rise);

/** Permeances of n gases.  @param fraction [1] (n) y.  @param sweep [mol/s] F.  @param area [m2].
    @param feed, permeate [Pa] (n) partial pressures.  @param permeance [mol/(m2 s Pa)] (n), NaN of what is not fed or where the pressures are the same. */
void vf_rig_sweep(int n, const double fraction[], double sweep, double area, const double feed[], const double permeate[],
                  double permeance[]);

#endif
