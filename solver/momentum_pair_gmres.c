/* GMRES on velocity and flux of thickness, preconditioned from the left: what is made small is the error that a cycle sees, in the energy norm
   (momentum_pair.h). */
#include "solver/momentum_pair.h"
#include <math.h>

static PetscErrorCode length(const VfPairSolve *p, const double *v, const double *g, double *norm)
{
  double square = vf_dot(p->nu + p->nq, v, g);

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &square, 1, MPI_DOUBLE, MPI_SUM, p->m->grid->comm));
  *norm = square > 0.0 ? sqrt(square) : 0.0;
  PetscFunctionReturn(0);
}

/* Takes out of v[k + 1] what is along the vectors before it and makes it one long.  @param column k + 2 numbers of the small problem. */
static PetscErrorCode orthogonalise(VfPairSolve *p, int k, double *column)
{
  const size_t n = p->nu + p->nq;
  double      *w = p->v[k + 1], *g = p->g[k + 1];

  PetscFunctionBeginUser;
  for (int i = 0; i <= k; i++) column[i] = vf_dot(n, p->v[i], g);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, column, k + 1, MPI_DOUBLE, MPI_SUM, p->m->grid->comm));
  for (int i = 0; i <= k; i++) {
    vf_add(n, -column[i], p->v[i], w);
    vf_add(n, -column[i], p->g[i], g);
  }
  PetscCall(length(p, w, g, &column[k + 1]));
  if (!(column[k + 1] > 0.0)) PetscFunctionReturn(0);
  vf_scale(n, 1.0 / column[k + 1], w);
  vf_scale(n, 1.0 / column[k + 1], g);
  PetscFunctionReturn(0);
}

/* x += sum of y v. */
static void take(VfPairSolve *p, const VfHessenberg *small)
{
  double y[VF_PAIR_BASIS];

  vf_hessenberg_solve(small, y);
  for (int i = 0; i < small->n; i++) vf_add(p->nu + p->nq, y[i], p->v[i], p->x);
}

/* A round of GMRES from the error in v[0], of length norm, until target or `most` iterations.  @param left what is left of it */
static PetscErrorCode go_round(VfPairSolve *p, double norm, double target, PetscInt most, double *left)
{
  const size_t n = p->nu + p->nq;
  double       column[VF_PAIR_BASIS + 1];
  VfHessenberg small;

  PetscFunctionBeginUser;
  vf_scale(n, 1.0 / norm, p->v[0]);
  vf_scale(n, 1.0 / norm, p->g[0]);
  vf_hessenberg_start(&small, norm);
  *left = norm;
  for (int k = 0; k < PetscMin(most, VF_PAIR_BASIS) && *left > target; k++) {
    PetscCall(VfPairMakeVectors(p, k + 1));
    PetscCall(VfPairApply(p, p->v[k], p->g[k]));
    PetscCall(VfPairAnswer(p, p->v[k + 1], p->g[k + 1]));
    PetscCall(orthogonalise(p, k, column));
    p->m->iterations++;
    *left = vf_hessenberg_add(&small, column);
    if (!(column[k + 1] > 0.0)) break;
  }
  take(p, &small);
  PetscFunctionReturn(0);
}

/* Energy norm of x, which is (x, f) at the solution. */
static PetscErrorCode energy_norm(const VfPairSolve *p, double *norm)
{
  double energy = vf_dot(p->nu, p->x, p->b);

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &energy, 1, MPI_DOUBLE, MPI_SUM, p->m->grid->comm));
  *norm = energy > 0.0 ? sqrt(energy) : 0.0;
  PetscFunctionReturn(0);
}

/* Rounds from the error that is left of x, each of which has to halve it. */
static PetscErrorCode go(VfPairSolve *p, bool *converged)
{
  VfMomentum *m    = p->m;
  double      left = INFINITY, before, reference = 0.0;
  PetscReal   rtol, abstol, dtol;
  PetscInt    most;
  const long  done = m->iterations;

  PetscFunctionBeginUser;
  PetscCall(KSPGetTolerances(m->ksp, &rtol, &abstol, &dtol, &most));
  do {
    before = left;
    PetscCall(VfPairResidual(p));
    PetscCall(VfPairAnswer(p, p->v[0], p->g[0]));
    PetscCall(length(p, p->v[0], p->g[0], &left));
    PetscCall(energy_norm(p, &reference));
    m->reference = fmax(m->reference, reference);
    *converged   = left <= rtol * m->reference || left <= abstol;
    if (*converged || !(left < 0.5 * before)) break;
    before = left;
    PetscCall(go_round(p, left, rtol * (m->reference > 0.0 ? m->reference : left), most - (PetscInt)(m->iterations - done), &left));
    PetscCall(energy_norm(p, &reference));
    m->reference = fmax(m->reference, reference);
    *converged   = left <= rtol * m->reference;
  } while (!*converged && m->iterations - done < most);
  PetscFunctionReturn(0);
}

PetscErrorCode VfMomentumIteratePair(VfMomentum *m, double scale, bool *converged)
{
  VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  VfPairSolve      p;

  PetscFunctionBeginUser;
  PetscCall(VfPairCreate(m, &p));
  vf_pair_pack_faces(&p, l->b, p.b);
  vf_pair_pack_faces(&p, l->x, p.x);
  vf_scale(p.nu, scale, p.x);
  vf_pair_unpack_faces(&p, p.x, l->p);
  PetscCall(VfMomentumStiffFlux(p.s, l->p));
  vf_pair_pack_cells(&p, p.s->q, p.x + p.nu);
  PetscCall(go(&p, converged));
  vf_pair_unpack_faces(&p, p.x, l->y);
  PetscCall(VfPairDestroy(&p));
  PetscFunctionReturn(0);
}
