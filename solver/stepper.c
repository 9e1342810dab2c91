#include "solver/stepper.h"
#include "solver/pace.h"
#include "solver/schedule.h"
#include "solver/stepper_change.h"
#include "solver/stepper_lubrication.h"
#include "solver/stepper_plane.h"
#include "solver/stepper_rings.h"
#include "solver/transport.h"
#include <math.h>

/* The balance is solved to this part of what a step may be wrong by (time.tolerance), between two bounds. */
#define SOLVED_TO 0.01
#define SOLVED_MOST 1e-12
#define SOLVED_LEAST 1e-7

/* Heat is done when the balance begins: its multigrid works where the film at mid-step has velocity, temperature and weights, the balance
   coefficients and forces, and momentum its coarse operators; its vectors where the levels will be.  Flotation, whose solver is the same, has put
   the shape of the wall there, which is done with as well when the solve begins. */
static VfDiffusionLoans loans_to_heat(VfStepper *s)
{
  VfFilmForces    *f     = &s->forces;
  VfState         *mid   = &s->middle;
  VfDiffusionLoans loans = {
      .vector = {s->state.zb, s->state.zt},
      .level  = {{s->grid->n_local, {f->A, f->G, f->Bu, f->Bv, f->fu, f->fv, mid->u, mid->v, mid->T, mid->w}}},
  };

  for (int k = 1; s->momentum && k < VF_LADDER_MAX; k++)
    loans.level[k].n = vf_membrane_mg_scratch(s->momentum->mg, k, VF_DIFFUSION_ARRAYS, loans.level[k].array);
  return loans;
}

/* The momentum solve reads coefficients and forces where the balance puts them and leaves the velocity where the film at mid-step has it.  It
   works in what only the balance needs of that film, in what is made of its thickness before and after (stepper_plane.c), and in the thickness of
   the state, which is found anew from it. */
static VfMembraneLoan loan_to_momentum(VfStepper *s)
{
  VfFilmForces *f   = &s->forces;
  VfState      *mid = &s->middle;

  return (VfMembraneLoan){.n  = s->grid->n_local,
                          .A  = f->A,
                          .G  = f->G,
                          .Bu = f->Bu,
                          .Bv = f->Bv,
                          .b  = {f->fu, f->fv},
                          .y  = {mid->u, mid->v},
                          .p  = {mid->eta, mid->rho},
                          .s  = {mid->T, mid->decomposition},
                          .x  = {mid->m, mid->X},
                          .r  = {mid->Tf, s->state.h}};
}

