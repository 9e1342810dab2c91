/* One segment of a membrane's programme: temperature, pressures and flows between its beginning and its end, set on a bench. */
#ifndef VF_SOLVER_GAS_COURSE_H
#define VF_SOLVER_GAS_COURSE_H

#include "solver/gas/gas_bench.h"

/* What the rig is told. */
typedef struct {
  double T;                        /* [K] of the membrane */
  double feed[VF_MIXTURE_MAX];     /* [Pa] partial pressures supplied */
  double permeate[VF_MIXTURE_MAX]; /* [Pa] alone: given */
  double feed_flow, sweep_flow;    /* [mol/s] Wicke-Kallenbach: of all of the feed; of the sweep gas */
} VfGasSetting;

typedef struct {
  VfGasBench            *bench;
  const VfTransportSpec *spec;
  double                 T_volume;      /* [K] of a closed volume */
  double                 begin, length; /* [s] of the segment */
  VfGasSetting           from, to, now; /* at its beginning and end, and as set last */
  double                 T_set, p_set;  /* [K], [Pa] for which the bench's laws were made; NaN: not yet */
  bool                   failed;        /* the laws of gas `wrong` could not be evaluated */
  int                    wrong;
} VfGasCourse;

/** Before the first segment: the temperature and flows of the case, nothing fed. */
void vf_gas_course_start(VfGasCourse *course, VfGasBench *bench);

/** The next segment follows, its settings after those of the one before. */
void vf_gas_course_next(VfGasCourse *course, const VfGasSegment *segment);

/** Sets sides and laws of a time [s] within the segment: a VfGasConditions, its context the course. */
PetscErrorCode VfGasCourseSet(VfGasTransient *t, double time, void *course);

/** Pressures [Pa] on both sides (2 n) as the rig is set now, with nothing permeated. */
void vf_gas_course_pressures(const VfGasCourse *course, double z[]);

#endif
