/* What is random in the film at the start: holes, and the grains of a pressed pellet. */
#include "inputs/values.h"

/* clang-format off */
static const VfKey hole_keys[] = {
    {.path = "count", .kind = VF_KIND_COUNT, .low = 1.0, .high = VF_MAX_HOLES, .offset = offsetof(VfRandomHoles, count),
     .doc = "holes in all, or"},
    {.path = "density", .kind = VF_KIND_NUMBER, .unit = "1/m^2", .low = 1e-6, .high = 1e15,
     .offset = offsetof(VfRandomHoles, density),
     .doc = "expected number an area of film"},
    {.path = "radius", .kind = VF_KIND_NUMBER, .unit = "m", .low = 1e-9, .high = 1.0, .offset = offsetof(VfRandomHoles, radius),
     .required = true, .doc = "median radius"},
    {.path = "spread", .kind = VF_KIND_NUMBER, .unit = "1", .low = 0.0, .high = 2.0, .offset = offsetof(VfRandomHoles, spread),
     .doc = "standard deviation of ln radius (log-normal; default 0: all alike)"},
    {.path = "seed", .kind = VF_KIND_COUNT, .low = 0.0, .high = 4294967295.0, .offset = offsetof(VfRandomHoles, seed),
     .doc = "of the random numbers (default 0)"},
};

static const VfKey granular_keys[] = {
    {.path = "grain", .kind = VF_KIND_NUMBER, .unit = "m", .low = 1e-9, .high = 0.1, .offset = offsetof(VfGranular, grain),
     .required = true, .doc = "diameter of the grains"},
    {.path = "porosity", .kind = VF_KIND_NUMBER, .unit = "1", .low = 0.0, .high = 0.9, .offset = offsetof(VfGranular, porosity),
     .required = true, .doc = "voids between the grains, fraction of the pellet's volume"},
    {.path = "seed", .kind = VF_KIND_COUNT, .low = 0.0, .high = 4294967295.0, .offset = offsetof(VfGranular, seed),
     .doc = "of the random numbers (default 0)"},
};
/* clang-format on */

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

const VfKey *vf_random_holes_keys(int *n)
{
  return *n = COUNT(hole_keys), hole_keys;
}
const VfKey *vf_granular_keys(int *n)
{
  return *n = COUNT(granular_keys), granular_keys;
}

bool vf_random_holes_read(const VfContext *context, VfWhere where, VfNode *node, VfRandomHoles *holes)
{
  VfRandomHoles read = {0};
  unsigned      given;
  if (!vf_fields_read(context, where, node, hole_keys, COUNT(hole_keys), &read, &given)) return false;
  if ((given & 1u) == (given >> 1 & 1u)) {
    vf_complain(context, where, "wants one of count and density; {count: 500, radius: 50 um} is right");
    return false;
  }
  read.set = true;
  *holes   = read;
  return true;
}

bool vf_granular_read(const VfContext *context, VfWhere where, VfNode *node, VfGranular *granular)
{
  VfGranular read = {0};
  unsigned   given;
  if (!vf_fields_read(context, where, node, granular_keys, COUNT(granular_keys), &read, &given)) return false;
  read.set  = true;
  *granular = read;
  return true;
}
