/* Gases through a membrane in time: many columns of film between two sides, any gases at once.

   One-step, second order, L-stable: the two-stage singly diagonally implicit method with g = 1 - 1/sqrt(2) (R. Alexander, SIAM J. Numer.
   Anal. 14, 1006 (1977), doi:10.1137/0714068), so that the jump of pressure with which every measurement begins dies out and sides
   without volume may be algebraic.  The error of a step is estimated by the third-order formula on the same three rates, filtered by the
   implicit matrix (M. E. Hosea & L. F. Shampine, Appl. Numer. Math. 20, 21 (1996), doi:10.1016/0168-9274(95)00115-8, do so for TR-BDF2).

   In a stage all columns and both sides are solved together by Newton's method: each column is eliminated with its sides' pressures as
   parameters, the 2 n equations of the sides add up over ranks and are solved densely.  Columns may be shared over ranks in any way. */
#ifndef VF_SOLVER_GAS_TRANSIENT_H
#define VF_SOLVER_GAS_TRANSIENT_H

#include "solver/gas/gas_column.h"
#include "solver/gas/gas_side.h"

typedef enum { VF_FEED = 0, VF_PERMEATE, VF_GAS_SIDES } VfGasSideName;

typedef struct VfGasTransient VfGasTransient;

/* Sets isotherms, diffusivities, support, leaks and sides of a time [s] that is about to be solved for, where they change with it.
   Collective. */
typedef PetscErrorCode (*VfGasConditions)(VfGasTransient *t, double time, void *context);

struct VfGasTransient {
  MPI_Comm           comm;
  int                n;    /* gases */
  VfGasGrid          grid; /* its support set by the caller, {0} for none */
  VfIsotherm         isotherm[VF_MIXTURE_MAX];
  int                columns; /* of this rank */
  const VfGasColumn *column;  /* (columns) */
  VfGasSide          side[VF_GAS_SIDES];
  double             leak[VF_MIXTURE_MAX]; /* [mol/(s Pa)] of all holes together, from feed to permeate without delay */
  double             tolerance;            /* [1] error of a step over the largest concentration of each gas */
  VfGasConditions    conditions;           /* NULL: nothing changes with time */
  void              *context;              /* for it */
  /* now */
  double  time;                                   /* [s] */
  double  z[VF_GAS_SIDES * VF_MIXTURE_MAX];       /* [Pa] pressures on the sides */
  double  flow[VF_GAS_SIDES * VF_MIXTURE_MAX];    /* [mol/s] into each side through the membrane */
  double  through[VF_GAS_SIDES * VF_MIXTURE_MAX]; /* [mol] the same since the start */
  double *C;                                      /* [mol/m3] (columns x cells x n) held by the glass */
  double *p;                                      /* [Pa] (columns x cells x n) */
  double *rate;                                   /* [mol/(m3 s)] of C at the end of the last step */
  double  step_next;                              /* [s] 0: not yet known */
  double  largest[VF_MIXTURE_MAX];                /* [mol/m3] what the glass held of each gas at most */
  int     signal;                                 /* that asks to stop (signals.h); 0: none */
  long    steps, rejected, newton;
  void   *work; /* VfGasWork */
};

/** Prepares a membrane of `film` cells, and those of grid.support, which is in equilibrium with pressures p [Pa] (n) throughout,
    between two sides at z0 [Pa] (2 n).  n, comm, isotherm, columns, column, side, leak, tolerance are set by the caller, and where there are, grid.support and
    conditions.  Collective. */
PetscErrorCode VfGasTransientCreate(VfGasTransient *t, int film, const double p[], const double z0[]);
PetscErrorCode VfGasTransientDestroy(VfGasTransient *t);

/** After a change of isotherms, diffusivities or sides: what the glass holds stays, pressures and rates follow.  Collective. */
PetscErrorCode VfGasTransientRefresh(VfGasTransient *t);

/** One step of the length the error allows, not beyond `end` [s].  Collective.  @param failed the step could not be made. */
PetscErrorCode VfGasTransientStep(VfGasTransient *t, double end, bool *failed);

/** Steps until `end` [s], or until a signal comes.  Collective. */
PetscErrorCode VfGasTransientGo(VfGasTransient *t, double end, bool *failed);

/** What film and support hold now.  @param held [mol] (n).  Collective. */
PetscErrorCode VfGasTransientHeld(const VfGasTransient *t, double held[]);

#endif
