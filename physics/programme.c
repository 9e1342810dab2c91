#include "physics/programme.h"
#include <math.h>

double vf_segment_duration(const VfSegment *segment, double T_from)
{
  switch (segment->kind) {
  case VF_SEGMENT_HEAT:
    if (segment->has_rate) return fabs(segment->target - T_from) / segment->rate;
    return segment->has_time ? segment->time : 0.0; /* neither: a jump */
  case VF_SEGMENT_QUENCH:
    return segment->has_time ? segment->time : INFINITY;
  case VF_SEGMENT_HOLD:
  case VF_SEGMENT_ISOTHERMAL:
    break;
  }
  return segment->time;
}

double vf_segment_wall_end(const VfSegment *segment, double T_from)
{
  return segment->kind == VF_SEGMENT_HOLD ? T_from : segment->target;
}

double vf_segment_wall(const VfSegment *segment, double T_from, double t_in)
{
  if (segment->kind != VF_SEGMENT_HEAT) return vf_segment_wall_end(segment, T_from);
  const double duration = vf_segment_duration(segment, T_from);
  if (t_in >= duration) return segment->target; /* exactly, whatever the rounding of t_in/duration */
  return T_from + (segment->target - T_from) * (t_in / duration);
}
