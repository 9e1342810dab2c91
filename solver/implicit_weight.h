/* Where in a step implicit gravity, potential and capillarity act: this part of it after its start.  Half, the midpoint rule, while the
   fastest wave changes little (z = dt x rate); later for waves that would ring. */
#ifndef VF_SOLVER_IMPLICIT_WEIGHT_H
#define VF_SOLVER_IMPLICIT_WEIGHT_H

static inline double vf_implicit_weight(double z)
{
  return z > 2.0 ? 1.0 - 1.0 / z : 0.5;
}

#endif
