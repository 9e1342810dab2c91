/* Random numbers that are functions of where they are used: the same on any number of ranks and on any mesh. */
#ifndef VF_PHYSICS_RANDOM_H
#define VF_PHYSICS_RANDOM_H

#include <math.h>
#include <stdint.h>

/** Number in [0, 1), the n-th of a seed (splitmix64: Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195). */
static inline double vf_random(uint64_t seed, uint64_t n)
{
  uint64_t z = seed + 0x9e3779b97f4a7c15ULL * (n + 1ULL);

  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  z ^= z >> 31;
  return (double)(z >> 11) / 9007199254740992.0;
}

/** Number in [0, 1) of place (i, j) of a lattice, for a seed. */
static inline double vf_random_at(uint64_t seed, int i, int j)
{
  return vf_random(seed, (uint64_t)(unsigned)i * 0x100000001ULL + (uint64_t)(unsigned)j);
}

/** Number of the normal distribution, mean 0 and variance 1, of place (i, j) (G. E. P. Box & M. E. Muller, Ann. Math. Stat. 29, 610
    (1958), doi:10.1214/aoms/1177706645). */
static inline double vf_random_normal_at(uint64_t seed, int i, int j)
{
  const double u = 1.0 - vf_random_at(seed, i, 2 * j), v = vf_random_at(seed, i, 2 * j + 1);

  return sqrt(-2.0 * log(u)) * cos(2.0 * 3.14159265358979323846 * v);
}

#endif
