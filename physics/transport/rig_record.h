/* The record of one measurement on a permeation rig (solver/gas/gas_rig.h makes it), and what was read from it. */
#ifndef VF_PHYSICS_TRANSPORT_RIG_RECORD_H
#define VF_PHYSICS_TRANSPORT_RIG_RECORD_H

#include "physics/transport/glass_gas.h"

enum { VF_RIG_SAMPLES = 200 };

/* One measurement: of one gas, or of a mixture. */
typedef struct {
  int    n;                                        /* gases, without the sweep gas */
  int    gas[VF_MIXTURE_MAX];                      /* their numbers in transport.gases */
  double T;                                        /* [K] */
  int    samples;                                  /* of the record */
  double time[VF_RIG_SAMPLES];                     /* [s] */
  double pressure[VF_RIG_SAMPLES][VF_MIXTURE_MAX]; /* [Pa] on the permeate's side, the sweep gas last */
  double permeance[VF_MIXTURE_MAX];                /* [mol/(m2 s Pa)] as read from the signal */
  double lag;                                      /* [s] constant volume: theta; NaN otherwise */
  double diffusivity;                              /* [m2/s] constant volume: l^2/(6 theta); NaN otherwise */
  double fraction[VF_MIXTURE_MAX];                 /* [1] y, Wicke-Kallenbach */
  double sweep_lost;                               /* [1] share of the sweep gas that went through the membrane to the feed */
  long   steps;
  int    signal; /* that cut it short; 0: none */
} VfRigRecord;

#endif
