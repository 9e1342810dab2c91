#include "solver/schedule.h"
#include <math.h>

const VfSegment *vf_schedule_segment(const VfCase *k, const VfState *s)
{
  const int i = (int)s->segment;

  return i < k->programme.n ? &k->programme.segments[i] : NULL;
}

double vf_schedule_wall(const VfCase *k, const VfState *s, double t)
{
  const VfSegment *segment = vf_schedule_segment(k, s);

  return segment ? vf_segment_wall(segment, s->segment_T, t - s->segment_start) : s->segment_T;
}

double vf_schedule_segment_end(const VfCase *k, const VfState *s)
{
  const VfSegment *segment = vf_schedule_segment(k, s);

  return segment ? s->segment_start + vf_segment_duration(segment, s->segment_T) : s->segment_start;
}

double vf_schedule_end(const VfCase *k, const VfState *s)
{
  double t = s->segment_start, T = s->segment_T;

  for (int i = (int)s->segment; i < k->programme.n; i++) {
    t += vf_segment_duration(&k->programme.segments[i], T);
    T = vf_segment_wall_end(&k->programme.segments[i], T);
  }
  return fmin(t, k->time.end);
}

bool vf_schedule_done(const VfCase *k, const VfState *s, double T_max)
{
  const VfSegment *segment = vf_schedule_segment(k, s);

  if (!segment) return true;
  if (segment->kind == VF_SEGMENT_QUENCH && !segment->has_time) return T_max <= segment->target + VF_QUENCH_END_K;
  return s->time >= vf_schedule_segment_end(k, s);
}

void vf_schedule_next(const VfCase *k, VfState *s)
{
  const VfSegment *segment = vf_schedule_segment(k, s);

  if (segment) s->segment_T = vf_segment_wall_end(segment, s->segment_T);
  s->segment_start = s->time;
  s->segment += 1.0;
}
