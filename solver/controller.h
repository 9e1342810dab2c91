/* The length of the next step, and why. */
#ifndef VF_SOLVER_CONTROLLER_H
#define VF_SOLVER_CONTROLLER_H

#include "solver/state.h"

typedef enum {
  VF_DT_FIRST = 0,
  VF_DT_GROWTH,      /* at most twice the step before */
  VF_DT_ACCURACY,    /* error of the thickness */
  VF_DT_ENERGY,      /* the energy of the film must fall */
  VF_DT_CFL,         /* no edge crosses more than two cells, or one where there is little room */
  VF_DT_CONTACT,     /* an edge is about to meet a wall or another edge */
  VF_DT_TEMPERATURE, /* change of temperature */
  VF_DT_MELTING,     /* change of crystal fraction */
  VF_DT_STABILITY,   /* gravity, interface potential or capillarity, taken explicitly */
  VF_DT_MAX_STEP,
  VF_DT_OUTPUT,
  VF_DT_SEGMENT_END,
  VF_DT_END,
  VF_DT_REASONS
} VfDtReason;

/* Room ahead of an edge that moves, by which it is told how many cells it may cross at once. */
typedef enum {
  VF_ROOM_AHEAD = 0,
  VF_ROOM_RINGS,  /* rings: one cell, wherever it is */
  VF_ROOM_NARROW, /* it is about to come near a wall or another edge (contact.h) */
} VfRoom;

/* What a step changed. */
typedef struct {
  double error;          /* [1] estimate of the relative error of the thickness */
  int    order;          /* of the formula in time, whose error goes as dt^(order + 1); 0 counts as 2 */
  bool   energy_rises;   /* the energy of the film, which it cannot */
  double error_implicit; /* [1] that of an implicit step as long; only with stiff_rate > 0 */
  double cfl;            /* [1] largest |u| dt/dx */
  VfRoom room;           /* that the edge has ahead */
  double contact;        /* [1] largest area that flows into a gap (front.h), against what it should take at once */
  double dT;             /* [K] largest change of film temperature */
  double dT_alive;       /* [K] the same of film that can move or whose structure relaxes */
  double heat_error;     /* [K] estimate of the error of temperature */
  double dX;             /* [1] largest change of crystal fraction */
  double stiff_rate;     /* [1/s] fastest of the terms that are explicit or implicit as the case says, 0: there are none */
  bool   implicit;       /* they were implicit */
  double to_melting;     /* [K] from the film's temperature to the onset of melting; INFINITY when nothing melts */
} VfStepChange;

typedef struct {
  double     dt;
  VfDtReason reason;
} VfDt;

/** Words for series.csv and the progress line. */
const char *vf_dt_reason_name(VfDtReason reason);

/** The next step [s] after one of length dt that changed what `change` says.
    @param planned the step the controller had asked for: one cut short by an event does not slow the next ones down. */
VfDt vf_controller_next(const VfCase *kase, double dt, double planned, const VfStepChange *change);

/** The retry of a step that was too long and why it was; its dt is 0 when the step may stand. */
VfDt vf_controller_retry(const VfCase *kase, double dt, const VfStepChange *change);

/** Cuts a step that would pass `t_event`; a step that would leave a sliver is halved. */
VfDt vf_controller_arrive(VfDt dt, double time, double t_event, VfDtReason reason);

#endif
