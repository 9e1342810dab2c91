/* Where a run stands in its furnace programme. */
#ifndef VF_SOLVER_SCHEDULE_H
#define VF_SOLVER_SCHEDULE_H

#include "solver/state.h"

/* A quench without a time ends when the film is this close to the cold gas. */
#define VF_QUENCH_END_K 5.0

/** The segment in force, or NULL when the programme has ended. */
const VfSegment *vf_schedule_segment(const VfCase *kase, const VfState *state);

/** Wall temperature [K] at time t [s] of the segment in force. */
double vf_schedule_wall(const VfCase *kase, const VfState *state, double t);

/** Time [s] at which the segment in force ends; INFINITY when a condition ends it. */
double vf_schedule_segment_end(const VfCase *kase, const VfState *state);

/** Time [s] at which the run is expected to end; INFINITY when a condition decides. */
double vf_schedule_end(const VfCase *kase, const VfState *state);

/** Has the segment ended at state->time, with the hottest film at T_max [K]? */
bool vf_schedule_done(const VfCase *kase, const VfState *state, double T_max);

/** Enters the next segment at state->time. */
void vf_schedule_next(const VfCase *kase, VfState *state);

#endif
