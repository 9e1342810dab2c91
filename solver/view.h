/* What monitors see of a run: read-only, no file format, no solver internals.  Collective calls are allowed inside monitors. */
#ifndef VF_SOLVER_VIEW_H
#define VF_SOLVER_VIEW_H

#include "inputs/case.h"
#include "mesh/grid.h"
#include <stdint.h>

/* Unit of the fields that are kept as whole numbers of 32 bits: temperatures below 4096 K to within 5e-7 K. */
#define VF_FIXED_UNIT 0x1p-20

static inline double vf_fixed_value(uint32_t number)
{
  return VF_FIXED_UNIT * number;
}

/** The nearest number; 0 below, the largest above what there is. */
static inline uint32_t vf_fixed_from(double value)
{
  const double number = value / VF_FIXED_UNIT + 0.5;

  return number < 1.0 ? 0 : number < (double)UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

typedef enum { VF_AT_CELL, VF_AT_X_FACE, VF_AT_Y_FACE } VfLocation;

/* A field, laid out as in mesh/grid.h.  `saved`: part of the restart state.  `shown`: written to the field output. */
typedef struct {
  const char *name;      /* "h", "u", "T" ... */
  const char *unit;      /* UDUNITS spelling */
  const char *long_name; /* "film thickness" */
  VfLocation  location;
  bool        saved, shown;
  double     *data; /* (grid->n_local); ghosts hold current values */
  uint32_t *fixed;  /* instead of data, NULL, where a field is kept as whole numbers of VF_FIXED_UNIT; not shown, own cells alone */
} VfField;

/* A scalar of the restart state. */
typedef struct {
  const char *name;
  double     *value; /* same on all ranks */
} VfScalar;

typedef struct {
  long   linear_iterations; /* of all momentum and heat solves */
  long   momentum_solves;
  long   rejected_steps;
  double work_units;   /* operator applications on the finest grid */
  double mass_initial; /* [kg] */
} VfStatistics;

/* The surfaces of film and bath as they float (flotation.h).  NaN: not known, or there is no such thing. */
typedef struct {
  double peak_to_valley_top;                /* [m] of the film's upper face */
  double peak_to_valley_bottom;             /* [m] of its lower face */
  double curvature_mean;                    /* [1/m] mean curvature of the upper face, mean over the film; a bowl is positive */
  double edge_slope_top, edge_slope_bottom; /* [rad] of the film's faces at its edge, mean along it; rising outward is positive */
  double edge_slope_bath;                   /* [rad] of the bare bath there */
  double neumann_angle_top, neumann_angle_bottom; /* [rad] between these faces and the bath where they meet; NaN for S > 0 */
  double deflection_max;                          /* [m] largest |zb| */
  double volume_error;                            /* [1] integral of zb over that of |zb| */
} VfFlatness;

typedef struct {
  const VfCase       *kase;
  const VfGrid       *grid;
  double              time, dt; /* [s] end of the step, its length */
  double              time_end; /* [s] expected end, INFINITY when not known */
  long                step;
  const char         *dt_reason;             /* "accuracy", "cfl", "segment end", "output", ... */
  int                 segment;               /* index in the programme */
  double              T_wall;                /* [K] */
  double              spreading_coefficient; /* [N/m] now, mean over the film */
  int                 n_fields;
  const VfField      *fields; /* m h c T X eta u v ... */
  int                 n_scalars;
  const VfScalar     *scalars; /* restart state */
  const VfStatistics *statistics;
  const VfFlatness
      *flatness; /* at OUTPUT and END, and where a monitor wants it; else NULL, and zb, zt are not those of this state */
} VfView;

typedef enum {
  VF_EVENT_START,  /* before the first step (also after a restart) */
  VF_EVENT_STEP,   /* after every accepted step */
  VF_EVENT_OUTPUT, /* at the times of output.every, at t = 0 and at the end */
  VF_EVENT_END     /* once, with the final state, whatever the outcome */
} VfEvent;

typedef enum { VF_RUN_DONE, VF_RUN_NUMERICS_FAILED, VF_RUN_INTERRUPTED } VfOutcome;

typedef struct {
  const char *name;
  void       *context;
  PetscErrorCode (*call)(void *context, VfEvent event, const VfView *view, VfOutcome outcome); /* collective; outcome at END only */
  PetscErrorCode (*destroy)(void **context);
  /* NULL, or asked before any other event than OUTPUT and END: shall levels and all ghosts stand in the view?  Collective. */
  PetscErrorCode (*wants)(void *context, VfEvent event, const VfView *view, bool *yes);
} VfMonitor;

/** The field of that name, or NULL. */
const VfField *vf_view_field(const VfView *view, const char *name);

#endif
