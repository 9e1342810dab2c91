/* Points that fill the unit cube evenly: what samples are drawn from. */
#ifndef VF_INPUTS_SWEEP_POINTS_H
#define VF_INPUTS_SWEEP_POINTS_H

#include <stdbool.h>

enum { VF_POINTS_SOBOL_MOST = 124 }; /* columns */

/** The first n points of Sobol's sequence, shifted by one random vector modulo 1 (Cranley & Patterson 1976, doi:10.1137/0713071), so that no
    point is on a face and different seeds are different samples.  More points begin with the same ones.
    The first 28 columns are GSL's, the others those of sobol_columns.h.
    @param u (n x d) between 0 and 1, both excluded.  @param d at most VF_POINTS_SOBOL_MOST.  @return false when memory is out. */
bool vf_points_sobol(long n, int d, unsigned long seed, double u[]);

/** A Latin hypercube (McKay, Beckman & Conover 1979, doi:10.2307/1268522): each column has one number, random within it, in each of n equal
    strata, in random order.  @param u (n x d), as above.  @return false when memory is out. */
bool vf_points_latin(long n, int d, unsigned long seed, double u[]);

#endif
