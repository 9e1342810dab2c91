/* The state of a run: fields on the grid and the few scalars that a restart needs. */
#ifndef VF_SOLVER_STATE_H
#define VF_SOLVER_STATE_H

#include "inputs/case.h"
#include "mesh/grid.h"
#include "physics/glass_relaxation.h"
#include "solver/view.h"

enum { VF_STATE_NAMED = 20, VF_STATE_FIELDS = VF_STATE_NAMED + VF_RELAXATION_TERMS, VF_STATE_SCALARS = 12 };

typedef struct {
  /* restart state */
  double *m;             /* [kg/m2] areal mass of the film, mean over the cell */
  double *c;             /* [1] covered fraction of the cell */
  double *X;             /* [1] crystal mass fraction of the film */
  double *T;             /* [K] film and bath */
  double *m_before;      /* [kg/m2] areal mass a step ago, where the film is moved by lubrication (lubrication.h) */
  double *m_earlier;     /* [kg/m2] the same two steps ago */
  double *m_rate;        /* [kg/(m2 s)] its rate at the end of that step */
  double *h_drive;       /* [m] thickness that drove the last step in the plane (stepper_plane.h); 0: none */
  double *h_flux;        /* [m/s] div(h u) of that step */
  double *h_rate;        /* [m/s] the same at its end, by extrapolation */
  double *u, *v;         /* [m/s] velocity of the last solved balance, on left and bottom faces */
  double *Tf;            /* [K] fictive temperature */
  double *decomposition; /* [1] progress of decomposition in the melt */
  double *cooling_rate;  /* [K/s] at which the cell last went down through the glass transition; 0: it is above, or never was */
  uint32_t
      *structure[VF_RELAXATION_TERMS]; /* [VF_FIXED_UNIT K] fictive temperatures of the relaxation terms, own cells only; where the
                                               first is 0 all are Tf (bare, not yet molten, or liquid in equilibrium) */
  /* derived, for output and the next balance */
  double *h;   /* [m] thickness where covered, m/(rho c) */
  double *eta; /* [Pa s] effective viscosity */
  double *rho; /* [kg/m3] of the film */
  double *w;   /* [1] weight of the cell in the momentum balance (see front.h); NULL but for the film at mid-step and on rings */
  double *zb,
      *zt;        /* [m] levels of the bath's surface and of the top, means over the cell; current at outputs alone (flotation.h) */
  double time;    /* [s] */
  double step;    /* number of steps taken (kept as a double: one kind of scalar in a checkpoint) */
  double dt_next; /* [s] step the controller asks for; 0 before the first */
  double dt_reason;     /* VfDtReason of dt_next */
  double segment;       /* index in the programme */
  double segment_start; /* [s] */
  double segment_T;     /* [K] wall temperature when the segment started */
  double fluidity;      /* [1/(Pa s)] mean over the film when u, v were solved; 0: u, v are not usable */
  double mass_initial;  /* [kg] */
  double dt_before;  /* [s] length of the last step; 0: nothing moved, m_before, m_rate, h_drive, h_flux, h_rate are not usable */
  double dt_earlier; /* [s] length of the step before that, where lubrication moves the film; 0: m_earlier is not usable */
  double porosity;   /* [1] closed voids of the film, between its grains */
} VfState;

/** Zeroed fields on the grid.  @param history it keeps cooling rate, relaxation terms and levels; the film at mid-step does not, but
    has weights. */
PetscErrorCode VfStateCreate(const VfGrid *grid, bool history, VfState *state);

/** Adds what is remembered of the step before.  @param lubrication of a film that lubrication moves, or of stiff terms in the plane. */
PetscErrorCode VfStateCreateBefore(const VfGrid *grid, bool lubrication, VfState *state);
PetscErrorCode VfStateDestroy(VfState *state);

/** Tables of the fields that the state has, and of its scalars, for monitors and checkpoints; they point into the state.
    @return number of fields */
int vf_state_tables(VfState *state, VfField fields[VF_STATE_FIELDS], VfScalar scalars[VF_STATE_SCALARS]);

/** Total mass of the film [kg].  Collective. */
PetscErrorCode VfStateMass(const VfGrid *grid, const VfState *state, double *mass);

#endif
