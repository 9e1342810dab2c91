#include "solver/stepper_lubrication.h"
#include "solver/schedule.h"
#include <math.h>

PetscErrorCode VfStepperStill(VfStepper *s)
{
  const VfGrid    *g        = s->grid;
  const VfState   *q        = &s->state;
  const VfSegment *segment  = vf_schedule_segment(s->kase, q);
  int              flags[2] = {0, !s->same}; /* structure relaxes, something has changed */

  PetscFunctionBeginUser;
  s->still = s->same = false;
  if (s->laws.pore_scale > 0.0 || (segment && segment->kind != VF_SEGMENT_ISOTHERMAL)) PetscFunctionReturn(0);
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t k0          = vf_index(g, g->xs, j);
    const double *restrict T = q->T + k0, *restrict Tf = q->Tf + k0, *restrict X = q->X + k0;

    for (int i = 0; i < g->xm; i++) flags[0] |= T[i] != Tf[i] && X[i] < 1.0;
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, flags, 2, MPI_INT, MPI_MAX, g->comm));
  s->still = !flags[0];
  s->same  = s->still && !flags[1];
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperBalanceLubrication(VfStepper *s, double dt)
{
  const VfState *film = s->still ? &s->state : &s->middle;
  bool           found;

  PetscFunctionBeginUser;
  PetscCall(VfLubricationTry(s->lubrication, &s->state, film, s->same, s->summary.S, dt, &s->lubrication_error, &found));
  s->same                         = s->still;
  s->statistics.momentum_solves   = s->lubrication->steps;
  s->statistics.linear_iterations = s->lubrication->cycles + s->heat->diffusion->iterations;
  s->statistics.work_units        = s->lubrication->work;
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperLubricationChange(const VfStepper *s, VfStepChange *change)
{
  const VfGrid  *g       = s->grid;
  const VfState *q       = &s->state;
  double         most[2] = {0.0, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    const size_t k0 = vf_index(g, g->xs, j);

    for (size_t k = k0; k < k0 + (size_t)g->xm; k++) {
      if (!(q->c[k] > 0.0)) continue;
      most[0] = fmax(most[0], fabs(q->T[k] - s->old_T[k]));
      most[1] = fmax(most[1], fabs(q->X[k] - s->old_X[k]));
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, most, 2, MPI_DOUBLE, MPI_MAX, g->comm));
  change->dT = most[0];
  change->dX = most[1];
  PetscFunctionReturn(0);
}
