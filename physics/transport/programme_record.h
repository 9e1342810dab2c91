/* What a membrane did under a programme of temperature, feed and sweep (solver/gas/gas_programme.h makes it). */
#ifndef VF_PHYSICS_TRANSPORT_PROGRAMME_RECORD_H
#define VF_PHYSICS_TRANSPORT_PROGRAMME_RECORD_H

#include "physics/transport/glass_gas.h"

/* A segment, as it ended.  Arrays by gas, that of the sweep last. */
typedef struct {
  int    cycle, segment;            /* from 0 */
  double begin, end;                /* [s] */
  double T_begin, T_end;            /* [K] */
  double feed[VF_MIXTURE_MAX];      /* [Pa] */
  double permeate[VF_MIXTURE_MAX];  /* [Pa] */
  double permeance[VF_MIXTURE_MAX]; /* [mol/(m2 s Pa)] as the rig's equations have it; NaN where they have none */
  double steady[VF_MIXTURE_MAX];  /* [mol/(m2 s Pa)] the same if the film were steady between these pressures; NaN with a support */
  double entered[VF_MIXTURE_MAX]; /* [mol] from the feed, in this segment */
  double left[VF_MIXTURE_MAX];    /* [mol] to the permeate's side */
  double held[VF_MIXTURE_MAX];    /* [mol] by film and support */
  double unsteady[VF_MIXTURE_MAX]; /* [1] difference of what flows in and out, over the larger */
} VfProgrammeRow;

typedef struct {
  int             n; /* gases, with that of the sweep */
  int             rows;
  VfProgrammeRow *row;       /* (rows) */
  int             samples;   /* of all segments */
  double         *time;      /* [s] (samples) */
  double         *T;         /* [K] (samples) */
  double         *feed;      /* [Pa] (samples x n) */
  double         *permeate;  /* [Pa] (samples x n) */
  double         *permeance; /* [mol/(m2 s Pa)] (samples x n) as in a row */
  double         *entered;   /* [mol] (samples x n) since the start */
  double         *left;      /* [mol] (samples x n) */
  double         *held;      /* [mol] (samples x n) */
  double          balance;   /* [1] worst of entered - left - held, over the largest of them, of any gas and sample */
  long            steps, rejected;
  int             signal; /* that stopped it; 0: it went to its end */
} VfProgrammeRecord;

#endif
