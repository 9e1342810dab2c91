#include "solver/stepper_change.h"
#include "solver/contact.h"
#include "solver/pace.h"
#include "solver/stepper_lubrication.h"
#include "solver/stepper_plane.h"
#include "solver/stepper_rings.h"
#include <math.h>

/* Room ahead of edges that cross `cfl` cells.  Edges that hardly move have all they need: a step that is much longer than this one looks
   again. */
static PetscErrorCode room_ahead(const VfStepper *s, double cfl, VfRoom *room)
{
  const VfGrid *g     = s->grid;
  const double *start = s->state.c, *middle = s->middle.c, looks = 0.1;
  int           narrow = 0;

  PetscFunctionBeginUser;
  *room = g->axisymmetric ? VF_ROOM_RINGS : VF_ROOM_AHEAD;
  if (g->axisymmetric || cfl < looks) PetscFunctionReturn(0);
  for (int j = g->ys; j < g->ys + g->ym && !narrow; j++) {
    for (int i = g->xs; i < g->xs + g->xm && !narrow; i++)
      narrow = vf_contact_is_narrow(g, start, i, j) || vf_contact_is_narrow(g, middle, i, j);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &narrow, 1, MPI_INT, MPI_LOR, g->comm));
  if (narrow) *room = VF_ROOM_NARROW;
  PetscFunctionReturn(0);
}

/* Error of the thickness over the step and its CFL number.  With D the divergence solved and D* that of the prediction, the mid-step
   film is wrong by dt (D - D*)/2 and the flux by that times dt D; the midpoint rule itself leaves (dt D)^3/24 and, for a rate
   that changes by a factor exp(q) over the step, as viscosity and thickness do, dt D q^2/24. */
static PetscErrorCode measure(VfStepper *s, double dt, VfStepChange *change)
{
  const VfGrid  *g       = s->grid;
  const VfState *mid     = &s->middle;
  const VfMoving moving  = {s->state.c, mid->c, mid->u, mid->v};
  double         sums[3] = {0.0, 0.0, 0.0}, most[5] = {0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q      = vf_index(g, i, j);
      const double weight = mid->c[q] * vf_cell_weight(g, i);

      most[0] = fmax(most[0], fabs(mid->u[q]) * dt / g->dx);
      if (g->ny > 1) most[0] = fmax(most[0], fabs(mid->v[q]) * dt / g->dy);
      most[3] = fmax(most[3], vf_contact_number(g, &moving, dt, i, j));
      if (!(mid->c[q] > 0.0)) continue;
      most[1] = fmax(most[1], fabs(s->state.T[q] - s->old_T[q]));
      most[2] = fmax(most[2], fabs(s->state.X[q] - s->old_X[q]));
      if (s->state.X[q] < 1.0 && fabs(s->state.T[q] - s->old_T[q]) > most[4] &&
          !vf_glass_rests(&s->glass, s->old_T[q], s->state.T[q], dt, s->state.Tf[q]))
        most[4] = fabs(s->state.T[q] - s->old_T[q]);
      if (mid->w[q] < 0.999) continue;
      const double D = vf_divergence(g, mid->u, mid->v, q, i), Dp = vf_divergence(g, s->guess_u, s->guess_v, q, i);

      sums[0] += weight;
      sums[1] += weight * dt * dt * D * D;
      sums[2] += weight * dt * dt * (D - Dp) * (D - Dp);
    }
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 3, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, most, 5, MPI_DOUBLE, MPI_MAX, g->comm));
  const double e = sums[0] > 0.0 ? sqrt(sums[1] / sums[0]) : 0.0, de = sums[0] > 0.0 ? sqrt(sums[2] / sums[0]) : 0.0;
  const double q =
      s->state.fluidity > 0.0 && s->summary.fluidity > 0.0 ? log(s->pace * s->summary.fluidity / s->state.fluidity) : 0.0;

  change->error      = 0.5 * e * de + e * e * e / 24.0 + e * q * q / 24.0;
  change->stiff_rate = s->summary.rigid || !s->momentum ? 0.0 : s->summary.stiff_rate;
  change->cfl        = most[0];
  change->contact    = most[3];
  change->dT         = most[1];
  change->dT_alive   = most[4];
  change->heat_error = s->heat->error;
  change->dX         = most[2];
  PetscCall(room_ahead(s, change->cfl, &change->room));
  if (g->axisymmetric && !s->summary.rigid) vf_stepper_rings_error(s, dt, change);
  if (s->momentum && !s->summary.rigid) PetscCall(VfStepperPlaneError(s, dt, change));
  PetscFunctionReturn(0);
}

/* Kelvin to the onset of melting, six widths below Tm, for a film that still has crystal. */
static PetscErrorCode melting_ahead(VfStepper *s, VfStepChange *change)
{
  const VfMelt *melt = &s->kase->melt;
  double        T, X;

  PetscFunctionBeginUser;
  PetscCall(VfHeatHighest(s->grid, &s->state, &T, &X));
  change->to_melting = X > 1e-3 && T < melt->melting_temperature + 6.0 * melt->melting_width
                           ? melt->melting_temperature - 6.0 * melt->melting_width - T
                           : INFINITY;
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperChange(VfStepper *s, double dt, VfStepChange *change)
{
  PetscFunctionBeginUser;
  if (!s->lubrication)
    PetscCall(measure(s, dt, change));
  else if (!s->still)
    PetscCall(VfStepperLubricationChange(s, change));
  if (s->lubrication && !s->summary.rigid) {
    change->error        = s->lubrication_error;
    change->order        = s->lubrication->formula.order;
    change->energy_rises = s->lubrication->rises;
  }
  if (!s->still) PetscCall(melting_ahead(s, change));
  PetscFunctionReturn(0);
}
