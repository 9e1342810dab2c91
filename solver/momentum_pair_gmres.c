/* GMRES on velocity and flux of thickness, in the lengths of momentum_pair.h; one basis of vectors serves, since what the inverse answers is
   linear in them. */
#include "solver/momentum_pair.h"
#include <math.h>

/* Takes out of v[k + 1] what is along the vectors before it and makes it one long.  @param column k + 2 numbers of the small problem. */
static PetscErrorCode orthogonalise(VfPairSolve *p, int k, double *column)
{
  double *w = p->v[k + 1], *z = p->z[k + 1];

  PetscFunctionBeginUser;
  for (int i = 0; i <= k; i++) column[i] = vf_dot(p->nu, p->v[i], z) + vf_dot(p->nq, p->v[i] + p->nu, p->cq);
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, column, k + 1, MPI_DOUBLE, MPI_SUM, p->m->grid->comm));
  for (int i = 0; i <= k; i++) {
    vf_add(p->nu + p->nq, -column[i], p->v[i], w);
    vf_add(p->nu, -column[i], p->z[i], z);
  }
  PetscCall(VfPairMeasureFlux(p, w + p->nu));
  PetscCall(VfPairLength(p, w, z, &column[k + 1]));
  if (!(column[k + 1] > 0.0)) PetscFunctionReturn(0);
  vf_scale(p->nu + p->nq, 1.0 / column[k + 1], w);
  vf_scale(p->nu, 1.0 / column[k + 1], z);
  PetscFunctionReturn(0);
}

/* x += answer to the sum of y v. */
static PetscErrorCode take(VfPairSolve *p, const VfHessenberg *small)
{
  double y[VF_PAIR_BASIS], *z = p->z[0], *rq = p->v[0] + p->nu;
  VfPair sum = p->l->y;

  PetscFunctionBeginUser;
  if (small->n == 0) PetscFunctionReturn(0);
  vf_hessenberg_solve(small, y);
  vf_scale(p->nu, y[0], z);
  vf_scale(p->nq, y[0], rq);
  for (int i = 1; i < small->n; i++) {
    vf_add(p->nu, y[i], p->z[i], z);
    vf_add(p->nq, y[i], p->v[i] + p->nu, rq);
  }
  PetscCall(VfPairAnswer(p, z, rq, p->q));
  vf_add(p->nq, 1.0, p->q, p->x + p->nu);
  vf_pair_unpack_faces(p, p->x, sum);
  vf_add(p->l->n, 1.0, p->l->p.u, sum.u);
  vf_add(p->l->n, 1.0, p->l->p.v, sum.v);
  vf_pair_pack_faces(p, sum, p->x);
  PetscFunctionReturn(0);
}

/* A round of GMRES from the residual in v[0], of length norm, until target or `most` iterations. */
static PetscErrorCode go_round(VfPairSolve *p, double norm, double target, PetscInt most)
{
  double       column[VF_PAIR_BASIS + 1], left = norm;
  VfHessenberg small;

  PetscFunctionBeginUser;
  vf_scale(p->nu + p->nq, 1.0 / norm, p->v[0]);
  vf_scale(p->nu, 1.0 / norm, p->z[0]);
  vf_hessenberg_start(&small, norm);
  for (int k = 0; k < PetscMin(most, VF_PAIR_BASIS) && left > target; k++) {
    PetscCall(VfPairMakeVectors(p, k + 1));
    PetscCall(VfPairAnswer(p, p->z[k], p->v[k] + p->nu, p->q));
    PetscCall(VfPairApply(p, p->q, p->v[k + 1]));
    PetscCall(VfPairRelax(p, p->v[k + 1], p->z[k + 1]));
    PetscCall(VfPairMeasureFlux(p, p->v[k + 1] + p->nu));
    PetscCall(orthogonalise(p, k, column));
    p->m->iterations++;
    left = vf_hessenberg_add(&small, column);
    if (!(column[k + 1] > 0.0)) break;
  }
  PetscCall(take(p, &small));
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

/* Rounds from the residual of x, each of which has to halve it. */
static PetscErrorCode go(VfPairSolve *p, bool *converged)
{
  VfMomentum *m    = p->m;
  double      norm = 0.0, before = INFINITY, reference = 0.0;
  PetscReal   rtol, abstol, dtol;
  PetscInt    most;
  const long  done = m->iterations;

  PetscFunctionBeginUser;
  PetscCall(KSPGetTolerances(m->ksp, &rtol, &abstol, &dtol, &most));
  for (;;) {
    PetscCall(VfPairResidual(p, &norm));
    PetscCall(energy_norm(p, &reference));
    m->reference = fmax(m->reference, reference);
    *converged   = norm <= rtol * m->reference || norm <= abstol;
    if (*converged || !(norm < 0.5 * before) || m->iterations - done >= most) break;
    before = norm;
    PetscCall(go_round(p, norm, rtol * (m->reference > 0.0 ? m->reference : norm), most - (PetscInt)(m->iterations - done)));
  }
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
  PetscCall(VfMomentumStiffFlux(p.s, l, l->p));
  vf_pair_pack_cells(&p, p.s->q, p.x + p.nu);
  PetscCall(go(&p, converged));
  vf_pair_unpack_faces(&p, p.x, l->y);
  PetscCall(VfPairDestroy(&p));
  PetscFunctionReturn(0);
}