PetscErrorCode VfStepperCreate(const VfCase *kase, const VfGrid *grid, VfStepper **out)
{
  static const char *const names[] = {"Heat", "Film properties", "Momentum", "Transport", "Momentum set-up"};
  VfStepper               *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  s->kase = kase;
  s->grid = grid;
  vf_film_laws(kase, &s->laws);
  PetscCall(VfGlassLawsCreate(kase, &s->glass));
  PetscCall(VfStateCreate(grid, true, &s->state));
  PetscCall(VfStateCreate(grid, false, &s->middle));
  if (grid->ny == 1) {
    PetscCall(VfFieldCreate(grid, &s->state.w)); /* rings drive the film by its thickness at the start of the step */
    PetscCall(VfFieldCreate(grid, &s->drive));
    PetscCall(VfFieldCreate(grid, &s->face));
  }
  PetscCall(VfFilmForcesCreate(grid, &s->forces));
  if (vf_lubrication_wanted(kase)) {
    PetscCall(VfStateCreateBefore(grid, true, &s->state));
    PetscCall(VfLubricationCreate(grid, kase, &s->lubrication));
    s->laws.rates = false;
  } else if (grid->ny > 1) {
    PetscCall(VfStateCreateBefore(grid, false, &s->state));
    const VfMembraneLoan loan = loan_to_momentum(s);

    PetscCall(VfMomentumCreate(grid, &loan, &s->momentum));
    PetscCall(VfMomentumSetTolerance(s->momentum, fmin(fmax(SOLVED_TO * kase->time.tolerance, SOLVED_MOST), SOLVED_LEAST)));
    vf_membrane_mg_expect(s->momentum->mg, kase->bath.solid || kase->bath.friction.set);
    vf_plane_step_lend(&s->middle, &s->plane);
  }
  VfDiffusionLoans loans = loans_to_heat(s);

  PetscCall(VfHeatCreate(grid, kase, &s->middle, &loans, &s->heat));
  s->old_T   = s->state.eta;
  s->old_X   = s->state.rho;
  s->guess_u = s->state.zb; /* levels are found between steps, for those who are shown them */
  s->guess_v = s->state.zt;
  for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
    PetscCall(PetscLogStageGetId(names[k], &s->stages[k]));
    if (s->stages[k] < 0) PetscCall(PetscLogStageRegister(names[k], &s->stages[k]));
  }
  *out = s;
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperDestroy(VfStepper **s)
{
  PetscFunctionBeginUser;
  if (!*s) PetscFunctionReturn(0);
  PetscCall(VfStateDestroy(&(*s)->state));
  PetscCall(VfStateDestroy(&(*s)->middle));
  PetscCall(VfFilmForcesDestroy(&(*s)->forces));
  PetscCall(VfHeatDestroy(&(*s)->heat));
  PetscCall(VfMomentumDestroy(&(*s)->momentum));
  PetscCall(VfLubricationDestroy(&(*s)->lubrication));
  PetscCall(PetscFree((*s)->drive));
  PetscCall(PetscFree((*s)->face));
  PetscCall(PetscFree(*s));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperRefresh(VfStepper *s)
{
  VfState      *q        = &s->state;
  double *const fields[] = {q->m, q->c, q->X, q->T, q->u, q->v, q->Tf, q->decomposition};

  PetscFunctionBeginUser;
  PetscCall(VfGridHalo(s->grid, 8, fields));
  PetscCall(VfFilmUpdate(s->grid, &s->laws, &s->state, &s->summary));
  s->start  = s->summary;
  s->T_wall = vf_schedule_wall(s->kase, &s->state, s->state.time);
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperSetIsothermal(VfStepper *s, double T)
{
  const bool molten = T > s->kase->melt.melting_temperature;

  PetscFunctionBeginUser;
  for (size_t q = 0; q < s->grid->n_local; q++) {
    const bool melts = molten && s->state.X[q] > 0.0, fresh = s->state.X[q] >= 1.0 && s->state.Tf[q] != T;

    if (s->state.T[q] == T && !melts && !fresh) continue;
    s->same       = false;
    s->state.T[q] = T;
    if (s->state.X[q] >= 1.0 || (molten && s->state.X[q] > 0.0)) vf_glass_reset(&s->state, q); /* what melts here is liquid */
    s->state.X[q] = molten ? 0.0 : s->state.X[q];
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode heat_act(VfStepper *s, double dt, bool *converged)
{
  VfState         *state   = &s->state;
  const VfSegment *segment = vf_schedule_segment(s->kase, state);
  VfSurroundings   around  = {.T_wall = {vf_schedule_wall(s->kase, state, state->time),
                                         vf_schedule_wall(s->kase, state, state->time + VF_HEAT_STAGE * dt),
                                         vf_schedule_wall(s->kase, state, state->time + dt)}};

  PetscFunctionBeginUser;
  *converged     = true;
  s->heat->error = 0.0;
  if (!segment || segment->kind == VF_SEGMENT_ISOTHERMAL) PetscFunctionReturn(0);
  around.T_gas = segment->kind == VF_SEGMENT_QUENCH ? segment->target : around.T_wall[1];
  around.gas   = segment->gas;
  around.flow  = segment->flow;
  PetscCall(VfHeatAdvance(s->heat, &around, dt, state, converged));
  s->statistics.linear_iterations = (s->momentum ? s->momentum->iterations : 0) + s->heat->diffusion->iterations;
  PetscFunctionReturn(0);
}

/* The film at mid-step: temperature and crystal between old and new, place by the last velocity. */
static PetscErrorCode predict(VfStepper *s, double dt, bool x_first)
{
  const VfGrid *g     = s->grid;
  VfState      *mid   = &s->middle;
  const size_t  n     = g->n_local;
  VfTransported film  = {mid->m, mid->c, {mid->X, mid->decomposition}};
  double        scale = 0.0, fluidity = 0.0;
  VfPace        pace = {1.0, 1.0};

  PetscFunctionBeginUser;
  PetscCall(PetscArraycpy(mid->m, s->state.m, n));
  PetscCall(PetscArraycpy(mid->c, s->state.c, n));
  for (size_t q = 0; q < n; q++) {
    mid->T[q] = 0.5 * (s->old_T[q] + s->state.T[q]);
    mid->X[q] = 0.5 * (s->old_X[q] + s->state.X[q]);
  }
  PetscCall(PetscArraycpy(mid->decomposition, s->state.decomposition, n));
  PetscCall(VfGlassExpect(g, &s->glass, &s->state, s->old_T, mid->T, mid->X, 0.5 * dt, mid->Tf));
  mid->porosity = s->state.porosity;
  if (s->laws.pore_scale > 0.0) {
    PetscCall(VfFilmUpdate(g, &s->laws, mid, &s->summary));
    mid->porosity = vf_film_sintered(&s->laws, &s->summary, s->state.porosity, 0.5 * dt);
  }
  if (s->state.fluidity > 0.0) {
    PetscCall(VfFilmFluidity(g, &s->laws, mid, &fluidity));
    scale = fluidity / s->state.fluidity;
    PetscCall(VfPaceExpect(g, &s->state, &s->start, scale, s->state.dt_before, dt, &pace));
  }
  s->pace = pace.half;
  for (size_t q = 0; q < n; q++) {
    s->guess_u[q] = scale * pace.half * s->state.u[q];
    s->guess_v[q] = scale * pace.half * s->state.v[q];
    mid->u[q]     = scale * pace.quarter * s->state.u[q];
    mid->v[q]     = scale * pace.quarter * s->state.v[q];
  }
  if (scale > 0.0) PetscCall(VfTransportAdvance(g, mid->u, mid->v, 0.5 * dt, x_first, film));
  PetscCall(VfFilmUpdate(g, &s->laws, mid, &s->summary));
  s->laws.edge_weight = s->summary.edge_weight;
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperFirst(VfStepper *s, double *dt)
{
  PetscFunctionBeginUser;
  if (s->lubrication && !s->summary.rigid && !(s->state.dt_before > 0.0))
    PetscCall(VfLubricationFirst(s->lubrication, &s->state, s->summary.S, dt));
  PetscFunctionReturn(0);
}

static PetscErrorCode balance_act(VfStepper *s, double dt, bool *converged)
{
  PetscFunctionBeginUser;
  *converged = true;
  if (s->lubrication) {
    PetscCall(VfStepperBalanceLubrication(s, dt));
    PetscFunctionReturn(0);
  }
  if (!s->momentum) {
    PetscCall(VfStepperBalanceRings(s, dt));
    PetscFunctionReturn(0);
  }
  PetscCall(VfStepperBalancePlane(s, dt, converged));
  s->statistics.momentum_solves   = s->momentum->solves;
  s->statistics.work_units        = s->momentum->work_units;
  s->statistics.linear_iterations = s->momentum->iterations + s->heat->diffusion->iterations;
  PetscFunctionReturn(0);
}

static PetscErrorCode move_film(VfStepper *s, double dt, bool x_first)
{
  VfState      *state = &s->state;
  VfTransported film  = {state->m, state->c, {state->X, state->decomposition}};

  PetscFunctionBeginUser;
  if (s->lubrication) {
    PetscCall(VfLubricationAccept(s->lubrication, dt, VF_TRANSPORT_SOLUTES, film.s, state));
    PetscFunctionReturn(0);
  }
  PetscCall(VfTransportAdvance(s->grid, s->middle.u, s->middle.v, dt, x_first, film));
  PetscCall(PetscArraycpy(state->u, s->middle.u, s->grid->n_local));
  PetscCall(PetscArraycpy(state->v, s->middle.v, s->grid->n_local));
  if (s->momentum) vf_stepper_plane_accept(s, dt);
  state->fluidity  = s->summary.fluidity;
  state->dt_before = dt;
  PetscFunctionReturn(0);
}

static PetscErrorCode stop_film(VfStepper *s)
{
  PetscFunctionBeginUser;
  PetscCall(PetscArrayzero(s->state.u, s->grid->n_local));
  PetscCall(PetscArrayzero(s->state.v, s->grid->n_local));
  s->state.fluidity = s->state.dt_before = s->state.dt_earlier = 0.0;
  PetscFunctionReturn(0);
}

/* Puts temperature and crystal back, and the thickness, in whose field momentum works; says why. */
static PetscErrorCode give_up(VfStepper *s, VfStepVerdict *verdict, VfStepVerdict why, const char **message, const char *text)
{
  VfFilmSummary summary;

  PetscFunctionBeginUser;
  if (!s->still) {
    PetscCall(PetscArraycpy(s->state.T, s->old_T, s->grid->n_local));
    PetscCall(PetscArraycpy(s->state.X, s->old_X, s->grid->n_local));
  }
  if (s->momentum) PetscCall(VfFilmUpdate(s->grid, &s->laws, &s->state, &summary));
  *verdict = why;
  *message = text;
  PetscFunctionReturn(0);
}

PetscErrorCode VfStepperTry(VfStepper *s, double dt, VfStepChange *change, VfStepVerdict *verdict, const char **message)
{
  const bool x_first = ((long)s->state.step & 1) == 0;
  bool       converged;

  PetscFunctionBeginUser;
  *message = "";
  *change  = (VfStepChange){.to_melting = INFINITY};
  s->still = false;
  if (s->lubrication) PetscCall(VfStepperStill(s));
  if (!s->still) {
    PetscCall(PetscArraycpy(s->old_T, s->state.T, s->grid->n_local));
    PetscCall(PetscArraycpy(s->old_X, s->state.X, s->grid->n_local));
  }
  PetscCall(PetscLogStagePush(s->stages[STAGE_HEAT]));
  PetscCall(heat_act(s, dt, &converged));
  PetscCall(PetscLogStagePop());
  if (!converged) {
    PetscCall(give_up(s, verdict, VF_STEP_FAILED, message, "the heat balance did not converge"));
    PetscFunctionReturn(0);
  }
  PetscCall(PetscLogStagePush(s->stages[STAGE_PROPERTIES]));
  if (!s->still) PetscCall(predict(s, dt, x_first));
  PetscCall(PetscLogStagePop());
  if (!s->summary.rigid) {
    PetscCall(PetscLogStagePush(s->stages[STAGE_BALANCE]));
    PetscCall(balance_act(s, dt, &converged));
    PetscCall(PetscLogStagePop());
    if (!converged) {
      PetscCall(give_up(s, verdict, VF_STEP_FAILED, message, "the momentum balance did not converge"));
      PetscFunctionReturn(0);
    }
  } else if (!s->lubrication) {
    PetscCall(PetscArrayzero(s->middle.u, s->grid->n_local));
    PetscCall(PetscArrayzero(s->middle.v, s->grid->n_local));
  }
  PetscCall(VfStepperChange(s, dt, change));
  if (vf_controller_retry(s->kase, dt, change).dt > 0.0) {
    PetscCall(give_up(s, verdict, VF_STEP_TOO_LONG, message, "step too long"));
    PetscFunctionReturn(0);
  }
  PetscCall(PetscLogStagePush(s->stages[STAGE_TRANSPORT]));
  if (s->summary.rigid)
    PetscCall(stop_film(s));
  else
    PetscCall(move_film(s, dt, x_first));
  PetscCall(VfGlassAdvance(s->grid, &s->glass, s->still ? s->state.T : s->old_T, dt, &s->state));
  s->state.porosity = vf_film_sintered(&s->laws, &s->summary, s->state.porosity, dt);
  PetscCall(PetscLogStagePop());
  *verdict = VF_STEP_ACCEPTED;
  PetscFunctionReturn(0);
}
