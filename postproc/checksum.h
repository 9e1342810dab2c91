/* Order-independent checksum of numbered doubles, bit for bit. */
#ifndef VF_POSTPROC_CHECKSUM_H
#define VF_POSTPROC_CHECKSUM_H

#include <stdint.h>
#include <string.h>

/** A bijective mix of 64 bits (finaliser of splitmix64: Steele, Lea & Flood 2014). */
static inline uint64_t vf_mix64(uint64_t x)
{
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/** Contribution of a value at a position; contributions are added modulo 2^64. */
static inline uint64_t vf_checksum_term(double value, uint64_t position)
{
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return vf_mix64(bits ^ vf_mix64(position + UINT64_C(0x9e3779b97f4a7c15)));
}

#endif
