/* The furnace programme: a list of segments carried out in order. */
#ifndef VF_PHYSICS_PROGRAMME_H
#define VF_PHYSICS_PROGRAMME_H

#include <stdbool.h>

typedef enum {
  VF_SEGMENT_HEAT,      /* wall goes linearly to target (heating or cooling), at `rate` or in `time` */
  VF_SEGMENT_HOLD,      /* wall stays for `time` */
  VF_SEGMENT_QUENCH,    /* cold gas at target; wall at target; ends after `time`, or when the film is within 5 K of the target */
  VF_SEGMENT_ISOTHERMAL /* film and bath are exactly at target for `time`; no heat equation (verification) */
} VfSegmentKind;

typedef struct {
  VfSegmentKind kind;
  double        target;   /* [K] */
  bool          has_rate; /* rate [K/s] > 0 */
  double        rate;
  bool          has_time; /* time [s] > 0 */
  double        time;
  char          gas[32]; /* name of a gas in the library, "" for none */
  double        flow;    /* [m3/s] at 293.15 K and 101325 Pa, 0 for still gas */
} VfSegment;

typedef struct {
  int        n;
  VfSegment *segments; /* (n) */
  double     T_start;  /* [K] furnace, film and bath at t = 0 */
} VfProgramme;

/** Length of a segment [s]; INFINITY when it ends by a condition (quench without time).
    @param T_from [K] wall temperature when the segment starts. */
double vf_segment_duration(const VfSegment *segment, double T_from);

/** Wall temperature [K], t_in [s] after the start of a segment entered at wall temperature T_from [K]. */
double vf_segment_wall(const VfSegment *segment, double T_from, double t_in);

/** Wall temperature [K] at the end of a segment entered at T_from [K]. */
double vf_segment_wall_end(const VfSegment *segment, double T_from);

#endif
